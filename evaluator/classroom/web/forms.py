"""The forms of a class, and the check that no other site sent one.

The browser says where a form comes from, and a form is ours only when it says so: `Sec-Fetch-Site` where it sends
it (to https addresses, and enough by itself: a proxy may change the port), else `Origin`, else `Referer`. What says
`null` is foreign. What says nothing at all is ours when it holds a secret that no other site has: the key in the
teacher's address, or the token in a pupil's form, which is made from the cookie. So that our own forms can say it on
plain http too, pages of a class tell this site, and no other, where one came from (`Referrer-Policy: same-origin`).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone
from hashlib import blake2b
from hmac import compare_digest
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, request
from flask_wtf.file import FileField, MultipleFileField
from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from evaluator.assess.web.forms import check_name
from evaluator.classroom import codes, report_file, report_text, simulation
from evaluator.classroom.errors import ForeignForm
from evaluator.classroom.report import ClassReport
from evaluator.classroom.settings import (
    AT_HOME,
    KEEP_DAYS,
    MAX_EXPECTED,
    MAX_HOMEWORK_DAYS,
    MAX_OFFSET,
    MAX_SEATS,
    MODES,
    PUPILS,
    ClassSettings,
    question_set,
    set_names,
)
from evaluator.classroom.web import entrance
from evaluator.classroom.web.current import store
from evaluator.content.models.questionnaire import DONT_KNOW, Question
from evaluator.documents.blocks import A3, A4
from evaluator.validation.text import clean, clean_lines, refused_character
from evaluator.web.context import language, library, today
from evaluator.web.forms import DynamicForm, GetForm, PostForm, WholeNumberField, stripped

KEY = 100  # characters of the key of an answer
LONGEST_KEY = 4000  # bytes of a file with a key that are looked at
A_DAY = timedelta(days=1)  # it may be tomorrow where a class was
MAX_FIGURES = 999  # that a field of the tally or the tickets takes; the domain knows how many seats there are
MAX_SENTENCES, MAX_SENTENCE_CHARS, MAX_TYPED_CHARS = 6, 160, 4000  # of a poster
TWO = 2  # reports side by side
MINUTES_OF_A_DAY = 24 * 60


def _expected_range() -> str:
    return language().gettext("Please type a number from 1 to %(most)s, or leave the field empty.", most=MAX_EXPECTED)


def _choices(values: Iterable[object]) -> list[SelectChoice]:
    return [SelectChoice(str(value), str(value)) for value in values]


def _as_typed(value: str | None) -> str:
    return clean((value or "")[: codes.LONGEST_LINK])


class SetupForm(PostForm):
    """What starts a class: every field has a good default, so that one press is enough."""

    press = StringField()  # the button with a platform's name; an empty one lets each group choose
    platform = StringField(validators=[check_name], filters=[stripped])
    set = RadioField(choices=lambda: _choices(set_names(library().questionnaire)), default="quick")
    mode = RadioField(choices=_choices(MODES), default=MODES[0])
    expected = WholeNumberField(least=1, most=MAX_EXPECTED, message=_expected_range)
    until = StringField(filters=[stripped])  # homework: a day and a time, by the clock of the teacher
    offset = StringField()  # minutes by which that clock is ahead of UTC then; empty without a script
    keep = RadioField(choices=_choices(KEEP_DAYS), default="7")
    region = RadioField(choices=lambda: _choices(("", *(value for value, _ in places()))), default="")
    pupils = RadioField(choices=_choices(PUPILS), default="")
    demo = StringField()  # the button of a class with simulated pupils
    key = StringField(default="", filters=[lambda value: (value or "")[:KEY]])  # sent twice, it starts one class

    def process(self, *given: Any, **data: Any) -> None:
        """Take the name on the button that was pressed, whatever stands in the field."""
        super().process(*given, **data)
        if self.press.raw_data:
            self.platform.data = self.press.data
        if self.demo.data:
            self.platform.data = self.platform.data or self.demo.data

    def validate_platform(self, field: Field) -> None:
        """Ask for a name where none was typed or pressed."""
        if not (field.data or field.errors or self.press.raw_data):
            raise ValidationError(language().gettext("Please type a name, or press one of the buttons."))

    def validate_until(self, field: Field) -> None:
        """Take a time to come, a fortnight from now at most, and a way of answering that pupils have at home."""
        if not field.data:
            return
        closes, now = self.closes(), store().now() / 60
        if closes is None or not now < closes[0] <= now + MAX_HOMEWORK_DAYS * MINUTES_OF_A_DAY:
            raise ValidationError(
                language().gettext("Please choose a day and a time to come, in a fortnight at most.")
            )
        if self.mode.data not in AT_HOME or self.demo.data:
            raise ValidationError(language().gettext("Homework needs one device each, or one for each group."))

    def closes(self) -> tuple[int, int] | None:
        """Return when homework closes: the minute since 1970, and how far the clock is ahead; None without a time."""
        try:
            typed = datetime.fromisoformat(self.until.data or "")
            offset = timedelta(minutes=int(self.offset.data)) if self.offset.data else typed.astimezone().utcoffset()
            moment = typed.replace(tzinfo=timezone(offset or timedelta()))
            if abs(moment.utcoffset() or timedelta()) > timedelta(minutes=MAX_OFFSET):
                return None
        except (ValueError, OverflowError, OSError):
            return None
        return int(moment.timestamp() // 60), int((offset or timedelta()).total_seconds() // 60)

    def settings(self) -> ClassSettings:
        """Return the choices of a valid form."""
        closes, offset = self.closes() or (None, 0)
        questions = question_set(library().questionnaire, self.set.data).questions
        return ClassSettings(
            questions=tuple(question.id for question in questions),
            set=self.set.data,
            platform=self.platform.data,
            mode=simulation.MODE if self.demo.data else self.mode.data,
            expected=self.expected.data,
            keep_days=int(self.keep.data),
            closes=closes,
            closes_offset=offset,
            region=self.region.data,
            pupils=self.pupils.data,
        )


def places() -> list[tuple[str, str]]:
    """Return where a class may be, as a list shows it: a value and its words."""
    parts = library().questionnaire.situation_parts
    return [(option.id, option.text) for part in parts for option in part.listed if option.place]


class SetForm(GetForm):
    """Which set of questions the page that starts a class has chosen already."""

    set = StringField(default="")


class RestoreForm(PostForm):
    """Back to a class: its key as pasted, as part of an address, or in its file."""

    key = StringField(default="")
    file = FileField()

    def text(self) -> str:
        """Return what was typed, else the start of the file."""
        file = self.file.data
        return self.key.data or (file.stream.read(LONGEST_KEY).decode(errors="replace") if file else "")


class MoveForm(PostForm):
    """One move of the teacher. `step` is the one that the page showed; without it the move is made all the same."""

    action = StringField(default="")
    question = StringField(default="")
    step = WholeNumberField(most=99_999_999)


class DoorForm(PostForm):
    """Open or close the door, make room, or start the door anew."""

    door = RadioField(choices=_choices(("open", "close", "room", "anew")))
    step = WholeNumberField(most=99_999_999)  # that the page showed: a second press changes nothing


class DevicesForm(PostForm):
    """Leave the answers of a device out, or count them again; by the number of its seat."""

    ignore = WholeNumberField(most=99_999)
    count = WholeNumberField(most=99_999)


class EndForm(PostForm):
    """End a class, and keep its counts or delete them at once."""

    counts = RadioField(choices=_choices(("keep", "delete")))


class TicketsForm(PostForm):
    """How many tickets to print, after how many others."""

    number = WholeNumberField(most=MAX_FIGURES)
    after = WholeNumberField(most=MAX_FIGURES)


class TallyForm(DynamicForm):
    """How many chose each option of each question; a field is named `question.option`."""

    def __init__(self, questions: Sequence[Question], formdata: Any = None, **data: Any) -> None:
        """Make a number of each option and of “I don’t know”."""
        self.names = {question: [*(option.id for option in question.options), DONT_KNOW] for question in questions}
        fields = {
            f"{question.id}.{name}": WholeNumberField(most=MAX_FIGURES)
            for question, names in self.names.items()
            for name in names
        }
        super().__init__(fields, formdata, **data)

    def counts(self, question: Question) -> dict[str, int]:
        """Return the counts of a question, an empty field being 0; none of them when all its fields are empty."""
        typed = {name: self[f"{question.id}.{name}"].data for name in self.names[question]}
        filled = any(count is not None for count in typed.values())
        return {name: count or 0 for name, count in typed.items()} if filled else {}

    def wrong(self) -> list[Question]:
        """Return the questions that hold something else than numbers, or more in all than a class has seats."""
        return [
            question
            for question, names in self.names.items()
            if any(self[f"{question.id}.{name}"].process_errors for name in names)
            or sum(self.counts(question).values()) > MAX_SEATS
        ]


class JoinForm(PostForm):
    """The door: the code of a class, a ticket where it has some, and the wish to leave a seat in another class."""

    code = StringField(filters=[_as_typed])
    ticket = StringField(filters=[_as_typed])
    move = StringField()


class HandOnForm(PostForm):
    """The device goes to the next person; `next` is the seat that the page proposes, so that it is taken once."""

    next = StringField(filters=[lambda value: (value or "")[:KEY]])


class AnswerForm(PostForm):
    """One answer of a seat; `key` lets it arrive twice and count once."""

    question = StringField(default="")
    option = StringField(default="")
    key = StringField(filters=[lambda value: (value or "")[:KEY]])


class ControlsForm(GetForm):
    """What a teacher has chosen for the own page: a plan, the keys off; and where something was pressed last."""

    plan = StringField(default="")
    keys = StringField(default="")
    at = StringField(default="")


class SlideForm(GetForm):
    """What a slide shows that is not its state: the result once more, or how this tool treats the class."""

    show = StringField(default="")


class SeatForm(GetForm):
    """Where a pupil is: a question, a step through the questions, the vote that it belongs to; or just come in."""

    q = StringField(default="")
    step = StringField(default="")
    vote = StringField(default="")
    joined = StringField(default="")


class PosterForm(PostForm):
    """Sentences for the poster of a class, one a line, and its paper. Nothing of it is kept."""

    sentences = TextAreaField(filters=[lambda value: (value or "")[:MAX_TYPED_CHARS]])
    paper = RadioField(choices=_choices((A4, A3)), default=A4)

    @property
    def lines(self) -> list[str]:
        """Return the sentences, cleaned."""
        return [line for each in self.sentences.data.splitlines() if (line := clean(each))]

    def validate_sentences(self, field: Field) -> None:
        """Take six sentences of 160 characters, in any script."""
        refused = refused_character(field.data)
        field.data = clean_lines(field.data)
        if len(self.lines) > MAX_SENTENCES or any(len(line) > MAX_SENTENCE_CHARS for line in self.lines):
            raise ValidationError(
                language().gettext(
                    "Please type %(lines)s lines at most, of %(characters)s characters each.",
                    lines=MAX_SENTENCES,
                    characters=MAX_SENTENCE_CHARS,
                )
            )
        if refused:
            raise ValidationError(
                language().gettext("A line held a sign that no text may hold. It stands here without it.")
            )


class ReportsForm(PostForm):
    """Files of reports to show again, two at most. Size, kind and every part are checked by their one reader."""

    file = MultipleFileField()

    def reading(self) -> tuple[list[ClassReport], list[tuple[str, str]]]:
        """Read the files: the reports, and sentences with the place of the field that they are about."""
        files = [file for file in self.file.data or () if file.filename][:TWO]
        read = [report_file.read(file.stream.read(report_file.MAX_BYTES + 1), today() + A_DAY) for file in files]
        problems = [
            (report_text.problem(each, language()), f"#file-{number}")
            for number, reading in enumerate(read, 1)
            for each in reading.problems
        ]
        if not read:
            missing = language().gettext("Please choose a file that this site saved. It ends with .json.")
            problems = [(missing, "#file-1")]
        return [reading.report for reading in read if reading.report and not problems], problems


OWN = {"same-origin", "none"}


def blueprint(name: str, module: str) -> Blueprint:
    """Create a blueprint under /{lang}/class whose forms only this site may send."""
    made = Blueprint(name, module, url_prefix="/<lang>/class")
    made.before_request(refuse_foreign_forms)
    return made


def refuse_foreign_forms() -> None:
    """Stop a form that another site sent. Raises ForeignForm."""
    if request.method == "POST" and not is_own_form():
        raise ForeignForm


def is_own_form() -> bool:
    """Tell whether this site sent the form."""
    site_said = request.headers.get("Sec-Fetch-Site")
    if site_said is not None:
        return site_said in OWN
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(sender).netloc == request.host if sender else _holds_a_secret()


def form_token() -> str:
    """Give the token that a pupil's forms hold; it is made from the cookie, and tells nothing of it."""
    return blake2b(entrance.token().encode(errors="replace"), digest_size=12, person=b"form").hexdigest()


def _holds_a_secret() -> bool:
    sent = request.form.get("form", "")
    by_cookie = entrance.token() and compare_digest(sent.encode(), form_token().encode())
    return bool(by_cookie or (request.view_args or {}).get("key"))
