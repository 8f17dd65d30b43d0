"""What no single file of platforms/ can know: unique names, options and sources that exist, days that passed."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from evaluator.content.cross_checks.folder import ReadFolder, repeated, unknown_name, unknown_names
from evaluator.content.file_checks import choose
from evaluator.content.models.platforms import MENUS, Documented, PlatformProfile, first_day
from evaluator.content.yaml_source import Fault, Path_, YamlSource

PINNED = re.compile(r"/blob/[0-9a-f]{40}/")
REUSED = ("archive", "repository")


def check_platforms(folder: ReadFolder) -> Iterator[Fault]:
    """Find every fault between the files about platforms; nothing for a folder without them."""
    for rule in _RULES:
        yield from rule(folder)


def _documented(folder: ReadFolder) -> tuple[YamlSource, Documented] | None:
    """Return the file of kinds and deeds, None when it could not be read."""
    return next(iter(folder.all("documented")), None)


def _platform_ids(folder: ReadFolder) -> list[str]:
    return [platform.id for _, platform in folder.all("platforms")]


def _ids(folder: ReadFolder) -> Iterator[Fault]:
    for source, platform in folder.all("platforms"):
        for key in ("sources", "facts", "deeds"):
            yield from repeated(source, [part.id for part in getattr(platform, key)], (key,))


def _first(folder: ReadFolder) -> Iterator[Fault]:
    """Check that the first page offers platforms that there are."""
    found, ids = _documented(folder), _platform_ids(folder)
    if found:
        source, terms = found
        for index, name in enumerate(terms.first):
            if name not in ids:
                yield source.fault(("first", index), f"no platforms/{name}.yaml; name one that there is")


def _whole(folder: ReadFolder) -> Iterator[Fault]:
    """Return what a key demands of another one."""
    for source, platform in folder.all("platforms"):
        if (platform.status == "closed") != (platform.closed_on is not None):
            yield source.fault(("status",), "a closed platform has closed_on, one that is alive has not")
        if not (platform.owner.name or platform.owner.note):
            yield source.fault(("owner",), "names nobody; give a name, or a note that says why there is none")
        for index, deed in enumerate(platform.deeds):
            if not (deed.url or deed.path or deed.email):
                message = "leads nowhere; give a url, the path through the menus, or an email"
                yield source.fault(("deeds", index), message)


def _translations(folder: ReadFolder) -> Iterator[Fault]:
    """Check that a deed in another language says how its address was checked, and what its menus rest on."""
    for source, platform in folder.all("platforms"):
        for index, deed in enumerate(platform.deeds):
            languages = [each.language for each in deed.translations]
            for place, each in enumerate(deed.translations):
                wrong = [
                    (each.language == MENUS, "is the language of the deed itself; write it there"),
                    (each.language in languages[:place], "stands twice; keep one"),
                    (not (each.url or each.path), "says nothing; give a url or a path"),
                    (bool(each.url) != bool(each.seen), "needs url and seen together: linked or pattern"),
                    (
                        bool(each.path) != bool(each.path_seen),
                        "needs path and path_seen together: platform or guides",
                    ),
                    (each.seen == "linked" and not each.source, "names no source that links to it"),
                ]
                for is_wrong, message in wrong:
                    if is_wrong:
                        yield source.fault(("deeds", index, "translations", place), message)


def _names(folder: ReadFolder) -> Iterator[Fault]:
    """Check that a name that people type leads to one platform."""
    owners: dict[str, str] = {}
    for source, platform in folder.all("platforms"):
        paths: list[Path_] = [("name",), *(("also", index) for index in range(len(platform.also)))]
        for path, name in zip(paths, [platform.name, *platform.also], strict=True):
            first = owners.setdefault(name.casefold(), platform.id)
            if first != platform.id or (len(path) > 1 and name.casefold() == platform.name.casefold()):
                yield source.fault(path, f"the name '{name}' leads to '{first}' already; keep one")
    if suggested := folder.one("platforms.yaml"):
        source, names = suggested
        for index, name in enumerate(names):
            if name.casefold() in owners:
                yield source.fault(
                    (index,), f"'{name}' is suggested because of platforms/{owners[name.casefold()]}.yaml"
                )


def _terms(folder: ReadFolder) -> Iterator[Fault]:
    """Check that a kind and a deed are among those that are named."""
    found = _documented(folder)
    if found is None:
        for source, _ in folder.all("platforms")[:1]:
            yield source.fault(("kind",), "documented/terms.yaml is missing or has faults; it names kinds and deeds")
        return
    terms = found[1]
    kinds, deeds = [kind.id for kind in terms.kinds], [deed.id for deed in terms.deeds]
    for source, platform in folder.all("platforms"):
        yield from unknown_name(source, ("kind",), platform.kind, kinds, "kind")
        for index, deed in enumerate(platform.deeds):
            yield from unknown_name(source, ("deeds", index, "id"), deed.id, deeds, "deed")


def _targets(folder: ReadFolder) -> Iterator[Fault]:
    """Check that a deed helps with a question that exists, a correction is about a platform that exists."""
    found = _documented(folder)
    if found is None:
        return
    source, terms = found
    for index, kind in enumerate(terms.deeds):
        if kind.question and folder.whole("rubric"):
            yield from unknown_name(source, ("deeds", index, "question"), kind.question, folder.options, "question")
    for index, each in enumerate(terms.corrections):
        path: Path_ = ("corrections", index, "platform")
        yield from unknown_name(source, path, each.platform, _platform_ids(folder), "platform")


def _actions(folder: ReadFolder) -> Iterator[Fault]:
    """Check that an action names platforms and a deed that exist."""
    found, ids = _documented(folder), _platform_ids(folder)
    deeds = [kind.id for kind in found[1].deeds] if found else []
    for source, action in folder.all("actions"):
        yield from unknown_names(source, ("platforms",), action.platforms, ids, "platform")
        if action.deed:
            yield from unknown_name(source, ("deed",), action.deed, deeds, "deed")


def _facts(folder: ReadFolder) -> Iterator[Fault]:
    """Check that a fact fits a question and options that exist."""
    if not folder.whole("rubric"):
        return
    known = folder.options
    for source, platform in folder.all("platforms"):
        for index, fact in enumerate(platform.facts):
            options = known.get(fact.question)
            if options is None:
                yield source.fault(("facts", index, "question"), choose(fact.question, known, "question"))
                continue
            for place, option in enumerate(fact.option):
                path: Path_ = ("facts", index, "option", place)
                if option not in options:
                    yield source.fault(path, choose(option, options, f"option of {fact.question}"))
                elif option in fact.option[:place]:
                    yield source.fault(path, f"option '{option}' stands twice; keep one")


def _sources(folder: ReadFolder) -> Iterator[Fault]:
    """Check that every source that is named exists, and every one that exists is named."""
    for source, platform in folder.all("platforms"):
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
    for index, deed in enumerate(platform.deeds):
        for part, there in enumerate(deed.translations):
            for place, each in enumerate(there.source):
                yield ("deeds", index, "translations", part, "source", place), each


def _documents(folder: ReadFolder) -> Iterator[Fault]:
    """Check that a source is of the past, and what is reused is pinned and under a licence that is named."""
    found = _documented(folder)
    licences = [part.licence for part in found[1].archives] if found else []
    for source, platform in folder.all("platforms"):
        for index, part in enumerate(platform.sources):
            path: Path_ = ("sources", index)
            if first_day(part.date) > date.today():
                yield source.fault((*path, "date"), f"{part.date} lies in the future; write the day that was read")
            if part.seen not in REUSED:
                continue
            if not PINNED.search(part.url):
                yield source.fault((*path, "url"), "is not pinned; use the address with /blob/ and the whole commit")
            if part.licence is None:
                yield source.fault((*path, "seen"), f"reused from {part.seen}: name its licence")
            elif licences and part.licence not in licences:
                yield source.fault((*path, "licence"), choose(part.licence, licences, "licence"))


_RULES = (_ids, _first, _whole, _translations, _names, _terms, _targets, _actions, _facts, _sources, _documents)
