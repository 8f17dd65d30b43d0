"""The words of a class: its states, its controls with their keys, its settings, and how this tool treats a pupil.

The tables are the extension points: a control or a setting is added here once, and every page has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from babel.dates import format_date

from evaluator.classroom import report_text, simulation
from evaluator.classroom.records import ClassRow
from evaluator.classroom.settings import FULL, PUPILS, QUICK, YOUNG, class_form
from evaluator.classroom.states import Stage, State, TeacherAction, allowed
from evaluator.content.models.library import Library
from evaluator.i18n.language import Language, gettext_noop

KEYS = {  # the same in every language, since they are written on the buttons
    TeacherAction.OPEN: "o",
    TeacherAction.PAUSE: "p",
    TeacherAction.LOCK: "l",
    TeacherAction.REVEAL: "r",
    TeacherAction.DISCUSS: "d",
    TeacherAction.EVIDENCE: "f",
    TeacherAction.VOTE_AGAIN: "v",
    TeacherAction.NEXT: "n",
}
LIKELY = {  # what a lesson does next, by state
    State.LOBBY: TeacherAction.OPEN,
    State.OPEN: TeacherAction.LOCK,
    State.PAUSED: TeacherAction.OPEN,
    State.LOCKED: TeacherAction.REVEAL,
    State.REVEALED: TeacherAction.DISCUSS,
    State.DISCUSS: TeacherAction.VOTE_AGAIN,
    State.EVIDENCE: TeacherAction.VOTE_AGAIN,
    State.REVOTE: TeacherAction.LOCK,
    State.LOCKED2: TeacherAction.REVEAL,
}


# Controls that a sentence elsewhere names: each name is written here once.
NAMES: Mapping[str, str] = {
    "open": gettext_noop("Open the door"),
    "close": gettext_noop("Close the door"),
    "room": gettext_noop("Make room for ten more"),
    "anew": gettext_noop("Reopen with a new code"),
    "tickets": gettext_noop("Make tickets"),
    "end": gettext_noop("End and delete"),
    "talk": gettext_noop("Talk about this one"),
}


# Of the list of questions.
ABOUT_ONE = (TeacherAction.NEXT, TeacherAction.DISCUSS, TeacherAction.EVIDENCE, TeacherAction.VOTE_AGAIN)


@dataclass(frozen=True)
class Control:
    """A button of the teacher: what it does, its words, its key, and whether it is about the question chosen."""

    action: TeacherAction
    words: str
    key: str
    about_one: bool


def control_name(control: str, language: Language) -> str:
    """Return the words of a control by its key in NAMES."""
    return language.gettext(NAMES[control])


def controls(state: State, language: Language, published: bool = False) -> list[Control]:
    """Return the buttons that a state offers."""
    offered = (action for action in allowed(state, published) if action in KEYS)
    return [Control(action, _does(action, state, language), KEYS[action], action in ABOUT_ONE) for action in offered]


def big_words(action: TeacherAction, row: ClassRow, language: Language) -> tuple[str, str]:
    """Return what the next thing is called, and what the class will then see."""
    special = {
        (State.PAUSED, TeacherAction.OPEN): language.gettext("The phones go on where they were."),
        (State.REVEALED, TeacherAction.OPEN): language.gettext("Too few have answered: nothing could be shown."),
        (State.OPEN, TeacherAction.NEXT): language.gettext("The wall and all phones go on to the next question."),
    }
    notes = {
        TeacherAction.OPEN: language.gettext("The phones show the first question."),
        TeacherAction.LOCK: language.gettext("No more answers. Still nobody sees a result."),
        TeacherAction.REVEAL: language.gettext("The wall and the phones show what the class says."),
        TeacherAction.DISCUSS: language.gettext("The wall shows where the class is most divided, and a prompt."),
        TeacherAction.EVIDENCE: language.gettext("The wall and the phones show what is documented, with its source."),
        TeacherAction.NEXT: "",
        TeacherAction.VOTE_AGAIN: language.gettext("On the same question. Then the wall shows before and after."),
    }
    words = {
        (State.REVEALED, TeacherAction.DISCUSS): language.gettext("Talk about where you disagree"),
        (State.DISCUSS, TeacherAction.DISCUSS): language.gettext("Talk about the most divided one"),
        (State.OPEN, TeacherAction.NEXT): language.gettext("Next question"),
    }
    return (
        words.get((row.state, action)) or _does(action, row.state, language),
        special.get((row.state, action)) or notes[action],
    )


def _does(action: TeacherAction, state: State, language: Language) -> str:
    special = {
        (State.PAUSED, TeacherAction.OPEN): language.gettext("Go on"),
        (State.LOCKED, TeacherAction.OPEN): language.gettext("Open again"),
        (State.LOCKED2, TeacherAction.OPEN): language.gettext("Open again"),
        (State.REVEALED, TeacherAction.OPEN): language.gettext("Open again"),
        (State.DISCUSS, TeacherAction.REVEAL): language.gettext("All questions"),
        (State.EVIDENCE, TeacherAction.REVEAL): language.gettext("All questions"),
        (State.LOBBY, TeacherAction.NEXT): language.gettext("All together on this one"),
        (State.OPEN, TeacherAction.NEXT): language.gettext("All together on this one"),
        (State.OPEN, TeacherAction.OPEN): language.gettext("Each at their own pace"),
    }
    words = {
        TeacherAction.OPEN: language.gettext("Open questions"),
        TeacherAction.PAUSE: language.gettext("Pause"),
        TeacherAction.LOCK: language.gettext("Lock"),
        TeacherAction.REVEAL: language.gettext("Reveal"),
        TeacherAction.NEXT: language.gettext("Next"),
        TeacherAction.DISCUSS: language.gettext("Disagreement"),
        TeacherAction.EVIDENCE: language.gettext("Evidence"),
        TeacherAction.VOTE_AGAIN: language.gettext("Vote again"),
    }
    return special.get((state, action)) or words[action]


def stages(language: Language) -> Mapping[Stage, str]:
    """Return the parts of a lesson, for the strip on the teacher's page."""
    return {
        Stage.JOIN: language.gettext("Join"),
        Stage.VOTE: language.gettext("Vote"),
        Stage.REVEAL: language.gettext("Reveal"),
        Stage.TALK: language.gettext("Talk"),
        Stage.EVIDENCE: language.gettext("Evidence"),
        Stage.AGAIN: language.gettext("Vote again"),
        Stage.EXIT: language.gettext("Exit ticket"),
    }


def states(language: Language) -> Mapping[State, str]:
    """Return what is going on, for the teacher."""
    return {
        State.LOBBY: language.gettext("The door is open. Open the questions when all have joined."),
        State.OPEN: language.gettext("The questions are open."),
        State.PAUSED: language.gettext("Paused: every screen says “look up”."),
        State.LOCKED: language.gettext("Locked. Nobody sees a result yet."),
        State.REVEALED: language.gettext("The class sees its result."),
        State.DISCUSS: language.gettext("Time to talk about where you disagree."),
        State.EVIDENCE: language.gettext("The class reads what is documented."),
        State.REVOTE: language.gettext("The class votes again on one question."),
        State.LOCKED2: language.gettext("The second vote is locked."),
        State.REVEALED2: language.gettext("The class sees before and after."),
        State.ENDED: language.gettext("The class has ended."),
    }


def sets(library: Library, language: Language) -> list[tuple[str, str, str]]:
    """Return the sets of questions: value, words, how long."""
    form = class_form(library.questionnaire)
    quick = language.ngettext("%(count)s question", "%(count)s questions", len(form.core.questions))
    full = language.ngettext("%(count)s question", "%(count)s questions", len(form.questions))
    parts = [
        (part.id, part.name, language.ngettext("%(count)s question", "%(count)s questions", len(part.questions)))
        for part in form.dimensions
        if part.questions
    ]
    young = language.ngettext("%(count)s question", "%(count)s questions", len(form.young.questions))
    short = [(YOUNG, language.gettext("Ages 11 to 15, in short words"), young)] if form.young.questions else []
    return [
        (QUICK, language.gettext("The quick check"), quick),
        *short,
        *parts,
        (FULL, language.gettext("The full set"), full),
    ]


def until(row: ClassRow, language: Language) -> str:
    """Say until when a class answers as homework, by the teacher's clock; nothing when it is none, or closed."""
    chosen = row.settings
    if chosen.closes is None or row.round > 1 or row.state not in (State.OPEN, State.PAUSED):
        return ""
    clock = timezone(timedelta(minutes=chosen.closes_offset))
    moment = datetime.fromtimestamp(chosen.closes * 60, clock)
    day = format_date(moment.date(), "EEEE d MMMM", locale=language.locale)
    return language.gettext("%(day)s at %(time)s", day=day, time=f"{moment:%H:%M}")


def modes(language: Language) -> list[tuple[str, str, str]]:
    """Return how a class can answer: value, words, what that means."""
    return [
        ("devices", language.gettext("One device each"), ""),
        ("groups", language.gettext("One device for each group"), language.gettext("A group counts as one answer.")),
        (
            "pass",
            language.gettext("Pass the device on"),
            language.gettext("The screen is cleared between two people."),
        ),
        ("paper", language.gettext("Hands or cards"), language.gettext("You type in the counts.")),
    ]


def mode_words(mode: str, language: Language) -> str:
    """Say how this class answers."""
    return report_text.modes(language)[mode] if mode == simulation.MODE else words_of(modes(language), mode)


def keeping(language: Language) -> list[tuple[str, str, str]]:
    """Return how many days the counts stay after the end: value, words, note."""
    return [
        ("0", language.gettext("Not at all"), language.gettext("They go with the answers, at the end.")),
        ("1", language.gettext("One day"), ""),
        ("7", language.gettext("Seven days"), ""),
        ("30", language.gettext("Thirty days"), ""),
    ]


def ages(language: Language) -> list[tuple[str, str]]:
    """Return how old the pupils of a class may be: value, words."""
    words = (language.gettext("not said"), language.gettext("Under 18"), language.gettext("Adults"))
    return list(zip(PUPILS, words, strict=True))


def devices(row: ClassRow, language: Language) -> str:
    """Say how many devices are in, how many of them count, and how many are left out: so that people count heads."""
    count = row.joined
    if row.settings.mode == simulation.MODE:
        return language.ngettext(
            "%(count)s simulated pupil, to try out", "%(count)s simulated pupils, to try out", count
        )
    if row.settings.mode == "groups":
        joined = language.ngettext("%(count)s group is in", "%(count)s groups are in", count)
    else:
        joined = language.ngettext("%(count)s device is in", "%(count)s devices are in", count)
    counting = language.ngettext("%(count)s counts", "%(count)s count", count - row.left_out)
    left = language.ngettext("%(count)s is left out", "%(count)s are left out", row.left_out)
    return language.comma.join([joined, counting, left] if row.left_out else [joined, counting])


def todo(screen: str, language: Language) -> str:
    """Tell a pupil what to do next, in five words."""
    words = {
        "lobby": language.gettext("Wait. It starts in a moment."),
        "question": language.gettext("Choose one, then keep it."),
        "done": language.gettext("Phone down, and look up."),
        "calm": language.gettext("Look up, and listen."),
        "results": language.gettext("Compare, then talk about it."),
        "evidence": language.gettext("Read, and doubt each card."),
    }
    return words[screen]


def words_of(choices: list[tuple[str, str, str]], value: str) -> str:
    """Return the words of one choice."""
    return next((words for name, words, _ in choices if name == value), value)


def platform(name: str, language: Language) -> str:
    """Return what the class judges."""
    return name or language.gettext("Each group’s own platform")


def treats(library: Library, language: Language) -> Mapping[str, str]:
    """Return what this tool answers a pupil to its own four questions; nothing for a form about something else."""
    form = library.questionnaire
    if not form.about_platforms:
        return {}
    answers = {
        "data": language.gettext(
            "It keeps your answers and a random number for this device. Both are deleted when the class ends, or "
            "after a day; for homework, three days after it closes."
        ),
        "money": language.gettext("It earns none. No ads, nothing to sell."),
        "civility": language.gettext("Nobody can write to anybody here. Nobody is named, ranked or timed."),
        "connection": language.gettext("It connects you with this class for one lesson, and then lets you go."),
    }
    return {part.id: answers[part.id] for part in form.dimensions if part.id in answers}
