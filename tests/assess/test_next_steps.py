"""What a result leads to: gains that come true, minutes that add up, and losses that end at the score."""

from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from evaluator.assess.answers import Answers, Assessment
from evaluator.assess.leads import Deed
from evaluator.assess.next_steps import as_you_set_it, losses, minutes_for, settings, tonight
from evaluator.assess.report import Report, build_report
from evaluator.assess.scoring import score
from evaluator.content.models.library import Library
from tests.assess.reports import TODAY
from tests.assess.strategies import answers


def report(library: Library, data: st.DataObject) -> Report:
    return build_report(library, Assessment("Instagram", "full", data.draw(answers(library.questionnaire))), TODAY)


@given(data=st.data())
def test_every_gain_is_what_the_score_rises_by(library: Library, data: st.DataObject) -> None:
    made = report(library, data)
    evening = tonight(made)
    assert len(evening.steps) <= 3
    assert evening.minutes == sum(step.minutes for step in evening.steps)
    given_ = dict(made.assessment.answers.given)
    for step in evening.steps:
        if step.setting and made.score.score is not None:
            name, better = step.setting.question.id, step.setting.better.id
            after = score(made.questionnaire, Answers({**given_, name: better})).score
            assert after is not None
            assert step.gain == after - made.score.score >= 0
            assert step.deed is not None
            assert step.deed.kind.switch
            assert not step.deed.deed.partial  # such as the advertising partners alone, at Meta
    asked = [step.setting.question.id for step in evening.steps if step.setting]
    assert len(asked) == len(set(asked))


@given(data=st.data())
def test_every_switch_together_never_lowers_the_score(library: Library, data: st.DataObject) -> None:
    made = report(library, data)
    best = as_you_set_it(made)
    if best is None:
        assert made.score.score is None or not settings(made.questionnaire, made.assessment.answers)
    else:
        assert made.score.score is not None
        assert best.score is not None
        assert best.score >= made.score.score


@given(data=st.data())
def test_losses_go_from_100_down_to_the_score(library: Library, data: st.DataObject) -> None:
    made = report(library, data)
    lost = losses(made.score)
    if made.score.score is None:
        assert lost == ()
        return
    ends = [100, *(loss.low for loss in lost)]
    assert [loss.high for loss in lost] == ends[:-1]
    assert ends[-1] == made.score.score
    widths = [loss.high - loss.low for loss in lost]
    assert widths == sorted(widths, reverse=True)


def test_every_weak_answer_has_its_half_sentence(libraries: dict[str, Library]) -> None:
    for library in libraries.values():
        form = library.questionnaire
        for question in form.questions:
            for option in question.options:
                weak = option.points <= form.scoring.weak
                assert weak == bool(option.because), f"{question.id}.{option.id}"
                if option.because:
                    assert not option.because.endswith(".")
                    assert option.because[0].islower()


# What one presses, counted by hand in the guides, from the open app or the linked page to the last confirmation.
PRESSED = {
    ("chatgpt", "stop-training"): 4, ("chatgpt", "stop-memory"): 4, ("chatgpt", "delete-history"): 6,
    ("discord", "who-may-find"): 5, ("facebook", "stop-ads-profile"): 6, ("facebook", "stop-tracking"): 5,
    ("facebook", "who-may-find"): 8, ("facebook", "private-account"): 6, ("instagram", "who-may-write"): 6,
    ("instagram", "private-account"): 4, ("instagram", "hide-activity"): 4, ("reddit", "stop-tracking"): 3,
    ("reddit", "who-may-write"): 4, ("signal", "hide-activity"): 5, ("signal", "quiet-receipts"): 4,
    ("snapchat", "who-may-write"): 4, ("telegram", "hide-activity"): 7, ("whatsapp", "encrypt-backup"): 9,
    ("x", "stop-training"): 5, ("youtube", "following-feed"): 4,
}  # fmt: skip


def test_minutes_are_what_the_method_page_says_of_twenty_guides(library: Library) -> None:
    kinds = library.documented.deed if library.documented else {}
    off = []
    for (name, kind), pressed in PRESSED.items():
        (deed,) = (
            each for profile in library.profiles if profile.id == name for each in profile.deeds if each.id == kind
        )
        off.append(minutes_for(Deed(deed, kinds[kind], None)) - ceil(pressed * 15 / 60))
    assert {by: off.count(by) for by in sorted({*off})} == {-1: 3, 0: 12, 1: 5}
