"""Keep the versions of a code: what each one promised, and what changed from one to the next. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from evaluator.content.models.ethics import Ethics
from evaluator.ethics.changes import CodeChange, changes
from evaluator.ethics.draft import Draft, PastVersion
from evaluator.ethics.readers import MAX_ITEMS
from evaluator.ethics.suggest import renew

DATED = ("date", "review")  # blanks that change with every version


@dataclass(frozen=True)
class VersionChanges:
    """A version of the code, and what changed since the one before; nothing did in the first."""

    version: str
    day: date
    first: bool
    changes: tuple[CodeChange, ...]


def next_version(ethics: Ethics, before: Draft, draft: Draft, today: date) -> Draft:
    """Date a draft today as the next version, and keep the one before it, `before`, in its history.

    A draft of today, or one that promises nothing yet, was never published: it leaves no trace.
    """
    renewed = renew(ethics, draft, today)
    if before.day is None or before.day >= today or not before.chosen:
        return renewed
    kept = PastVersion(before.version, before.day, before.chosen, before.owner, before.contact, before.reasons)
    history = (*before.history, kept)[-MAX_ITEMS["history"] :]
    open_remarks = tuple(one for one in draft.remarks if not one.settled)
    return replace(renewed, history=history, reasons={}, remarks=open_remarks)


def past_draft(past: PastVersion, now: Draft) -> Draft:
    """Make the draft of a version that is past, to compare it; what it did not keep is as it is now."""
    return replace(
        now,
        version=past.version,
        day=past.day,
        chosen=past.chosen,
        owner=past.owner,
        contact=past.contact,
        reasons=past.reasons,
    )


def before_this(draft: Draft) -> Draft | None:
    """Give the version before this one; None in the first."""
    return past_draft(draft.history[-1], draft) if draft.history else None


def told_changes(ethics: Ethics, old: Draft, new: Draft) -> tuple[CodeChange, ...]:
    """List what readers should know of: every change but the days, which change each time."""
    return tuple(one for one in changes(ethics, old, new) if one.blank not in DATED)


def versions(ethics: Ethics, draft: Draft) -> Iterator[VersionChanges]:
    """Yield every version with its changes, the newest first; nothing for a code that has only this one."""
    drafts = [*(past_draft(past, draft) for past in draft.history), draft]
    if not draft.history:
        return
    for old, new in reversed(list(pairwise(drafts))):
        yield VersionChanges(new.version, new.day or old.day or date.min, False, told_changes(ethics, old, new))
    first = draft.history[0]
    yield VersionChanges(first.version, first.day, True, ())
