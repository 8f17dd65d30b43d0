"""Checked files become the model, in the words of one language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

from evaluator.content.assemble_methods import earlier_method
from evaluator.content.models.ethics import Ethics
from evaluator.content.models.ethics_law import PLACES
from evaluator.content.models.files import ScoringFile, TopicPart
from evaluator.content.models.lesson import Lesson
from evaluator.content.models.library import Library
from evaluator.content.models.platforms import PlatformProfile
from evaluator.content.models.questionnaire import Dimension, Question, Questionnaire
from evaluator.content.models.scoring import Scoring
from evaluator.content.translation import Checked, Words, context, translated
from evaluator.content.yaml_source import Path_, YamlSource


def assemble(checked: Checked, words: Words) -> Library:
    """Return the library in one language; the files must be free of faults."""
    data = {name: _translated(source, file, words) for name, (source, file) in checked.items()}
    questions = sorted(_kind(data, "rubric"), key=lambda question: question.order)
    form = data["questionnaire.yaml"]
    profiles = tuple(sorted(_kind(data, "platforms"), key=lambda profile: profile.name.casefold()))
    dimensions = tuple(
        Dimension(**vars(part), questions=tuple(q for q in questions if q.dimension == part.id))
        for part in form.dimensions
    )
    scoring = _scoring(data["scoring.yaml"])
    return Library(
        language=words.language.code,
        questionnaire=Questionnaire(
            dimensions,
            scoring,
            form.seconds_per_question,
            topic=_topic(form.topic),
            rule=form.rule,
            situation=form.situation,
            earlier=tuple(earlier_method(part, dimensions, scoring) for part in _kind(data, "methods")),
        ),
        faq=tuple(sorted(_serving(data, "faq", questions), key=lambda entry: (entry.group, entry.order))),
        actions=tuple(_serving(data, "actions", questions)),
        platforms=_suggestions(profiles, data["platforms.yaml"]),
        profiles=profiles,
        documented=next(iter(_kind(data, "documented")), None),
        ethics=_ethics(data),
        lesson=_lesson(data),
    )


def _translated(source: YamlSource, file: Any, words: Words) -> Any:
    def translate(path: Path_, text: str) -> str:
        name = "" if words.as_written else context(source, path)
        found = words.text(name, str(text))
        return str(text) if found is None else found

    return translated(file, translate)


def _kind(data: Mapping[str, Any], folder: str) -> list[Any]:
    return [part for name, part in data.items() if name.startswith(f"{folder}/")]


def _serving(data: Mapping[str, Any], folder: str, questions: Sequence[Question]) -> list[Any]:
    """Return the entries or actions, each serving also the questions that name it."""
    asking = {part.id: [one.id for one in questions if part.id in one.served_by] for part in _kind(data, folder)}
    return [replace(part, serves=(*part.serves, *asking[part.id])) for part in _kind(data, folder)]


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
    facts = sorted(_kind(data, "ethics/facts"), key=lambda fact: (fact.step, fact.order))
    places = [option.id for fact in facts if fact.id == PLACES for option in fact.options]
    promises = sorted(_kind(data, "ethics/promises"), key=lambda one: (place[one.section], one.order))
    return Ethics(
        **vars(numbers),
        sections=tuple(sections),
        promises=tuple(promises),
        facts=tuple(facts),
        rules=tuple(sorted(_kind(data, "ethics/rules"), key=lambda rule: rule.id)),
        examples=tuple(sorted(_kind(data, "ethics/examples"), key=lambda one: one.order)),
        laws=tuple(sorted(_kind(data, "ethics/laws"), key=lambda law: (places.index(law.places[0]), law.id))),
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


def _topic(part: TopicPart | None) -> dict[str, Any]:
    given = {name: words for name, words in vars(part).items() if words is not None} if part else {}
    if part and part.groups:
        given["groups"] = {group.id: group.name for group in part.groups}
    return given


def _scoring(file: ScoringFile) -> Scoring:
    needs = file.letter_needs
    same = {each.name for each in fields(Scoring)} & {each.name for each in fields(ScoringFile)}
    return Scoring(
        **{name: getattr(file, name) for name in same}
        | {
            "balance": {rule.letter: rule.every_dimension for rule in file.balance},
            "weights": {name: Fraction(weight) for name, weight in vars(file.weights).items()},
            "dimension_share": Fraction(needs.dimension_share),
            "overall_share": Fraction(needs.overall_share),
            "not_applicable_warning": Fraction(file.not_applicable_warning),
            "no_difference": vars(file.no_difference) if file.no_difference else {},
        }
    )
