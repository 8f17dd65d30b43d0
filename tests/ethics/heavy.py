"""Drafts that are as heavy to set as any that the wizard takes: words without end, each one another text."""

from dataclasses import replace
from random import Random

from evaluator.content.models.library import Library
from evaluator.ethics.draft import ANY_LANGUAGE, Gap
from evaluator.ethics.draft_file import dump_compact
from evaluator.ethics.readers import MAX_ITEMS
from evaluator.validation.file_readers import MAX_TEXT
from tests.ethics.drafts import TODAY, chez_lou

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def heavy_draft(library: Library, number: int) -> str:
    """A saved draft; no two numbers give the same words."""
    random = Random(number)  # noqa: S311  # the same words in every run
    assert library.ethics

    def endless() -> dict[str, str]:
        return {ANY_LANGUAGE: "".join(random.choices(LETTERS, k=MAX_TEXT))}

    draft = chez_lou(library, ("fr", "en"))
    draft = replace(
        draft,
        gaps=tuple(Gap(endless(), TODAY) for _ in range(MAX_ITEMS["gaps"])),
        chosen=tuple(replace(one, wording=endless()) for one in draft.chosen),
    )
    return dump_compact(draft, library.ethics)
