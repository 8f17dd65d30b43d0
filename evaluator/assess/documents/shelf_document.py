"""My apps as a document and as days for a calendar: the worst first, what was decided, when to look again."""

from collections.abc import Iterator, Sequence
from datetime import date

from evaluator.assess import report_text, shelf_text
from evaluator.assess.answers import LEAVE
from evaluator.assess.shelf import ShownApp
from evaluator.assess.shelf_text import chosen_limits
from evaluator.content.models.questionnaire import Questionnaire
from evaluator.content.topic import topic
from evaluator.documents import calendar_writer
from evaluator.documents.blocks import Block, Bullets, Heading, Outline, Table, text
from evaluator.documents.calendar_writer import Reminder
from evaluator.i18n.language import Language

PRODUCT = "-//Four Questions//my apps//"


def shelf_outline(apps: Sequence[ShownApp], form: Questionnaire, language: Language, today: date) -> Outline:
    """Return the shelf."""
    title = language.gettext("My apps")
    blocks: list[Block] = [Heading(1, title), text(language.day(today), "small"), *_table(apps, language, today)]
    for one in apps:
        blocks += _app(one, language)
    foot = language.gettext("method %(method)s", method=form.scoring.method)
    return Outline(title, topic(form, language).signature, language, today, tuple(blocks), foot=foot)


def _table(apps: Sequence[ShownApp], language: Language, today: date) -> Iterator[Block]:
    head = (language.gettext("App"), language.gettext("Letter"), language.gettext("Decision"))
    rows = [
        (
            report_text.platform(one.report, language),
            one.report.score.grade or "–",
            shelf_text.decided(one.app.decision, language),
            shelf_text.due(one, today, language),
        )
        for one in apps
    ]
    if rows:
        yield Table((*head, language.gettext("Next look")), tuple(rows), widths=(1, 0.4, 2, 1))


def _app(one: ShownApp, language: Language) -> Iterator[Block]:
    decision = one.app.decision
    name = report_text.platform(one.report, language)
    yield Heading(2, f"{name}{language.colon}{report_text.grade(one.report.score, language)}")
    yield text(report_text.score_range(one.report.score, language))
    if decision:
        yield Bullets(tuple((sentence,) for sentence in shelf_text.decision_sentences(one.report, language)))


def shelf_calendar(apps: Sequence[ShownApp], language: Language, today: date) -> bytes:
    """Write the days to look again, and those to be gone, as a calendar file."""
    return calendar_writer.write(f"{PRODUCT}{language.code.upper()}", _reminders(apps, language, today))


def _reminders(apps: Sequence[ShownApp], language: Language, today: date) -> Iterator[Reminder]:
    for one in apps:
        decision = one.app.decision
        words = chosen_limits(decision, language) if decision else ""
        yield Reminder(f"{one.key} look", one.due, today, shelf_text.remember(one, language), words)
        if decision and decision.kind == LEAVE and decision.by:
            leave = shelf_text.remember_to_leave(one, language)
            yield Reminder(f"{one.key} leave", decision.by, today, leave, decision.reason)
