"""Write the review of a code as a calendar entry: an all-day event with two alarms and a list of what to check."""

from evaluator.documents import calendar_writer
from evaluator.documents.calendar_writer import Reminder
from evaluator.ethics.documents.code_document import business
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.draft import add_months
from evaluator.i18n.language import Language

PRODUCT = "-//Four Questions//code of ethics//"


def write(context: CodeContext) -> bytes:
    """Write the calendar with its one event. The same draft gives the same bytes."""
    return calendar_writer.write(f"{PRODUCT}{context.first.code.upper()}", [_reminder(context, context.first)])


def _reminder(context: CodeContext, language: Language) -> Reminder:
    """Return the review; the same code has the same event, in any language and version."""
    return Reminder(
        about=business(context),
        day=context.draft.review or add_months(context.day, context.ethics(language).review_months),
        made=context.day,
        summary=_summary(context, language),
        description="\n".join(to_check(language)),
    )


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
