"""The content in the shapes that are published."""

from evaluator.api.shapes import (
    ActionsData,
    BandData,
    DimensionData,
    EntryData,
    FaqData,
    FrameworkData,
    LightData,
    OptionData,
    QuestionData,
    QuestionnaireData,
    ScoringData,
    SourceData,
)
from evaluator.content.models.library import FaqEntry, Library
from evaluator.content.models.questionnaire import Dimension, Option, Question, Scoring
from evaluator.content.topic import topic
from evaluator.i18n.language import Language


def questionnaire(library: Library, language: Language) -> QuestionnaireData:
    """Return the form with its options, points and reasons, and the constants of the score."""
    form = library.questionnaire
    return {
        "language": library.language,
        "title": topic(form, language).title,
        "seconds_per_question": form.seconds_per_question,
        "dimensions": [_dimension(part) for part in form.dimensions],
        "scoring": _scoring(form.scoring),
    }


def faq(library: Library, language: Language) -> FaqData:
    """Return the answers of the FAQ with their sources."""
    groups = topic(library.questionnaire, language).groups
    return {
        "language": library.language,
        "groups": [{"id": name, "name": words} for name, words in groups.items()],
        "entries": [_entry(entry) for entry in library.faq],
    }


def actions(library: Library, _: Language) -> ActionsData:
    """Return the actions and help lines."""
    return {
        "language": library.language,
        "actions": [
            {
                "id": action.id,
                "title": action.title,
                "gives": action.gives,
                "links": dict(action.links),
                "kind": action.kind,
                "audience": list(action.audience),
                "effort": action.effort,
                "who": action.who,
                "countries": list(action.countries),
                "serves": list(action.serves),
                "checked": action.checked,
                "verified": action.verified,
                "phone": action.phone,
                "hours": action.hours,
                "languages": list(action.languages),
                "by_text": action.by_text,
                "emergency": action.emergency,
                "page_date": action.page_date,
            }
            for action in library.actions
        ],
    }


def _dimension(part: Dimension) -> DimensionData:
    return {
        "id": part.id,
        "name": part.name,
        "question": part.question,
        "about": part.about,
        "questions": [_question(question) for question in part.questions],
    }


def _question(question: Question) -> QuestionData:
    return {
        "id": question.id,
        "core": question.core,
        "describes": "yours" if question.describes == "yours" else "platform",
        "text": question.text,
        "hint": question.hint,
        "items": list(question.items),
        "why": question.why,
        "find_out": list(question.find_out),
        "dont_know": question.dont_know,
        "not_applicable": question.not_applicable,
        "options": [_option(option) for option in question.options],
        "frameworks": [FrameworkData(name=f.name, item=f.item, url=f.url) for f in question.frameworks],
    }


def _option(option: Option) -> OptionData:
    return {
        "id": option.id,
        "text": option.text,
        "points": option.points,
        "reason": option.reason,
        "cap": option.cap,
        "cap_reason": option.cap_reason,
        "setting": option.setting,
        "harm": option.harm,
    }


def _scoring(rules: Scoring) -> ScoringData:
    return {
        "method": rules.method,
        "bands": [BandData(letter=b.letter, threshold=b.threshold, words=b.words) for b in rules.bands],
        "near_line": rules.near_line,
        "balance": dict(rules.balance),
        "weights": {name: str(weight) for name, weight in rules.weights.items()},
        "dimension_needs": rules.dimension_needs,
        "dimension_share": str(rules.dimension_share),
        "overall_share": str(rules.overall_share),
        "not_applicable_warning": str(rules.not_applicable_warning),
        "weak": rules.weak,
        "strong": rules.strong,
        "lights": [LightData(id=light.id, threshold=light.threshold, words=light.words) for light in rules.lights],
        "recheck_after_days": rules.recheck_after_days,
    }


def _entry(entry: FaqEntry) -> EntryData:
    return {
        "id": entry.id,
        "group": entry.group,
        "question": entry.question,
        "short": entry.short,
        "answer": list(entry.answer),
        "film": entry.film,
        "sources": [SourceData(title=s.title, url=s.url, date=s.date) for s in entry.sources],
        "checked": entry.checked,
        "serves": list(entry.serves),
        "related": list(entry.related),
        "help_lines": entry.help_lines,
        "keywords": entry.keywords,
    }
