"""The grid by which a worksheet is scored by hand, in words and tables; `assess.scoring_grid` has its numbers."""

from collections.abc import Iterator, Mapping

from evaluator.assess.scoring import BEST_POINTS
from evaluator.assess.scoring_grid import Grid, grid
from evaluator.content.models.questionnaire import Question, Questionnaire
from evaluator.documents.blocks import Block, Bullets, Field, Group, Heading, PageBreak, Table, text
from evaluator.i18n.language import Language

PANELS = 3  # the table of means is printed in so many parts beside one another
NOTHING = "–"


def number(form: Questionnaire, question: Question) -> str:
    """Return the number of a question: its dimension's and its own, such as 2.3."""
    part = form.dimension(question.dimension)
    return f"{form.number(part.id)}.{part.questions.index(question) + 1}"


def grid_blocks(form: Questionnaire, language: Language) -> Iterator[Block]:
    """Return everything needed to come from ticks to a letter."""
    printed = grid(form)
    yield Heading(2, language.gettext("Score it by hand"))
    yield Bullets(tuple((step,) for step in _steps(form, language)), numbered=True)
    yield _to_fill_in(form, language)
    yield Field(language.gettext("Result"))
    yield from _letters(form, printed, language)
    yield from _balance(form, printed, language)
    yield from _caps(form, language)
    yield from _enough(form, printed, language)
    yield from _means(printed, language)


def _steps(form: Questionnaire, language: Language) -> Iterator[str]:
    gettext = language.gettext
    yield gettext(
        "For each dimension, add the points you ticked. Count the questions you answered. Count as unknown those you "
        "left blank or do not know. “Does not apply” counts nowhere."
    )
    yield gettext(
        "Leave out a dimension with fewer than %(count)s questions answered or unknown.",
        count=form.scoring.dimension_needs,
    )
    yield gettext("So far: look up the points in the table of means, in the column of the answered questions.")
    lift = form.scoring.core_lift
    if form.scoring.core_first:
        yield gettext("Without its core answer a dimension has no number so far, and the column has no total.")
    yield gettext("Lowest: the same points, in the column of answered and unknown together.")
    yield gettext("Highest: add 100 points for each unknown question; the same column as for lowest.")
    if lift < BEST_POINTS:
        yield gettext(
            "If a number is greater than the points of the core answer plus %(points)s, write that sum instead. For "
            "lowest, an unknown core answer has 0 points; for highest, 100.",
            points=lift,
        )
    yield gettext("Add up each of the three columns. Find each total in the table of letters.")
    yield gettext("Take each letter down where balance or a cap says so, in this order.")
    yield gettext(
        "Same letter for lowest and highest: write that letter. Otherwise write the letter so far and the two ends, "
        "such as “%(middle)s (between %(low)s and %(high)s)”.",
        middle=form.scoring.letters[len(form.scoring.letters) // 2],
        low=form.scoring.letters[-1], high=form.scoring.letters[0],
    )  # fmt: skip


def _to_fill_in(form: Questionnaire, language: Language) -> Table:
    """Return a row for each dimension, and rows for what comes of them."""
    gettext = language.gettext
    head = (
        gettext("Dimension"), gettext("Points"), gettext("Answered"), gettext("Unknown"),
        gettext("So far"), gettext("Lowest"), gettext("Highest"),
    )  # fmt: skip
    sums = (gettext("Total"), gettext("Letter"), gettext("after balance"), gettext("after caps"))
    rows = [
        *((part.name, "", "", "", "", "", "") for part in form.dimensions),
        *((name, NOTHING, NOTHING, NOTHING, "", "", "") for name in sums),
    ]
    return Table(head, tuple(rows), widths=(1.6, 1, 1, 1, 1, 1, 1), roomy=True)


def _letters(form: Questionnaire, printed: Grid, language: Language) -> Iterator[Block]:
    letters = form.scoring.letters
    yield Heading(3, language.gettext("Table of letters: the total from which a letter is earned"))
    head = (language.gettext("Dimensions added"), *letters)
    rows = tuple(
        (str(count), *map(language.decimals, limits.values()), language.gettext("less"))
        for count, limits in sorted(printed.limits.items(), reverse=True)
    )
    yield Table(head, rows, numbers=tuple(range(1, len(head))), widths=(1,) * len(head))


def _balance(form: Questionnaire, printed: Grid, language: Language) -> Iterator[Block]:
    letters = form.scoring.letters
    rules = [
        language.gettext(
            "%(letter)s needs %(mean)s or more on every line of its column; otherwise it becomes %(next)s.",
            letter=letter, mean=language.decimals(printed.balance[letter]), next=letters[letters.index(letter) + 1],
        )
        for letter in letters if letter in printed.balance
    ]  # fmt: skip
    if rules:
        yield Heading(3, language.gettext("Balance"))
        yield Bullets(tuple((rule,) for rule in rules))


def _caps(form: Questionnaire, language: Language) -> Iterator[Block]:
    rows = tuple(
        (f"{number(form, question)} {question.text}", option.text, option.cap)
        for question in form.questions
        for option in question.options
        if option.cap
    )
    if rows:
        yield Heading(3, language.gettext("Caps"))
        yield text(
            language.gettext(
                "With one of these ticks, no letter is above the one named. For “lowest”, an unknown question counts "
                "as ticked here."
            )
        )
        head = (language.gettext("Question"), language.gettext("Answer"), language.gettext("Not above"))
        yield Table(head, rows, numbers=(2,), widths=(1.2, 1, 0))


def _enough(form: Questionnaire, printed: Grid, language: Language) -> Iterator[Block]:
    gettext = language.gettext
    core = language.list([number(form, question) for question in form.questions if question.core])
    yield Heading(3, gettext("Enough known?"))
    yield text(gettext("No letter is shown unless all of this holds, in the dimensions that are not left out:"))
    yield Bullets(
        (
            (gettext("Every core question that applies is answered: %(questions)s.", questions=core),),
            (gettext("Answers needed in each dimension: %(counts)s.", counts=_counts(printed.needs, language)),),
            (gettext("Answers needed in all: %(counts)s.", counts=_counts(printed.needs_overall, language)),),
            (gettext("Not every tick is on the same line of its list, counted from the top or from the bottom."),),
        )
    )


def _counts(needs: Mapping[int, int], language: Language) -> str:
    """Questions that apply and answers needed, the most first: 3 of 6, 3 of 5."""
    return language.comma.join(
        language.gettext("%(need)s of %(count)s", need=need, count=count)
        for count, need in sorted(needs.items(), reverse=True)
    )


def _means(printed: Grid, language: Language) -> Iterator[Block]:
    """Sums down, numbers of questions across, in panels beside one another."""
    yield PageBreak()
    yield Heading(3, language.gettext("Table of means"))
    yield text(
        language.gettext(
            "Find the points on the left and the number of questions at the top. With one question, the mean is its "
            "points. The means are rounded already: round nothing else, and the letter is that of the program."
        )
    )
    counts = range(2, printed.longest + 1)
    lines = [_line(printed, total, counts, language) for total in printed.sums()]
    height = -(-len(lines) // PANELS)
    lines += [("",) * (1 + len(counts))] * (height * PANELS - len(lines))
    rows = tuple(sum((lines[row + height * panel] for panel in range(PANELS)), ()) for row in range(height))
    head = (language.gettext("Points"), *map(str, counts)) * PANELS
    widths = (1.6, *(1 for _ in counts)) * PANELS  # room between the panels
    yield Table(head, rows, numbers=tuple(range(len(head))), widths=widths)


def _line(printed: Grid, total: int, counts: range, language: Language) -> tuple[str, ...]:
    means = (printed.means.get((total, count)) for count in counts)
    return (str(total), *("" if mean is None else language.decimals(mean) for mean in means))


def light_blocks(form: Questionnaire, language: Language) -> Iterator[Block]:
    """Return the quick check: a light for each tick, never a letter."""
    yield Group(tuple(_lights(form, language)))


def _lights(form: Questionnaire, language: Language) -> Iterator[Block]:
    yield Heading(2, language.gettext("Read the lights"))
    yield text(
        language.gettext(
            "Write the points of each tick, and find its light. There is no letter: the questions are too few for "
            "one."
        )
    )
    yield Bullets(
        tuple(
            (f"{light.words} ({language.gettext('from %(points)s points', points=light.threshold)})",)
            for light in form.scoring.lights
        )
    )
    head = (language.gettext("Question"), language.gettext("Points"), language.gettext("Light"))
    rows = tuple((f"{number(form, question)} {question.text}", "", "") for question in form.questions)
    yield Table(head, rows, widths=(3, 1, 1.5), roomy=True)
