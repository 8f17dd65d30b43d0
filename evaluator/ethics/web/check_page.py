"""The last page: every finding, what differs from an older version, and the files to take along."""

from dataclasses import dataclass
from typing import Any

from evaluator.content.models.ethics import SEVERITIES
from evaluator.ethics.changes import OWED, changes
from evaluator.ethics.check import blocked
from evaluator.ethics.draft import Draft
from evaluator.ethics.web.downloads import files, private_files
from evaluator.ethics.web.finding_text import told
from evaluator.ethics.web.labels import severities
from evaluator.ethics.web.posted_draft import ethics
from evaluator.ethics.web.promises_page import lines, sheet
from evaluator.ethics.wizard_form import Fields
from evaluator.ethics.wizard_steps import CHECK
from evaluator.ethics.wording import change_sentence
from evaluator.web.context import language


@dataclass(frozen=True)
class Difference:
    """A change in words, and whether readers are owed a reason for it."""

    promise: str
    words: str
    owed: bool


def check_page(draft: Draft, typed: Fields | None, older: Draft | None) -> tuple[Draft, dict[str, Any]]:
    """The values of the last page, and the draft that goes on from it."""
    some = sheet(draft, CHECK, typed)
    words = severities(language())
    shown = told(some.findings, some.draft).values()
    groups = {severity: [one for one in shown if one.severity == severity] for severity in SEVERITIES}
    return some.draft, {
        "draft": some.draft,
        "given": some.given,
        "groups": [(severity, *words[severity], found) for severity, found in groups.items() if found],
        "blocked": blocked(some.findings),
        "preview": some.preview,
        "lines": lines(some, {one.rule for one in shown if one.datable}),
        "files": files,
        "private_files": private_files,
        "older": older,
        "differences": _differences(older, some.draft) if older else (),
    }


def _differences(older: Draft, draft: Draft) -> list[Difference]:
    """What readers lose comes first; a reason is asked for once for each promise."""
    here, asked = ethics(), set()
    found = []
    for one in changes(here, older, draft):
        owed = one.kind in OWED and one.promise not in asked
        asked |= {one.promise} if owed else set()
        found.append(Difference(one.promise, change_sentence(one, here, language()), owed))
    return found
