"""Whether two results differ: what may be chance is not ranked."""

from collections.abc import Iterable
from fractions import Fraction

from evaluator.assess.scoring import Score, tenths
from evaluator.content.models.questionnaire import Scoring

ANSWERS = "answers"  # each result rests on somebody’s own answers
FACTS = "facts"  # both rest on the same documented facts


def differ(rules: Scoring, one: Score, other: Score, rests_on: str = ANSWERS) -> bool:
    """Tell whether two results are apart: their ranges do not overlap, and their scores differ by more than chance.

    Without a score on both sides nothing is said to differ.
    """
    if one.score is None or other.score is None:
        return False
    apart = abs(Fraction(str(tenths(one.score))) - Fraction(str(tenths(other.score))))
    overlap = one.low <= other.high and other.low <= one.high
    return not overlap and apart >= rules.no_difference.get(rests_on, 0)


def in_order(rules: Scoring, results: Iterable[tuple[str, Score]]) -> list[tuple[str, Score]]:
    """Names with their results: by letter, then by name, never by score; without a letter last."""
    places = {letter: place for place, letter in enumerate(rules.letters)}
    return sorted(results, key=lambda pair: (places.get(pair[1].grade or "", len(places)), pair[0].casefold()))
