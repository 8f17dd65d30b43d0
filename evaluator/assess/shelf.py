"""My apps: what somebody keeps of the platforms judged, with a decision on each and notes on single answers. Pure.

A shelf lives in a file, or in the browser of who asks for it; the server only reads and writes it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from evaluator.assess.answers import Assessment, Decision, Note
from evaluator.assess.provenance import judged
from evaluator.assess.report import Report, build_report
from evaluator.content.models.library import Library

MOST_REPORTS = 6  # of one app: the first, which one compares with, and the last ones
MOST_APPS = 40


@dataclass(frozen=True)
class KeptApp:
    """One app: its reports, the oldest first, and what was decided."""

    reports: tuple[Assessment, ...]
    decision: Decision | None = None
    notes: Mapping[str, Note] = field(default_factory=dict)  # by id of the question

    @property
    def now(self) -> Assessment:
        """The last report."""
        return self.reports[-1]

    @property
    def before(self) -> Assessment | None:
        """The report before the last one."""
        return self.reports[-2] if len(self.reports) > 1 else None


@dataclass(frozen=True)
class Shelf:
    """Everything that is kept, in the order in which it came."""

    apps: tuple[KeptApp, ...] = ()


@dataclass(frozen=True)
class ShownApp:
    """An app as a page or a document shows it."""

    key: str
    app: KeptApp
    report: Report

    @property
    def due(self) -> date:
        """The day on which to look at it again: the one decided on, else once the report is old."""
        chosen = self.app.decision.review if self.app.decision else None
        after = timedelta(days=self.report.questionnaire.scoring.recheck_after_days)
        return chosen or self.report.day + after


def key_of(library: Library, assessment: Assessment) -> str:
    """Return what makes two reports speak of one app: the documented platform, else its name."""
    profile = judged(library, assessment)
    return profile.id if profile else assessment.platform.casefold()


def find(library: Library, shelf: Shelf, key: str) -> KeptApp | None:
    """Return the app with a key."""
    return next((app for app in shelf.apps if key_of(library, app.now) == key), None)


def united(library: Library, *shelves: Shelf) -> Shelf:
    """Lay shelves together: each app once with the reports of all; of two decisions or notes the later shelf's."""
    found: dict[str, KeptApp] = {}
    for app in (app for shelf in shelves for app in shelf.apps):
        key = key_of(library, app.now)
        had = found.get(key)
        found[key] = _joined(had, app) if had else replace(app, reports=_sorted(app.reports))
    return Shelf(tuple(found.values())[:MOST_APPS])


def with_decision(
    library: Library, shelf: Shelf, key: str, decision: Decision | None, notes: Mapping[str, Note]
) -> Shelf:
    """Decide about an app; notes without a word are gone."""
    said = {question: note for question, note in notes.items() if note != Note()}
    return Shelf(
        tuple(
            replace(app, decision=decision, notes=said) if key_of(library, app.now) == key else app
            for app in shelf.apps
        )
    )


def without(library: Library, shelf: Shelf, key: str) -> Shelf:
    """Take an app off a shelf."""
    return Shelf(tuple(app for app in shelf.apps if key_of(library, app.now) != key))


def shown(library: Library, shelf: Shelf, today: date) -> tuple[ShownApp, ...]:
    """Return what is kept, the worst first: by letter, then by score; without a letter last."""
    every = [ShownApp(key_of(library, app.now), app, report_on(library, app, today)) for app in shelf.apps]
    return tuple(sorted(every, key=_worst_first))


def report_on(library: Library, app: KeptApp, today: date) -> Report:
    """Build the last report on an app, with the decision and the notes."""
    return replace(build_report(library, app.now, today), decision=app.decision, notes=app.notes)


def _worst_first(one: ShownApp) -> tuple[int, float, str]:
    letters, result = one.report.questionnaire.scoring.letters, one.report.score
    place = -letters.index(result.grade) if result.grade else 1
    return place, float(result.score or 0), one.app.now.platform.casefold()


def _joined(one: KeptApp, other: KeptApp) -> KeptApp:
    return KeptApp(
        reports=_sorted((*one.reports, *other.reports)),
        decision=other.decision or one.decision,
        notes={**one.notes, **other.notes},
    )


def _sorted(reports: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Sort by day, one for each day, the last one given; of too many the first and the last ones."""
    by_day = {report.day: report for report in reports}
    found: Sequence[Assessment] = sorted(by_day.values(), key=lambda report: report.day or date.min)
    return (*found[:1], *found[1:][-(MOST_REPORTS - 1) :])
