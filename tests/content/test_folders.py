"""Folders and YAML as people's machines make them: what does no harm is passed over, what is misread is told."""

import shutil
from pathlib import Path

import pytest

from evaluator.cli import main
from evaluator.content import check, ignored, load
from evaluator.content.topic import own_answers, topic
from evaluator.i18n.language import Language
from evaluator.settings import folder
from tests.content.broken import ENGLISH, Row, copy, row

SHADE = "rubric/place-shade.yaml"
LEFT_BEHIND = [
    ".DS_Store", ".git/config", "rubric/.place-shade.yaml.swp", "rubric/place-shade.yaml~", "faq/#fair-turns.yaml#",
    "scoring.yaml.bak", "scoring.yaml.orig", "README.md", "actions/README", "LICENSE", "Thumbs.db", "desktop.ini",
    "__MACOSX/rubric/place-shade.yaml", "faq/.gitkeep",
]  # fmt: skip


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_what_systems_and_editors_leave_behind_is_no_content(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mini = copy(tmp_path / "mini")
    (mini / name).parent.mkdir(parents=True, exist_ok=True)
    (mini / name).write_bytes(b"\x00\xff: [")
    assert check(mini, ENGLISH) == []
    assert ignored(mini) == [name]
    assert main(["check", str(mini)]) == 0
    assert name in capsys.readouterr().out


@pytest.mark.parametrize("ending", [".yml", ".YAML", ".yaml.txt", ".Yml", ".yml.txt"])
def test_another_ending_is_told_with_the_right_one(ending: str, tmp_path: Path) -> None:
    mini = copy(tmp_path / "mini")
    (mini / SHADE).rename((mini / SHADE).with_name(f"place-shade{ending}"))
    [fault] = check(mini, ENGLISH)
    assert fault.file == f"rubric/place-shade{ending}"
    assert fault.message == "content files end with .yaml; rename it to 'place-shade.yaml'"


TABLE = {
    "a number in base 16": row(
        SHADE, "points: 60", "points: 0x28",
        ("18:13: options.1.points", "'0x28' is read as the number 40; write plain figures"),
    ),
    "a number in base 8": row(SHADE, "points: 60", "points: 060", ("18:13: options.1.points", "the number 48")),
    "a number in two parts": row(SHADE, "points: 60", "points: 6_0", ("18:13: options.1.points", "'6_0'")),
    "a time of day": row(
        "actions/bring-water.yaml", "countries:", "phone: 12:30\ncountries:",
        ("9:8: phone", "'12:30' is read as the number 750; write plain figures, or put it in double quotes"),
    ),
    "a text cut by a number sign": row(
        "faq/fair-turns.yaml", "related: []", "related: []\nkeywords: whose turn is card #1?",
        ("13:11: keywords", "the text ends before '#1?'; put it in double quotes"),
    ),
    "quotes as they are printed": row(
        "faq/fair-turns.yaml", "related: []", "related: []\nkeywords: “whose turn”",
        ("13:11: keywords", "the quotes “ and ” are part of the text; put straight double quotes"),
    ),
    "a day to come": row(
        "faq/fair-turns.yaml", '"2026-10-01"', '"2099-01-01"', ("10:10: checked", "'2099-01-01' is still to come"),
    ),
    "a day without quotes": row(
        "faq/fair-turns.yaml", '"2026-10-01"', "2026-10-01",
        ("10:10: checked", "must be text, not a day: 2026-10-01 (put it in double quotes)"),
    ),
    "an address with a space": row(
        "actions/bring-water.yaml", "https://", "https:// ", ("4:13: links.en", "is no address: it holds a space"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", TABLE.values(), ids=TABLE)
def test_what_yaml_reads_otherwise_than_people_is_told(broken: Row, tmp_path: Path) -> None:
    broken.holds(tmp_path)


@pytest.mark.parametrize(
    "line",
    ["note: Fine.  # a note for editors", "note: “Fine”, she said", "note: '“Fine”'", "note: It is number 1# here"],
)
def test_what_everybody_reads_the_same_is_taken(line: str, tmp_path: Path) -> None:
    mini = copy(tmp_path / "mini")
    text = (mini / SHADE).read_text(encoding="utf-8").splitlines()
    kept = [one for one in text if not one.startswith("note:")]
    (mini / SHADE).write_text("\n".join([*kept, line, ""]), encoding="utf-8")
    assert check(mini, ENGLISH) == []


def test_a_file_as_any_editor_writes_it_is_the_same(tmp_path: Path) -> None:
    mini = copy(tmp_path / "mini")
    plain = (mini / SHADE).read_bytes()
    usual = load(mini, ENGLISH)["en"].questionnaire
    for kind, raw in {
        "with a mark": b"\xef\xbb\xbf" + plain,
        "lines of Windows": plain.replace(b"\n", b"\r\n"),
        "lines of an old Mac": plain.replace(b"\n", b"\r"),
        "a line of hyphens before": b"---\n" + plain,
        "dots behind": plain + b"...\n",
        "all of it": b"\xef\xbb\xbf%YAML 1.2\r\n---\r\n" + plain.replace(b"\n", b"\r\n") + b"...\r\n",
        "no end of the last line": plain.rstrip(),
        "spaces at the ends": plain.replace(b"\n", b"  \n"),
        "an unseen sign in a key": plain.replace(b"why:", "w\u200bhy:".encode()),
        "yes for true": plain.replace(b"core: true", b"core: yes"),
    }.items():
        assert raw != plain, kind
        (mini / SHADE).write_bytes(raw)
        assert check(mini, ENGLISH) == [], kind
        assert load(mini, ENGLISH)["en"].questionnaire == usual, kind


def test_a_name_of_ones_own_changes_nothing_else(tmp_path: Path, tongues: dict[str, Language]) -> None:
    """A public set of questions can be renamed in one line: it stays in every language, and about platforms."""
    mine = tmp_path / "mine"
    shutil.copytree(folder("questions"), mine)
    form = mine / "questionnaire.yaml"
    form.write_text(form.read_text(encoding="utf-8") + '\ntopic:\n  title: "Vier Fragen"\n', encoding="utf-8")
    libraries = load(mine, tongues)
    assert list(libraries) == ["en", "fr"]
    for code, library in libraries.items():
        words = topic(library.questionnaire, tongues[code])
        assert words.title == "Vier Fragen"
        assert words.ask == tongues[code].gettext("Which platform?")
        assert own_answers(library.questionnaire, tongues[code])
