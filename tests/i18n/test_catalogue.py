"""The catalogues: every string has its translation, none is stale, and values have their places."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from babel.support import Translations

from evaluator.app import create_app
from evaluator.content import load
from evaluator.i18n.extract import compiled, incomplete, main, sources, state, template, update
from evaluator.i18n.language import languages, started
from evaluator.settings import Settings, folder
from tests.content.broken import copy
from tests.prose import FAMILIAR, UNGUARDED

Key = tuple[str | None, str | tuple[str, ...]]


@pytest.fixture(scope="module")
def strings() -> Catalog:
    """All strings, as the sources have them now."""
    return template()


@pytest.fixture(scope="module", params=[path.parts[-3] for path in sources()])
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    """One language's messages.po."""
    return catalogue_at(next(path for path in sources() if path.parts[-3] == request.param))


@pytest.fixture(scope="module")
def french() -> list[str]:
    """Every French text, of the interface and of the content."""
    entries = catalogue_at(next(path for path in sources() if path.parts[-3] == "fr"))
    return [text for entry in entries if entry.id for text in forms(entry.string)]


def catalogue_at(path: Path) -> Catalog:
    with path.open("rb") as text:
        return read_po(text, locale=path.parts[-3])


def key(entry: Message) -> Key:
    return entry.context, tuple(entry.id) if isinstance(entry.id, list | tuple) else entry.id


def keys(catalogue: Catalog) -> set[Key]:
    return {key(entry) for entry in catalogue if entry.id}


def forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text or ""] if isinstance(text, str | None) else list(text)


def places(text: str) -> set[str]:
    """The places for values in a string; a bare % is one as well, for it would be read as one."""
    return set(re.findall(r"%(?:\(\w+\)[sd]|%|.?)", text))


def test_french_is_there() -> None:
    assert "fr" in [path.parts[-3] for path in sources()]


def test_the_strings_come_from_code_templates_and_content(strings: Catalog) -> None:
    contexts = [entry.context for entry in strings if entry.id]
    assert contexts.count(None) > 100
    assert "rubric/data-use: options.ads-forced.text" in contexts
    assert sum(context is not None for context in contexts) > 800


def test_every_string_has_its_translation_and_none_is_left_over(strings: Catalog) -> None:
    """The test that fails when an English string is worded anew: 'make messages' names what to fill in."""
    for path in sources():
        catalogue = catalogue_at(path)
        assert {
            "missing": keys(strings) - keys(catalogue),
            "left over": keys(catalogue) - keys(strings),
            "obsolete": list(catalogue.obsolete),
            "untranslated or unsure": [key(entry) for entry in incomplete(catalogue)],
        } == {"missing": set(), "left over": set(), "obsolete": [], "untranslated or unsure": []}
    assert list(load(folder("questions"), started())) == list(languages())  # so all are offered


def test_a_translation_has_the_same_places_for_values(catalogue: Catalog) -> None:
    wrong = []
    for entry in catalogue:
        if not entry.id or entry.context:  # content is never filled in
            continue
        wanted = places(forms(entry.id)[-1])
        for text in forms(entry.string):
            spare = {"%(count)s"} if isinstance(entry.id, tuple | list) else set()  # « une réponse » may go without
            if text and places(text) - spare != wanted - spare:
                wrong.append((entry.id, text))
        if forms(entry.string)[-1] and places(forms(entry.string)[-1]) != wanted:
            wrong.append((entry.id, forms(entry.string)[-1]))
    assert wrong == []


def test_french_words_of_the_interface_say_vous_and_are_well_set() -> None:
    french = catalogue_at(next(path for path in sources() if path.parts[-3] == "fr"))
    texts = [text for entry in french if entry.id and not entry.context for text in forms(entry.string)]
    assert [text for text in texts if FAMILIAR.search(text)] == []
    assert [text for text in texts if UNGUARDED.search(text)] == []
    assert [text for text in texts if re.search("['\"]|\\.\\.\\.", re.sub(r"</?[^>]+>", "", text))] == []


def test_french_signs_stand_behind_one_kind_of_space(french: list[str]) -> None:
    """A no-break space before : » % and €, and after «; a narrow one before ; ! and ?."""
    wide = re.compile(
        r"[ \u202f](?=[:»€])|«[ \u202f](?!\?)|\d[ \u202f](?=%(?!\()|h\b|ans\b|min\b)|\)s[ \u202f](?=%%)"
    )
    narrow = re.compile(r"[ \u00a0](?=[;!?])")
    assert [text for text in french if wide.search(text)] == []
    assert [text for text in french if narrow.search(text)] == []


def test_a_changed_english_string_shows_its_translation_as_unsure(tmp_path: Path) -> None:
    source = tmp_path / "fr" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    context = 'msgctxt "rubric/a-b: text"\n'
    source.write_text(header + context + 'msgid "Is there much shade?"\nmsgstr "Y a-t-il de l’ombre ?"\n', "utf-8")
    strings = Catalog()
    strings.add("Is there any shade?", context="rubric/a-b: text")
    strings.add("22% of users", context="rubric/a-b: why")
    updated = update(source, strings)
    assert [entry.string for entry in incomplete(updated)] == ["Y a-t-il de l’ombre ?", None]
    assert keys(catalogue_at(source)) == keys(strings)
    assert "python-format" not in source.read_text("utf-8")


def test_a_catalogue_is_compiled_beside_its_source(tmp_path: Path) -> None:
    source = tmp_path / "fr" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    shutil.copy(next(path for path in sources() if path.parts[-3] == "fr"), source)
    with compiled(source).open("rb") as binary:
        translations = Translations(binary)
    entry = next(entry for entry in catalogue_at(source) if entry.context and isinstance(entry.id, str))
    assert translations.pgettext(str(entry.context), str(entry.id)) == entry.string
    assert [path.name for path in sorted(source.parent.iterdir())] == ["messages.mo", "messages.po"]


def test_a_third_language_is_one_command_and_is_offered_when_asked_for_until_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("evaluator.i18n.extract.TRANSLATIONS", tmp_path)
    monkeypatch.setattr("evaluator.i18n.extract.sources", lambda: sources(tmp_path))
    assert main(["de"]) == 0
    said = capsys.readouterr().out
    assert re.fullmatch(r"de: 0 % \(0 of (\d{4}) strings translated, \1 left, not offered until .*\)\n", said)
    assert (list(languages(tmp_path)), list(started(tmp_path))) == (["en"], ["en", "de"])

    shown = Settings(folder("questions"), "", (), 1, translations=tmp_path)
    assert create_app(shown).test_client().get("/de/").status_code == 404
    page = create_app(replace(shown, languages=("de", "en"))).test_client().get("/de/")
    assert ('<html lang="de">' in page.text, "Should I keep this app?" in page.text) == (True, True)


def test_the_state_of_a_language_is_told_in_per_cent() -> None:
    catalogue = Catalog(fuzzy=False)
    for number in range(8):
        catalogue.add(f"Question {number}", "Frage" if number < 7 else None)
    assert state("de", catalogue) == "de: 87 % (7 of 8 strings translated, 1 left)"


def test_the_checkout_may_lie_in_a_folder_named_questions(tmp_path: Path) -> None:
    root = tmp_path / "questions" / "house"
    root.mkdir(parents=True)
    copy(root / "questions")
    assert "rubric/place-shade: options.sails.text" in {entry.context for entry in template(root)}


# One word for one idea in French: what is not said, and what is said instead.
UNSAID = {
    r"applications?": "appli", r"alertes?": "notification", r"lignes? d’aide": "ligne d’écoute",
    r"numéros? d’aide": "ligne d’écoute", r"portée naturelle": "portée organique", r"QR code": "code QR",
    r"chiffrement d’office": "chiffrement par défaut", r"ordre du temps": "du plus récent au plus ancien",
}  # fmt: skip
ELSEWHERE = ("rubric/", "platforms")  # the questions and what is documented of platforms keep their own words


def test_french_says_one_idea_with_one_word() -> None:
    entries = catalogue_at(next(path for path in sources() if path.parts[-3] == "fr"))
    said = [
        (entry.context or str(entry.id), text)
        for entry in entries
        if entry.id and not (entry.context or "").startswith(ELSEWHERE)
        and not (entry.context or "").endswith("keywords") and "sources." not in (entry.context or "")
        for text in forms(entry.string)
    ]  # fmt: skip
    wrong = [
        (place, word) for place, text in said for word in UNSAID if re.search(rf"\b{word}\b", text, re.IGNORECASE)
    ]
    assert wrong == []
