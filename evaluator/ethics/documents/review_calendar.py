"""Write the review of a code as a calendar entry: an all-day event with two alarms and a list of what to check."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from evaluator.ethics.documents.code_document import business
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.draft import add_months
from evaluator.i18n.language import Language

MORNING = timedelta(hours=9)  # an all-day event starts at midnight, when nobody should be woken
AHEAD = (timedelta(days=-30) + MORNING, MORNING)
FIRST_DAY = date(2000, 1, 1)  # from which changes are counted
PRODUCT = "-//Four Questions//code of ethics//"


def write(context: CodeContext) -> bytes:
    """Write the calendar with its one event. The same draft gives the same bytes."""
    language, calendar = context.first, Calendar()
    calendar.add("prodid", f"{PRODUCT}{language.code.upper()}")
    calendar.add("version", "2.0")
    calendar.add_component(_event(context, language))
    made: bytes = calendar.to_ical()
    return made


def _event(context: CodeContext, language: Language) -> Event:
    day = context.draft.review or add_months(context.day, context.ethics(language).review_months)
    event, summary = Event(), _summary(context, language)
    # The same code has the same event, in any language and version, so that a calendar replaces it.
    event.add("uid", f"{sha256(business(context).casefold().encode()).hexdigest()[:32]}@four-questions")
    event.add("sequence", (context.day - FIRST_DAY).days)
    event.add("dtstamp", datetime(context.day.year, context.day.month, context.day.day, tzinfo=UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", "\n".join(to_check(language)))
    event.add("transp", "TRANSPARENT")
    for ahead in AHEAD:
        event.add_component(_alarm(summary, ahead))
    return event


def _alarm(summary: str, ahead: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", ahead)
    return alarm


def _summary(context: CodeContext, language: Language) -> str:
    what = language.gettext("Review our code of ethics on social media")
    return language.dash.join(part for part in (context.mark, business(context), what) if part)


def to_check(language: Language) -> tuple[str, ...]:
    """List the questions of a review."""
    return (
        language.gettext("Has a platform been added, or dropped?"),
        language.gettext("Is there a new tracker on our site, a new tool or a new agency?"),
        language.gettext("Does somebody else post or answer now?"),
        language.gettext("Did we break a promise? Did we say so?"),
        language.gettext("Are the hours and waiting times still true?"),
        language.gettext("Open the saved file again, change what changed, and give the code a new date."),
    )
