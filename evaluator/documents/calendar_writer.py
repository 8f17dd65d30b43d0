"""Write days to remember as a calendar file: all-day events with an alarm a month ahead and one in the morning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Alarm, Event

MORNING = timedelta(hours=9)  # an all-day event starts at midnight, when nobody should be woken
AHEAD = (timedelta(days=-30) + MORNING, MORNING)
FIRST_DAY = date(2000, 1, 1)  # from which changes are counted


@dataclass(frozen=True)
class Reminder:
    """A day to remember. The same `about` is the same event to a calendar, which then replaces the one it has."""

    about: str
    day: date
    made: date
    summary: str
    description: str = ""


def write(product: str, reminders: Iterable[Reminder]) -> bytes:
    """Write a calendar. The same reminders give the same bytes."""
    from icalendar import Calendar  # loaded with the first calendar, not with the program

    calendar = Calendar()
    calendar.add("prodid", product)
    calendar.add("version", "2.0")
    for reminder in reminders:
        calendar.add_component(_event(reminder))
    made: bytes = calendar.to_ical()
    return made


def _event(reminder: Reminder) -> "Event":
    from icalendar import Event

    event, made = Event(), reminder.made
    event.add("uid", f"{sha256(reminder.about.casefold().encode()).hexdigest()[:32]}@four-questions")
    event.add("sequence", (made - FIRST_DAY).days)
    event.add("dtstamp", datetime(made.year, made.month, made.day, tzinfo=UTC))
    event.add("dtstart", reminder.day)
    event.add("dtend", reminder.day + timedelta(days=1))
    event.add("summary", reminder.summary)
    if reminder.description:
        event.add("description", reminder.description)
    event.add("transp", "TRANSPARENT")
    for ahead in AHEAD:
        event.add_component(_alarm(reminder.summary, ahead))
    return event


def _alarm(summary: str, ahead: timedelta) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", ahead)
    return alarm
