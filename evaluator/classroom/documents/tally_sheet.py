"""The tally sheet of a class: strokes for every answer, and D worked out by hand with a table."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from string import ascii_uppercase

from evaluator.assess.documents.scoring_grid_document import number
from evaluator.classroom.tally import (
    AGREE,
    DISAGREE,
    FACTS,
    MIDDLE,
    MIN_ANSWERS,
    NOISE,
    SIDE,
    Tally,
    denominator,
    denominators,
    products,
)
from evaluator.content.models.questionnaire import Questionnaire
from evaluator.documents.blocks import Block, Bullets, Field, Heading, PageBreak, Table, text
from evaluator.i18n.language import Language

EXAMPLE = (2, 10, 0, 10, 2)
PANELS = 4  # the table of sizes is printed in so many parts beside one another
NOTHING = "–"
ROWS = 4  # to work out D in


def tally_blocks(form: Questionnaire, language: Language) -> Iterator[Block]:
    """Return everything that a class without devices needs."""
    yield Field(language.gettext("Platform"))
    yield Field(language.gettext("Class and day"))
    yield text(
        language.gettext(
            "Read a question and its answers. All hold up a card at the same moment. Two pupils count, a third "
            "writes."
        )
    )
    yield _strokes(form, language)
    yield PageBreak()
    yield from _by_hand(form, language)


def _strokes(form: Questionnaire, language: Language) -> Table:
    """Return a row for each question, a column for each place in the longest list of options."""
    letters = ascii_uppercase[: _most(form)]
    rows = tuple(
        (
            f"{number(form, question)} {question.text}",
            *("" if place < len(question.options) else NOTHING for place in range(len(letters))),
            "",
            "",
        )
        for question in form.questions
    )
    head = (language.gettext("Question"), *letters, "?", "D =")
    return Table(head, rows, widths=(6, *(1 for _ in letters), 1, 1), roomy=True)


def _most(form: Questionnaire) -> int:
    return max(len(question.options) for question in form.questions)


def _by_hand(form: Questionnaire, language: Language) -> Iterator[Block]:
    gettext = language.gettext
    yield Heading(2, gettext("D by hand: how far apart are we?"))
    yield text(
        gettext(
            "Take any two of us: how far apart are our answers, compared with the most split class possible? 0 is "
            "all the same, 1 is half at each end."
        )
    )
    yield Bullets(tuple((step,) for step in _steps(language)), numbered=True)
    yield Heading(3, gettext("An example: 24 pupils, five answers"))
    yield _example(language)
    yield text(_result(language))
    yield Heading(3, gettext("Our questions"))
    cuts = [f"{left}|{right}" for left, right in pairwise(ascii_uppercase[: _most(form)])]
    head = (gettext("Question"), *cuts, gettext("Sum"), gettext("Divide by"), "D =")
    yield Table(head, (("",) * len(head),) * ROWS, widths=(1.4, *(1,) * (len(head) - 1)), roomy=True)
    yield Heading(3, gettext("What D means"))
    yield Bullets(tuple((rule,) for rule in _meanings(language)))
    yield from _sizes(form, language)


def _steps(language: Language) -> Iterator[str]:
    yield language.gettext(
        "Leave out the “?”. With fewer than %(count)s answers, stop: D says nothing.", count=MIN_ANSWERS
    )
    yield language.gettext(
        "Between two neighbouring answers is a cut. Count all answers left of it and all right of it."
    )
    yield language.gettext("At each cut, multiply left by right. Add the products.")
    yield language.gettext("Divide the sum by the number in the table for your class and your number of answers.")


def _example(language: Language) -> Table:
    left = [sum(EXAMPLE[: cut + 1]) for cut in range(len(EXAMPLE) - 1)]
    total = sum(EXAMPLE)
    cuts = zip(ascii_uppercase, ascii_uppercase[1:], left, products(EXAMPLE), strict=False)
    rows = tuple((f"{a}|{b}", str(count), str(total - count), str(product)) for a, b, count, product in cuts)
    head = (language.gettext("Cut"), language.gettext("Left"), language.gettext("Right"), language.gettext("Product"))
    return Table(head, rows, numbers=(1, 2, 3), widths=(1, 1, 1, 1))


def _result(language: Language) -> str:
    counts = language.comma.join(f"{name} {count}" for name, count in zip(ascii_uppercase, EXAMPLE, strict=False))
    found = Tally("", EXAMPLE).disagreement or Fraction(0)
    return language.gettext(
        "Answers: %(counts)s. Sum %(sum)s, in the table %(number)s, so D = %(result)s: two camps.",
        counts=counts, sum=sum(products(EXAMPLE)), number=denominator(sum(EXAMPLE), len(EXAMPLE)),
        result=_two(found, language),
    )  # fmt: skip


def _two(value: Fraction, language: Language) -> str:
    """With two decimals."""
    return language.decimals(Decimal(round(value * 100)).scaleb(-2))


def _meanings(language: Language) -> Iterator[str]:
    gettext = language.gettext
    yield gettext("Below %(limit)s: most of us agree.", limit=_two(AGREE, language))
    yield gettext("%(low)s up to %(high)s: mixed.", low=_two(AGREE, language), high=_two(DISAGREE, language))
    yield gettext(
        "%(limit)s or more: two camps when each side has at least %(side)s%% and the middle at most %(middle)s%%; "
        "otherwise scattered.",
        limit=_two(DISAGREE, language), side=int(SIDE * 100), middle=int(MIDDLE * 100),
    )  # fmt: skip
    yield gettext("When “?” has %(share)s%% or more of all cards: we need facts first.", share=int(FACTS * 100))
    yield gettext(
        "Questions within %(noise)s of the highest D are equally split. Choose the one to talk about.",
        noise=_two(NOISE, language),
    )


def _sizes(form: Questionnaire, language: Language) -> Iterator[Block]:
    offered = sorted({len(question.options) for question in form.questions})
    lines = [(str(size), *map(str, row)) for size, row in denominators(offered).items()]
    height = -(-len(lines) // PANELS)
    rows = tuple(sum((lines[row + height * panel] for panel in range(PANELS)), ()) for row in range(height))
    heads = (language.gettext("%(count)s answers", count=count) for count in offered)
    head = (language.gettext("Class"), *heads) * PANELS
    yield Heading(
        3, language.gettext("Divide by: the size of the class, without “?”, and the number of possible answers")
    )
    yield Table(head, rows, numbers=tuple(range(len(head))), widths=(1,) * len(head))
