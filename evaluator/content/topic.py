"""What a form is about, in words: platforms, unless its folder says otherwise (`topic` in questionnaire.yaml)."""

from collections.abc import Mapping
from dataclasses import replace

from evaluator.content.models.questionnaire import Questionnaire, Topic
from evaluator.i18n.language import Language
from evaluator.validation.text import plain


def topic(form: Questionnaire, language: Language) -> Topic:
    """Give the words around a form: those of its folder, and where it has none those for platforms."""
    ours = _platforms(language)
    return replace(ours, **form.topic) if form.topic else ours


def own_answers(form: Questionnaire, language: Language) -> Mapping[str, str]:
    """Return what this tool answers to its own questions, by dimension id; nothing for another topic."""
    if not form.about_platforms:
        return {}
    answers = {
        "data": language.gettext(
            "We keep none of yours: your answers travel in the address of the page, with no account, no cookie and "
            "no log. A class keeps answers without a name until it ends, then counts alone, for a few days."
        ),
        "money": language.gettext("There is none. Free software, no ads, nothing to sell."),
        "civility": language.gettext("Nobody can post here, so nobody can be unkind here."),
        "connection": language.gettext(
            "It connects you with your own judgement, and with resources whose address you can read before you open "
            "them."
        ),
    }
    return {part.id: answers[part.id] for part in form.dimensions if part.id in answers}


# What this site answers to its own form: nobody writes, buys or is suggested anything here. Whoever runs a copy of it
# pays for it; and it connects with pages that one looked for, which is not the best answer there is.
OWN: Mapping[str, str] = {
    "data-use": "service-only", "data-collect": "few", "data-tracking": "no", "data-messages": "not-applicable",
    "data-training": "no", "data-consent": "off-first", "data-hooks": "none", "money-source": "users-or-donors",
    "money-ads-clear": "no-ads", "money-pressure": "none", "money-reach": "nobody", "money-leave": "not-applicable",
    "civil-tone": "not-applicable", "civil-hurt": "not-applicable", "civil-amplify": "none",
    "civil-block": "not-applicable", "civil-care": "not-applicable", "connect-with": "asked", "connect-choice": "me",
    "connect-people": "never", "connect-contact": "not-applicable", "connect-real": "not-applicable",
}  # fmt: skip


def own_given(form: Questionnaire) -> Mapping[str, str]:
    """Return the same as given answers, of the questions that are asked today."""
    return {q.id: OWN[q.id] for q in form.questions if OWN.get(q.id) in q.choices}


def file_name(form: Questionnaire, language: Language) -> str:
    """Return what a report's file is called, without its ending: plain letters that every system takes."""
    if "title" not in form.topic:
        return language.gettext("four-questions-report")
    return plain(form.topic["title"]) or "report"


def worksheet_name(form: Questionnaire, language: Language) -> str:
    """Return what the file of the form on paper is called, without its ending."""
    if "title" not in form.topic:
        return language.gettext("four-questions-worksheet")
    return f"{plain(form.topic['title'])}-{language.gettext('worksheet')}".lstrip("-")


def _platforms(language: Language) -> Topic:
    return Topic(
        title=language.gettext("Four Questions"),
        heading=language.gettext("Should I keep this app?"),
        lead=language.gettext("Four questions, a score you can check by hand, and what to do next."),
        ask=language.gettext("Which platform?"),
        hint=language.gettext("Any app, site, game or school tool."),
        unnamed=language.gettext("this platform"),
        start=language.gettext("Judge a platform"),
        again=language.gettext("Judge another platform"),
        answers=language.gettext(
            "What the film’s FAQ says, in our own words, brought up to date and dated; then what the law and the "
            "courts say."
        ),
        origin=language.gettext(
            "Built on the four questions that end the FAQ of the film The Social Dilemma. Independent of the film "
            "and of every platform."
        ),
        groups={
            "dilemma": language.gettext("About the dilemma"),
            "film": language.gettext("About the film"),
            "event": language.gettext("Hosting an event"),
            "news": language.gettext("In the law and in court"),
        },
    )
