"""Declare the forms beside the steps: the review of a code, and the remarks of a second person."""

from dataclasses import replace
from typing import Any

from wtforms.fields.core import UnboundField

from evaluator.content.models.ethics import Fact, Promise
from evaluator.ethics.draft import Draft, Proof, Remark
from evaluator.ethics.readers import MAX_ITEMS, MAX_NAME
from evaluator.ethics.web.fields import DayField, FieldGroup, LocalizedField, ReadField, TicksField
from evaluator.ethics.web.forms import FactsForm, StepForm
from evaluator.ethics.wizard_steps import asked_again
from evaluator.web.context import today
from evaluator.web.forms import lazy_gettext

KEPT, BROKEN = "yes", "no"


class ReviewForm(FactsForm):
    """What may have changed since the code was dated: facts, dated lines, and what shows that promises were kept."""

    kept = FieldGroup(UnboundField(TicksField, offered=lambda _, value: value in (KEPT, BROKEN)))
    proof = FieldGroup(UnboundField(LocalizedField, lazy_gettext("What shows it? For your own sheet.")))
    done = TicksField(max_length=MAX_NAME)  # the numbers of dated lines that are true no longer
    until = FieldGroup(UnboundField(DayField, lazy_gettext("By when?")), max_entries=MAX_ITEMS["gaps"])

    def values(self, draft: Draft) -> dict[str, Any]:
        """Fill in what was said the last time; whether a promise was kept is asked anew."""
        return super().values(draft) | {
            "proof": {name: one.text for name, one in draft.proofs.items()},
            "until": {str(number): gap.day for number, gap in enumerate(draft.gaps, 1)},
        }

    def asked(self, about: str = "business") -> list[Fact]:
        """List the questions whose answers may have changed."""
        return list(asked_again(self.known.ethics, self.draft.facts)) if about == "business" else []

    def promises(self) -> list[Promise]:
        """List the promises in the code."""
        return [promise for promise in self.known.ethics.promises if self.draft.find(promise.id)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Read what was found about each promise, then validate."""
        for promise in self.promises():
            self.kept[promise.id]
            self.proof[promise.id]
        return super().validate(extra_validators)

    def changed(self) -> Draft:
        """Give the draft with the answers; a dated line that is done goes."""
        done, days = self.done.data or (), self.until.data
        gaps = [
            replace(gap, day=days.get(str(number)) or gap.day)
            for number, gap in enumerate(self.draft.gaps, 1)
            if str(number) not in done
        ]
        proofs = {promise.id: one for promise in self.promises() if (one := self._proof(promise.id))}
        return replace(super().changed(), gaps=tuple(gaps), proofs={**self.draft.proofs, **proofs})

    def _proof(self, promise_id: str) -> Proof | None:
        """Give what was found; None when nobody said whether the promise was kept."""
        said = self.kept[promise_id].data
        return Proof(today(), BROKEN not in said, self.proof[promise_id].data) if said else None


class RemarksForm(StepForm):
    """The remarks of a second person, by promise or step; an empty key is about the whole code."""

    by = ReadField(lazy_gettext("Your name"), MAX_NAME)
    remark = FieldGroup(
        UnboundField(ReadField, lazy_gettext("Your remark"), long=True), max_entries=MAX_ITEMS["remarks"]
    )

    def values(self, draft: Draft) -> dict[str, Any]:
        """Start with empty fields: what was remarked before stands beside them."""
        del draft
        return {}

    def changed(self) -> Draft:
        """Give the draft with the new remarks behind those of before."""
        new = tuple(
            Remark("" if about == WHOLE else about, text, self.by.data or "", today())
            for about, text in self.remark.data.items()
            if text
        )
        return replace(self.draft, remarks=(*self.draft.remarks, *new)[: MAX_ITEMS["remarks"]])


WHOLE = "all"  # the key of the field about the whole code
