"""Import reports into a draft: links, or the part of one after its question mark. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlsplit

from evaluator.assess.answers import Assessment, read
from evaluator.content.models.questionnaire import Questionnaire
from evaluator.ethics.readers import MAX_ITEMS, MAX_TEXT, FileProblem
from evaluator.validation.text import clean

MAX_LINK = 8000  # as long as an address of this site may be


@dataclass(frozen=True)
class ImportedReports:
    """The assessments that were understood, one for each platform, and what is wrong with the other links."""

    assessments: tuple[Assessment, ...] = ()
    problems: tuple[FileProblem, ...] = ()  # the place is the link, as far as it shows


def import_reports(links: Iterable[str], questionnaire: Questionnaire, today: date) -> ImportedReports:
    """Read the reports behind links; of two on the same platform the later one counts."""
    found: dict[str, Assessment] = {}
    problems = []
    for link in [link.strip() for link in links if link.strip()][: MAX_ITEMS["platforms"] + 1]:
        assessment = _assessment(link, questionnaire, today)
        if isinstance(assessment, FileProblem):
            problems.append(assessment)
        else:
            found[assessment.platform.casefold()] = assessment
    if len(found) > MAX_ITEMS["platforms"]:
        problems.append(FileProblem("too-many", "", str(MAX_ITEMS["platforms"])))
    return ImportedReports(tuple(found.values())[: MAX_ITEMS["platforms"]], tuple(problems))


def _assessment(link: str, questionnaire: Questionnaire, today: date) -> Assessment | FileProblem:
    excerpt = clean(link[:MAX_TEXT])
    try:
        query = urlsplit(link).query if "?" in link else link
        pairs = parse_qsl(query, max_num_fields=200) if len(link) <= MAX_LINK else []
    except ValueError:
        pairs = []
    reading = read(questionnaire, pairs, today)
    answered = reading.assessment.carried or reading.assessment.answers.given
    if not reading.assessment.platform or not answered:
        return FileProblem("no-report", excerpt)
    return reading.assessment
