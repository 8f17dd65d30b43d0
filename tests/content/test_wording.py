"""How the content is written: short sentences, plain words, French for French readers, typographic signs."""

import re
from statistics import median

import pytest

from evaluator.content.models.library import Library
from tests.prose import (
    FAMILIAR,
    UNGUARDED,
    everything,
    french_syllables,
    grade,
    names,
    of_faq,
    sentences,
    syllables,
    words,
)

LONGEST = {"en": 25, "fr": 32}  # words in a sentence; French needs more of them to say the same


@pytest.fixture(params=["en", "fr"])
def content(request: pytest.FixtureRequest, libraries: dict[str, Library]) -> Library:
    return libraries[request.param]


def test_no_sentence_is_too_long(content: Library) -> None:
    limit = LONGEST[content.language]
    long = [
        (place, len(words(sentence)), sentence)
        for place, text in everything(content)
        for sentence in sentences(text)
        if len(words(sentence)) > limit
    ]
    assert long == []


def test_an_answer_of_the_faq_has_60_to_180_words(library: Library) -> None:
    lengths = {entry.id: len(words(" ".join(entry.answer))) for entry in library.faq}
    assert {name: length for name, length in lengths.items() if not 60 <= length <= 180} == {}


def test_a_short_answer_is_one_sentence(content: Library) -> None:
    assert [entry.id for entry in content.faq if len(sentences(entry.short)) != 1] == []


def test_a_child_of_twelve_can_read_the_questions(library: Library) -> None:
    grades = {question.id: grade(question.text) for question in library.questionnaire.questions}
    assert median(grades.values()) <= 6, grades
    assert max(grades.values()) <= 10, grades


def test_a_question_shows_60_words_at_most_on_average(content: Library) -> None:
    """With its hint, its list and its answers; what is folded away is not counted."""
    aside = {"en": ("I don’t know", "Does not apply"), "fr": ("Je ne sais pas", "Sans objet")}[content.language]
    shown = {
        q.id: [q.text, q.hint or "", *q.items, *(option.text for option in q.options), aside[0]]
        + ([aside[1], q.not_applicable] if q.not_applicable else [])
        for q in content.questionnaire.questions
    }
    counts = {name: sum(len(words(text)) for text in texts) for name, texts in shown.items()}
    assert sum(counts.values()) / len(counts) <= 60, counts
    assert max(counts.values()) <= 85, counts


def test_the_measure_of_reading_tells_easy_from_hard() -> None:
    counted = {"cat": 1, "make": 1, "table": 2, "asked": 1, "wanted": 2, "platform": 2, "information": 4, "you": 1}
    assert {word: syllables(word) for word in counted} == counted
    french = {"publicité": 4, "site": 1, "écrivez": 3, "agence": 2, "nous": 1, "aucune": 2, "moment": 2, "voix": 1}
    assert {word: french_syllables(word) for word in french} == french
    assert grade("The cat sat on the mat.") < 1
    assert grade("Organisational transparency necessitates comprehensive documentation of operations.") > 20


def test_no_straight_quote_or_apostrophe_is_left(content: Library) -> None:
    texts = [*everything(content), *names(content)]
    assert [(place, text) for place, text in texts if re.search("['\"`]|\\.\\.\\.", text)] == []


def test_french_says_vous(libraries: dict[str, Library]) -> None:
    assert [(place, text) for place, text in everything(libraries["fr"]) if FAMILIAR.search(text)] == []


def test_the_measure_of_familiar_french_finds_it_and_spares_the_tone() -> None:
    assert all(FAMILIAR.search(text) for text in ("Que sais-tu ?", "Ton compte", "on t’insulte", "pour toi"))
    assert not any(FAMILIAR.search(text) for text in ("Le ton monte", "un autre statut", "un toit", "le contenu"))


def test_french_has_its_own_quotes_and_guards_its_punctuation(libraries: dict[str, Library]) -> None:
    waiting = {text for _, text in everything(libraries["en"])}  # for their French; test_catalogue.py names them
    french = [(place, text) for place, text in everything(libraries["fr"]) if text not in waiting]
    assert len(french) > 1000
    assert [(place, text) for place, text in french if UNGUARDED.search(text)] == []


def test_the_measure_of_french_punctuation_finds_what_is_wrong() -> None:
    wrong = ("Pourquoi?", "Pourquoi ?", "« ici\u00a0»", "«\u00a0ici »", "“ici”", "ici : non")
    right = ("Pourquoi\u202f?", "«\u00a0ici\u00a0»", "ici\u00a0: non", "https://a.fr", "9:30")
    assert [text for text in wrong if not UNGUARDED.search(text)] == []
    assert [text for text in right if UNGUARDED.search(text)] == []


def test_nothing_shouts_but_a_title(content: Library) -> None:
    assert [place for place, text in of_faq(content) if "!" in re.sub("«.*?»", "", text)] == []


@pytest.mark.parametrize(
    ("lang", "belittled"), [("en", r"\b(small|rare|minor|little)\b"), ("fr", r"\b(rare|gravité|petite?s?)\b")]
)
def test_no_answer_about_harm_is_made_small(libraries: dict[str, Library], lang: str, belittled: str) -> None:
    for question in libraries[lang].questionnaire.questions:
        for option in question.options if question.speaks_of_harm else ():
            assert not re.search(belittled, f"{option.text} {option.reason}", re.IGNORECASE), option.id


# Words that could do harm where they are missing: the content file, the key, and what it must say in each language.
OWED = {
    ("action", "keep-evidence"): {
        "en": "Never capture, save or send an intimate picture of anyone under 18",
        "fr": "Ne capturez, n’enregistrez et n’envoyez jamais une image intime d’une personne de moins de 18",
    },
    ("faq", "mental-health"): {
        "en": "Never capture, save or send an intimate picture of anyone under 18, not even as proof",
        "fr": "Ne capturez, n’enregistrez et n’envoyez jamais une image intime d’une personne de moins de 18",
    },
    ("faq", "mental-health "): {"en": "999 in the United Kingdom and Ireland", "fr": "le 999 au Royaume-Uni"},
    ("action", "take-down-a-picture-under-18"): {"en": "which is sent to nobody", "fr": "sans l’envoyer"},
    ("action", "make-platforms-answer-for-scams"): {"en": "will have to act or pay", "fr": "devra agir ou payer"},
    ("option", "civil-hurt.serious"): {"en": "is not to blame", "fr": "n’y est pour rien"},
}


@pytest.mark.parametrize(("kind", "name"), OWED)
def test_what_could_harm_where_it_is_missing_is_said(content: Library, kind: str, name: str) -> None:
    told = {("action", each.id): each.gives for each in content.actions}
    told |= {("faq", each.id): " ".join(each.answer) for each in content.faq}
    for question in content.questionnaire.questions:
        told |= {("option", f"{question.id}.{each.id}"): each.reason for each in question.options}
    assert OWED[kind, name][content.language] in told[kind, name.strip()]


def test_whoever_keeps_evidence_is_led_to_who_takes_pictures_down(content: Library) -> None:
    for country, name in (("GB", "report-remove-gb"), ("", "take-down-a-picture-under-18")):
        [action] = [each for each in content.actions if each.id == name]
        assert not country or country in action.countries
    lines = {line.phone for line in content.help_lines}
    assert {"3018", "116000"} <= {number and number.replace(" ", "") for number in lines}
