"""Checked files become the model, in the words of one language."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from evaluator.content.assemble_class import lesson
from evaluator.content.assemble_ethics import ethics
from evaluator.content.models.library import Action, FaqEntry, Library
from evaluator.content.models.library import Source as FaqSource
from evaluator.content.models.questionnaire import (
    Band,
    Dimension,
    Framework,
    Light,
    Option,
    Question,
    Questionnaire,
    Scoring,
    Topic,
)
from evaluator.content.translatable import context, plain
from evaluator.content.translation import Checked, Words
from evaluator.content.yaml_source import Path_, Source


def assemble(checked: Checked, words: Words) -> Library:
    """The library in one language; the files must be free of faults."""
    data = {name: _translated(source, file, words) for name, (source, file) in checked.items()}
    questions = sorted((_question(part) for part in _kind(data, "rubric")), key=lambda question: question.order)
    form = data["questionnaire.yaml"]
    dimensions = tuple(
        Dimension(**part, questions=tuple(q for q in questions if q.dimension == part["id"]))
        for part in form["dimensions"]
    )
    return Library(
        language=words.language.code,
        questionnaire=Questionnaire(
            dimensions, _scoring(data["scoring.yaml"]), form["seconds_per_question"], topic=_topic(form["topic"])
        ),
        faq=tuple(sorted(map(_entry, _kind(data, "faq")), key=lambda entry: (entry.group, entry.order))),
        actions=tuple(Action(**part) for part in _kind(data, "actions")),
        platforms=tuple(data["platforms.yaml"]["root"]),
        ethics=ethics(data),
        lesson=lesson(data),
    )


def _translated(source: Source, file: Any, words: Words) -> Any:
    def translate(path: Path_, text: str) -> str:
        found = words.text(context(source, path), str(text))
        return str(text) if found is None else found

    return plain(file, translate)


def _kind(data: Mapping[str, Any], folder: str) -> list[dict[str, Any]]:
    return [part for name, part in data.items() if name.startswith(f"{folder}/")]


def _question(part: dict[str, Any]) -> Question:
    parts = {
        "options": tuple(Option(**option) for option in part["options"]),
        "frameworks": tuple(Framework(**framework) for framework in part["frameworks"]),
    }
    return Question(**{key: value for key, value in part.items() if key != "note"} | parts)


def _entry(part: dict[str, Any]) -> FaqEntry:
    return FaqEntry(**part | {"sources": tuple(FaqSource(**source) for source in part["sources"])})


def _topic(part: dict[str, Any] | None) -> Topic | None:
    return Topic(**part | {"groups": {group["id"]: group["name"] for group in part["groups"]}}) if part else None


def _scoring(part: dict[str, Any]) -> Scoring:
    needs = part["letter_needs"]
    return Scoring(
        method=part["method"],
        bands=tuple(Band(**band) for band in part["bands"]),
        near_line=part["near_line"],
        balance={rule["letter"]: rule["every_dimension"] for rule in part["balance"]},
        weights={name: Fraction(weight) for name, weight in part["weights"].items()},
        dimension_needs=part["dimension_needs"],
        dimension_share=Fraction(needs["dimension_share"]),
        overall_share=Fraction(needs["overall_share"]),
        not_applicable_warning=Fraction(part["not_applicable_warning"]),
        weak=part["weak"],
        strong=part["strong"],
        lights=tuple(Light(**light) for light in part["lights"]),
        recheck_after_days=part["recheck_after_days"],
    )
