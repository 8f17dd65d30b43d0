"""What no single file of platforms/ can know: unique names, options and sources that exist, days that passed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from evaluator.content.file_checks import choose
from evaluator.content.models.library import Action
from evaluator.content.models.platforms import Documented, PlatformProfile, first_day
from evaluator.content.yaml_source import Fault, Path_, YamlSource

PINNED = re.compile(r"/blob/[0-9a-f]{40}/")
REUSED = ("archive", "repository")


@dataclass
class PlatformFiles:
    """The checked files about platforms, and what they refer to."""

    platforms: list[tuple[YamlSource, PlatformProfile]] = field(default_factory=list)
    documented: tuple[YamlSource, Documented] | None = None
    suggested: tuple[YamlSource, list[str]] | None = None  # platforms.yaml
    actions: list[tuple[YamlSource, Action]] = field(default_factory=list)
    options: Mapping[str, list[str]] = field(default_factory=dict)  # of each question that could be read
    whole: bool = True  # every question could be read
    today: date = date.min


def check_platforms(folder: PlatformFiles) -> list[Fault]:
    """Find every fault between the files about platforms; nothing for a folder without them."""
    return [fault for rule in _RULES for fault in rule(folder)]


def _ids(folder: PlatformFiles) -> Iterator[Fault]:
    for source, platform in folder.platforms:
        name = source.file.rpartition("/")[2].removesuffix(".yaml")
        if platform.id != name:
            yield source.fault(("id",), f"'{platform.id}' must be the file's name, '{name}'")
        lists: Mapping[str, list[str]] = {
            "sources": [part.id for part in platform.sources],
            "facts": [part.id for part in platform.facts],
            "deeds": [part.id for part in platform.deeds],
        }
        for key, ids in lists.items():
            for index, each in enumerate(ids):
                if each in ids[:index]:
                    yield source.fault((key, index, "id"), f"id '{each}' stands twice; choose another")


def _whole(folder: PlatformFiles) -> Iterator[Fault]:
    """Return what a key demands of another one."""
    for source, platform in folder.platforms:
        if (platform.status == "closed") != (platform.closed_on is not None):
            yield source.fault(("status",), "a closed platform has closed_on, one that is alive has not")
        if not (platform.owner.name or platform.owner.note):
            yield source.fault(("owner",), "names nobody; give a name, or a note that says why there is none")
        for index, deed in enumerate(platform.deeds):
            if not (deed.url or deed.path or deed.email):
                message = "leads nowhere; give a url, the path through the menus, or an email"
                yield source.fault(("deeds", index), message)


def _names(folder: PlatformFiles) -> Iterator[Fault]:
    """Check that a name that people type leads to one platform."""
    owners: dict[str, str] = {}
    for source, platform in folder.platforms:
        paths: list[Path_] = [("name",), *(("also", index) for index in range(len(platform.also)))]
        for path, name in zip(paths, [platform.name, *platform.also], strict=True):
            first = owners.setdefault(name.casefold(), platform.id)
            if first != platform.id or (len(path) > 1 and name.casefold() == platform.name.casefold()):
                yield source.fault(path, f"the name '{name}' leads to '{first}' already; keep one")
    if folder.suggested:
        source, names = folder.suggested
        for index, name in enumerate(names):
            if name.casefold() in owners:
                yield source.fault(
                    (index,), f"'{name}' is suggested because of platforms/{owners[name.casefold()]}.yaml"
                )


def _terms(folder: PlatformFiles) -> Iterator[Fault]:
    """Check that a kind and a deed are among those that are named."""
    if folder.documented is None:
        for source, _ in folder.platforms[:1]:
            yield source.fault(("kind",), "documented/terms.yaml is missing or has faults; it names kinds and deeds")
        return
    terms = folder.documented[1]
    kinds, deeds = [kind.id for kind in terms.kinds], [deed.id for deed in terms.deeds]
    for source, platform in folder.platforms:
        if platform.kind not in kinds:
            yield source.fault(("kind",), choose(platform.kind, kinds, "kind"))
        for index, deed in enumerate(platform.deeds):
            if deed.id not in deeds:
                yield source.fault(("deeds", index, "id"), choose(deed.id, deeds, "deed"))


def _targets(folder: PlatformFiles) -> Iterator[Fault]:
    """Check that a deed helps with a question that exists, a correction is about a platform that exists."""
    if folder.documented is None:
        return
    source, terms = folder.documented
    ids = [platform.id for _, platform in folder.platforms]
    for index, kind in enumerate(terms.deeds):
        if kind.question and folder.whole and kind.question not in folder.options:
            yield source.fault(("deeds", index, "question"), choose(kind.question, folder.options, "question"))
    for index, each in enumerate(terms.corrections):
        if each.platform not in ids:
            yield source.fault(("corrections", index, "platform"), choose(each.platform, ids, "platform"))


def _actions(folder: PlatformFiles) -> Iterator[Fault]:
    """Check that an action names platforms and a deed that exist."""
    ids = [platform.id for _, platform in folder.platforms]
    deeds = [kind.id for kind in folder.documented[1].deeds] if folder.documented else []
    for source, action in folder.actions:
        for index, each in enumerate(action.platforms):
            if each not in ids:
                yield source.fault(("platforms", index), choose(each, ids, "platform"))
        if action.deed and action.deed not in deeds:
            yield source.fault(("deed",), choose(action.deed, deeds, "deed"))


def _facts(folder: PlatformFiles) -> Iterator[Fault]:
    """Check that a fact fits a question and options that exist."""
    if not folder.whole:
        return
    for source, platform in folder.platforms:
        for index, fact in enumerate(platform.facts):
            options = folder.options.get(fact.question)
            if options is None:
                yield source.fault(("facts", index, "question"), choose(fact.question, folder.options, "question"))
                continue
            for place, option in enumerate(fact.option):
                path: Path_ = ("facts", index, "option", place)
                if option not in options:
                    yield source.fault(path, choose(option, options, f"option of {fact.question}"))
                elif option in fact.option[:place]:
                    yield source.fault(path, f"option '{option}' stands twice; keep one")


def _sources(folder: PlatformFiles) -> Iterator[Fault]:
    """Check that every source that is named exists, and every one that exists is named."""
    for source, platform in folder.platforms:
        known = [part.id for part in platform.sources]
        named = dict(_named(platform))
        for path, each in named.items():
            if each not in known:
                yield source.fault(path, choose(each, known, "source"))
        for index, each in enumerate(known):
            if each not in named.values():
                yield source.fault(("sources", index, "id"), f"nothing rests on the source '{each}'; remove it")


def _named(platform: PlatformProfile) -> Iterator[tuple[Path_, str]]:
    yield ("owner", "source"), platform.owner.source
    for index, age in enumerate(platform.minimum_age):
        yield ("minimum_age", index, "source"), age.source
    parts: Iterable[tuple[str, int, tuple[str, ...]]] = chain(
        (("facts", index, fact.source) for index, fact in enumerate(platform.facts)),
        (("deeds", index, deed.source) for index, deed in enumerate(platform.deeds)),
    )
    for key, index, sources in parts:
        for place, each in enumerate(sources):
            yield (key, index, "source", place), each


def _documents(folder: PlatformFiles) -> Iterator[Fault]:
    """Check that a source is of the past, and what is reused is pinned and under a licence that is named."""
    licences = [part.licence for part in folder.documented[1].archives] if folder.documented else []
    for source, platform in folder.platforms:
        for index, part in enumerate(platform.sources):
            path: Path_ = ("sources", index)
            if first_day(part.date) > folder.today:
                yield source.fault((*path, "date"), f"{part.date} lies in the future; write the day that was read")
            if part.seen not in REUSED:
                continue
            if not PINNED.search(part.url):
                yield source.fault((*path, "url"), "is not pinned; use the address with /blob/ and the whole commit")
            if part.licence is None:
                yield source.fault((*path, "seen"), f"reused from {part.seen}: name its licence")
            elif licences and part.licence not in licences:
                yield source.fault((*path, "licence"), choose(part.licence, licences, "licence"))


_RULES = (_ids, _whole, _names, _terms, _targets, _actions, _facts, _sources, _documents)
