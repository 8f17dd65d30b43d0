"""A content folder of one's own: which languages it is offered in, what its translations must hold, who says so."""

from pathlib import Path
from shutil import copytree

import pytest
from babel.messages.pofile import read_po, write_po

from evaluator.app import create_app
from evaluator.cli import main
from evaluator.content import ContentError, check, load, translated
from evaluator.i18n.extract import main as catalogues
from evaluator.i18n.language import started, unfinished, wordless
from evaluator.settings import Settings
from tests.conftest import REAL
from tests.content.broken import MINI, Break, copy

SHADE = "rubric/place-shade.yaml"


@pytest.fixture(autouse=True)
def nothing_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The languages as they are offered by themselves."""
    monkeypatch.delenv("EVALUATOR_LANGUAGES")


def fill(source: Path, leave: int = 0) -> None:
    """Translate a .po, but for the last strings, by putting a word before each."""
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.stem)
    entries = [entry for entry in catalogue if entry.id]
    for entry in entries[: len(entries) - leave]:
        entry.string = f"Voici : {entry.id}"
    with source.open("wb") as text:
        write_po(text, catalogue)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the playground with a French translation that is whole and declared so."""
    copied = copy(tmp_path / "park")
    assert catalogues(["fr", "--questions", str(copied)]) == 0
    fill(copied / "translations" / "fr.po")
    assert catalogues(["--questions", str(copied)]) == 0
    return copied


def french(own: Path) -> Path:
    return own / "translations" / "fr.po"


def test_a_folder_in_one_language_is_offered_in_that_language_alone() -> None:
    assert list(load(MINI, started())) == ["en"]


def test_a_folder_with_its_own_translation_is_offered_in_both_its_own_language_first(own: Path) -> None:
    libraries = load(own, started())
    assert list(libraries) == ["en", "fr"]
    assert libraries["en"].questionnaire.dimensions[0].name == "The place"
    assert libraries["fr"].questionnaire.dimensions[0].name == "Voici : The place"


def test_a_folder_may_be_written_in_another_language(tmp_path: Path) -> None:
    copied = copy(tmp_path / "parc")
    Break("questionnaire.yaml", "seconds_per", "language: fr\nseconds_per").do(copied)
    assert list(load(copied, started())) == ["fr"]
    Break("questionnaire.yaml", "language: fr", "language: de").do(copied)
    assert list(load(copied, started())) == ["de"]
    assert wordless("de").gettext("Points") == "Points"


def test_a_string_missing_from_a_promised_translation_is_a_fault_at_its_own_place(own: Path) -> None:
    Break(SHADE, '"Is there', '"Was there').do(own)
    faults = check(own, started())
    assert [(fault.file, fault.line, fault.field) for fault in faults] == [(SHADE, 6, "text")]
    assert "no French translation; fill in translations/fr.po: rubric/place-shade: text" in faults[0].message
    with pytest.raises(ContentError):
        load(own, started())


def test_a_question_worded_anew_can_be_looked_at_before_it_is_translated(
    own: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Break(SHADE, "Is there shade?", "How much shade is there?").do(own)
    asked = ["serve", "--questions", str(own), "--port", "1"]
    assert main(asked) == 1
    fault, count, hint = capsys.readouterr().err.splitlines()
    assert fault.startswith(f"{SHADE}:")
    assert (count, hint) == (
        "1 fault; nothing was started.", 'To look at it meanwhile: EVALUATOR_LANGUAGES="en fr" make run',
    )  # fmt: skip
    monkeypatch.setenv("EVALUATOR_LANGUAGES", "en fr")
    monkeypatch.setattr("evaluator.server.serve", lambda host, ports, chosen: create_app(chosen))
    assert main(asked) == 0
    strings = translated(own, started())["fr"][1]
    assert capsys.readouterr().err == (
        f"fr: 1 of {strings} strings have no translation; they are shown as they were written\n"
    )
    page = create_app(Settings(own, "", (), 1, ("en", "fr"))).test_client().get("/fr/assess/place").text
    assert "How much shade is there?" in page
    assert "Voici : Can you drink there?" in page


def test_an_unsure_string_counts_as_missing(own: Path) -> None:
    entry = 'msgctxt "rubric/place-shade: options.sails.text"'
    Break("translations/fr.po", entry, f"#, fuzzy\n{entry}").do(own)
    assert [(fault.file, fault.field) for fault in check(own, started())] == [(SHADE, "options.sails.text")]


def test_a_translation_that_is_only_begun_is_not_offered_and_told(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    french(own).unlink()
    catalogues(["fr", "--questions", str(own)])
    fill(french(own), leave=3)
    capsys.readouterr()
    assert list(load(own, started())) == ["en"]
    assert catalogues(["--questions", str(own)]) == 0
    told = capsys.readouterr().out
    have, count = translated(own, started())["fr"]
    assert count - have == 3
    percent = have * 100 // count
    assert (
        told == f"fr: {percent} % ({have} of {count} strings translated, 3 left, not offered until nothing is left)\n"
    )
    assert main(["check", str(own)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{own}: 'fr' has {have} of {count} strings, so it is not offered",
        f"{own}: no faults",
    ]


def test_a_renamed_copy_asks_translators_for_its_new_name_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    renamed = tmp_path / "zola"
    copytree(REAL.questions, renamed)
    form = renamed / "questionnaire.yaml"
    named = form.read_text(encoding="utf-8").replace("dimensions:", "topic: {title: Zola asks}\ndimensions:", 1)
    form.write_text(named, encoding="utf-8")
    assert catalogues(["fr", "--questions", str(renamed)]) == 0
    assert capsys.readouterr().out.startswith("fr: 0 % (0 of 1 strings translated, 1 left")
    libraries = load(renamed, started())
    assert list(libraries) == ["en", "fr"]
    assert libraries["fr"].questionnaire.topic["title"] == "Zola asks"


def test_a_begun_language_can_be_asked_for_and_falls_back(own: Path) -> None:
    french(own).unlink()
    catalogues(["fr", "--questions", str(own)])
    fill(french(own), leave=3)
    asked = load(own, started(), ["fr"])
    assert list(asked) == ["fr"]
    texts = {option.text for question in asked["fr"].questionnaire.questions for option in question.options}
    assert any(text.startswith("Voici") for text in texts)


def test_a_language_that_nobody_has_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="no language 'xx' here; choose from en, fr"):
        load(MINI, started(), ["xx"])


def test_the_mark_as_unfinished_goes_when_nothing_is_left(tmp_path: Path) -> None:
    copied = copy(tmp_path / "park")
    catalogues(["fr", "--questions", str(copied)])
    assert unfinished(french(copied))
    fill(french(copied))
    catalogues(["--questions", str(copied / ".." / copied.name)])  # as one types it from the folder beside
    assert not unfinished(french(copied))


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("fr.po", 'msgid "a"\nmsgtr "b"\n', "not a valid .po file"),
        ("fr.po", b"\xff", "cannot be read"),
        ("français.po", 'msgid ""\nmsgstr ""\n', "no language code"),
        ("fr.txt", "a", "not a content file"),
    ],
)
def test_a_translation_that_cannot_be_read_is_a_fault(
    name: str, text: str | bytes, says: str, tmp_path: Path
) -> None:
    copied = copy(tmp_path / "park")
    (copied / "translations").mkdir()
    (copied / "translations" / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    (fault,) = check(copied, started())
    assert fault.file == f"translations/{name}"
    assert says in fault.message


def test_schemas_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    copied = copy(tmp_path / "park")
    assert main(["schema", str(copied / "schema")]) == 0
    assert check(copied, started()) == []


def test_score_reads_the_folder_that_the_command_names(
    own: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVALUATOR_QUESTIONS", "nowhere")
    assert main(["score", "--questions", str(own), "--lang", "fr", "platform=Mill&place-shade=none"]) == 0
    assert "Voici : Slides get" in capfd.readouterr().out
    assert main(["score", "--questions", str(MINI), "platform=Mill"]) == 0
    assert main(["score", "--questions", str(MINI), "--lang", "fr", "platform=Mill"]) == 2
    assert f"no language 'fr' in {MINI}; choose from en" in capfd.readouterr().err
