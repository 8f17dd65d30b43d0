"""Reports of every kind for tests of documents, and hostile names for all of them."""

from collections.abc import Mapping
from datetime import date

from evaluator.assess.answers import Answers, Assessment
from evaluator.assess.report import Report, build_report
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import DONT_KNOW, NOT_APPLICABLE

TODAY = date(2026, 11, 24)

# Names that a visitor may type; `read` lets all of them through. The fonts at hand may lack those in UNDRAWN.
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</title><b>&lt;&amp;&#60; &copy",
    "**bold** __bold__ *it* _it_ ~~gone~~ `code` ``` ~~~",
    "[link](https://evil.example) ![image](x.png) <https://evil.example> [ref] [^1]",
    "https://evil.example www.evil.example a@evil.example",
    "| a | b | --- | \\| \\\\",
    "# head ## head #",
    "1. one 2) two - three + four > quote === ---",
    '#set page(fill: red) #eval("1") #read("/etc/passwd") #panic()',
    "$x^2 / y$ @ref <label> = head \\u{41} // comment /* comment */",
    "\\\" ' \\n {{ 7*7 }} {% raw %} %(platform)s %s {0} ${7}",
    '"}],"grade":"A","x":[{"',
    "مرحبا بالعالم עברית שלום",
    "e\u0301a\u0300 ﬁ Å Ω",
    "W" * 80,
    ("x y " * 20).strip(),
)
UNDRAWN = (
    "🎉" * 80,
    "👩\u200d👩\u200d👧 family",
    "中文平台",
    "日本語のプラットフォーム",
    "𓂀",
)

KINDS = ("weak", "weak settings", "best", "mixed", "two thirds", "blank", "quick", "quick blank", "not known")


def report_of(
    library: Library, kind: str, platform: str = "Example", weights: Mapping[str, str] | None = None
) -> Report:
    """A report of one of KINDS."""
    form = library.questionnaire.core if kind.startswith("quick") else library.questionnaire
    worst = {q.id: q.options[-1].id for q in form.questions}
    settings = {q.id: next((o for o in q.options if o.points <= 50), q.options[-1]).id for q in form.questions}
    mixed = {q.id: [*q.choices, q.options[0].id][place % len(q.choices)] for place, q in enumerate(form.questions)}
    given = {
        "weak": worst,
        "weak settings": settings,
        "best": {q.id: q.options[0].id for q in form.questions},
        "mixed": mixed,
        "two thirds": {name: value for place, (name, value) in enumerate(worst.items()) if place % 6 < 4},
        "blank": {},
        "quick": worst,
        "quick blank": {},
        "not known": {q.id: NOT_APPLICABLE if q.not_applicable else DONT_KNOW for q in form.questions},
    }[kind]
    which = "quick" if kind.startswith("quick") else "full"
    return build_report(library, Assessment(platform, which, Answers(given), weights or {}), TODAY)
