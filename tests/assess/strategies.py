"""Small questionnaires to reckon with by hand, and hypothesis strategies for answers and weights over any of them."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from evaluator.assess.answers import Answers
from evaluator.content.models.questionnaire import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Dimension,
    Option,
    Question,
    Questionnaire,
)
from evaluator.content.models.scoring import Band, Light, Scoring

RULES = Scoring(
    method="test",
    bands=(
        Band("A", 80, "first"),
        Band("B", 65, "second"),
        Band("C", 50, "third"),
        Band("D", 35, "fourth"),
        Band("E", 0, "last"),
    ),
    near_line=3,
    balance={"A": 50, "B": 35},
    weights={"less": Fraction(1, 2), "normal": Fraction(1), "more": Fraction(2)},
    dimension_needs=2,
    dimension_share=Fraction(1, 2),
    overall_share=Fraction(2, 3),
    not_applicable_warning=Fraction(1, 3),
    weak=50,
    strong=65,
    lights=(Light("good", 65, "good"), Light("mixed", 35, "mixed"), Light("weak", 0, "weak")),
    recheck_after_days=183,
)
LADDER = (100, 90, 80, 75, 70, 65, 60, 50, 45, 40, 30, 25, 20, 10, 0)


def question(name: str, points: tuple[int, ...], *, core: bool = False, cap: str | None = None) -> Question:
    """A question whose option `p60` is worth 60 points; `cap` is on the last one. A core question always applies."""
    options = [Option(f"p{worth}", f"{name} {worth}", worth, "reason") for worth in points]
    if cap:
        options[-1] = Option(f"p{points[-1]}", f"{name} {points[-1]}", points[-1], "reason", cap, "cap reason")
    return Question(
        id=name,
        dimension=name.partition("-")[0],
        order=1,
        core=core,
        describes="platform",
        text=f"{name}?",
        hint=None,
        items=(),
        why="why",
        note="note",
        find_out=("look",),
        dont_know="unknown",
        not_applicable=None if core else "not here",
        options=tuple(options),
        frameworks=(),
    )


def questionnaire(*dimensions: tuple[Question, ...]) -> Questionnaire:
    """A form of these dimensions, by the rules above; a dimension is named by its questions."""
    parts = [Dimension(own[0].dimension, own[0].dimension, "?", "", own) for own in dimensions]
    return Questionnaire(tuple(parts), RULES, 12)


# Two dimensions of three questions; the last one of each can hold the letter down when it gets no points.
SMALL = questionnaire(
    (question("food-main", LADDER, core=True), question("food-side", LADDER), question("food-sour", LADDER, cap="C")),
    (question("air-main", LADDER, core=True), question("air-side", LADDER), question("air-sour", LADDER, cap="D")),
)


def written(form: Questionnaire, text: str) -> Answers:
    """Answers from a line such as `100 60 ? / . 40 0`: points, `?` don't know, `-` does not apply, `.` blank."""
    words = {"?": DONT_KNOW, "-": NOT_APPLICABLE}
    marks = [mark for mark in text.split() if mark != "/"]
    pairs = zip(form.questions, marks, strict=True)
    return Answers({q.id: words.get(mark, f"p{mark}") for q, mark in pairs if mark != "."})


def answers(form: Questionnaire) -> SearchStrategy[Answers]:
    """Answers with any share of blanks. One draw of bytes: it is fast, and shrinks towards blank.

    Some are good on purpose, all of them or those of all dimensions but one: evenly drawn answers lie in the middle,
    where no letter changes and balance takes nothing.
    """
    count = len(form.questions)
    return st.builds(
        lambda raw, fill: Answers(_chosen(form, raw, fill)),
        st.binary(min_size=count, max_size=count),
        st.sampled_from(("any", "few blanks", "options only", "good", "one weak")),
    )


def _chosen(form: Questionnaire, raw: bytes, fill: str) -> dict[str, str]:
    given = {}
    for question, byte in zip(form.questions, raw, strict=True):
        options = [option.id for option in question.options]
        values: list[str | None] = list(options)
        if fill == "any":
            values = [None, *question.choices]
        elif fill == "few blanks":
            values = [None, *options, *options]
        elif fill == "one weak" and question.dimension == form.dimensions[-1].id:
            values = [*options[-3:], *options[-2:], options[-1]]
        elif fill in ("good", "one weak"):
            values = [options[0], *options[:2], *options[:3]]
        value = values[byte % len(values)]
        if value is not None:
            given[question.id] = value
    return given


def weights(form: Questionnaire) -> SearchStrategy[dict[str, str]]:
    """A weight for each dimension."""
    names, ids = sorted(form.scoring.weights), [dimension.id for dimension in form.dimensions]
    return st.integers(0, len(names) ** len(ids) - 1).map(
        lambda draw: {name: names[draw // len(names) ** place % len(names)] for place, name in enumerate(ids)}
    )


def forms() -> SearchStrategy[Questionnaire]:
    """Any small form, whole or as a quick check: one to four dimensions of one to four questions."""
    return st.binary(min_size=58, max_size=58).map(_form)


def _form(raw: bytes) -> Questionnaire:
    """Caps stand on worst options only, as the content check demands of real ones."""
    dice = iter(raw)
    sizes = [1 + next(dice) % 4 for _ in range(1 + next(dice) % 4)]
    form = questionnaire(*(_dimension(f"d{number}", size, dice) for number, size in enumerate(sizes)))
    lifts = (100, 100, 50, 20)
    rules = replace(RULES, core_first=next(dice) % 2 == 1, core_lift=lifts[next(dice) % len(lifts)])
    form = replace(form, scoring=rules)
    return form.core if next(dice) % 8 == 7 else form


def _dimension(name: str, size: int, dice: Iterator[int]) -> tuple[Question, ...]:
    caps = (None, None, None, "B", "C", "D", "E")
    return tuple(
        question(
            f"{name}-q{number}",
            (100, *sorted({LADDER[1 + next(dice) % 13] for _ in range(2)}, reverse=True), 0),
            core=number == 0,
            cap=caps[next(dice) % len(caps)],
        )
        for number in range(size)
    )
