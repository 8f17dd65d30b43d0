"""Words that only the program says: names, kinds and states, from its own source; a new one counts at once."""

import ast
import re
from functools import cache
from pathlib import Path

from evaluator.i18n.language import started
from tests.test_architecture import TREES
from tests.test_docs import ROOT

JOINED = re.compile(r"[a-z]+(?:[-_][a-z0-9]+)+")
PO = ROOT / "evaluator" / "translations"


def joined_words() -> set[str]:
    """Every text of the source that is one name, such as not-json or kept_words."""
    nodes = (node for tree in TREES.values() for node in ast.walk(tree))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {text for text in texts if JOINED.fullmatch(text)}


def states() -> set[str]:
    """The value of every member of an enumeration."""
    classes = (node for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    enums = (each for each in classes if any(ast.unparse(base).endswith("Enum") for base in each.bases))
    members = (node.value for each in enums for node in each.body if isinstance(node, ast.Assign))
    return {node.value for node in members if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@cache
def of_the_program(lang: str) -> re.Pattern[str]:
    """Find them on a page, but for those that the site's own sentences hold; in another language states as well."""
    said = {*re.findall(r"[\w-]+", _said(lang))}
    names = joined_words() | (states() if lang != "en" else set())
    alone = sorted(names - said, key=len, reverse=True)
    return re.compile(rf"(?<![\w/.@-])(?:{'|'.join(map(re.escape, alone))})(?![\w/-])")


def _said(lang: str) -> str:
    """All sentences of the site in a language, those of its content too."""
    catalogue = Path(PO / "fr" / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8").lower()
    kind = "msgstr" if lang in started() and lang != "en" else "msgid"
    entries = re.findall(rf'^{kind}(?:_plural|\[\d\])? ((?:".*"\n?)+)', catalogue, re.MULTILINE)
    return " ".join(entry.replace('"\n"', "") for entry in entries)
