"""What is documented on the platform that a class judges: two to four cards between its votes, dated, with a source.

They are chosen for the questions on which the class is most divided, the one talked about first; as many as fit on
one slide. A class judges for people under 18, unless its teacher says that they are adults, and for where it is, if
that is said: what holds for others alone is not among them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from evaluator.classroom.report import ClassReport, asked
from evaluator.content import fact_words
from evaluator.content.models.platforms import MINOR, PlatformFact, PlatformProfile
from evaluator.content.models.questionnaire import Question, Questionnaire
from evaluator.i18n.language import Language

LEAST, MOST = 2, 4  # cards of a round
TRIED = 12  # candidates, in their order, of which those are taken that fit beside the earlier ones
ON_PAPER = 12  # cards of a platform
OF_ONE = 2  # cards of one question
NEAR = {"world", "EU"}  # where a fact holds that comes first when nobody said where the class is
ROOM = 13.2  # lines of a slide below its heading
SIGNS, LINE, GAP = 50, 1.17, 0.45  # in a line at full size; its height; between two cards


class Pupils(NamedTuple):
    """For whom a class judges, as far as its teacher said so."""

    place: str | None = None
    age: str = MINOR


YOUNG_ANYWHERE = Pupils()  # where the teacher said nothing


@dataclass(frozen=True)
class EvidenceCard:
    """A fact with the question it belongs to, and in words where it holds, who says so and when."""

    question: Question
    fact: PlatformFact
    source: str

    @property
    def height(self) -> float:
        """Estimate how much of a slide it takes, in lines."""
        text, source = (-(-len(words) // SIGNS) for words in (self.fact.says, self.source))
        return LINE * (text + source) + GAP


def cards(
    report: ClassReport,
    form: Questionnaire,
    profile: PlatformProfile,
    talked: str,
    today: date,
    language: Language,
    whom: Pupils = YOUNG_ANYWHERE,
) -> tuple[EvidenceCard, ...]:
    """Choose the cards of a round, the same on the wall, on phones and on paper."""
    chosen: list[EvidenceCard] = []
    tried = tuple(islice(_candidates(_in_order(report, form, talked), profile, today, language, whom), TRIED))
    for card in tried:
        if sum(each.height for each in (*chosen, card)) <= ROOM:
            chosen.append(card)
    return tuple(chosen[:MOST] if len(chosen) >= LEAST else sorted(tried, key=lambda card: card.height)[:LEAST])


def all_cards(
    form: Questionnaire, profile: PlatformProfile, today: date, language: Language
) -> tuple[EvidenceCard, ...]:
    """Return the cards of a platform to cut out: one for each question first."""
    return tuple(islice(_candidates(form.questions, profile, today, language, YOUNG_ANYWHERE), ON_PAPER))


def _in_order(report: ClassReport, form: Questionnaire, talked: str) -> list[Question]:
    """Put the question talked about first, then where the class is divided, then its other questions, then all."""
    found = asked(report, form)
    divided = sorted(found, key=lambda one: -(one.tally.rank or Fraction(0)))
    mine = [each for each in (form.question(talked),) if each]
    near = [each for each in form.questions if mine and each.dimension == mine[0].dimension]
    ordered = [*mine, *(one.question for one in divided), *near, *form.questions]
    return list({each.id: each for each in ordered}.values())


def _candidates(
    questions: Iterable[Question], profile: PlatformProfile, today: date, language: Language, whom: Pupils
) -> Iterator[EvidenceCard]:
    """Yield a card for each question, then the second ones; but both of the first question at once."""
    ranked = [(question, _facts(question, profile, today, whom)[:OF_ONE]) for question in questions]
    head = [(question, fact) for question, facts in ranked[:1] for fact in facts]
    rest = [
        (question, facts[place]) for place in range(OF_ONE) for question, facts in ranked[1:] if place < len(facts)
    ]
    for question, fact in (*head, *rest):
        yield EvidenceCard(question, fact, _source(profile, fact, language))


def _facts(question: Question, profile: PlatformProfile, today: date, whom: Pupils) -> list[PlatformFact]:
    """Select the facts that hold for the pupils, the nearest first."""
    held = profile.facts_for(question.id, where=whom.place, age=whom.age)
    found = [fact for fact in held if profile.may_stand_beside_an_answer(fact, today)]
    return found if whom.place else sorted(found, key=lambda fact: not NEAR & {*fact.where})


def _source(profile: PlatformProfile, fact: PlatformFact, language: Language) -> str:
    title = profile.sources_of(fact)[0].title
    day = fact_words.source_day(profile, fact, language)
    dated = title if title.endswith(day) else f"{title}, {day}"
    return language.dash.join((dated, fact_words.places(fact.where, language)))
