"""Word findings, reasons and changes: what the pages and the documents both say, in any language.

Takes the library in the language asked for; a promise's text is filled in here and nowhere else.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from evaluator.content.models.ethics import BLANK, Blank, Ethics, Promise
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import DONT_KNOW
from evaluator.ethics.changes import CodeChange
from evaluator.ethics.draft import ChosenPromise, Draft, text_in
from evaluator.ethics.rule_context import RuleFinding
from evaluator.ethics.suggest import Reason, pick_front
from evaluator.i18n.language import Language, gettext_noop


def promise_text(
    ethics: Ethics, draft: Draft, chosen: ChosenPromise, language: Language, empty: str | None = None
) -> str:
    """Render a promise as it stands in the code; an empty blank shows its label in brackets, or `empty`."""
    promise = ethics.promise(chosen.promise)
    text = text_in(chosen.wording, language.code) or (promise.text if promise else chosen.promise)
    return _filled(text, promise, draft, chosen, language, empty)


def front_text(ethics: Ethics, draft: Draft, chosen: ChosenPromise, language: Language) -> str:
    """Render a promise in few words for the front page, in the voice of the code; own words stand as they are."""
    promise = ethics.promise(chosen.promise)
    if promise is None or promise.front is None or text_in(chosen.wording, language.code):
        return promise_text(ethics, draft, chosen, language)
    return _filled(promise.front.words(draft.voice), promise, draft, chosen, language)


def today_sentences(ethics: Ethics, draft: Draft) -> tuple[str, ...]:
    """List what is so today: a sentence for each answer that has one, but those that a promise in front says too."""
    promised = {promise.id for promise in pick_front(ethics, draft)}
    return tuple(
        option.says
        for fact in ethics.facts
        for option in fact.options
        if option.says and option.id in draft.facts.values(fact.id) and promised.isdisjoint(option.unless)
    )


def hold_us_sentences(ethics: Ethics, draft: Draft, language: Language) -> tuple[str, ...]:
    """List who answers, and what happens when a promise is broken: what every code has, in its full words."""
    required = [draft.find(promise.id) for promise in ethics.required if not _is_date(promise)]
    return tuple(promise_text(ethics, draft, chosen, language) for chosen in required if chosen)


def _is_date(promise: Promise) -> bool:
    """Tell whether a promise only dates the code: its foot does so too."""
    return any(blank.kind == "review" for blank in promise.blanks)


def _filled(
    text: str, promise: Promise | None, draft: Draft, chosen: ChosenPromise, language: Language,
    empty: str | None = None,
) -> str:  # fmt: skip
    """Fill the blanks of a text."""
    if "{" not in text:
        return text

    def fill(match: re.Match[str]) -> str:
        value = _value(promise, draft, chosen, match.group(1), language)
        label = promise.shown_blank(match.group(1)) if promise else f"[{match.group(1)}]"
        return value or (label if empty is None else empty)

    return BLANK.sub(fill, text)


def _value(promise: Promise | None, draft: Draft, chosen: ChosenPromise, name: str, language: Language) -> str:
    blank = promise.blank(name) if promise else None
    return blank_value(blank, draft.value(chosen, blank, language.code), language) if blank else ""


def blank_value(blank: Blank, value: str, language: Language) -> str:
    """Format the value of a blank as people read it: 2 working days, 24 November 2026."""
    say = _VALUES.get(blank.kind)
    if say is None or not value:
        return value
    try:
        return say(value, language)
    except ValueError:  # no number, or no day: as typed
        return value


_VALUES: Mapping[str, Callable[[str, Language], str]] = {
    "number": lambda value, language: language.number(int(value)),
    "days": lambda value, language: language.ngettext("%(count)s day", "%(count)s days", int(value)),
    "working-days": lambda value, language: language.ngettext(
        "%(count)s working day", "%(count)s working days", int(value)
    ),
    "months": lambda value, language: language.ngettext("%(count)s month", "%(count)s months", int(value)),
    "date": lambda value, language: language.day(date.fromisoformat(value)),
    "review": lambda value, language: language.day(date.fromisoformat(value)),
}


def fact_answer(ethics: Ethics, fact_id: str, value: str, language: Language) -> str:
    """Word the answer to a question about the business."""
    fact = ethics.fact(fact_id)
    option = fact.option(value) if fact else None
    if value == DONT_KNOW:
        return language.gettext("I don’t know")
    return option.text if option else value or language.gettext("Not answered yet")


def finding_sentences(finding: RuleFinding, ethics: Ethics, draft: Draft, language: Language) -> tuple[str, ...]:
    """Word a finding: the promise side, the fact side, what to do."""
    promised = [
        _promised(finding, promise_text(ethics, draft, chosen, language), language)
        for promise_id in finding.promises
        if (chosen := draft.find(promise_id)) and not any(kind == "field" for kind, _ in finding.about)
    ]  # nobody is told what they promise where only a name or a day is missing
    absent = [
        language.gettext("Your code does not say: “%(promise)s”", promise=promise.shown)
        for promise_id in finding.missing
        if (promise := ethics.promise(promise_id))
    ]
    facts = [_fact_sentence(finding, ethics, fact_id, value, language) for fact_id, value in finding.facts]
    about = [_ABOUT[kind](text, finding, ethics, language) for kind, text in finding.about]
    return (*promised, *absent, *facts, *about, finding.message)


def _promised(finding: RuleFinding, promise: str, language: Language) -> str:
    """Name the promise side: as a question where the facts say otherwise, for nobody may have meant it."""
    if finding.facts:
        return language.gettext("Would you like to promise: “%(promise)s”?", promise=promise)
    return language.gettext("In your code: “%(promise)s”", promise=promise)


def _fact_sentence(finding: RuleFinding, ethics: Ethics, fact_id: str, value: str, language: Language) -> str:
    fact = ethics.fact(fact_id)
    step, words = fact.step if fact else 1, fact_words(ethics, fact_id, value, language)
    if finding.unknown:
        return language.gettext("In step %(step)s it is still open: %(answer)s", step=step, answer=words)
    return language.gettext("Today (step %(step)s): %(answer)s", step=step, answer=words)


def fact_words(ethics: Ethics, fact_id: str, value: str, language: Language) -> str:
    """Say what is so: in the sentence that the code prints of it, or as question and answer."""
    fact = ethics.fact(fact_id)
    option = fact.option(value) if fact else None
    if option and option.says:
        return option.says
    return language.gettext(
        "“%(question)s” %(answer)s",
        question=fact.text if fact else fact_id, answer=fact_answer(ethics, fact_id, value, language),
    )  # fmt: skip


def today_otherwise(finding: RuleFinding, ethics: Ethics, language: Language) -> str:
    """Ask for a promise that nobody made and that the facts contradict: what is so today."""
    facts = [fact_words(ethics, fact_id, value, language) for fact_id, value in finding.facts]
    return language.gettext("Would you like to promise this? Today: %(facts)s", facts=" ".join(facts))


def find_out(finding: RuleFinding, ethics: Ethics) -> tuple[str, ...]:
    """List the two-minute checks for the facts that a finding does not know."""
    facts = [ethics.fact(fact_id) for fact_id, _ in finding.facts] if finding.unknown else []
    return tuple(dict.fromkeys(step for fact in facts if fact for step in fact.find_out))


def _blank_label(text: str, finding: RuleFinding, ethics: Ethics, language: Language) -> str:
    promise = ethics.promise(finding.promises[0]) if finding.promises else None
    blank = promise.blank(text) if promise else None
    return language.gettext("Still empty: %(what)s", what=blank.label if blank else text)


def _example(text: str, finding: RuleFinding, ethics: Ethics, language: Language) -> str:
    del finding
    example = ethics.example(text)
    return language.gettext("You started from the example “%(title)s”.", title=example.title if example else text)


def _field(text: str, finding: RuleFinding, ethics: Ethics, language: Language) -> str:
    del finding, ethics
    return {
        "owner": language.gettext("Nobody is named who answers for the code."),
        "contact": language.gettext("There is no address to write to."),
        "date": language.gettext("The code has no date."),
        "review": language.gettext("The code has no date of review."),
        "platforms": language.gettext("No platform is listed."),
        "reports": language.gettext("No report on a platform was brought along."),
    }[text]


_ABOUT: Mapping[str, Callable[[str, RuleFinding, Ethics, Language], str]] = {
    "platform": lambda text, finding, ethics, language: language.gettext("It is about %(platform)s.", platform=text),
    "words": lambda text, finding, ethics, language: language.gettext("You wrote: “%(words)s”", words=text),
    "blank": _blank_label,
    "field": _field,
    "example": _example,
    "number": lambda text, finding, ethics, language: language.ngettext(
        "The code has %(count)s promise.", "The code has %(count)s promises.", int(text)
    ),
    "date": lambda text, finding, ethics, language: language.gettext(
        "The review is set for %(day)s.", day=language.day(date.fromisoformat(text))
    ),
    "proved": lambda text, finding, ethics, language: language.gettext(
        "Looked at on %(day)s.", day=language.day(date.fromisoformat(text))
    ),
    "language": lambda text, finding, ethics, language: language.gettext("Language: %(code)s", code=text),
}


def reason_sentence(reason: Reason, library: Library, language: Language) -> str:
    """Word the reason why a promise is suggested."""
    return _REASONS[reason.kind](reason, library, language)


def _because(reason: Reason, library: Library, language: Language) -> str:
    if library.ethics is None:
        return ""
    facts = [
        language.gettext("“%(question)s” %(answer)s", question=fact.text,
                         answer=fact_answer(library.ethics, fact_id, value, language))
        for fact_id, value in reason.facts
        if (fact := library.ethics.fact(fact_id))
    ]  # fmt: skip
    return language.semicolon.join(facts)


def _judged(reason: Reason, library: Library, language: Language) -> str:
    question = library.questionnaire.question(reason.answer[0])
    option = question.option(reason.answer[1]) if question else None
    return language.gettext(
        "Because you said of %(platform)s: “%(question)s” %(answer)s",
        platform=reason.platform, question=question.text if question else "", answer=option.text if option else "",
    )  # fmt: skip


_REASONS: Mapping[str, Callable[[Reason, Library, Language], str]] = {
    "required": lambda reason, library, language: language.gettext("Every code needs it."),
    "always": lambda reason, library, language: language.gettext("It suits every business."),
    "fact": lambda reason, library, language: language.gettext(
        "Because you told us: %(facts)s", facts=_because(reason, library, language)
    ),
    "rule": lambda reason, library, language: language.gettext(
        "It answers what you told us: %(facts)s", facts=_because(reason, library, language)
    ),
    "answer": _judged,
    "dimensions": lambda reason, library, language: language.gettext(
        "Because your report on %(platform)s is weak on %(dimensions)s.",
        platform=reason.platform,
        dimensions=language.list([library.questionnaire.dimension(name).name for name in reason.dimensions]),
    ),
}


def change_sentence(change: CodeChange, ethics: Ethics, language: Language) -> str:
    """Word a difference between two versions."""
    promise = ethics.promise(change.promise)
    blank = promise.blank(change.blank) if promise else None
    old, new = (blank_value(blank, value, language) if blank else value for value in (change.old, change.new))
    stronger = ethics.promise(change.new)
    text = promise.shown if promise else change.promise
    became = stronger.shown if stronger else new or "–"
    return language.gettext(_CHANGES[change.kind], promise=text, old=old or "–", new=became)


_CHANGES: Mapping[str, str] = {
    "removed": gettext_noop("Removed: “%(promise)s”"),
    "weakened": gettext_noop("Weaker: “%(promise)s” %(old)s → %(new)s"),
    "reworded": gettext_noop("Reworded: “%(promise)s” %(old)s → %(new)s"),
    "changed": gettext_noop("Changed: “%(promise)s” %(old)s → %(new)s"),
    "strengthened": gettext_noop("Stronger: “%(promise)s” %(old)s → %(new)s"),
    "added": gettext_noop("Added: “%(promise)s”"),
}
