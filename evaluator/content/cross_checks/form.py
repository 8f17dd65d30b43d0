"""What no single file can know: ids that are unique, references that exist, rules that scoring relies on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluator.content.cross_checks.folder import ReadFolder, repeated, unknown_name
from evaluator.content.file_checks import choose
from evaluator.content.models.files import ScoringFile
from evaluator.content.models.library import Action, FaqEntry
from evaluator.content.models.questionnaire import Option
from evaluator.content.yaml_source import Fault, YamlSource

RESERVED_DIMENSIONS = ("quick",)  # /assess/quick is the quick check
RESERVED_PREFIXES = {"weight-": "weights", "my-": "what somebody says of themselves", "fact-": "documented facts"}
# Of the answers about platforms; a folder with a topic of its own names its own.
GROUPS = ("dilemma", "film", "event", "news")


def check_form(folder: ReadFolder) -> Iterator[Fault]:
    """Find every fault between the form, the score, and what they lead to."""
    for rule in _RULES:
        yield from rule(folder)


def _scoring_of(folder: ReadFolder) -> ScoringFile | None:
    """Return the rules of the score, None when their file could not be read."""
    found = folder.one("scoring.yaml")
    return found[1] if found else None


def _letters(folder: ReadFolder) -> list[str] | None:
    """Return the letters of the bands, None when the file that names them could not be read."""
    rules = _scoring_of(folder)
    return [band.letter for band in rules.bands] if rules else None


def _reserved(folder: ReadFolder) -> Iterator[Fault]:
    for source, question in folder.all("rubric"):
        for prefix, use in RESERVED_PREFIXES.items():
            if question.id.startswith(prefix):
                yield source.fault(("id",), f"ids that start with '{prefix}' are kept for {use}; rename it")


def _dimensions(folder: ReadFolder) -> Iterator[Fault]:
    form, rules = folder.one("questionnaire.yaml"), _scoring_of(folder)
    if form is None:
        return
    source, ids = form[0], folder.dimensions or []
    yield from repeated(source, ids, ("dimensions",))
    needs = rules.dimension_needs if rules else 0
    for index, dimension_id in enumerate(ids):
        place = ("dimensions", index, "id")
        if dimension_id in RESERVED_DIMENSIONS:
            yield source.fault(place, f"'{dimension_id}' is kept for the quick check; choose another id")
        if not folder.whole("rubric"):
            continue
        members = [question for _, question in folder.all("rubric") if question.dimension == dimension_id]
        if members and all(any(option.harm for option in question.options) for question in members):
            message = f"'{dimension_id}' only asks about harm, which no class is asked; add another question"
            yield source.fault(place, message)
        if not any(question.core for question in members):
            yield source.fault(place, f"'{dimension_id}' has no core question; set core: true in one of its files")
        if len(members) < needs:
            yield source.fault(place, f"'{dimension_id}' has {len(members)} questions; it needs at least {needs}")


def _of_dimensions(folder: ReadFolder) -> Iterator[Fault]:
    """Check that the dimension of a question, and of the prompts of a lesson, exists."""
    known = folder.dimensions
    for source, question in folder.all("rubric") if known is not None else ():
        yield from unknown_name(source, ("dimension",), question.dimension, known or (), "dimension")
    for source, prompts in folder.all("class/prompts") if known else ():
        yield from unknown_name(source, ("id",), prompts.id, known or (), "dimension")


def _options(folder: ReadFolder) -> Iterator[Fault]:
    for source, question in folder.all("rubric"):
        options = question.options
        yield from repeated(source, [option.id for option in options], ("options",))
        yield from _ladder(source, options)
        for index, option in enumerate(options):
            yield from _cap(source, index, option, _letters(folder))
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


def _targets(folder: ReadFolder) -> Iterator[Fault]:
    """Check that what entries and actions serve exists."""
    known = set(folder.dimensions or ())
    for question, options in folder.options.items():
        known |= {question, *(f"{question}.{option}" for option in options)}
    for source, checked in [*folder.all("faq"), *folder.all("actions")]:
        for index, target in enumerate(checked.serves):
            dimension = folder.dimensions is None and "." not in target  # or it could well be one
            if target not in known and not dimension and not folder.may_hold("rubric", target.partition(".")[0]):
                message = choose(target, sorted(known), "dimension, question or option")
                yield source.fault(("serves", index), message)


def _related(folder: ReadFolder) -> Iterator[Fault]:
    known = sorted(entry.id for _, entry in folder.all("faq"))
    for source, entry in folder.all("faq"):
        for index, other in enumerate(entry.related):
            if other not in known and not folder.may_hold("faq", other):
                yield source.fault(("related", index), choose(other, known, "FAQ entry"))


def _served_by(folder: ReadFolder) -> Iterator[Fault]:
    """Check that what a question says to be served by exists."""
    known = sorted(thing.id for kind in ("faq", "actions") for _, thing in folder.all(kind))
    for source, question in folder.all("rubric"):
        for index, name in enumerate(question.served_by):
            if name not in known and not folder.may_hold("faq", name) and not folder.may_hold("actions", name):
                yield source.fault(("served_by", index), choose(name, known, "FAQ entry or action"))


def _groups(folder: ReadFolder) -> Iterator[Fault]:
    """Check that an entry stands in a group that has a name."""
    form = folder.one("questionnaire.yaml")
    if form is None:
        return
    topic = form[1].topic
    known = [group.id for group in topic.groups] if topic and topic.groups else GROUPS
    yield from repeated(form[0], known, ("topic", "groups"))
    for source, entry in folder.all("faq"):
        yield from unknown_name(source, ("group",), entry.group, known, "group")


def _leads_somewhere(folder: ReadFolder) -> Iterator[Fault]:
    """Check that every weak option leads to a FAQ entry and to an action of one's own; harm leads to a help line.

    Where no setting helps, it leads to something to ask of the company or of law-makers, too.
    """
    rules, known = _scoring_of(folder), _leads(folder)
    weak = rules.weak if rules else 0
    for source, question in folder.all("rubric"):
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


def _leads(folder: ReadFolder) -> list[_Lead]:
    """Return the ways on; none of a kind whose files are not all known."""
    actions = [action for _, action in folder.all("actions")]
    yours = _served(folder, (action for action in actions if action.who == "you" and not action.platforms))
    asked = _served(folder, (action for action in actions if action.who != "you"))
    called = _served(folder, (action for action in actions if action.kind == "help-line"))
    answers = _Lead(
        lambda option, weak: option.points <= weak,
        _served(folder, (entry for _, entry in folder.all("faq") if entry.on_reports)),
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


def _served(folder: ReadFolder, things: Iterable[FaqEntry | Action]) -> set[str]:
    """Return what these name, and the questions that name them."""
    listed = list(things)
    ids = {thing.id for thing in listed}
    asking = {question.id for _, question in folder.all("rubric") if ids & {*question.served_by}}
    return {target for thing in listed for target in thing.serves} | asking


def _scoring(folder: ReadFolder) -> Iterator[Fault]:
    found = folder.one("scoring.yaml")
    if found is None:
        return
    source, rules = found
    letters = _letters(folder) or []
    yield from repeated(source, letters, ("bands",), "letter")
    yield from _downwards(source, "bands", [band.threshold for band in rules.bands])
    yield from _downwards(source, "lights", [light.threshold for light in rules.lights])
    for index, rule in enumerate(rules.balance):
        yield from unknown_name(source, ("balance", index, "letter"), rule.letter, letters, "letter")
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


def _situation(folder: ReadFolder) -> Iterator[Fault]:
    form, path = folder.one("questionnaire.yaml"), ("situation", "parts")
    if form is None or form[1].situation is None:
        return
    source, parts = form[0], form[1].situation.parts
    yield from repeated(source, [part.id for part in parts], path)
    for index, part in enumerate(parts):
        yield from repeated(source, [option.id for option in part.options], (*path, index, "options"))


_RULES = (
    _situation,
    _reserved,
    _dimensions,
    _of_dimensions,
    _options,
    _targets,
    _related,
    _served_by,
    _groups,
    _leads_somewhere,
    _scoring,
)
