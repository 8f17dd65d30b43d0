"""site.yaml and the files it names, read and checked; then whose site this is, in one language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import getitem
from pathlib import Path
from typing import Any

from evaluator.content.file_checks import check_as
from evaluator.content.models.library import Library
from evaluator.content.models.site import Accent, Logo, Operator, OwnPage, OwnSite, SiteFile, spoken_in
from evaluator.content.svg_logo import read_logo
from evaluator.content.yaml_source import Fault, Path_, YamlSource, read
from evaluator.settings import SiteSettings
from evaluator.validation.text import refused_character

NAME = "site.yaml"
NEEDED_CONTRAST = 4.5
# The grounds on which links and buttons stand, as static/site.css has them: paper, card, wash. A test compares.
GROUNDS: Mapping[str, tuple[str, ...]] = {
    "light": ("#fbf8f2", "#fffdf9", "#f3eee3"),
    "dark": ("#191714", "#211e1a", "#26221d"),
}
TOWARDS = {"light": 0.0, "dark": 1.0}  # where contrast grows: to black on light paper, to white in the dark
STEPS = 100
FOLDER = "site/"  # where a content folder keeps what its site.yaml names
MAX_PAGE_BYTES = 100_000
UNNAMED = (
    "this site does not say who runs it, and others can reach it; write site.yaml with an operator, or set "
    "EVALUATOR_OPERATOR and EVALUATOR_MAIL (docs/site.md says what the law asks)"
)


@dataclass
class SiteRead:
    """What was read of whose site this is, and what is wrong with it."""

    file: SiteFile = field(default_factory=SiteFile)
    logos: dict[str, Logo] = field(default_factory=dict)  # by the name of their file
    texts: dict[str, str] = field(default_factory=dict)  # Markdown, by the name of its file
    faults: list[Fault] = field(default_factory=list)


def read_site(folder: Path, settings: SiteSettings, offered: Iterable[str]) -> SiteRead:
    """Read the file that the settings name, else site.yaml of the folder, for the languages offered."""
    path = settings.file or folder / NAME
    found = SiteRead()
    if not path.is_file():
        if settings.file:
            found.faults.append(Fault(str(path), 1, 1, "", "no such file; EVALUATOR_SITE names a site.yaml"))
        return found
    source = read(path, str(path) if settings.file else NAME)
    checked = check_as(source, SiteFile)
    if isinstance(checked, SiteFile):
        found.file = checked
        source.faults += _faults(source, checked, list(offered))
        _read_files(source, found, path.parent)
    found.faults += source.faults
    return found


def operator_of(folder: Path, settings: SiteSettings) -> Operator | None:
    """Return who runs the site, None when neither the file nor the environment says so."""
    return _operator(read_site(folder, settings, ()).file.operator, settings)


def dressed(library: Library, read_: SiteRead, settings: SiteSettings) -> Library:
    """Return the library as the site of whoever runs it: its name, its operator, its pages."""
    own = _in_language(read_, settings, library.language)
    given = {"title": own.name, "run_by": own.run_by}
    topic = {**library.questionnaire.topic, **{key: words for key, words in given.items() if words}}
    return replace(library, site=own, questionnaire=replace(library.questionnaire, topic=topic))


def _in_language(read_: SiteRead, settings: SiteSettings, code: str) -> OwnSite:
    file = read_.file
    return OwnSite(
        name=spoken_in(file.name, code),
        logo=read_.logos.get(file.logo or ""),
        logo_dark=read_.logos.get(file.logo_dark or ""),
        accent=file.accent,
        home_url=file.home.url if file.home else "",
        home_name=spoken_in(file.home.name, code) if file.home else "",
        operator=_operator(file.operator, settings),
        publisher=file.publisher.name if file.publisher else "",
        publisher_role=spoken_in(file.publisher.role, code) if file.publisher else "",
        host=file.host,
        controller=file.controller,
        pages=tuple(
            OwnPage(page.id, spoken_in(page.title, code), read_.texts[spoken_in(page.text, code)])
            for page in file.pages
        ),
    )


def _operator(given: Operator | None, settings: SiteSettings) -> Operator | None:
    """Return the operator of the file, with what the environment says of it; that wins."""
    said = {key: value for key, value in (("name", settings.operator), ("mail", settings.mail)) if value}
    if given:
        return replace(given, **said)
    return Operator(**said) if len(said) == 2 else None


def _faults(source: YamlSource, file: SiteFile, offered: list[str]) -> Iterator[Fault]:
    if file.accent:
        for key, sentence in weak_accents(file.accent):
            yield source.fault(("accent", key), sentence)
    for path in _given_in_each(file):
        words: Any = source.data
        for step in path:  # a path of this very file: every step is there
            words = getitem(words, step)
        missing = [code for code in offered if isinstance(words, dict) and code not in words]
        for code in missing:
            yield source.fault(path, f"'{code}' is missing; the site is offered in {', '.join(offered)}")
    seen: set[str] = set()
    for index, page in enumerate(file.pages):
        if page.id in seen:
            yield source.fault(("pages", index, "id"), f"two pages are called '{page.id}'; rename one")
        seen.add(page.id)


def _given_in_each(file: SiteFile) -> Iterator[Path_]:
    if file.name:
        yield ("name",)
    if file.home:
        yield ("home", "name")
    if file.publisher and file.publisher.role:
        yield ("publisher", "role")
    for index, _ in enumerate(file.pages):
        yield from (("pages", index, "title"), ("pages", index, "text"))


def _read_files(source: YamlSource, found: SiteRead, folder: Path) -> None:
    for key in ("logo", "logo_dark"):
        if name := getattr(found.file, key):
            if not _is_there(source, (key,), folder / name, name):
                continue
            logo, faults = read_logo(folder / name, name)
            found.faults += faults
            if logo:
                found.logos[name] = logo
    for index, page in enumerate(found.file.pages):
        for code, name in page.text.items():
            if _is_there(source, ("pages", index, "text", code), folder / name, name):
                found.texts[name] = _text(folder / name, name, found.faults)


def _is_there(source: YamlSource, path: Path_, place: Path, name: str) -> bool:
    if not place.is_file():
        source.faults.append(source.fault(path, f"no file {name} beside this one; make it or mend its name"))
    return place.is_file()


def _text(path: Path, name: str, faults: list[Fault]) -> str:
    raw = path.read_bytes()[: MAX_PAGE_BYTES + 1]
    if len(raw) > MAX_PAGE_BYTES:
        faults.append(Fault(name, 1, 1, "", f"the file is over {MAX_PAGE_BYTES} bytes; split it into two pages"))
        return ""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        faults.append(Fault(name, line, 1, "", "not UTF-8; save the file as UTF-8"))
        return ""
    for number, line_ in enumerate(text.splitlines(), 1):
        if first := refused_character(line_):
            column = line_.index(first) + 1
            faults.append(Fault(name, number, column, "", f"character U+{ord(first):04X} cannot be shown; remove it"))
    if not text.strip():
        faults.append(Fault(name, 1, 1, "", "is blank; write the text"))
    return text


def weak_accents(accent: Accent) -> Iterator[tuple[str, str]]:
    """Give (key, sentence) for each colour of an accent that is too near to its ground."""
    for key, grounds in GROUNDS.items():
        colour = getattr(accent, key)
        ratio = lowest(colour, grounds)
        if ratio < NEEDED_CONTRAST:
            near = nearest(colour, key)
            yield (
                key,
                f"'{colour}' stands at {ratio:.1f}:1 on a {key} page; it needs {NEEDED_CONTRAST}:1, such as {near}",
            )


def lowest(colour: str, grounds: tuple[str, ...]) -> float:
    """Return the contrast on the ground where it is lowest, as WCAG 2 counts it."""
    return min(contrast(colour, ground) for ground in grounds)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def nearest(colour: str, key: str) -> str:
    """Mix a colour with black or white until it can be read."""
    mixed = (_mix(colour, TOWARDS[key], step / STEPS) for step in range(STEPS + 1))
    return next(one for one in mixed if lowest(one, GROUNDS[key]) >= NEEDED_CONTRAST)


def _parts(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))


def _mix(colour: str, end: float, share: float) -> str:
    return "#" + "".join(f"{round(255 * (part + (end - part) * share)):02x}" for part in _parts(colour))


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
