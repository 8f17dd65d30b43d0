"""The translators' side of the catalogues: bring each messages.po up to date with the sources, and compile it.

`python -m evaluator.catalogues` (make messages) does both and says how complete each language is. A new language
is one folder: `python -m evaluator.catalogues de` makes it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from evaluator.places import PACKAGE, TRANSLATIONS

WIDTH = 110
# Where strings are: folder, pattern, how the files are read, options.
PLACES = [
    ("templates", "**.html", "jinja2", {"trimmed": "true"}),
    ("evaluator", "**.py", "python", {}),
    ("questions", "**.yaml", "evaluator.content.messages:extract", {}),
]


def sources(folder: Path = TRANSLATIONS) -> Iterator[Path]:
    """Every messages.po."""
    yield from sorted(folder.glob("*/LC_MESSAGES/messages.po"))


def compiled(source: Path) -> Path:
    """Compile a .po beside itself; many processes may do so at once."""
    target = source.with_suffix(".mo")
    with source.open("rb") as text, NamedTemporaryFile(dir=target.parent, delete=False) as binary:
        write_mo(binary, read_po(text, locale=source.parts[-3]))
    Path(binary.name).chmod(0o644)
    Path(binary.name).replace(target)
    return target


def template(root: Path = PACKAGE.parent) -> Catalog:
    """All strings of the program and the content, untranslated."""
    found = Catalog(project="Four Questions", charset="utf-8")
    for place, pattern, method, options in PLACES:
        files = extract_from_dir(root / place, [(pattern, method)], {pattern: options})
        for _, _, message, comments, context in files:
            found.add(message, auto_comments=comments, context=context)
    for entry in found:
        _plain_if_content(entry)
    return found


def update(source: Path, strings: Catalog) -> Catalog:
    """Bring one messages.po up to date: a changed English string shows its old translation as fuzzy."""
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parts[-3])
    catalogue.update(strings, no_fuzzy_matching=False, update_creation_date=False)
    catalogue.obsolete.clear()
    for entry in catalogue:
        _plain_if_content(entry)
    with source.open("wb") as text:
        write_po(text, catalogue, width=WIDTH, omit_header=False, ignore_obsolete=True, sort_output=True)
    return catalogue


def incomplete(catalogue: Catalog) -> list[Message]:
    """The entries without a translation, or with one that is no longer sure."""
    return [entry for entry in catalogue if entry.id and (entry.fuzzy or not _full(entry))]


def _full(entry: Message) -> bool:
    return bool(entry.string) if isinstance(entry.string, str) else all(entry.string or [""])


def _plain_if_content(entry: Message) -> None:
    """Content is never filled in with values: `22% of` is no placeholder there."""
    if entry.context:
        entry.flags.discard("python-format")


def _start(code: str) -> None:
    source = TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True, exist_ok=True)
    if not source.exists():
        with source.open("wb") as text:
            write_po(text, Catalog(locale=code, project="Four Questions", charset="utf-8"))


if __name__ == "__main__":
    for code in sys.argv[1:]:
        _start(code)
    strings = template()
    for source in sources():
        catalogue = update(source, strings)
        compiled(source)
        left = len(incomplete(catalogue))
        print(f"{source.parts[-3]}: {len(catalogue) - left} of {len(catalogue)} strings translated, {left} left")
