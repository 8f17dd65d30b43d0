"""What no single file of ethics/ can know: names that exist, blanks that are declared, rules that can be met."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evaluator.content.file_checks import choose
from evaluator.content.models.ethics import (
    BLANK,
    Blank,
    Case,
    EthicsNumbers,
    ExampleCode,
    Fact,
    Promise,
    Rule,
    Section,
)
from evaluator.content.models.questionnaire import DONT_KNOW
from evaluator.content.yaml_source import Fault, Path_, YamlSource

NUMBERS = "ethics/library.yaml"
SAID_ONCE = ("owner", "contact", "date", "review")  # blanks that are their own kind
COUNTED = ("number", "days", "working-days", "months")
LIMITS = {"count": ("everyone", "alone")}


@dataclass
class EthicsFiles:
    """The checked files of ethics/, and what the rest of the folder offers them to name."""

    files: list[tuple[YamlSource, EthicsNumbers]] = field(default_factory=list)
    sections: list[tuple[YamlSource, Section]] = field(default_factory=list)
    promises: list[tuple[YamlSource, Promise]] = field(default_factory=list)
    facts: list[tuple[YamlSource, Fact]] = field(default_factory=list)
    rules: list[tuple[YamlSource, Rule]] = field(default_factory=list)
    examples: list[tuple[YamlSource, ExampleCode]] = field(default_factory=list)
    answers: set[str] = field(default_factory=set)  # question.option
    dimensions: list[str] = field(default_factory=list)
    whole: bool = True  # False: a file could not be read, so what is missing may be in it

    @property
    def values(self) -> Mapping[str, list[str]]:
        """What each fact can be: its options, and "I don't know" where it is offered."""
        return {
            fact.id: [option.id for option in fact.options] + [DONT_KNOW] * fact.dont_know for _, fact in self.facts
        }

    @property
    def promise_ids(self) -> list[str]:
        """The ids of all promises."""
        return [promise.id for _, promise in self.promises]


def check_ethics(ethics: EthicsFiles) -> list[Fault]:
    """Return every fault between the files of ethics/; nothing for a folder without one."""
    everything = [*ethics.files, *ethics.sections, *ethics.promises, *ethics.facts, *ethics.rules, *ethics.examples]
    return [fault for rule in _RULES for fault in rule(ethics)] if everything else []


def _one_library(ethics: EthicsFiles) -> Iterator[Fault]:
    for source, _ in ethics.files:
        if source.file != NUMBERS:
            yield source.fault((), f"only {NUMBERS} may stand here; move or remove this file")
    if not ethics.files and ethics.whole:
        yield Fault(NUMBERS, 1, 1, "", "is missing; a code of ethics has it")


def _ids(ethics: EthicsFiles) -> Iterator[Fault]:
    """Check that an id is its file's name, so that one id has one file."""
    files: list[tuple[YamlSource, Any]] = [
        *ethics.sections, *ethics.promises, *ethics.facts, *ethics.rules, *ethics.examples,
    ]  # fmt: skip
    for source, checked in files:
        name = source.file.rsplit("/", 1)[-1].removesuffix(".yaml")
        if checked.id != name:
            yield source.fault(("id",), f"'{checked.id}' must be the file's name, '{name}'")


def _orders(ethics: EthicsFiles) -> Iterator[Fault]:
    places = [
        *((source, ("section", 0), part.order, part.id) for source, part in ethics.sections),
        *((source, (part.section, 0), part.order, part.id) for source, part in ethics.promises),
        *((source, ("step", part.step), part.order, part.id) for source, part in ethics.facts),
        *((source, ("example", 0), part.order, part.id) for source, part in ethics.examples),
    ]
    taken: dict[tuple[str, int, int], str] = {}
    for source, (group, step), order, name in places:
        first = taken.setdefault((group, step, order), name)
        if first != name:
            yield source.fault(("order",), f"{order} is taken by '{first}'; choose another number")


def _promises(ethics: EthicsFiles) -> Iterator[Fault]:
    sections = [section.id for _, section in ethics.sections]
    for source, promise in ethics.promises:
        if ethics.whole and promise.section not in sections:
            yield source.fault(("section",), choose(promise.section, sections, "section"))
        yield from _named(ethics, source, ("replaces",), promise.replaces)
        yield from _blanks(ethics, source, promise)
        for index, conditions in enumerate(promise.suggested_by.facts):
            yield from _told(ethics, source, ("suggested_by", "facts", index), conditions)
        for index, answer in enumerate(promise.suggested_by.answers):
            if ethics.answers and answer not in ethics.answers:
                place = ("suggested_by", "answers", index)
                yield source.fault(place, choose(answer, sorted(ethics.answers), "answer"))


def _blanks(ethics: EthicsFiles, source: YamlSource, promise: Promise) -> Iterator[Fault]:
    declared, used = [blank.id for blank in promise.blanks], BLANK.findall(promise.text)
    for name in sorted(set(used) - set(declared)):
        yield source.fault(("text",), f"the blank '{{{name}}}' is not declared; add it to blanks")
    for voice, words in vars(promise.front).items() if promise.front else ():
        for name in sorted(set(BLANK.findall(words)) - set(declared)):
            yield source.fault(("front", voice), f"the blank '{{{name}}}' is not declared; add it to blanks")
    for index, blank in enumerate(promise.blanks):
        place: Path_ = ("blanks", index)
        if declared.index(blank.id) != index:
            yield source.fault((*place, "id"), f"'{blank.id}' stands twice; keep one")
        if blank.id not in used:
            yield source.fault((*place, "id"), f"'{{{blank.id}}}' is not in the text; use it or remove it")
        if blank.fact and ethics.whole and blank.fact not in ethics.values:
            yield source.fault((*place, "fact"), choose(blank.fact, ethics.values, "fact"))
        yield from _kind(source, place, blank)


def _kind(source: YamlSource, place: Path_, blank: Blank) -> Iterator[Fault]:
    if blank.kind in SAID_ONCE and blank.id != blank.kind:
        yield source.fault((*place, "kind"), f"a blank of the kind '{blank.kind}' must have that id")
    kinds = ("letter",) if blank.weaker == "later" else COUNTED
    if blank.weaker and blank.kind not in kinds:
        yield source.fault((*place, "weaker"), f"'{blank.weaker}' is for the kinds {', '.join(kinds)}; remove it")


def _facts(ethics: EthicsFiles) -> Iterator[Fault]:
    for source, fact in ethics.facts:
        names = [option.id for option in fact.options]
        for index, name in enumerate(names):
            if names.index(name) != index:
                yield source.fault(("options", index, "id"), f"id '{name}' stands twice; choose another")
        yield from _told(ethics, source, ("only_if",), fact.only_if)
        if any(option.says for option in fact.options) and not fact.section:
            yield source.fault(("section",), "is missing; name the section in which the code prints what answers say")
        before = {other.id for _, other in ethics.facts if (other.step, other.order) < (fact.step, fact.order)}
        for name in fact.only_if.keys() & ethics.values.keys() - before:
            yield source.fault(("only_if", name), f"'{name}' must be asked before '{fact.id}'")


def _rules(ethics: EthicsFiles) -> Iterator[Fault]:
    for source, rule in ethics.rules:
        yield from _named(ethics, source, ("promises",), rule.promises)
        for index, case in enumerate(rule.cases):
            yield from _case(ethics, source, ("cases", index), case)
        for name in set(LIMITS.get(rule.kind, ())) ^ set(rule.limits):
            yield source.fault(("limits",), f"'{name}': a rule of this kind has {_list(LIMITS.get(rule.kind, ()))}")


def _list(names: Iterable[str]) -> str:
    return ", ".join(names) or "no limits"


def _case(ethics: EthicsFiles, source: YamlSource, place: Path_, case: Case) -> Iterator[Fault]:
    yield from _named(ethics, source, (*place, "promises"), case.promises)
    yield from _named(ethics, source, (*place, "missing"), case.missing)
    yield from _told(ethics, source, (*place, "facts"), case.facts)
    if case.low and ethics.dimensions and case.low not in ethics.dimensions:
        yield source.fault((*place, "low"), choose(case.low, ethics.dimensions, "dimension"))
    if not (case.promises or case.missing or case.facts or case.patterns):
        yield source.fault(place, "nothing meets this case; name promises, missing, facts or patterns")


def _named(ethics: EthicsFiles, source: YamlSource, place: Path_, promise_ids: Iterable[str]) -> Iterator[Fault]:
    """Promises that a file names and no file holds."""
    for index, promise_id in enumerate(promise_ids):
        if ethics.whole and promise_id not in ethics.promise_ids:
            yield source.fault((*place, index), choose(promise_id, ethics.promise_ids, "promise"))


def _told(
    ethics: EthicsFiles, source: YamlSource, place: Path_, conditions: Mapping[str, Sequence[str]]
) -> Iterator[Fault]:
    """Facts or values of facts that a file names and no file holds."""
    for name, values in conditions.items() if ethics.whole else ():
        known = ethics.values.get(name)
        if known is None:
            yield source.fault((*place, name), choose(name, ethics.values, "fact"))
            continue
        for index, value in enumerate(values):
            if value not in known:
                yield source.fault((*place, name, index), choose(value, known, f"value of '{name}'"))


def _examples(ethics: EthicsFiles) -> Iterator[Fault]:
    """Names that an example uses and no file holds; blanks that its promises have not."""
    numbers = {fact.id for _, fact in ethics.facts if fact.kind == "number"}
    blanks = {(promise.id, blank.id) for _, promise in ethics.promises for blank in promise.blanks}
    for source, example in ethics.examples if ethics.whole else ():
        yield from _named(ethics, source, ("promises",), example.promises)
        yield from _told(ethics, source, ("facts",), {k: v for k, v in example.facts.items() if k not in numbers})
        for index, platform in enumerate(example.platforms):
            yield from _told(ethics, source, ("platforms", index, "facts"), platform.facts)
        for index, typed in enumerate(example.texts):
            if typed.fact not in ethics.values:
                yield source.fault(("texts", index, "fact"), choose(typed.fact, ethics.values, "fact"))
        for index, filled in enumerate(example.blanks):
            known = sorted(blank for name, blank in blanks if name == filled.promise and name in example.promises)
            if filled.blank not in known:
                yield source.fault(
                    ("blanks", index, "blank"), choose(filled.blank, known, f"blank of '{filled.promise}'")
                )


_RULES = (_one_library, _ids, _orders, _promises, _facts, _rules, _examples)
