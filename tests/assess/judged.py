"""Platforms and kinds of service as one careful reader judged them: judged.yaml, read for the tests."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from evaluator.assess.answers import Answers
from evaluator.content.models.questionnaire import DONT_KNOW, NOT_APPLICABLE, Questionnaire

FILE = Path(__file__).with_name("judged.yaml")
MARKS = {"-": NOT_APPLICABLE, "?": DONT_KNOW}


@dataclass(frozen=True)
class Judged:
    """A platform or a kind of service, with the answers for the EU and for the United States."""

    name: str
    kind: str
    eu: Answers
    us: Answers
    also: tuple[tuple[str, str], ...]  # second answers that could be defended as well
    letters: Mapping[str, str]

    def read_otherwise(self, question: str, option: str) -> Answers:
        """The answers with one of them read in the second way."""
        return Answers({**self.eu.given, question: option})


def judged(form: Questionnaire) -> dict[str, Judged]:
    """All of them by name, in the order of the file."""
    rows: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {name: _judged(form, name, row) for name, row in rows.items()}


def _judged(form: Questionnaire, name: str, row: dict[str, Any]) -> Judged:
    given = {
        question.id: MARKS.get(mark, mark)
        for dimension in form.dimensions
        for question, mark in zip(dimension.questions, row[dimension.id].split(), strict=True)
    }
    elsewhere = dict(pair.split("=") for pair in row.get("us", "").split())
    letters = {"eu": row["letter"], "us": row.get("letter-us", row["letter"])}
    also = tuple(
        (question, option) for question, _, option in (p.partition("=") for p in row.get("also", "").split())
    )
    return Judged(name, row["kind"], Answers(given), Answers({**given, **elsewhere}), also, letters)
