"""The translators' side of the catalogues: bring each messages.po up to date with the sources, and compile it.

`python -m evaluator.i18n.extract` (make messages) does both and says how complete each language is. A new language
is one file: `python -m evaluator.i18n.extract de` makes it, and marks it as finished when nothing is left.
With `--questions DIR` the same for the translations/CODE.po of a content folder of one's own.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from evaluator.settings import PACKAGE, TRANSLATIONS

WIDTH = 110
KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None, "gettext_noop": None}  # and what marks a string of a table
# Where strings are: folder, pattern, how the files are read, options.
PLACES: list[tuple[str, str, str, dict[str, str]]] = [
    (
        "templates",
        "**.html",
        "jinja2",
        {"trimmed": "true", "silent": "false"},
    ),
    ("evaluator", "**.py", "python", {}),
]


def sources(folder: Path = TRANSLATIONS) -> Iterator[Path]:
    """Return every messages.po."""
    yield from sorted(folder.glob("*/LC_MESSAGES/messages.po"))


def compiled(source: Path) -> Path:
    """Compile a .po beside itself; many processes may do so at once."""
    target = source.with_suffix(".mo")
    with source.open("rb") as text, NamedTemporaryFile(dir=target.parent, delete=False) as binary:
        write_mo(binary, read_po(text, locale=code_of(source)))
    Path(binary.name).chmod(0o644)
    Path(binary.name).replace(target)
    return target


def template(root: Path = PACKAGE.parent) -> Catalog:
    """Return all strings of the program and its content, untranslated."""
    found = content(root / "questions")
    for place, pattern, method, options in PLACES:
        files = extract_from_dir(root / place, [(pattern, method)], {pattern: options}, KEYWORDS)
        for _, _, message, comments, context in files:
            found.add(message, auto_comments=comments, context=context)
    return found


def content(folder: Path) -> Catalog:
    """Return all strings of a content folder, untranslated."""
    found = Catalog(project="Four Questions", charset="utf-8")
    method, root = [("**.yaml", "evaluator.content.translation:extract")], folder.absolute()
    for _, _, message, comments, context in extract_from_dir(root, method, {"**.yaml": {"root": str(root)}}):
        found.add(message, auto_comments=comments, context=context)
    for entry in found:
        _plain_if_content(entry)
    return found


def unknown(strings: Catalog, code: str) -> Catalog:
    """Return what of a content folder the program itself does not translate: of a copy, what was written anew."""
    source = TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        return strings
    with source.open("rb") as text:
        ours = read_po(text, locale=code)
    unsure = {(entry.id, entry.context) for entry in incomplete(ours)}
    known = {(entry.id, entry.context) for entry in ours if entry.id} - unsure
    left = Catalog(project="Four Questions", charset="utf-8")
    for entry in strings:
        if entry.id and (entry.id, entry.context) not in known:
            left[entry.id] = entry
    return left


def update(source: Path, strings: Catalog) -> Catalog:
    """Bring one messages.po up to date: a changed English string shows its old translation as fuzzy."""
    with source.open("rb") as text:
        catalogue = read_po(text, locale=code_of(source))
    catalogue.update(strings, no_fuzzy_matching=False, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.fuzzy = catalogue.fuzzy and bool(incomplete(catalogue))
    for entry in catalogue:
        _plain_if_content(entry)
    with source.open("wb") as text:
        write_po(text, catalogue, width=WIDTH, omit_header=False, ignore_obsolete=True, sort_output=True)
    return catalogue


def incomplete(catalogue: Catalog) -> list[Message]:
    """Return the entries without a translation, or with one that is no longer sure."""
    return [entry for entry in catalogue if entry.id and (entry.fuzzy or not _full(entry))]


def _full(entry: Message) -> bool:
    return bool(entry.string) if isinstance(entry.string, str) else all(entry.string or [""])


def _plain_if_content(entry: Message) -> None:
    """Content is never filled in with values: `22% of` is no placeholder there."""
    if entry.context:
        entry.flags.discard("python-format")


def code_of(source: Path) -> str:
    """Return the language of a .po: CODE/LC_MESSAGES/messages.po of the program, CODE.po of a content folder."""
    return source.parts[-3] if source.stem == "messages" else source.stem


def start(source: Path) -> None:
    """Make an empty .po unless there is one, its header marked as unfinished."""
    source.parent.mkdir(parents=True, exist_ok=True)
    if not source.exists():
        with source.open("wb") as text:
            write_po(text, Catalog(locale=code_of(source), project="Four Questions", charset="utf-8", fuzzy=True))


def state(code: str, catalogue: Catalog) -> str:
    """Return how far a language is, in a line."""
    left, count = len(incomplete(catalogue)), len(catalogue)
    percent = (count - left) * 100 // count if count else 100
    offered = ", not offered until nothing is left" if catalogue.fuzzy else ""
    return f"{code}: {percent} % ({count - left} of {count} strings translated, {left} left{offered})"


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the languages named, bring all up to date, and print the state of each."""
    parser = argparse.ArgumentParser("python -m evaluator.i18n.extract", description="Bring translations up to date.")
    parser.add_argument("codes", nargs="*", metavar="CODE", help="a language to start, such as de")
    parser.add_argument("--questions", type=Path, metavar="DIR", help="a content folder of one’s own")
    options = parser.parse_args(arguments)
    own: Path | None = options.questions.resolve() if options.questions else None
    for code in options.codes:
        start(own / "translations" / f"{code}.po" if own else TRANSLATIONS / code / "LC_MESSAGES" / "messages.po")
    strings = content(own) if own else template()
    for source in sorted((own / "translations").glob("*.po")) if own else sources():
        code = code_of(source)
        print(state(code, update(source, unknown(strings, code) if own else strings)))
        if own is None:
            compiled(source)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
