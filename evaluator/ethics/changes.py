"""Compare two versions of a code of ethics, what readers lose first. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from evaluator.content.models.ethics import Blank, Ethics
from evaluator.ethics.draft import ChosenPromise, Draft, LocalizedText, text_in

Kind = Literal["removed", "weakened", "reworded", "changed", "strengthened", "added"]
ORDER: tuple[Kind, ...] = ("removed", "weakened", "reworded", "changed", "strengthened", "added")
OWED = ("removed", "weakened")  # readers are owed a public reason


@dataclass(frozen=True)
class CodeChange:
    """One difference. `old` and `new` are the values of a blank, own wordings, or the promise replaced."""

    kind: Kind
    promise: str
    blank: str = ""
    old: str = ""
    new: str = ""
    reason: LocalizedText = field(default_factory=dict)

    @property
    def owes_reason(self) -> bool:
        """True when readers lose something and nobody said why."""
        return self.kind in OWED and not any(self.reason.values())


def changes(ethics: Ethics, old: Draft, new: Draft) -> tuple[CodeChange, ...]:
    """List the differences: removed and weakened promises first, each group in the order of the code."""
    place = {promise.id: number for number, promise in enumerate(ethics.promises)}
    found = [*_removed(ethics, old, new), *_added(ethics, old, new), *_changed(ethics, old, new)]
    return tuple(
        sorted(found, key=lambda c: (ORDER.index(c.kind), place.get(c.promise, len(place)), c.promise, c.blank))
    )


def _removed(ethics: Ethics, old: Draft, new: Draft) -> Iterator[CodeChange]:
    for chosen in old.chosen:
        if new.find(chosen.promise):
            continue
        stronger = _replacing(ethics, chosen.promise, new, old)
        if stronger:
            yield CodeChange("strengthened", chosen.promise, new=stronger)
        else:
            yield CodeChange("removed", chosen.promise, reason=new.reasons.get(chosen.promise, {}))


def _replacing(ethics: Ethics, promise_id: str, new: Draft, old: Draft) -> str:
    """Find a promise that came into the code and makes this one needless; empty when there is none."""
    come = (ethics.promise(chosen.promise) for chosen in new.chosen if not old.find(chosen.promise))
    return next((promise.id for promise in come if promise and promise_id in promise.replaces), "")


def _added(ethics: Ethics, old: Draft, new: Draft) -> Iterator[CodeChange]:
    del ethics
    yield from (CodeChange("added", chosen.promise) for chosen in new.chosen if not old.find(chosen.promise))


def _changed(ethics: Ethics, old: Draft, new: Draft) -> Iterator[CodeChange]:
    for now in new.chosen:
        before, promise = old.find(now.promise), ethics.promise(now.promise)
        if before is None:
            continue
        reason = new.reasons.get(now.promise, {})
        for code in dict.fromkeys((*old.languages, *new.languages)):
            was, became = text_in(before.wording, code), text_in(now.wording, code)
            if was != became:
                yield CodeChange("reworded", now.promise, old=was, new=became, reason=reason)
                break
        for blank in promise.blanks if promise else ():
            yield from _blank((old, before), (new, now), blank, reason)


def _blank(
    old: tuple[Draft, ChosenPromise], new: tuple[Draft, ChosenPromise], blank: Blank, reason: LocalizedText
) -> Iterator[CodeChange]:
    """Compare a blank in a language that both versions speak, or else in their first ones."""
    common = [code for code in new[0].languages if code in old[0].languages]
    for code_old, code_new in [(c, c) for c in common] or [(old[0].languages[0], new[0].languages[0])]:
        was, became = old[0].value(old[1], blank, code_old), new[0].value(new[1], blank, code_new)
        if was != became:
            yield CodeChange(_direction(blank, was, became), new[1].promise, blank.id, was, became, reason)
            return


def _direction(blank: Blank, was: str, became: str) -> Kind:
    compare = _WEAKER.get(blank.weaker or "")
    if compare is None or not was or not became:
        return "changed"
    return "weakened" if compare(was, became) else "strengthened"


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdecimal() else 0


_WEAKER: Mapping[str, Callable[[str, str], bool]] = {
    "higher": lambda was, became: _number(became) > _number(was),
    "lower": lambda was, became: _number(became) < _number(was),
    "later": lambda was, became: became > was,  # letters run from best to worst: a lower line comes later
}
