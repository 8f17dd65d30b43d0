"""Checked files become the model, in the words of one language."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from evaluator.content.assemble_methods import earlier_method
from evaluator.content.models.ethics import Ethics
from evaluator.content.models.lesson import Lesson
from evaluator.content.models.library import Library
from evaluator.content.models.platforms import PlatformProfile
from evaluator.content.models.questionnaire import (
    Band,
    Choice,
    Dimension,
    Light,
    Questionnaire,
    Scoring,
    Situation,
    SituationPart,
)
from evaluator.content.translatable import context, translated
from evaluator.content.translation import Checked, Words
from evaluator.content.yaml_source import Path_, YamlSource


def assemble(checked: Checked, words: Words) -> Library:
    """Return the library in one language; the files must be free of faults."""
    data = {name: _translated(source, file, words) for name, (source, file) in checked.items()}
    questions = sorted(_kind(data, "rubric"), key=lambda question: question.order)
    form = data["questionnaire.yaml"]
    profiles = tuple(sorted(_kind(data, "platforms"), key=lambda profile: profile.name.casefold()))
    dimensions = tuple(
        Dimension(**part, questions=tuple(q for q in questions if q.dimension == part["id"]))
        for part in form["dimensions"]
    )
    scoring = _scoring(data["scoring.yaml"])
    return Library(
        language=words.language.code,
        questionnaire=Questionnaire(
            dimensions,
            scoring,
            form["seconds_per_question"],
            topic=_topic(form["topic"]),
            rule=form["rule"],
            situation=_situation(form["situation"]),
            earlier=tuple(earlier_method(part, dimensions, scoring) for part in _kind(data, "methods")),
        ),
        faq=tuple(sorted(_kind(data, "faq"), key=lambda entry: (entry.group, entry.order))),
        actions=tuple(_kind(data, "actions")),
        platforms=_suggestions(profiles, data["platforms.yaml"]["root"]),
        profiles=profiles,
        documented=next(iter(_kind(data, "documented")), None),
        ethics=_ethics(data),
        lesson=_lesson(data),
    )


def _translated(source: YamlSource, file: Any, words: Words) -> Any:
    def translate(path: Path_, text: str) -> str:
        found = words.text(context(source, path), str(text))
        return str(text) if found is None else found

    return translated(file, translate)


def _kind(data: Mapping[str, Any], folder: str) -> list[Any]:
    return [part for name, part in data.items() if name.startswith(f"{folder}/")]


def _suggestions(profiles: Iterable[PlatformProfile], more: Iterable[str]) -> tuple[str, ...]:
    """Return the names that a form suggests: those that are documented, and others."""
    return tuple(sorted({*(profile.name for profile in profiles), *more}, key=str.casefold))


def _ethics(data: Mapping[str, Any]) -> Ethics | None:
    """Return the code of ethics; None for a folder without one."""
    numbers = data.get("ethics/library.yaml")
    if numbers is None:
        return None
    sections = sorted(_kind(data, "ethics/sections"), key=lambda section: section.order)
    place = {section.id: section.order for section in sections}
    promises = sorted(_kind(data, "ethics/promises"), key=lambda one: (place[one.section], one.order))
    return Ethics(
        **vars(numbers),
        sections=tuple(sections),
        promises=tuple(promises),
        facts=tuple(sorted(_kind(data, "ethics/facts"), key=lambda fact: (fact.step, fact.order))),
        rules=tuple(sorted(_kind(data, "ethics/rules"), key=lambda rule: rule.id)),
        examples=tuple(sorted(_kind(data, "ethics/examples"), key=lambda one: one.order)),
    )


def _lesson(data: Mapping[str, Any]) -> Lesson | None:
    """Return the lesson; None for a folder without one."""
    if not any(name.startswith("class/") for name in data):
        return None
    return Lesson(
        prompts=tuple(_kind(data, "class/prompts")),
        words=tuple(sorted(_kind(data, "class/words"), key=lambda word: word.order)),
        plans=tuple(sorted(_kind(data, "class/plans"), key=lambda plan: plan.order)),
        sheets=tuple(sorted(_kind(data, "class/sheets"), key=lambda sheet: sheet.order)),
    )


def _topic(part: dict[str, Any] | None) -> dict[str, Any]:
    given = {name: words for name, words in (part or {}).items() if words is not None}
    if "groups" in given:
        given["groups"] = {group["id"]: group["name"] for group in given["groups"]}
    return given


def _situation(part: dict[str, Any] | None) -> Situation | None:
    if part is None:
        return None
    parts = tuple(
        SituationPart(one["id"], one["text"], tuple(Choice(**option) for option in one["options"]))
        for one in part["parts"]
    )
    return Situation(part["lead"], parts)


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
        core_first=part["core_first"],
        core_lift=part["core_lift"],
        no_difference=part["no_difference"] or {},
        documented_needs=part["documented_needs"],
    )
