"""The commands on facts: print what is documented about a platform, and list what is old."""

import pytest

from evaluator.cli import main


def test_facts_are_printed_with_the_answer_they_fit_and_their_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "Insta", "--where", "EU", "--age", "adult"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Instagram\n")
    assert "(data-use)" in said
    assert "(ads-ask)" in said
    assert "OpenTermsArchive/pga-versions/blob/" in said
    assert "Delete your account (delete-account)" in said


def test_a_fact_of_another_place_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    main(["facts", "instagram", "--where", "us"])
    american = capsys.readouterr().out
    main(["facts", "instagram", "--where", "fr"])
    french = capsys.readouterr().out
    assert "(ads-forced)" in american
    assert "(ads-forced)" not in french
    assert "[EU]" in french
    assert "[EU]" not in american


def test_facts_speak_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "wikipedia", "--lang", "fr"]) == 0
    assert "Supprimer votre compte" in capsys.readouterr().out


def test_an_unknown_platform_is_answered_with_those_that_are_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["facts", "Mill Lane"]) == 2
    assert "'Mill Lane'; known: bereal, bluesky" in capsys.readouterr().err


def test_old_facts_are_listed_the_oldest_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stale", "--days", "99999"]) == 1
    *lines, last = capsys.readouterr().out.splitlines()[1:]
    assert lines == sorted(lines)
    assert last == f"{len(lines)} facts and deeds rest on sources of more than 183 days ago"


def test_with_patience_nothing_is_old(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stale", "--days", "99999", "--facts-days", "99999"]) == 0
    assert "0 facts and deeds" in capsys.readouterr().out
