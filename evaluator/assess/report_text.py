"""Figures in words: every sentence that a page and a document both say. Functions give one or a tuple of them."""

from collections.abc import Callable
from fractions import Fraction

from evaluator.assess.left_out import LeftOut
from evaluator.assess.provenance import MINE, OTHERWISE, TAKEN
from evaluator.assess.report import Change, Line, Report, Reread
from evaluator.assess.scoring import ANSWERS, DimensionScore, DocumentedPart, Missing, Score, tenths
from evaluator.content.fact_words import source_day
from evaluator.content.models.platforms import PlatformFact
from evaluator.content.models.questionnaire import DONT_KNOW, NOT_APPLICABLE, Questionnaire
from evaluator.content.topic import topic
from evaluator.i18n.language import Language
from evaluator.validation.parameters import PLATFORM_LENGTH, Problem, parameter_problem

DAYS_OF_A_MONTH = 30


def share(part: Fraction, language: Language) -> str:
    """Return a part of a whole in words where it has a name, else as a fraction."""
    names = {
        Fraction(1, 2): language.gettext("half"),
        Fraction(2, 3): language.gettext("two thirds"),
        Fraction(3, 4): language.gettext("three quarters"),
    }
    return names.get(part, str(part))


def platform(report: Report, language: Language) -> str:
    """Return the platform's name as typed, or `this platform` when none was."""
    return report.assessment.platform or topic(report.questionnaire, language).unnamed


def figure(value: Fraction | None, language: Language) -> str:
    """Return a score with one decimal at most, or a dash when there is none."""
    return "–" if value is None else language.number(tenths(value))


def figures(part: DimensionScore, language: Language) -> tuple[str, str, str]:
    """Return a dimension's score and the ends of its range."""
    return figure(part.score, language), figure(part.low, language), figure(part.high, language)


def grade(score: Score, language: Language) -> str:
    """Say the letter: `B`, `B (between C and A)`, or `no letter yet`."""
    if score.grade is None:
        return language.gettext("no letter yet")
    if score.worst == score.best:
        return score.grade
    return language.gettext(
        "%(letter)s (between %(worst)s and %(best)s)", letter=score.grade, worst=score.worst, best=score.best
    )


def grade_words(form: Questionnaire, score: Score, language: Language, *, harm: bool = False) -> str:
    """Say what the letter means, or why there is none; beside an answer of harm, no verdict."""
    if score.grade is None:
        return _without_letter(score, language)
    if harm:
        return language.gettext("a grade for the platform, not for what happened")
    return form.scoring.band(score.grade).words


def _without_letter(score: Score, language: Language) -> str:
    reasons = {reason.kind for reason in score.missing}
    if "closed" in reasons:
        return language.gettext("no letter: this service is closed")
    if reasons == {"same-position"}:  # nothing is lacking
        return language.gettext("no letter: please check the answers")
    return language.gettext("not enough known yet")


def score_range(score: Score, language: Language) -> str:
    """Return the score with its range and what the range means."""
    low, high = figure(score.low, language), figure(score.high, language)
    if not score.answered:
        return language.gettext("Nothing is answered yet, so the score could be anything from 0 to 100.")
    if score.score is None:
        return language.gettext(
            "There is no score yet: a dimension has none without its core answer. It could be anything from %(low)s "
            "to %(high)s.",
            low=low, high=high,
        )  # fmt: skip
    if low == high:
        return language.gettext("The score is %(score)s out of 100. Every question that applies is answered.",
                                score=low)  # fmt: skip
    return language.gettext(
        "The score is %(score)s out of 100. With what is still unknown, it could be anything from %(low)s "
        "to %(high)s.",
        score=figure(score.score, language), low=low, high=high,
    )  # fmt: skip


def coverage(score: Score, language: Language) -> str:
    """Return how many questions were answered of those that apply."""
    return language.ngettext(
        "You answered %(answered)s of the one question that applies.",
        "You answered %(answered)s of the %(count)s questions that apply.",
        score.applicable, answered=score.answered,
    )  # fmt: skip


def missing(report: Report, language: Language) -> tuple[str, ...]:
    """Return why no letter is shown, one sentence for each reason; empty when one is."""
    return tuple(_MISSING[reason.kind](reason, report, language) for reason in report.score.missing)


def _missing_core(reason: Missing, report: Report, language: Language) -> str:
    texts = [q.text for name in reason.questions if (q := report.questionnaire.question(name))]
    return language.ngettext(
        "A letter needs this core question answered: %(questions)s",
        "A letter needs these %(count)s core questions answered: %(questions)s",
        len(texts), questions=" ".join(texts),
    )  # fmt: skip


def _missing_dimension(reason: Missing, report: Report, language: Language) -> str:
    return language.ngettext(
        "“%(dimension)s” has %(count)s answer; a letter needs at least %(need)s there.",
        "“%(dimension)s” has %(count)s answers; a letter needs at least %(need)s there.",
        reason.have, dimension=report.questionnaire.dimension(reason.dimension).name, need=reason.need,
    )  # fmt: skip


def _missing_overall(reason: Missing, report: Report, language: Language) -> str:
    return language.ngettext(
        "You gave %(count)s answer in all; a letter needs at least %(need)s of the %(applicable)s that apply.",
        "You gave %(count)s answers in all; a letter needs at least %(need)s of the %(applicable)s that apply.",
        reason.have, need=reason.need, applicable=report.score.applicable,
    )  # fmt: skip


def _same_position(reason: Missing, report: Report, language: Language) -> str:
    del reason, report
    return language.gettext(
        "Please check: every answer sits at the same place of its list. If that is really so, the score stands; "
        "a letter is left out all the same."
    )


def _closed(reason: Missing, report: Report, language: Language) -> str:
    del reason
    day = report.profile.closed_on if report.profile else None
    return language.gettext(
        "This service is closed since %(day)s. It is no choice any more, so there is no letter.",
        day=language.loose_day(day) if day else "–",
    )


_MISSING: dict[str, Callable[[Missing, Report, Language], str]] = {
    "quick": lambda reason, report, language: language.gettext(
        "The quick check shows lights and never a letter: its questions are too few for one."
    ),
    "nothing-applies": lambda reason, report, language: language.gettext(
        "Almost every question was marked “does not apply”, so there is nothing to score."
    ),
    "closed": _closed,
    "core": _missing_core,
    "dimension": _missing_dimension,
    "overall": _missing_overall,
    "same-position": _same_position,
}


def held(report: Report, language: Language) -> tuple[str, ...]:
    """Say what holds the letter down, or could: caps and balance, one sentence each; nothing in the quick check."""
    if report.questionnaire.quick:
        return ()
    caps = tuple(_cap(report, cap.question, cap.option, language) for cap in report.score.caps)
    return caps + balance(report, language)


def _cap(report: Report, question_id: str, option_id: str, language: Language) -> str:
    question = report.questionnaire.question(question_id)
    option = question.option(option_id) if question else None
    if question is None or option is None:
        return ""
    rules, earned = report.questionnaire.scoring, report.score.uncapped
    holds = earned is not None and rules.letters.index(earned) < rules.letters.index(option.cap or earned)
    if holds:
        return language.gettext(
            "Held at %(cap)s, although the points alone would give %(earned)s: to “%(question)s” you answered "
            "“%(option)s”. %(reason)s",
            cap=option.cap, earned=earned, question=question.text, option=option.text, reason=option.cap_reason,
        )  # fmt: skip
    return language.gettext(
        "The grade cannot be better than %(cap)s: to “%(question)s” you answered “%(option)s”. %(reason)s",
        cap=option.cap, question=question.text, option=option.text, reason=option.cap_reason,
    )  # fmt: skip


def balance(report: Report, language: Language) -> tuple[str, ...]:
    """Say that a weak dimension takes the letter down, when it does."""
    score, rules = report.score, report.questionnaire.scoring
    if score.unbalanced is None:
        return ()
    known = [part for part in score.dimensions if part.applies and part.score is not None]
    weakest = min(known, key=lambda part: part.score or Fraction(0))
    return (
        language.gettext(
            "The points alone would give %(earned)s. But %(earned)s needs at least %(need)s in every dimension, and "
            "“%(dimension)s” has %(have)s, so the letter goes down.",
            earned=score.unbalanced, need=rules.balance[score.unbalanced],
            dimension=weakest.dimension.name, have=figure(weakest.score, language),
        ),
    )  # fmt: skip


def near(report: Report, language: Language) -> str | None:
    """Say `Close to the line` when the score is; None otherwise or when no letter shows."""
    if report.score.near is None or report.score.grade is None:
        return None
    return language.gettext(
        "Close to the line: one different answer could make it %(letter)s.", letter=report.score.near
    )


def dimension(part: DimensionScore, language: Language) -> str:
    """Return a dimension's figures in words."""
    if not part.applies:
        return language.gettext("Does not apply here: too few of its questions do. Its weight goes to the others.")
    if not part.answered:
        return language.gettext("Nothing answered yet: anything from 0 to 100 is possible.")
    if part.score is None:
        return language.gettext(
            "No score without its core answer, somewhere from %(low)s to %(high)s; %(answered)s of %(applicable)s "
            "answered.",
            low=figure(part.low, language), high=figure(part.high, language),
            answered=part.answered, applicable=part.applicable,
        )  # fmt: skip
    if not part.held:
        return _answered(part, language)
    held_down = language.gettext(
        "The core answer holds it: the mean would be %(mean)s.", mean=figure(part.mean, language)
    )
    return f"{_answered(part, language)} {held_down}"


def _answered(part: DimensionScore, language: Language) -> str:
    if part.answered == part.applicable:
        return language.ngettext(
            "%(score)s out of 100; its one question is answered.",
            "%(score)s out of 100; all %(count)s questions answered.",
            part.applicable, score=figure(part.score, language),
        )  # fmt: skip
    return language.gettext(
        "%(score)s out of 100, somewhere from %(low)s to %(high)s; %(answered)s of %(applicable)s answered.",
        score=figure(part.score, language), low=figure(part.low, language), high=figure(part.high, language),
        answered=part.answered, applicable=part.applicable,
    )  # fmt: skip


def personal(report: Report, language: Language) -> str | None:
    """Return the grade with the visitor's own weights; None without them."""
    if report.personal is None:
        return None
    if report.personal.grade is None:
        return language.gettext(
            "With your own weights: %(score)s, and no letter yet for the same reasons.",
            score=figure(report.personal.score, language),
        )
    return language.gettext(
        "With your own weights: %(grade)s, %(score)s out of 100.",
        grade=grade(report.personal, language), score=figure(report.personal.score, language),
    )  # fmt: skip


def lights(report: Report, language: Language) -> str:
    """Return the quick check in one sentence."""
    shown = [shown.light for shown in report.lights if shown.light]
    unknown = len(report.lights) - len(shown)
    if not shown:
        return language.gettext("You have not answered any of the core questions yet.")
    counts = {light: shown.count(light) for light in report.questionnaire.scoring.lights if light in shown}
    parts = [
        language.ngettext("%(count)s light: %(words)s", "%(count)s lights: %(words)s", count, words=light.words)
        for light, count in counts.items()
    ]
    if unknown:
        parts.append(language.ngettext("%(count)s not known", "%(count)s not known", unknown))
    return language.gettext("A first impression – %(parts)s.", parts=language.semicolon.join(parts))


def answer(line: Line, language: Language) -> str:
    """Return the answer given, in words."""
    if line.option:
        return line.option.text
    return {
        DONT_KNOW: language.gettext("I don’t know"),
        NOT_APPLICABLE: language.gettext("Does not apply"),
        None: language.gettext("Left blank"),
    }[line.value]


def whose(line: Line, report: Report, language: Language) -> str:
    """Return whose an answer is; empty for a question without one."""
    found = report.provenance.get(line.question.id)
    if found is None or report.profile is None:
        return ""
    if found.kind == TAKEN:
        return language.gettext(
            "taken from a source of %(day)s", day=source_day(report.profile, found.facts[0], language)
        )
    return {
        MINE: language.gettext("your own"),
        OTHERWISE: language.gettext("your own; a source says otherwise"),
    }[found.kind]


def provenance(report: Report, language: Language) -> str | None:
    """Return how many answers were taken from sources and of how many a source says otherwise; None of neither."""
    kinds = [found.kind for found in report.provenance.values()]
    taken, other = kinds.count(TAKEN), kinds.count(OTHERWISE)
    parts = []
    if taken == len(kinds) > 1:
        parts.append(
            language.gettext("All these answers were taken from sources: nobody’s own experience is in them.")
        )
    elif taken:
        parts.append(
            language.ngettext(
                "%(count)s answer was taken from a source.", "%(count)s answers were taken from sources.", taken
            )
        )
    if other:
        parts.append(
            language.ngettext(
                "For %(count)s answer a source says otherwise.",
                "For %(count)s answers a source says otherwise.",
                other,
            )
        )
    return " ".join(parts) or None


def source_says(fact: PlatformFact, report: Report, language: Language) -> str:
    """Return a fact as what a source of a day says."""
    day = source_day(report.profile, fact, language) if report.profile else ""
    return language.gettext("The source of %(day)s says: %(says)s", day=day, says=fact.says)


def narrows(value: Fraction, language: Language) -> str:
    """Say by how much an answer would narrow the range at most."""
    return language.ngettext(
        "Narrows the range by up to %(count)s point.", "Narrows the range by up to %(count)s points.",
        float(value), count=figure(value, language),
    )  # fmt: skip


def change(step: Change, language: Language) -> str:
    """Return what one better answer would do."""
    gain = figure(step.gain, language)
    if step.letter:
        return language.gettext("+%(gain)s points, and the letter would be %(letter)s", gain=gain, letter=step.letter)
    return language.gettext("+%(gain)s points", gain=gain)


def cost(value: Fraction, language: Language) -> str:
    """Return what a weak answer takes from the overall score."""
    shown = figure(value, language)
    return language.ngettext("costs %(count)s point", "costs %(count)s points", float(value), count=shown)


def noise(report: Report, language: Language) -> str | None:
    """That two results may differ by chance; None where nothing is said of it, or no score shows."""
    points = report.questionnaire.scoring.no_difference.get(ANSWERS)
    if points is None or report.score.score is None or report.questionnaire.quick:
        return None
    return language.gettext(
        "Two careful people can be %(points)s points apart on the same platform. So between this result and one less "
        "than %(points)s points away there is no difference to speak of.",
        points=points,
    )


def situation(report: Report, language: Language) -> tuple[str, ...]:
    """For whom the answers were given, and what was left open; nothing when the form does not ask."""
    parts, said = report.questionnaire.situation_parts, report.assessment.situation
    known = [f"{part.text}{language.colon}{part.option_text(said[part.id])}" for part in parts if part.id in said]
    left = [part.text for part in parts if part.id not in said]
    sentences = []
    if known:
        sentences.append(language.gettext("Answered for – %(said)s.", said=language.semicolon.join(known)))
    if left:
        sentences.append(
            language.gettext(
                "Not said – %(left)s. Rules and settings differ, so some answers may differ too.",
                left=language.semicolon.join(left),
            )
        )
    return tuple(sentences)


def earlier(report: Report, language: Language) -> tuple[str, ...]:
    """Say what an earlier method said and what became of its answers; nothing when they were given under today’s."""
    then = report.earlier
    if then is None:
        return ()
    now = report.questionnaire.scoring.method
    sentences = [
        language.ngettext(
            "Made with method %(then)s and read with %(now)s: %(count)s answer is as it was.",
            "Made with method %(then)s and read with %(now)s: %(count)s answers are as they were.",
            then.kept, then=then.method, now=now,
        )
    ]  # fmt: skip
    if not report.questionnaire.quick:
        letters = {
            "then": then.method, "old": grade(then.score, language),
            "now": now, "new": grade(report.score, language),
        }  # fmt: skip
        sentences.append(language.gettext("By method %(then)s: %(old)s. By method %(now)s: %(new)s.", **letters))
    sentences += [_reread(found, language) for found in (*then.renamed, *then.asked_again, *then.gone)]
    sentences += [language.gettext("New, and open: %(question)s", question=question.text) for question in then.new]
    return tuple(sentences)


def _reread(found: Reread, language: Language) -> str:
    """Return what became of one answer of then."""
    said = found.answer or language.gettext("I don’t know")
    if found.now is None:
        return language.gettext(
            "No longer asked: %(question)s You answered “%(answer)s”.", question=found.then.text, answer=said
        )
    if found.reads is None:
        return language.gettext(
            "Please answer again: %(question)s “%(answer)s” fits two answers of today.",
            question=found.now.text, answer=said,
        )  # fmt: skip
    return language.gettext(
        "%(question)s “%(answer)s” now reads “%(reads)s”.",
        question=found.now.text, answer=found.answer or language.gettext("Does not apply"), reads=found.reads,
    )  # fmt: skip


def documented_word(part: DocumentedPart, language: Language) -> str:
    """Return the word of a dimension from documents alone, or that there is none."""
    return part.light.words if part.light else language.gettext("no word from documents")


def documented_end(report: Report, language: Language) -> str:
    """Return what documents can not say, and how little is missing."""
    count = len(report.own_core)
    return language.ngettext(
        "How people behave, and with whom it connects them, only somebody who uses it can say: %(count)s question.",
        "How people behave, and with whom it connects them, only somebody who uses it can say: %(count)s questions.",
        count,
    )


def opinion(report: Report, language: Language) -> str:
    """Return what a report is and is not."""
    return language.gettext(
        "This is the opinion of one person, as of %(day)s. Some questions are about what each person sees and has "
        "set, so two honest people may well get different letters.",
        day=language.day(report.day),
    )


def due_again(report: Report, language: Language) -> str | None:
    """That a report is old, when it is; None otherwise."""
    months = report.questionnaire.scoring.recheck_after_days // DAYS_OF_A_MONTH
    if not report.due_again:
        return None
    return language.ngettext(
        "This report is over %(count)s month old. Things change: please check again.",
        "This report is over %(count)s months old. Things change: please check again.",
        months,
    )


def left_out(each: LeftOut, form: Questionnaire, language: Language) -> tuple[str, str]:
    """Say which part of an address was left out, and what was perhaps meant; empty where nothing is near."""
    said = language.gettext(
        "A part of the address means nothing here and is left out: “%(value)s”.",
        value=f"{each.parameter}={each.value}"[:PLATFORM_LENGTH],
    )
    question = form.question(each.meant)
    named = topic(form, language).ask if each.meant == "platform" else f"“{each.meant}”"
    words = question.text if question else named
    return said, language.gettext("Perhaps this was meant: %(words)s", words=words) if each.meant else ""


def parameter_words(problem: Problem, form: Questionnaire, language: Language) -> str:
    """Say a problem in the words of the form; programs are told names and values instead."""
    gettext, question = language.gettext, form.question(problem.parameter)
    value = problem.value[:PLATFORM_LENGTH]
    if problem.kind == "unknown-value" and question:
        said = gettext("“%(value)s” is not an answer to “%(question)s” Please choose one again.")
        return said % {"value": value, "question": question.text}
    if problem.kind == "repeated" and question:
        return gettext("The address gives several answers to “%(question)s” Please keep one.", question=question.text)
    if problem.kind == "unknown-value":
        return gettext("A part of the address means nothing here and is left out: “%(value)s”.", value=value)
    if problem.kind == "repeated":
        return gettext("A part of the address stands there several times and is left out: “%(value)s”.", value=value)
    if problem.kind == "bad-date":
        return gettext("“%(value)s” is not a day. Write it like 2026-11-24, and not in the future.", value=value)
    return parameter_problem(problem, language)
