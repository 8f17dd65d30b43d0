"""What was checked too long ago is found, told with its age, and makes the command exit 1."""

from datetime import date, timedelta

import pytest

from evaluator.cli import main
from evaluator.content.models.library import Library
from evaluator.library.freshness import stale
from tests.content.broken import MINI

NEXT_CENTURY = date(2126, 1, 1)


def test_nothing_is_stale_on_the_day_it_was_checked(library: Library) -> None:
    newest = date.fromisoformat(max([entry.checked for entry in library.faq] + [a.checked for a in library.actions]))
    assert stale(library, newest, 365) == []


def test_everything_with_a_day_grows_stale(library: Library) -> None:
    found = stale(library, NEXT_CENTURY, 365)
    named = {f"FaqEntry {entry.id}" for entry in library.faq} | {f"Action {action.id}" for action in library.actions}
    named |= {f"Law {law.id}" for law in library.ethics.laws} if library.ethics else set()
    assert {each.place for each in found} == named
    assert [each.days for each in found] == sorted((each.days for each in found), reverse=True)


def test_a_day_too_many_makes_it_stale(library: Library) -> None:
    entry = library.faq[0]
    last = date.fromisoformat(entry.checked) + timedelta(days=30)
    here = f"FaqEntry {entry.id}"
    assert here not in {each.place for each in stale(library, last, 30)}
    assert here in {each.place for each in stale(library, last + timedelta(days=1), 30)}


def test_the_command_lists_what_is_stale_and_exits_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stale", "--questions", str(MINI), "--days", "-1"]) == 1
    *lines, checked, sources = capsys.readouterr().out.splitlines()
    assert any(line.endswith("  FaqEntry fair-turns") for line in lines)
    assert checked == f"{len(lines)} checked more than -1 days ago"
    assert sources.startswith("0 facts and deeds ")  # this content documents no platform


def test_the_command_exits_0_when_nothing_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stale", "--questions", str(MINI), "--days", "99999"]) == 0
    checked, sources = capsys.readouterr().out.splitlines()
    assert checked == "0 checked more than 99999 days ago"
    assert sources.startswith("0 facts and deeds ")
