"""The versions of a code: what the file keeps, and what readers are told changed."""

from dataclasses import replace
from datetime import date

from evaluator.content.models.library import Library
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.documents.formats import write_code, write_evidence
from evaluator.ethics.draft import ANY_LANGUAGE, Draft, Proof, Remark
from evaluator.ethics.history import before_this, next_version, versions
from evaluator.i18n.language import Language
from tests.documents import markdown
from tests.ethics.drafts import TODAY, adding, chez_lou, without

LATER, LATEST = date(2027, 11, 24), date(2028, 11, 24)


def three(library: Library) -> Draft:
    """Version one; a year later without a promise; another year later with a new one."""
    assert library.ethics
    first = replace(chez_lou(library, ("en",)), remarks=(Remark("", "Good.", settled=True), Remark("", "Shorter?")))
    second = next_version(library.ethics, first, first, LATER)
    second = replace(without(second, "data.notice"), reasons={"data.notice": {ANY_LANGUAGE: "The page is gone."}})
    third = next_version(library.ethics, second, second, LATEST)
    return adding(third, "talk.critics")


def test_each_version_is_kept_with_what_changed(library: Library) -> None:
    assert library.ethics
    draft = three(library)
    told = list(versions(library.ethics, draft))
    assert [(one.version, one.day, one.first) for one in told] == [
        ("2028.1", LATEST, False), ("2027.1", LATER, False), ("2026.1", TODAY, True),
    ]  # fmt: skip
    changed = [[(change.kind, change.promise) for change in one.changes] for one in told]
    assert changed == [[("added", "talk.critics")], [("removed", "data.notice")], []]
    before = before_this(draft)
    assert before
    assert before.find("data.notice") is None
    assert (draft.reasons, [one.text for one in draft.remarks]) == ({}, ["Shorter?"])


def test_what_was_never_published_leaves_no_trace(library: Library) -> None:
    assert library.ethics
    lou = chez_lou(library)
    assert next_version(library.ethics, lou, lou, TODAY).history == ()
    bare = replace(lou, chosen=(), day=date(2025, 1, 1))
    assert next_version(library.ethics, bare, bare, TODAY).history == ()


def test_the_versions_stand_behind_the_front_page_in_words(
    libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    for code, title in (("en", "The versions of this code"), ("fr", "Les versions de cette charte")):
        draft = replace(three(libraries["en"]), languages=(code,))
        context = CodeContext.create(draft, libraries, [tongues[code]], LATEST)
        said = [line.text for line in markdown.lines(write_code("md", context).decode())]
        assert said.index(tongues[code].gettext("Everything we promise, in full")) < said.index(title)
        assert any("2026.1" in line for line in said[said.index(title) :])
        assert tongues[code].gettext("The first version.") in said


def test_what_a_review_found_and_what_was_remarked_stand_on_the_private_sheet_alone(
    libraries: dict[str, Library], tongues: dict[str, Language]
) -> None:
    draft = replace(
        chez_lou(libraries["en"], ("en",)),
        proofs={"ads.label": Proof(TODAY, True, {ANY_LANGUAGE: "Ten pictures in the folder."})},
        remarks=(Remark("ads.label", "Say it in the first line.", "Aunt Marie", TODAY),),
    )
    context = CodeContext.create(draft, libraries, [tongues["en"]], TODAY)
    for kind in ("md", "csv"):
        sheet = write_evidence(kind, context).decode("utf-8-sig")
        assert "Ten pictures in the folder." in sheet
    assert "Aunt Marie" in write_evidence("md", context).decode()
    public = write_code("md", context).decode()
    assert "Ten pictures" not in public
    assert "Aunt Marie" not in public
