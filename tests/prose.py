"""Every sentence a reader of the content meets, with its place, and how hard it is to read."""

import re
from collections.abc import Callable, Iterator

from evaluator.content.models.library import FaqEntry, Library
from evaluator.content.models.questionnaire import Question

Text = tuple[str, str]  # place, words

# French that says tu, where "le ton" is a tone; French signs without their no-break space, and English quotes.
FAMILIAR = re.compile(r"\b(tu|ta|tes|toi|(?<!le )(?<!un )(?<!du )(?<!au )(?<!ce )ton)\b|\bt[’']", re.IGNORECASE)
UNGUARDED = re.compile(r"(?<![\u00a0\u202f?!])[:;?!](?=\s|$|»)|«(?![\u00a0\u202f])|(?<![\u00a0\u202f])»|[“”]")


def of_questions(library: Library) -> Iterator[Text]:
    for question in library.questionnaire.questions:
        yield from _question(question)


def _question(question: Question) -> Iterator[Text]:
    for name in ("text", "hint", "why", "dont_know", "not_applicable"):
        if getattr(question, name):
            yield f"{question.id}.{name}", getattr(question, name)
    for name in ("items", "find_out"):
        yield from ((f"{question.id}.{name}", text) for text in getattr(question, name))
    for option in question.options:
        for name in ("text", "reason", "cap_reason"):
            if getattr(option, name):
                yield f"{question.id}.{option.id}.{name}", getattr(option, name)
    for framework in question.frameworks:
        yield f"{question.id}.{framework.name}", framework.item


def of_faq(library: Library) -> Iterator[Text]:
    for entry in library.faq:
        yield from _entry(entry)


def _entry(entry: FaqEntry) -> Iterator[Text]:
    yield f"{entry.id}.question", entry.question
    yield f"{entry.id}.short", entry.short
    yield from ((f"{entry.id}.answer", paragraph) for paragraph in entry.answer)


def of_the_rest(library: Library) -> Iterator[Text]:
    for action in library.actions:
        for name in ("title", "gives", "hours"):
            if getattr(action, name):
                yield f"{action.id}.{name}", getattr(action, name)
    for dimension in library.questionnaire.dimensions:
        for name in ("name", "question", "about"):
            yield f"{dimension.id}.{name}", getattr(dimension, name)
    for band in library.questionnaire.scoring.bands:
        yield f"band {band.letter}", band.words


def everything(library: Library) -> list[Text]:
    return [*of_questions(library), *of_faq(library), *of_the_rest(library)]


def names(library: Library) -> list[Text]:
    """Names and titles of works: they keep the punctuation they were published with."""
    frameworks = [(q.id, framework.name) for q in library.questionnaire.questions for framework in q.frameworks]
    return frameworks + [(entry.id, source.title) for entry in library.faq for source in entry.sources]


def sentences(text: str) -> list[str]:
    """A text cut after . ! ? … and what closes a quotation."""
    return [part for part in re.split(r"(?<=[.!?…])[”»’)\s]*\s+", text) if part]


def words(text: str) -> list[str]:
    return [word for word in text.split() if re.search(r"\w", word)]


def rates(text: str, count: Callable[[str], int]) -> tuple[float, float]:
    """Words in a sentence and syllables in a word, on average."""
    all_words = words(text)
    return len(all_words) / len(sentences(text)), sum(map(count, all_words)) / len(all_words)


def syllables(word: str) -> int:
    """English syllables, nearly: groups of vowels, less a silent e at the end."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", letters))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyscxzgh]es$", letters)
    return max(1, groups - bool(silent))


def grade(text: str) -> float:
    """The school grade of Flesch and Kincaid (1975) in which a text is read with ease."""
    per_sentence, per_word = rates(text, syllables)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59


def french_syllables(word: str) -> int:
    """French syllables, nearly: groups of vowels, less a mute e at the end."""
    letters = re.sub(r"[^a-zà-ÿœ]", "", word.lower())
    groups = len(re.findall(r"[aeiouyà-æè-ïò-öù-üœ]+", letters))
    mute = re.search(r"[^aeiouyà-ÿ](?:e|es)$|(?<![mcd])ent$", letters)
    return max(1, groups - bool(mute))


def french_ease(text: str) -> float:
    """How easily a French text reads, by Kandel and Moles (1958): 70 to 80 is fairly easy, at twelve years."""
    per_sentence, per_word = rates(text, french_syllables)
    return 207 - 1.015 * per_sentence - 73.6 * per_word
