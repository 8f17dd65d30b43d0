"""The finished codes to start from: each is a whole code in every language once somebody signs it."""

import re
from dataclasses import replace
from datetime import date

import pytest

from evaluator.content.models.ethics import VOICES
from evaluator.content.models.library import Library
from evaluator.ethics.check import blocked, check
from evaluator.ethics.documents.code_document import front
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.documents.formats import CODE, EVIDENCE, code_html, write_code, write_evidence
from evaluator.ethics.draft import ANY_LANGUAGE, Draft
from evaluator.ethics.draft_file import dump_draft, load_draft
from evaluator.ethics.readers import ReadContext
from evaluator.ethics.rule_context import BLOCK, WARN
from evaluator.ethics.suggest import example_draft
from evaluator.i18n.language import Language
from tests.conftest import real_libraries
from tests.ethics.drafts import TODAY
from tests.ethics.test_documents import html_text
from tests.prose import french_ease, grade

LIBRARIES = real_libraries()
ETHICS = {code: library.ethics for code, library in LIBRARIES.items() if library.ethics}
NAMES = [example.id for example in ETHICS["en"].examples]
LANGUAGES = [("en",), ("fr",), ("en", "fr")]
FRONT_WORDS = range(180, 451)  # from the title to who answers; the rest stands behind
EASY = {"en": lambda text: grade(text) <= 8, "fr": lambda text: french_ease(text) >= 70}  # for twelve-year-olds
TO_THE_WRITER = re.compile(r"\?|\b(?:you promise|your code|vous promettez|votre charte)\b|\[", re.IGNORECASE)


def draft_of(name: str, languages: tuple[str, ...], day: date = TODAY) -> Draft:
    return example_draft(ETHICS, name, languages, day)


def signed(draft: Draft) -> Draft:
    return replace(draft, owner={ANY_LANGUAGE: "Lou Martin"}, contact="lou@shop.example", example="")


@pytest.mark.parametrize("languages", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_an_example_passes_its_own_check_once_it_is_signed(name: str, languages: tuple[str, ...]) -> None:
    draft = draft_of(name, languages)
    blocks = {one.rule for one in check(ETHICS["en"], draft, TODAY) if one.severity == BLOCK}
    assert blocks == {"K06", "K29"}  # nobody signed, and nobody confirmed its facts
    found = check(ETHICS["en"], signed(draft), TODAY)
    assert not blocked(found)
    assert [one for one in found if one.severity == WARN and not one.settled] == []


@pytest.mark.parametrize("name", NAMES)
def test_an_example_opens_again_as_it_was(name: str) -> None:
    draft = draft_of(name, ("en", "fr"))
    known = ReadContext(ETHICS, LIBRARIES["en"].questionnaire, TODAY)
    reading = load_draft(dump_draft(draft, ETHICS), known)
    assert (reading.draft, reading.problems, reading.differences) == (draft, (), ())


def test_the_dates_of_an_example_count_from_the_day_on_which_it_is_taken() -> None:
    for name in NAMES:
        early, late = (draft_of(name, ("en",), date(2026, month, 1)) for month in (1, 7))
        assert all(gap.day > date(2026, 1, 1) for gap in early.gaps)
        assert [gap.day.month for gap in early.gaps] != [gap.day.month for gap in late.gaps] or not early.gaps


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", NAMES)
def test_the_front_of_an_example_is_whole_short_and_easy_to_read(
    name: str, language: str, voice: str, libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    draft = replace(signed(draft_of(name, (language,))), voice=voice)
    context = CodeContext.create(draft, libraries, [tongues[language]], TODAY)
    made = code_html(context)
    said = html_text(made.encode())
    assert not re.search(r"[{}]", said)
    assert not TO_THE_WRITER.search(said)
    assert 5 <= len(front(context)) <= 7
    title = tongues[language].gettext("Everything we promise, in full")
    assert len(said.split(title)[0].split()) in FRONT_WORDS
    lines = re.findall(r"<(?:p|li)[^>]*>(.*?)</(?:p|li)>", made.split(title)[0])
    running = " ".join(f"{re.sub(r'<[^>]*>|[.]$', '', line)}." for line in lines)
    assert EASY[language](running), running


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", NAMES)
def test_an_example_can_be_had_in_every_format(
    name: str, language: str, libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    context = CodeContext.create(signed(draft_of(name, (language,))), libraries, [tongues[language]], TODAY)
    for kind in CODE:
        assert write_code(kind, context)
    for kind in EVIDENCE:
        assert write_evidence(kind, context)
