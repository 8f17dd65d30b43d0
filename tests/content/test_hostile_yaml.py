"""Files that are not even YAML, or are meant to harm: one fault that says what to do, at once, and never a crash."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator.content import check
from evaluator.content.yaml_source import parse
from tests.content.broken import ENGLISH, MINI, Break, Row, copy, faults_of, row

SHADE = "rubric/place-shade.yaml"
PLACES = "questionnaire.yaml, scoring.yaml, platforms.yaml, site.yaml, rubric/ID.yaml, faq/ID.yaml, actions/ID.yaml, "
PLACES += "platforms/ID.yaml, documented/ID.yaml, "
PLACES += "methods/ID.yaml, ethics/ID.yaml, ethics/sections/ID.yaml, ethics/promises/ID.yaml, "
PLACES += "ethics/facts/ID.yaml, ethics/rules/ID.yaml, ethics/examples/ID.yaml, ethics/laws/ID.yaml, "
PLACES += "class/prompts/ID.yaml, class/words/ID.yaml, class/plans/ID.yaml, class/sheets/ID.yaml, "
PLACES += "translations/CODE.po"
# Nine lists of nine of each other: a kilobyte that would grow to three gigabytes.
BOMB = 'a0: &a0 "lol"\n' + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
ALIAS = "anchors (&) and aliases (*) are not allowed; write the text out"

SHADE_FILE = (MINI / SHADE).read_bytes()
TREES = b'"Yes, from trees"'
# Lines as old machines end them, and as editors mix them.
ENDS = {
    "CR": SHADE_FILE.replace(b"\n", b"\r"),
    "mixed": SHADE_FILE.replace(b"\n", b"\r\n", 7).replace(b"true\r\n", b"true\r"),
}
SPACES = "\u00a0" * 4
NO_SPACE = "the space here is U+00A0, which is a letter for YAML; use plain spaces, not no-break ones"


TABLE = {
    **{
        f"{ends} and a text cut short": row(
            SHADE, None, raw.replace(TREES, b"Yes, tree #1?"),
            ("13:11: options.0.text", "the text ends before '#1?'; put it in double quotes"),
        )
        for ends, raw in ENDS.items()
    },
    **{
        f"{ends} and bytes that are not UTF-8": row(
            SHADE, None, raw.replace(TREES, b'"Yes \xe9"'), ("13:16: -", "not UTF-8; save the file as UTF-8"),
        )
        for ends, raw in ENDS.items()
    },
    **{
        f"{ends} and a control character": row(
            SHADE, None, raw.replace(TREES, b'"Yes \x07"'), ("13:16: -", "U+0007 may not stand in YAML; remove it"),
        )
        for ends, raw in ENDS.items()
    },
    "a no-break space at the first key of an option": row(
        SHADE, "    text: \"Yes, from trees\"", f"{SPACES}text: \"Yes, from trees\"",
        ("13:1: -", NO_SPACE),
    ),
    "a no-break space at the last key of an option": row(
        SHADE, '    reason: "Trees cool the air as well."', f"{SPACES}reason: \"Trees.\"",
        ("15:1: -", NO_SPACE),
    ),
    "a no-break space behind two others": row(
        SHADE, '    reason: "Trees cool the air as well."', "  \u202f\u202freason: \"Trees.\"",
        ("15:3: -", NO_SPACE.replace("00A0", "202F")),
    ),
    "a no-break space before an item": row(
        SHADE, '  - "Go there at noon', '\u3000\u3000- "Go there at noon',
        ("9:1: -", NO_SPACE.replace("00A0", "3000")),
    ),
    "a no-break space behind a dash": row(
        SHADE, "  - id: trees", "  -\u00a0id: trees", ("12:4: -", NO_SPACE),
    ),
    "a no-break space behind the colon of a text": row(
        SHADE, 'why: "Slides', "why:\u00a0Slides", ("7:5: -", NO_SPACE),
    ),
    "a no-break space in the lines of a text": row(
        SHADE, 'why: "Slides get hot in the sun."', f"why: >\n{SPACES}Slides get hot.",
        ("8:1: -", NO_SPACE),
    ),
    "nothing": row(SHADE, None, "", ("1:1: -", "the file is empty; copy a file beside it and change it")),
    "comments alone": row(SHADE, None, "# later\n", ("1:1: -", "the file is empty; copy a file beside it")),
    "a list": row(SHADE, None, "- a\n", ("1:1: -", "must be keys with values, not a list: ['a']")),
    "a word": row(SHADE, None, "hello", ("1:1: -", "must be keys with values, not text: 'hello'")),
    "keys where a list belongs": row(
        "platforms.yaml", None, "a: b", ("1:1: -", "must be a list (lines that start with -)"),
    ),
    "a tab for indentation": row(SHADE, "core: true", "\tcore: true", ("4:1: -", "use spaces, not tabs")),
    "a no-break space for indentation": row(
        SHADE, "    points: 60", "\u00a0\u00a0\u00a0 points: 60",
        ("18:1: -", "use plain spaces, not no-break ones"),
    ),
    "a no-break space behind a colon": row(
        SHADE, "points: 60", "points:\u00a060", ("18:12: -", "use plain spaces, not no-break ones"),
    ),
    "an id with an accent": row(
        SHADE, "id: sails", "id: été", ("16:9: options.été.id", "'été' must be lower-case words joined by hyphens"),
    ),
    "an id with a space": row(
        SHADE, "id: sails", "id: big sails", ("16:9: options.big sails.id", "must be lower-case words joined by"),
    ),
    "a key in French": row(
        SHADE, "why:", "pourquoi:",
        ("1:1: why", "'why' is missing; add it"),
        ("7:11: pourquoi", "no key 'pourquoi'; choose one of: id, dimension"),
    ),
    "a misspelt key that holds an unseen sign": row(
        SHADE, "why:", "w\u200bhyy:",
        ("1:1: why", "'why' is missing; add it"), ("7:8: whyy", "no key 'whyy'; did you mean 'why'?"),
    ),
    "yes in another language": row(
        SHADE, "core: true", "core: oui", ("4:7: core", "must be true or false, not text: 'oui'"),
    ),
    "a key twice": row(
        SHADE, "core: true", "core: true\ncore: false", ("5:1: core", "'core' stands twice; keep one"),
    ),
    "a key twice in an option": row(
        SHADE, "points: 60", "points: 60\n    points: 50",
        ("19:5: options.1.points", "'points' stands twice; keep one"),
    ),
    "a list as a key": row(
        SHADE, "why:", "? [a, b]\n: c\nwhy:", ("7:3: -", "cannot be a key; write one word before the"),
    ),
    "a quote left open": row(SHADE, 'the sun."', "the sun.", ("9:6: -", "check quotes, colons and indentation here")),
    "a bracket left open": row(
        "faq/fair-turns.yaml", "related: []", "related: [", ("13:1: -", "check quotes, colons"),
    ),
    "two documents": row(SHADE, "why:", "---\nwhy:", ("7:1: -", "not valid YAML: but found another document")),
    "bytes that are not UTF-8": row(
        SHADE, "Yes, from trees", "Été ".encode() + b"\xe9t\xe9", ("13:16: -", "not UTF-8; save the file as UTF-8"),
    ),
    "an old encoding of Windows": row(
        SHADE, "Yes, from trees", "Été".encode("cp1252"), ("13:12: -", "not UTF-8; save the file as UTF-8"),
    ),
    "what Windows calls Unicode": row(SHADE, None, "id: été".encode("utf-16"), ("1:1: -", "not UTF-8; save")),
    "the same without its mark": row(SHADE, None, "id: été".encode("utf-16-be"), ("1:1: -", "not UTF-8; save")),
    "a control character": row(
        SHADE, "Yes, from trees", "Été \x07", ("13:16: -", "character U+0007 may not stand in YAML; remove it"),
    ),
    "a control character in disguise": row(
        SHADE, "Yes, from trees", "a\\0b", ("13:11: options.0.text", "character U+0000 cannot be shown; remove it"),
    ),
    "half a character": row(SHADE, "Yes, from trees", "\\ud800", ("13:11: options.0.text", "U+D800 cannot be shown")),
    "a character past the last one": row(
        SHADE, "Yes, from trees", "\\UFFFFFFFF", ("13:14: -", "\\U escape is too large"),
    ),
    "a number that cannot be printed": row(
        SHADE, "order: 1", f"order: 0x{'f' * 5000}", ("3:8: order", "the number is too large; write a smaller one"),
    ),
    "a version of 5,000 digits": row(
        SHADE, None, f"%YAML {'9' * 5000}.1\n---\na: b\n", ("1:7: -", "is too large; remove it"),
    ),
    "a day that cannot be": row(
        "faq/fair-turns.yaml", '"2026-10-01"', "2026-13-41", ("10:10: checked", "put it in double quotes"),
    ),
    "a python tag": row(
        SHADE, "why: ", "why: !!python/object/apply:os.system ",
        ("7:6: -", "the tag tag:yaml.org,2002:python/object/apply:os.system is not allowed; remove it"),
    ),
    "an alias": row(
        SHADE, "why: ", "why: &why ", ("7:6: -", ALIAS),
    ),
    "an alias of itself": row(SHADE, "why: ", "why: &a [*a]\nnot: ", ("7:6: -", ALIAS), ("7:10: -", ALIAS)),
    "a merge key": row(
        SHADE, "why: ", "<<: {core: false}\nwhy: ", ("7:5: <<", "no key '<<'; choose one of: id, dimension"),
    ),
    "brackets 50,000 deep": row(SHADE, None, "[" * 50_000, ("1:13: -", "nested over 12 deep")),
    "question marks 50,000 deep": row(SHADE, None, "? " * 50_000, ("1:25: -", "nested over 12 deep")),
    "a file too large to read": row(
        SHADE, None, "# " + "x" * 200_000, ("1:1: -", "over 200000 bytes; split it"),
    ),
    "five megabytes": row(SHADE, None, "a: b\n" * 1_000_000, ("1:1: -", "over 200000 bytes; split it")),
    "a stray file": row("notes.txt", None, "hello", ("1:1: -", f"not a content file; it must be one of {PLACES}")),
    "a stray folder": row(
        "more/place-sand.yaml", None, "id: a", ("1:1: -", f"not a content file; it must be one of {PLACES}"),
    ),
    "a missing file": row("platforms.yaml", None, None, ("1:1: -", "is missing; every questions folder has it")),
}  # fmt: skip


@pytest.mark.parametrize("broken", TABLE.values(), ids=TABLE)
def test_a_file_that_cannot_be_used_is_told_with_place_and_remedy(broken: Row, tmp_path: Path) -> None:
    broken.holds(tmp_path)


def test_an_alias_bomb_is_refused_and_never_grows(tmp_path: Path) -> None:
    found = faults_of(tmp_path, [Break(SHADE, None, BOMB)])
    assert {fault.message for fault in found} == {ALIAS}
    assert (found[0].line, len(found)) == (1, 1 + 9 * 10)
    assert parse(BOMB.encode(), SHADE).data is None


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert [str(fault) for fault in check(tmp_path / "none", ENGLISH)] == [
        f"{tmp_path / 'none'}:1:1: -: no such folder; give the path of a questions folder"
    ]


def test_an_empty_folder_lacks_every_part(tmp_path: Path) -> None:
    lacking = [fault.file for fault in check(tmp_path, ENGLISH) if fault.message.startswith("is missing")]
    assert lacking == ["actions/", "faq/", "platforms.yaml", "questionnaire.yaml", "rubric/", "scoring.yaml"]


@pytest.mark.parametrize("file", sorted(path.relative_to(MINI).as_posix() for path in MINI.rglob("*.yaml")))
def test_a_file_with_a_fault_brings_no_false_faults_in_others(file: str, tmp_path: Path) -> None:
    found = faults_of(tmp_path, [Break(file, None, "kaputt: [")])
    assert [fault.file for fault in found] == [file]


ALL = {path.relative_to(MINI).as_posix(): path.read_bytes() for path in MINI.rglob("*.yaml")}
TOKENS = [b": ", b"- ", b"\n", b"&a ", b"*a", b"!!set ", b"{", b"[", b'"', b"#", b"\xff", b"\t", b"9" * 50, b"~"]
PIECES = st.one_of(st.binary(max_size=4), st.sampled_from(TOKENS))
EDITS = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 9), PIECES), max_size=4)


@pytest.fixture(scope="module")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy for all examples; each puts back the file it changed."""
    return copy(tmp_path_factory.mktemp("content") / "mini")


@settings(max_examples=settings().max_examples // 5)  # an example reads a whole folder
@given(file=st.sampled_from(sorted(ALL)), edits=EDITS)
def test_any_change_of_bytes_gives_faults_with_places_or_none(
    playground: Path, file: str, edits: list[tuple[int, int, bytes]]
) -> None:
    raw = ALL[file]
    for start, length, piece in edits:
        at = start % (len(raw) + 1)
        raw = raw[:at] + piece + raw[at + length :]
    (playground / file).write_bytes(raw)
    try:
        found = check(playground, ENGLISH)
    finally:
        (playground / file).write_bytes(ALL[file])
    assert found or edits == [] or parse(raw, file).data is not None
    for fault in found:
        assert fault.file in ALL
        assert fault.message
        assert fault.line >= 1
        assert fault.column >= 1
