"""Import reports into a draft: links, or the part of one after its question mark. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from evaluator.assess.answers import Assessment, read
from evaluator.content.models.questionnaire import Questionnaire
from evaluator.ethics.readers import MAX_ITEMS, MAX_TEXT, Problem
from evaluator.validation.pasted_link import query_of
from evaluator.validation.text import clean

MAX_LINK = 8000  # as long as an address of this site may be


@dataclass(frozen=True)
class ImportedReports:
    """The assessments that were understood, one for each platform, and what is wrong with the other links."""

    assessments: tuple[Assessment, ...] = ()
    problems: tuple[Problem, ...] = ()  # the place is the link, as far as it shows


def import_reports(links: Iterable[str], questionnaire: Questionnaire, today: date) -> ImportedReports:
    """Read the reports behind links; of two on the same platform the later one counts."""
    found: dict[str, Assessment] = {}
    problems = []
    for link in [link.strip() for link in links if link.strip()][: MAX_ITEMS["platforms"] + 1]:
        assessment = _assessment(link, questionnaire, today)
        if isinstance(assessment, Problem):
            problems.append(assessment)
        else:
            found[assessment.platform.casefold()] = assessment
    if len(found) > MAX_ITEMS["platforms"]:
        problems.append(Problem("too-many", "", str(MAX_ITEMS["platforms"])))
    return ImportedReports(tuple(found.values())[: MAX_ITEMS["platforms"]], tuple(problems))


def _assessment(link: str, questionnaire: Questionnaire, today: date) -> Assessment | Problem:
    excerpt = clean(link[:MAX_TEXT])
    try:
        pairs = parse_qsl(query_of(link), max_num_fields=200) if len(link) <= MAX_LINK else []
    except ValueError:
        pairs = []
    reading = read(questionnaire, pairs, today)
    answered = reading.assessment.carried or reading.assessment.answers.given
    if not reading.assessment.platform or not answered:
        return Problem("no-report", excerpt)
    return reading.assessment
