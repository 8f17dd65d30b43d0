"""Declare the forms of the wizard: each is filled from a draft, and `changed` gives the draft with what was sent.

A form of the wizard is sent by POST and holds the whole draft. Nothing is stored, so nothing can be forged: no token.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from wtforms import Field, Form, StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.validators import DataRequired

from evaluator.content.models.ethics import VOICES, Ethics, Fact, Promise
from evaluator.ethics.draft import ChosenPromise, Draft, Exit, Facts, Gap, Platform
from evaluator.ethics.readers import MAX_ITEMS, MAX_LINK, MAX_NAME, MAX_WHY, ReadContext
from evaluator.ethics.suggest import ON_FRONT, choose, pick_front
from evaluator.ethics.web.fields import (
    AddressField,
    BlankFields,
    DayField,
    DraftFileField,
    FactFields,
    FieldGroup,
    LocalizedField,
    NamesField,
    ReadField,
    TicksField,
    add_error,
)
from evaluator.ethics.wizard_steps import CHECK, FACT_STEPS, PLATFORMS, PROMISES, STEPS, of_step, prune
from evaluator.web.forms import lazy_gettext

NAME = "business-name"
CONFIRMED = "yes"


def _known_promise(known: ReadContext, value: str) -> object:
    return known.ethics.promise(value)


class StepForm(Form):
    """A step of the wizard: the fields that every one has, and what all have in common."""

    def __init__(self, step: str, draft: Draft, known: ReadContext, ethics: Ethics, formdata: Any = None) -> None:
        """Fill the form from a draft and lay over it what was sent; `ethics` lends its words."""
        self.step, self.draft, self.known, self.ethics = step, draft, known, ethics
        meta = {"known": known, "codes": draft.languages, "ethics": ethics}
        super().__init__(formdata, data=self.values(draft), meta=meta)

    def values(self, draft: Draft) -> dict[str, Any]:
        """Give the data of the fields from a draft."""
        raise NotImplementedError  # each step has its own; WTForms' metaclass leaves no room for an abstract class

    def changed(self) -> Draft:
        """Give the draft with the data of the fields. Call it after `validate`."""
        raise NotImplementedError  # each step has its own; WTForms' metaclass leaves no room for an abstract class

    def fields(self) -> Iterator[Field]:
        """Yield the fields in which something can be typed or ticked, in their order."""
        for field in self:
            if isinstance(field, FieldGroup):
                if field.errors:
                    yield field
                yield from field.fields()
            else:
                yield field


class SignedForm(StepForm):
    """Who answers for the code, where it stands, and why the business is on social media."""

    owner = LocalizedField(lazy_gettext("Who answers for this code? A name or a role."))
    contact = ReadField(
        lazy_gettext("Where can people write to you?"),
        description=lazy_gettext("An address that somebody reads, such as an email address."),
    )
    website = AddressField(
        lazy_gettext("Where on your site will the code be?"),
        description=lazy_gettext(
            "The card and the poster lead there by QR code. Leave it empty if you have no site."
        ),
    )
    policy = AddressField(
        lazy_gettext("Where is your privacy policy?"),
        description=lazy_gettext("The page that says what you do with people’s data, if you have one."),
    )
    why = LocalizedField(
        lazy_gettext("Why are you on social media, in your own words?"),
        UnboundField(
            ReadField,
            lazy_gettext("Why are you on social media, in your own words?"),
            MAX_WHY,
            long=True,
            description=lazy_gettext("Two sentences at most. For example: We are here to say when the bread is out."),
        ),
    )

    def values(self, draft: Draft) -> dict[str, Any]:
        """Fill in what the draft says."""
        return {name: getattr(draft, name) for name in SIGNED}

    def signed(self, draft: Draft) -> Draft:
        """Give a draft with these fields."""
        return replace(
            draft,
            owner=self.owner.data,
            contact=self.contact.data,
            website=self.website.data,
            policy=self.policy.data,
            why=self.why.data,
        )


SIGNED = ("owner", "contact", "website", "policy", "why")


class FactsForm(StepForm):
    """Questions about the business."""

    facts = FactFields()

    def values(self, draft: Draft) -> dict[str, Any]:
        """Fill the questions with the answers of before."""
        return {"facts": {fact.id: draft.facts.values(fact.id) for fact in self.asked()}}

    def asked(self, about: str = "business") -> list[Fact]:
        """List the questions of this step."""
        return list(of_step(self.known.ethics, self.step, about))

    def validate(self, extra_validators: Any = None) -> bool:
        """Read every question of the step, then validate."""
        for fact in self.asked():
            self.facts[fact.id]
        return bool(super().validate(extra_validators))

    def changed(self) -> Draft:
        """Give the draft with the answers, without those that are no longer asked."""
        now = {name: values for name, values in self.facts.data.items() if values}
        others = {name: values for name, values in self.draft.facts.given.items() if name not in self.facts.data}
        return replace(self.draft, facts=prune(self.known.ethics, Facts({**others, **now})))


class YouForm(FactsForm, SignedForm):
    """The first questions about the business, and who signs for it."""

    def values(self, draft: Draft) -> dict[str, Any]:
        """Fill in the answers and the names."""
        return {**FactsForm.values(self, draft), **SignedForm.values(self, draft)}

    def changed(self) -> Draft:
        """Give the draft with the answers and the names."""
        return self.signed(FactsForm.changed(self))


class PlatformsForm(FactsForm):
    """Accounts, the questions about each of them, and platforms that were left."""

    platform = TicksField(lazy_gettext("Where do you have an account?"), max_length=MAX_NAME)
    others = NamesField(
        lazy_gettext("A platform that is not in the list"),
        MAX_NAME,
        name="other-platforms",
        description=lazy_gettext("Put a comma between two names."),
    )
    accounts = FactFields()
    exit_name = FieldGroup(UnboundField(ReadField, "", MAX_NAME), name="exit-name", max_entries=MAX_ITEMS["exits"])
    exit_day = FieldGroup(UnboundField(DayField), name="exit-day", max_entries=MAX_ITEMS["exits"])

    def values(self, draft: Draft) -> dict[str, Any]:
        """Fill in the accounts with their answers, and the exits by number."""
        exits = {str(number): one for number, one in enumerate(draft.exits, 1)}
        answers = {
            f"{fact.id}@{one.name}": one.facts.values(fact.id)
            for one in draft.platforms
            for fact in self.asked("platform")
        }
        return super().values(draft) | {
            "platform": [one.name for one in draft.platforms],
            "accounts": answers,
            "exit_name": {key: one.name for key, one in exits.items()},
            "exit_day": {key: one.day for key, one in exits.items()},
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the questions about every account, then validate; a row needs its name and its day."""
        names = self._names()
        for key in (f"{fact.id}@{name}" for name in names for fact in self.asked("platform")):
            self.accounts[key]
        good = super().validate(extra_validators)
        if len(names) > MAX_ITEMS["platforms"]:
            add_error(self.platform, "too-many", MAX_ITEMS["platforms"])
        return complete(self.exit_name, self.exit_day) and good and not self.platform.errors

    def _names(self) -> list[str]:
        """List the accounts, those of before in their place; of two spellings of a name the first counts."""
        sent: dict[str, str] = {}
        for name in (*(self.platform.data or ()), *(self.others.data or ())):
            sent.setdefault(name.casefold(), name)
        before = {one.name.casefold(): one.name for one in self.draft.platforms}
        return [*(name for key, name in before.items() if key in sent),
                *(name for key, name in sent.items() if key not in before)]  # fmt: skip

    def changed(self) -> Draft:
        """Give the draft with accounts and exits; accounts of before keep their assessment."""
        before = {one.name: one.assessment for one in self.draft.platforms}
        platforms = tuple(
            Platform(name, self._answers(name), before.get(name)) for name in self._names()[: MAX_ITEMS["platforms"]]
        )
        names, days = self.exit_name.data, self.exit_day.data
        exits = tuple(Exit(name, days[key]) for key, name in names.items() if name and days.get(key))
        return replace(super().changed(), platforms=platforms, exits=exits)

    def _answers(self, name: str) -> Facts:
        values = {fact.id: self.accounts[f"{fact.id}@{name}"].data for fact in self.asked("platform")}
        return Facts({fact_id: some for fact_id, some in values.items() if some})


class GapsForm(StepForm):
    """Lines under “Where we are not there yet”, by the rule that they answer or by a number; and blanks."""

    blank = BlankFields()

    gap_text = FieldGroup(
        UnboundField(
            LocalizedField, lazy_gettext("What is not there yet, in one sentence"), long=True,
            description=lazy_gettext(
                "For example: Our site still has an advertising pixel. Our agency is removing it."
            ),
        ),
        name="gap-text", max_entries=MAX_ITEMS["gaps"],
    )  # fmt: skip
    gap_day = FieldGroup(
        UnboundField(DayField, lazy_gettext("By when?")), name="gap-day", max_entries=MAX_ITEMS["gaps"]
    )

    def values(self, draft: Draft) -> dict[str, Any]:
        """Fill in the dated lines and the blanks; those of promises not chosen with what the facts say."""
        gaps = dict(zip(_gap_keys(draft), draft.gaps, strict=True))
        chosen = [draft.find(one.id) or choose(one, draft.facts) for one in self.known.ethics.promises]
        return {
            "blank": {f"{one.promise}@{name}": text for one in chosen for name, text in one.blanks.items()},
            "gap_text": {key: gap.text for key, gap in gaps.items()},
            "gap_day": {key: gap.day for key, gap in gaps.items()},
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the blanks of the promises in the code, then validate; a line needs its text and its day."""
        for key in self.blank_keys():
            self.blank[key]
        good = super().validate(extra_validators)
        return complete(self.gap_text, self.gap_day) and good

    def promises(self) -> list[Promise]:
        """List the promises in the code."""
        return [promise for promise in self.known.ethics.promises if self.draft.find(promise.id)]

    def blank_keys(self) -> list[str]:
        """List the blanks of the promises in the code."""
        return [f"{promise.id}@{blank.id}" for promise in self.promises() for blank in promise.blanks]

    def chosen(self, promise: Promise) -> ChosenPromise:
        """Give a promise with what stands in its blanks."""
        before = self.draft.find(promise.id) or ChosenPromise(promise.id)
        blanks = {**before.blanks}
        blanks |= {blank.id: self.blank[f"{promise.id}@{blank.id}"].data for blank in promise.blanks}
        return replace(before, blanks={name: text for name, text in blanks.items() if text})

    def changed(self) -> Draft:
        """Give the draft with the dated lines and the blanks."""
        texts, days, known = self.gap_text.data, self.gap_day.data, self.known.ethics
        keys = dict.fromkeys((*texts, *days))
        whole = (key for key in keys if texts.get(key) and days.get(key))
        gaps = tuple(Gap(texts[key], days[key], key if known.rule(key) else "") for key in whole)
        unknown = [one for one in self.draft.chosen if known.promise(one.promise) is None]
        return replace(self.draft, gaps=gaps, chosen=(*map(self.chosen, self.promises()), *unknown))


def _gap_keys(draft: Draft) -> list[str]:
    """Name each dated line: the rule that it answers, or a number."""
    seen: set[str] = set()
    keys = []
    for number, gap in enumerate(draft.gaps, 1):
        keys.append(gap.rule if gap.rule and gap.rule not in seen else str(number))
        seen.add(gap.rule)
    return keys


class PromisesForm(GapsForm):
    """Promises to tick, with their blanks and own wording, and dated lines."""

    promise = TicksField(offered=_known_promise, max_length=MAX_NAME)
    wording = FieldGroup(
        UnboundField(
            LocalizedField, lazy_gettext("In your own words"), long=True,
            description=lazy_gettext("Leave it empty to keep the words above."),
        )
    )  # fmt: skip

    def values(self, draft: Draft) -> dict[str, Any]:
        """Fill in the promises."""
        return super().values(draft) | {
            "promise": [one.promise for one in draft.chosen],
            "wording": {one.promise: one.wording for one in draft.chosen},
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the wording of the promises ticked, then validate."""
        for promise in self.promises():
            self.wording[promise.id]
        return super().validate(extra_validators)

    def promises(self) -> list[Promise]:
        """List the promises ticked."""
        return [promise for promise in self.known.ethics.promises if self.promise.ticked(promise.id)]

    def chosen(self, promise: Promise) -> ChosenPromise:
        """Give a promise with its blanks and its wording."""
        return replace(super().chosen(promise), wording=self.wording[promise.id].data)

    def changed(self) -> Draft:
        """Give the draft with the promises ticked."""
        return replace(super().changed(), chosen=tuple(map(self.chosen, self.promises())))


class CheckForm(GapsForm, SignedForm):
    """The end of the wizard: who signs, the front page, days, languages, findings to live with, reasons to give."""

    business_name = ReadField(lazy_gettext("What is your business, shop or association called?"), name=NAME)
    confirmed = TicksField(offered=lambda _, value: value == CONFIRMED)
    voice = TicksField(lazy_gettext("How should it sound?"), offered=lambda _, value: value in VOICES)
    front = TicksField(
        lazy_gettext("Which promises go on the front page? Seven at most."),
        offered=_known_promise, max_length=MAX_NAME,
    )  # fmt: skip
    date = DayField(lazy_gettext("Date of the code"))
    review = DayField(lazy_gettext("Next review"))
    version = ReadField(lazy_gettext("Version"), MAX_NAME)
    language = TicksField(lazy_gettext("Languages of the code"))
    accepted = TicksField()
    settled = TicksField()  # the numbers of remarks
    reason = FieldGroup(
        UnboundField(LocalizedField, lazy_gettext("Why? One sentence for your readers.")),
        max_entries=MAX_ITEMS["reasons"],
    )
    older = DraftFileField(lazy_gettext("The older file (its name ends with .json)"), strict=True)

    def values(self, draft: Draft) -> dict[str, Any]:
        """Fill in what the draft says."""
        return {**GapsForm.values(self, draft), **SignedForm.values(self, draft)} | {
            "date": draft.day, "review": draft.review, "version": draft.version, "language": draft.languages,
            "accepted": draft.accepted, "settled": [str(n) for n, one in enumerate(draft.remarks, 1) if one.settled],
            "reason": draft.reasons, "voice": [draft.voice],
            "business_name": draft.facts.text(NAME),
            "front": [promise.id for promise in pick_front(self.known.ethics, draft)],
        }  # fmt: skip

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate; a code speaks at least one of the languages of the site, and its front page has seven lines."""
        good = super().validate(extra_validators)
        if len(self.front.data or ()) > ON_FRONT:
            add_error(self.front, "too-many", ON_FRONT)
        if not self._spoken():
            add_error(self.language, "no-such-language", ", ".join(self.known.libraries))
        return good and bool(self._spoken()) and not self.front.errors

    def _spoken(self) -> tuple[str, ...]:
        return tuple(code for code in self.known.libraries if self.language.ticked(code))

    def changed(self) -> Draft:
        """Give the draft with everything of this page."""
        reasons = {**self.draft.reasons, **self.reason.data}
        draft = self.signed(GapsForm.changed(self))
        named = (
            {**draft.facts.given, NAME: (self.business_name.data,)} if self.business_name.data else draft.facts.given
        )
        front = tuple(self.front.data or ())[:ON_FRONT]
        automatic = tuple(promise.id for promise in pick_front(self.known.ethics, replace(draft, front=())))
        return replace(
            draft,
            facts=Facts(named), example="" if self.confirmed.data else draft.example,
            voice=next(iter(self.voice.data or ()), draft.voice), front=() if set(front) == set(automatic) else front,
            day=self.date.data, review=self.review.data,
            version=self.version.data, languages=self._spoken() or self.draft.languages,
            accepted=tuple(self.accepted.data[: MAX_ITEMS["accepted"]]),
            reasons={name[:MAX_NAME]: text for name, text in reasons.items() if text},
            remarks=tuple(
                replace(one, settled=str(number) in self.settled.data) for number, one in enumerate(draft.remarks, 1)
            ),
        )  # fmt: skip


FORMS: Mapping[str, type[StepForm]] = {
    **dict.fromkeys(FACT_STEPS, FactsForm), STEPS[0]: YouForm, PLATFORMS: PlatformsForm,
    PROMISES: PromisesForm, CHECK: CheckForm,
}  # fmt: skip


class NewCodeForm(Form):
    """A new code: its languages, and reports to import."""

    language = TicksField(lazy_gettext("In which language is the code?"))
    example = TicksField(offered=lambda known, value: known.ethics.example(value), max_length=MAX_NAME)
    report = TicksField(max_length=MAX_LINK)  # the addresses of reports that were read before
    links = TextAreaField(
        lazy_gettext("Links of reports, one on each line"),
        description=lazy_gettext(
            "Judge your platforms with the four questions first. Then the code says why a promise matters."
        ),
    )


class ValuesField(Field):
    """Hidden values and buttons under one name, as they were sent; whoever uses them knows which there are."""

    data: list[str]

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take them all."""
        self.data = list(valuelist)


class ButtonsForm(Form):
    """What every page of the wizard sends beside its own fields: where it comes from, and what was pressed."""

    sender = StringField(name="from", default="")  # the step that sent it
    take = ValuesField(default=())  # promises to add
    drop = ValuesField(default=())  # promises to leave out
    renew = ValuesField(default=())  # set the days anew
    more = ValuesField(default=())  # tiers of promises to unfold
    code = ValuesField(default=())  # the format of the code to download
    evidence = ValuesField(default=())  # that of its evidence sheet


class OpenForm(Form):
    """A saved draft to open."""

    file = DraftFileField(
        lazy_gettext("The file that you saved (its name ends with .json)"),
        [DataRequired(lazy_gettext("Choose the file that you saved. Its name ends with .json."))],
    )


def complete(texts: FieldGroup, days: FieldGroup) -> bool:
    """Check that a row has both a text and a day; else add an error to its empty field, or to its name."""
    good = True
    for key in dict.fromkeys((*texts.entries, *days.entries)):
        text, day = texts[key], days[key]
        some = [*text.fields()] if isinstance(text, FieldGroup) else [text]
        if bool(text.data) != bool(day.data) and not any(field.errors for field in (*some, day)):
            add_error(day if text.data and isinstance(text, FieldGroup) else some[0], "incomplete")
            good = False
    return good
