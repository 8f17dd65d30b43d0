"""What no single file of ethics/ can know: names that exist, blanks that are declared, rules that can be met."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from evaluator.content.cross_checks.folder import ReadFolder, repeated, unknown_name, unknown_names
from evaluator.content.file_checks import choose
from evaluator.content.models.ethics import BLANK, Blank, Case, Promise
from evaluator.content.models.ethics_law import PLACES
from evaluator.content.models.questionnaire import DONT_KNOW
from evaluator.content.yaml_source import Fault, Path_, YamlSource

NUMBERS = "ethics/library.yaml"
SAID_ONCE = ("owner", "contact", "date", "review")  # blanks that are their own kind
COUNTED = ("number", "days", "working-days", "months")
LIMITS = {"count": ("everyone", "alone")}


@dataclass
class EthicsNames:
    """The files of ethics/, and the names in them that others may use."""

    folder: ReadFolder

    @cached_property
    def whole(self) -> bool:
        """True unless a file could not be read, so that what is missing may be in it."""
        return self.folder.whole("ethics")

    @cached_property
    def values(self) -> Mapping[str, list[str]]:
        """What each fact can be: its options, and "I don't know" where it is offered."""
        return {
            fact.id: [option.id for option in fact.options] + [DONT_KNOW] * fact.dont_know
            for _, fact in self.folder.all("ethics/facts")
        }

    @cached_property
    def promises(self) -> list[str]:
        """The ids of all promises."""
        return [promise.id for _, promise in self.folder.all("ethics/promises")]

    @cached_property
    def answers(self) -> list[str]:
        """The answers to the questions of the form, as question.option; none when a question could not be read."""
        options = self.folder.options if self.folder.whole("rubric") else {}
        return sorted(f"{question}.{option}" for question, some in options.items() for option in some)


def check_ethics(folder: ReadFolder) -> Iterator[Fault]:
    """Find every fault between the files of ethics/; nothing for a folder without one."""
    if any(name.startswith("ethics/") for name in folder.checked):
        names = EthicsNames(folder)
        for rule in _RULES:
            yield from rule(names)


def _one_library(names: EthicsNames) -> Iterator[Fault]:
    files = names.folder.all("ethics")
    for source, _ in files:
        if source.file != NUMBERS:
            yield source.fault((), f"only {NUMBERS} may stand here; move or remove this file")
    if not files and names.whole:
        yield Fault(NUMBERS, 1, 1, "", "is missing; a code of ethics has it")


def _promises(names: EthicsNames) -> Iterator[Fault]:
    sections = [section.id for _, section in names.folder.all("ethics/sections")]
    for source, promise in names.folder.all("ethics/promises"):
        if names.whole:
            yield from unknown_name(source, ("section",), promise.section, sections, "section")
        yield from _promised(names, source, ("replaces",), promise.replaces)
        yield from _blanks(names, source, promise)
        for index, conditions in enumerate(promise.suggested_by.facts):
            yield from _told(names, source, ("suggested_by", "facts", index), conditions)
        if names.answers:
            place = ("suggested_by", "answers")
            yield from unknown_names(source, place, promise.suggested_by.answers, names.answers, "answer")


def _blanks(names: EthicsNames, source: YamlSource, promise: Promise) -> Iterator[Fault]:
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
        if blank.fact and names.whole:
            yield from unknown_name(source, (*place, "fact"), blank.fact, names.values, "fact")
        yield from _kind(source, place, blank)


def _kind(source: YamlSource, place: Path_, blank: Blank) -> Iterator[Fault]:
    if blank.kind in SAID_ONCE and blank.id != blank.kind:
        yield source.fault((*place, "kind"), f"a blank of the kind '{blank.kind}' must have that id")
    kinds = ("letter",) if blank.weaker == "later" else COUNTED
    if blank.weaker and blank.kind not in kinds:
        yield source.fault((*place, "weaker"), f"'{blank.weaker}' is for the kinds {', '.join(kinds)}; remove it")


def _facts(names: EthicsNames) -> Iterator[Fault]:
    facts = names.folder.all("ethics/facts")
    for source, fact in facts:
        yield from repeated(source, [option.id for option in fact.options], ("options",))
        yield from _told(names, source, ("only_if",), fact.only_if)
        for index, option in enumerate(fact.options):
            yield from _promised(names, source, ("options", index, "unless"), option.unless)
        before = {other.id for _, other in facts if (other.step, other.order) < (fact.step, fact.order)}
        for name in fact.only_if.keys() & names.values.keys() - before:
            yield source.fault(("only_if", name), f"'{name}' must be asked before '{fact.id}'")


def _rules(names: EthicsNames) -> Iterator[Fault]:
    for source, rule in names.folder.all("ethics/rules"):
        yield from _promised(names, source, ("promises",), rule.promises)
        for index, case in enumerate(rule.cases):
            yield from _case(names, source, ("cases", index), case)
        for name in set(LIMITS.get(rule.kind, ())) ^ set(rule.limits):
            yield source.fault(("limits",), f"'{name}': a rule of this kind has {_list(LIMITS.get(rule.kind, ()))}")


def _list(names: Iterable[str]) -> str:
    return ", ".join(names) or "no limits"


def _case(names: EthicsNames, source: YamlSource, place: Path_, case: Case) -> Iterator[Fault]:
    yield from _promised(names, source, (*place, "promises"), case.promises)
    yield from _promised(names, source, (*place, "missing"), case.missing)
    yield from _told(names, source, (*place, "facts"), case.facts)
    if case.low and names.folder.dimensions:
        yield from unknown_name(source, (*place, "low"), case.low, names.folder.dimensions, "dimension")
    if not (case.promises or case.missing or case.facts or case.patterns):
        yield source.fault(place, "nothing meets this case; name promises, missing, facts or patterns")


def _promised(names: EthicsNames, source: YamlSource, place: Path_, promise_ids: Iterable[str]) -> Iterator[Fault]:
    """Promises that a file names and no file holds."""
    if names.whole:
        yield from unknown_names(source, place, promise_ids, names.promises, "promise")


def _told(
    names: EthicsNames, source: YamlSource, place: Path_, conditions: Mapping[str, Sequence[str]]
) -> Iterator[Fault]:
    """Facts or values of facts that a file names and no file holds."""
    for name, values in conditions.items() if names.whole else ():
        if name in names.values:
            yield from unknown_names(source, (*place, name), values, names.values[name], f"value of '{name}'")
        else:
            yield source.fault((*place, name), choose(name, names.values, "fact"))


def _examples(names: EthicsNames) -> Iterator[Fault]:
    """Names that an example uses and no file holds; blanks that its promises have not."""
    numbers = {fact.id for _, fact in names.folder.all("ethics/facts") if fact.kind == "number"}
    promises = [promise for _, promise in names.folder.all("ethics/promises")]
    blanks = {(promise.id, blank.id) for promise in promises for blank in promise.blanks}
    for source, example in names.folder.all("ethics/examples") if names.whole else ():
        yield from _promised(names, source, ("promises",), example.promises)
        yield from _told(names, source, ("facts",), {k: v for k, v in example.facts.items() if k not in numbers})
        for index, platform in enumerate(example.platforms):
            yield from _told(names, source, ("platforms", index, "facts"), platform.facts)
        for index, typed in enumerate(example.texts):
            yield from unknown_name(source, ("texts", index, "fact"), typed.fact, names.values, "fact")
        for index, filled in enumerate(example.blanks):
            known = sorted(blank for name, blank in blanks if name == filled.promise and name in example.promises)
            what = f"blank of '{filled.promise}'"
            yield from unknown_name(source, ("blanks", index, "blank"), filled.blank, known, what)


def _laws(names: EthicsNames) -> Iterator[Fault]:
    """Promises, places and rules that a law names and no file holds."""
    rules = [rule.id for _, rule in names.folder.all("ethics/rules")]
    for source, law in names.folder.all("ethics/laws"):
        yield from _promised(names, source, ("promises",), law.promises)
        yield from _told(names, source, (), {PLACES: law.places})
        if names.whole:
            yield from unknown_names(source, ("rules",), law.rules, rules, "rule")


_RULES = (_one_library, _promises, _facts, _rules, _examples, _laws)
