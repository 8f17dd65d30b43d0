"""The dimensions of high concern are told from sums alone: the scores say the same."""

from hypothesis import given
from hypothesis import strategies as st

from evaluator.assess.answers import Answers, Assessment
from evaluator.assess.report import basis
from evaluator.assess.scoring import below
from evaluator.content.models.library import Library
from tests.ethics.drafts import TODAY


@given(data=st.data(), limit=st.integers(0, 101), quick=st.booleans())
def test_a_dimension_is_below_when_its_score_is(
    library: Library, data: st.DataObject, limit: int, quick: bool
) -> None:
    form = library.questionnaire
    given = {q.id: data.draw(st.sampled_from(["", *q.choices])) for q in form.questions}
    answers = Answers({name: value for name, value in given.items() if value})
    report = basis(library, Assessment("Somewhere", "quick" if quick else "full", answers), TODAY)
    scored = [part.dimension.id for part in report.dimensions if part.score is not None and part.score < limit]
    assert list(below(report.questionnaire, answers, limit)) == scored
