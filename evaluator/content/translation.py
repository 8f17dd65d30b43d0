"""The strings of the content that translators see, and where a folder has them in other languages.

A context names each string by file and path, with ids for list items: `rubric/data-use: options.ads-forced.text`. So
a changed English string leaves its translation without a match, and the loader and the tests say so. A folder is
written in one language (`language` in questionnaire.yaml). Its strings in another come from its own
translations/CODE.po, and from the program's catalogues where these know the very same string, as they do for a copy
of the program's own questions.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from pathlib import Path, PurePath
from typing import Any

from evaluator.content.file_checks import check_shape
from evaluator.content.models.types import Translatable
from evaluator.content.yaml_source import Fault, Path_, YamlSource, parse
from evaluator.i18n.language import SOURCE, Language, bound, unfinished, wordless

FOLDER, ENDING = "translations", ".po"
MAY_STAY = {("topic", "title")}  # the name of a site is the same in all languages, unless somebody says otherwise
Checked = Mapping[str, tuple[YamlSource, Any]]
Strings = Mapping[tuple[str, str], str]  # (context, text) -> its translation


@dataclass(frozen=True)
class Catalogue:
    """A folder's own .po: what it translates, and whether it is declared finished."""

    strings: Strings = field(default_factory=dict)
    finished: bool = False
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Words:
    """A folder's strings in one language. `promised` means that a missing one is a fault."""

    language: Language
    written: str  # the language that the folder is written in
    own: Strings = field(default_factory=dict)
    promised: bool = False
    ours: bool = False  # the folder is the program's

    @property
    def as_written(self) -> bool:
        """Whether this is the language of the folder itself, in which every string is as it stands."""
        return self.language.code == self.written

    def text(self, name: str, text: str) -> str | None:
        """Return a string by its context and its text as written; None when this language lacks it."""
        if self.as_written:
            return bound(text, self.written)
        if found := self.own.get((name, text)):
            return bound(found, self.language.code)
        return None if self.written != SOURCE else self.language.content(name, text)


def is_catalogue(name: str) -> bool:
    """Return true for the place of a folder's own .po."""
    folder, _, file = name.rpartition("/")
    return folder == FOLDER and file.endswith(ENDING)


def read_catalogue(path: Path, name: str) -> Catalogue:
    """Return a folder's own .po; what is wrong with it is in the result's faults."""
    from babel.messages.pofile import PoFileError, read_po  # heavy, and most folders have no .po

    try:
        wordless(path.stem)
        with path.open("rb") as raw:
            entries = list(read_po(raw, locale=path.stem, abort_invalid=True))
    except PoFileError as error:
        return Catalogue(faults=(Fault(name, error.lineno + 1, 1, "", f"not a valid .po file: {error.args[0]}"),))
    except (OSError, ValueError) as error:
        return Catalogue(faults=(Fault(name, 1, 1, "", f"cannot be read: {error}"),))
    sure = (entry for entry in entries if entry.id and entry.string and not entry.fuzzy)
    return Catalogue(
        {(entry.context or "", str(entry.id)): str(entry.string) for entry in sure}, not unfinished(path)
    )


def spoken(
    written: str, languages: Mapping[str, Language], own: Mapping[str, Catalogue], wanted: Iterable[str], ours: bool
) -> Iterator[Words]:
    """Return the languages a folder could be offered in, its own first; or just those wanted, in the order wanted.

    `ours` says that the folder is the program's, whose finished languages are all promised.
    """
    finished = [code for code, language in languages.items() if language.finished and code != written]
    for code in wanted or [written, *finished]:
        if code not in languages and code != written:
            message = f"no language '{code}' here; choose from {', '.join(languages)}"
            raise ValueError(message)
        catalogue = own.get(code, Catalogue())
        language = languages.get(code) or wordless(code)
        promised = catalogue.finished or (ours and language.finished)
        yield Words(language, written, catalogue.strings, promised, ours)


def strings(checked: Checked) -> Iterator[tuple[YamlSource, Path_, str]]:
    """Return every string that a translator sees."""
    for source, file in checked.values():
        for path, text in walk(file):
            yield source, path, str(text)


def missing(checked: Checked, words: Words) -> list[Fault]:
    """Return a fault for every string that a language lacks."""
    if words.as_written:
        return []
    remedy = "run 'make messages' and fill in"
    if not words.ours:
        remedy = f"fill in {FOLDER}/{words.language.code}{ENDING}:"
    return [
        source.fault(path, f"no {words.language.locale.english_name} translation; {remedy} {context(source, path)}")
        for source, path, text in strings(checked)
        if path not in MAY_STAY and words.text(context(source, path), text) is None
    ]


def walk(value: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Translatable]]:
    """Return every translatable string under a checked file, with its path."""
    if isinstance(value, Translatable):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))
    else:
        shape: Any = type(value)
        for name in _names(shape):
            yield from walk(getattr(value, name), (*path, name))


def context(source: YamlSource, path: Path_) -> str:
    """Return the gettext context of a string."""
    return f"{source.file.removesuffix('.yaml')}: {source.name(path)}"


def translated(value: Any, translate: Callable[[Path_, str], str], path: Path_ = ()) -> Any:
    """Pass the prose of a checked file through `translate`."""
    if isinstance(value, Translatable):
        return translate(path, value)
    if isinstance(value, tuple):
        return tuple(translated(item, translate, (*path, index)) for index, item in enumerate(value))
    shape: Any = type(value)
    if names := _names(shape):
        return shape(**{name: translated(getattr(value, name), translate, (*path, name)) for name in names})
    return value


@cache
def _names(shape: type) -> tuple[str, ...]:
    """Return the fields of a dataclass; of anything else none."""
    return tuple(each.name for each in fields(shape)) if is_dataclass(shape) else ()


def extract(
    fileobj: Any, keywords: Any, comment_tags: Any, options: Any
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Babel's extraction method for **.yaml; `root` is the questions folder. A file with faults yields nothing."""
    del keywords, comment_tags
    file = PurePath(fileobj.name).relative_to(options["root"]).as_posix()
    source = parse(fileobj.read(), file)
    checked = check_shape(source)
    for path, text in walk(checked):
        yield source.place(path)[0], "pgettext", (context(source, path), str(text)), []
