"""What no single file can know: ids that are unique, references that exist, rules that scoring relies on."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from evaluator.content.file_checks import choose
from evaluator.content.models.files import QuestionnaireFile, ScoringFile
from evaluator.content.models.library import Action, FaqEntry
from evaluator.content.models.questionnaire import Option, Question
from evaluator.content.yaml_source import Fault, Path_, YamlSource

RESERVED_DIMENSIONS = ("quick",)  # /assess/quick is the quick check
RESERVED_PREFIXES = {"weight-": "weights", "my-": "what somebody says of themselves", "fact-": "documented facts"}
GROUPS = (
    "dilemma",
    "film",
    "event",
)  # of the answers about platforms; a folder with a topic of its own names its own


@dataclass
class Folder:
    """The checked files of a content folder, each with its source, and the names of those that failed.

    A file with faults of its own must not bring faults in others: what it holds is unknown, not absent.
    """

    questionnaire: tuple[YamlSource, QuestionnaireFile] | None = None
    scoring: tuple[YamlSource, ScoringFile] | None = None
    questions: list[tuple[YamlSource, Question]] = field(default_factory=list)
    faq: list[tuple[YamlSource, FaqEntry]] = field(default_factory=list)
    actions: list[tuple[YamlSource, Action]] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def whole(self, kind: str) -> bool:
        """Tell whether every file of a kind is known."""
        return not any(name.startswith(f"{kind}/") for name in self.unread)

    def unknown(self, kind: str, name: str) -> bool:
        """Tell whether a file of this name may be there, but could not be read."""
        return f"{kind}/" in self.unread or f"{kind}/{name}.yaml" in self.unread

    @property
    def dimensions(self) -> list[str] | None:
        """The ids of the dimensions, None when the file that names them could not be read."""
        return [dimension.id for dimension in self.questionnaire[1].dimensions] if self.questionnaire else None

    @property
    def letters(self) -> list[str] | None:
        """The letters of the bands, None when the file that names them could not be read."""
        return [band.letter for band in self.scoring[1].bands] if self.scoring else None

    @property
    def groups(self) -> list[str] | None:
        """The ids of the groups of FAQ entries, None when the file that names them could not be read."""
        if self.questionnaire is None:
            return None
        topic = self.questionnaire[1].topic
        return [group.id for group in topic.groups] if topic and topic.groups else list(GROUPS)


def check_references(folder: Folder) -> list[Fault]:
    """Return every fault between the files, in no order."""
    return [fault for rule in _RULES for fault in rule(folder)]


def _ids(folder: Folder) -> Iterator[Fault]:
    """Check that an id is its file's name, so that one id has one file."""
    files: list[tuple[YamlSource, Any]] = [*folder.questions, *folder.faq, *folder.actions]
    for source, checked in files:
        name = source.file.rsplit("/", 1)[-1].removesuffix(".yaml")
        if checked.id != name:
            yield source.fault(("id",), f"'{checked.id}' must be the file's name, '{name}'")
    for source, question in folder.questions:
        for prefix, use in RESERVED_PREFIXES.items():
            if question.id.startswith(prefix):
                yield source.fault(("id",), f"ids that start with '{prefix}' are kept for {use}; rename it")


def _repeated(source: YamlSource, values: Iterable[Any], path: Path_, key: str, what: str) -> Iterator[Fault]:
    """Report the second and later places of a value that may stand once in a list."""
    seen: Counter[Any] = Counter()
    for index, value in enumerate(values):
        seen[value] += 1
        if seen[value] > 1:
            yield source.fault((*path, index, key), f"{what} '{value}' stands twice; choose another")


def _dimensions(folder: Folder) -> Iterator[Fault]:
    if folder.questionnaire is None:
        return
    source, ids = folder.questionnaire[0], folder.dimensions or []
    yield from _repeated(source, ids, ("dimensions",), "id", "id")
    needs = folder.scoring[1].dimension_needs if folder.scoring else 0
    for index, dimension_id in enumerate(ids):
        place = ("dimensions", index, "id")
        if dimension_id in RESERVED_DIMENSIONS:
            yield source.fault(place, f"'{dimension_id}' is kept for the quick check; choose another id")
        if not folder.whole("rubric"):
            continue
        members = [question for _, question in folder.questions if question.dimension == dimension_id]
        if members and all(any(option.harm for option in question.options) for question in members):
            message = f"'{dimension_id}' only asks about harm, which no class is asked; add another question"
            yield source.fault(place, message)
        if not any(question.core for question in members):
            yield source.fault(place, f"'{dimension_id}' has no core question; set core: true in one of its files")
        if len(members) < needs:
            yield source.fault(place, f"'{dimension_id}' has {len(members)} questions; it needs at least {needs}")


def _questions(folder: Folder) -> Iterator[Fault]:
    known = folder.dimensions
    orders: dict[tuple[str, int], str] = {}
    for source, question in folder.questions:
        if known is not None and question.dimension not in known:
            yield source.fault(("dimension",), choose(question.dimension, known, "dimension"))
        first = orders.setdefault((question.dimension, question.order), question.id)
        if first != question.id:
            yield source.fault(("order",), f"{question.order} is taken by '{first}'; choose another number")


def _options(folder: Folder) -> Iterator[Fault]:
    for source, question in folder.questions:
        options = question.options
        yield from _repeated(source, [option.id for option in options], ("options",), "id", "id")
        yield from _ladder(source, options)
        for index, option in enumerate(options):
            yield from _cap(source, index, option, folder.letters)
            if option.harm and question.core:
                message = "speaks of harm in a core question, which every class is asked; set core: false"
                yield source.fault(("options", index, "harm"), message)


def _ladder(source: YamlSource, options: Sequence[Option]) -> Iterator[Fault]:
    """Check the order: best first with 100, worst last with 0, caps only getting worse on the way down."""
    points = [option.points for option in options]
    if max(points) != 100:
        yield source.fault(("options", 0, "points"), f"the best option has {max(points)} points; it must have 100")
    if min(points) != 0:
        last = len(options) - 1
        yield source.fault(("options", last, "points"), f"the worst option has {min(points)} points; it must have 0")
    for index in range(1, len(points)):
        if points[index] > points[index - 1]:
            message = "more points than the option above; list options from best to worst"
            yield source.fault(("options", index, "points"), message)
    capped = [option.points for option in options if option.cap]
    for index, option in enumerate(options):
        if not option.cap and capped and option.points < max(capped):
            message = "fewer points than an option with a cap, but no cap itself: improving it could lower the letter"
            yield source.fault(("options", index, "points"), message)


def _cap(source: YamlSource, index: int, option: Option, letters: list[str] | None) -> Iterator[Fault]:
    if option.cap and letters is not None and option.cap not in letters:
        yield source.fault(("options", index, "cap"), choose(option.cap, letters, "letter"))
    if option.cap and not option.cap_reason:
        yield source.fault(("options", index, "cap"), "a cap needs a cap_reason; say why it holds a grade down")
    if option.cap_reason and not option.cap:
        yield source.fault(("options", index, "cap_reason"), "a cap_reason without a cap; add the cap or remove it")


def _targets(folder: Folder) -> Iterator[Fault]:
    """Check that what entries and actions serve exists."""
    known = set(folder.dimensions or ())
    for _, question in folder.questions:
        known |= {question.id, *(f"{question.id}.{option.id}" for option in question.options)}
    files: list[tuple[YamlSource, FaqEntry | Action]] = [*folder.faq, *folder.actions]
    for source, checked in files:
        for index, target in enumerate(checked.serves):
            dimension = folder.dimensions is None and "." not in target  # or it could well be one
            if target not in known and not dimension and not folder.unknown("rubric", target.partition(".")[0]):
                message = choose(target, sorted(known), "dimension, question or option")
                yield source.fault(("serves", index), message)


def _related(folder: Folder) -> Iterator[Fault]:
    known = sorted(entry.id for _, entry in folder.faq)
    for source, entry in folder.faq:
        for index, other in enumerate(entry.related):
            if other not in known and not folder.unknown("faq", other):
                yield source.fault(("related", index), choose(other, known, "FAQ entry"))


def _groups(folder: Folder) -> Iterator[Fault]:
    """Check that an entry stands in a group that has a name."""
    known = folder.groups
    for source, entry in folder.faq:
        if known is not None and entry.group not in known:
            yield source.fault(("group",), choose(entry.group, known, "group"))
    if folder.questionnaire and known:
        yield from _repeated(folder.questionnaire[0], known, ("topic", "groups"), "id", "id")


def _leads_somewhere(folder: Folder) -> Iterator[Fault]:
    """Check that every weak option leads to a FAQ entry and to an action of one's own; harm leads to a help line.

    Where no setting helps, it leads to something to ask of the company or of law-makers, too.
    """
    weak = folder.scoring[1].weak if folder.scoring else 0
    known = _leads(folder)
    for source, question in folder.questions:
        stray = question.dimension not in (folder.dimensions or [question.dimension])
        for index, option in enumerate(question.options):
            name = f"{question.id}.{option.id}"
            for lead in known:
                targets = {question.id, name, *([question.dimension] if lead.wide else ())}
                if lead.needed(option, weak) and not targets & lead.served and not (lead.wide and stray):
                    message = lead.message.format(name=f"'{name}'", points=option.points)
                    yield source.fault(("options", index, "id"), message)


@dataclass(frozen=True)
class _Lead:
    """A way on that some options need: what is served by it, and what to say of an option that is not."""

    needed: Callable[[Option, int], bool]
    served: set[str]
    message: str
    wide: bool = False  # serving the dimension is near enough


def _leads(folder: Folder) -> list[_Lead]:
    """Return the ways on; none of a kind whose files are not all known."""
    actions = [action for _, action in folder.actions]
    yours = _served(action.serves for action in actions if action.who == "you" and not action.platforms)
    asked = _served(action.serves for action in actions if action.who != "you")
    called = _served(action.serves for action in actions if action.kind == "help-line")
    answers = _Lead(
        lambda option, weak: option.points <= weak,
        _served(entry.serves for _, entry in folder.faq if entry.on_reports),
        "no FAQ entry serves {name} ({points} points); name it in one",
    )
    acts = [
        _Lead(
            lambda option, weak: option.points <= weak,
            yours,
            "no action with who: you serves {name}; name it in one",
        ),
        _Lead(
            lambda option, weak: option.points <= weak and not option.setting,
            asked,
            "no action with who: company or law-makers serves {name}, which no setting changes; name it in one",
            wide=True,
        ),
        _Lead(
            lambda option, weak: option.harm,
            called,
            "{name} speaks of harm, but no help-line serves it; name it in one",
        ),
    ]
    return [*([answers] if folder.whole("faq") else ()), *(acts if folder.whole("actions") else ())]


def _served(lists: Iterable[Sequence[str]]) -> set[str]:
    return {target for targets in lists for target in targets}


def _scoring(folder: Folder) -> Iterator[Fault]:
    if folder.scoring is None:
        return
    source, rules = folder.scoring
    letters = folder.letters or []
    yield from _repeated(source, letters, ("bands",), "letter", "letter")
    yield from _downwards(source, "bands", [band.threshold for band in rules.bands])
    yield from _downwards(source, "lights", [light.threshold for light in rules.lights])
    for index, rule in enumerate(rules.balance):
        if rule.letter not in letters:
            yield source.fault(("balance", index, "letter"), choose(rule.letter, letters, "letter"))
    shares = {
        ("letter_needs", "dimension_share"): rules.letter_needs.dimension_share,
        ("letter_needs", "overall_share"): rules.letter_needs.overall_share,
        ("not_applicable_warning",): rules.not_applicable_warning,
    }
    for path, share in shares.items():
        if Fraction(share) > 1:
            yield source.fault(path, f"{share} is over 1; write a share such as 1/2")
    for name in ("less", "normal", "more"):
        if Fraction(getattr(rules.weights, name)) == 0:
            yield source.fault(("weights", name), "a weight of 0 would hide a dimension; write a number above 0")


def _downwards(source: YamlSource, key: str, thresholds: list[int]) -> Iterator[Fault]:
    for index in range(1, len(thresholds)):
        if thresholds[index] >= thresholds[index - 1]:
            yield source.fault((key, index, "from"), "must be lower than the one above; list the best first")
    if thresholds[-1] != 0:
        yield source.fault((key, len(thresholds) - 1, "from"), f"is {thresholds[-1]}; the last one must start from 0")


def _situation(folder: Folder) -> Iterator[Fault]:
    situation = folder.questionnaire[1].situation if folder.questionnaire else None
    if folder.questionnaire is None or situation is None:
        return
    source, path = folder.questionnaire[0], ("situation", "parts")
    yield from _repeated(source, [part.id for part in situation.parts], path, "id", "id")
    for index, part in enumerate(situation.parts):
        yield from _repeated(source, [option.id for option in part.options], (*path, index, "options"), "id", "id")


_RULES = (
    _situation,
    _ids,
    _dimensions,
    _questions,
    _options,
    _targets,
    _related,
    _groups,
    _leads_somewhere,
    _scoring,
)
