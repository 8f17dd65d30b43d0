"""One question after another: everybody is asked everything once, and the way to a letter is as long as it says."""

from hypothesis import given
from hypothesis import strategies as st

from evaluator.assess.answers import Answers
from evaluator.assess.progress import answers_to_letter, asking_order, first_open, progress
from evaluator.assess.scoring import score
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import DONT_KNOW
from tests.assess.strategies import answers


def test_every_question_is_asked_once_the_core_ones_first(library: Library) -> None:
    form = library.questionnaire
    order = asking_order(form)
    assert sorted(question.id for question in order) == sorted(question.id for question in form.questions)
    core = len(form.core.questions)
    assert all(question.core for question in order[:core])
    assert not any(question.core for question in order[core:])


@given(data=st.data())
def test_each_answer_brings_a_letter_at_most_one_nearer_and_some_answer_does(
    library: Library, data: st.DataObject
) -> None:
    form = library.questionnaire
    now = data.draw(answers(form))
    needed = answers_to_letter(form, now)
    left = [question for question in form.questions if question.id not in now.given]
    after = [
        answers_to_letter(form, Answers({**now.given, question.id: question.options[-1].id})) for question in left
    ]
    if needed is None:
        assert set(after) <= {None}
    elif needed == 0:
        assert {reason.kind for reason in score(form, now).missing} <= {"same-position", "nothing-applies"}
    else:
        assert score(form, now).missing
        assert min(count for count in after if count is not None) == needed - 1


@given(data=st.data())
def test_following_the_way_answers_everything_and_ends(library: Library, data: st.DataObject) -> None:
    form = library.questionnaire
    given_now = dict(data.draw(answers(form)).given)
    question = first_open(asking_order(form), Answers(given_now))
    steps = 0
    while question:
        following = progress(form, Answers(given_now), question).following
        given_now[question.id] = DONT_KNOW
        question, steps = following, steps + 1
        assert steps <= len(form.questions)
    assert len(given_now) == len(form.questions)


@given(data=st.data())
def test_each_mark_tells_what_is_known_of_its_question(library: Library, data: st.DataObject) -> None:
    form = library.questionnaire
    now = data.draw(answers(form))
    question = data.draw(st.sampled_from(form.questions))
    here = progress(form, now, question)
    marks = {tick.question.id: tick.state for row in here.ticks for tick in row}
    assert marks.pop(question.id) == "now"
    for name, state in marks.items():
        expected = "open" if name not in now.given else "unknown" if now.given[name] == DONT_KNOW else "answered"
        assert state == expected
    assert asking_order(form)[here.number - 1] == question
    assert here.dimension.questions[here.place - 1] == question
