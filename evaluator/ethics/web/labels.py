"""What the steps of the wizard are called, in tables: title and lead of each page, and the tiers of promises."""

from functools import lru_cache

from evaluator.i18n.language import Language


@lru_cache(maxsize=16)  # of languages: every page names all steps
def titles(language: Language) -> dict[str, str]:
    """The title of each step."""
    return {
        "you": language.gettext("Your business"),
        "audience": language.gettext("Your followers"),
        "platforms": language.gettext("Your accounts"),
        "money": language.gettext("Money and tracking"),
        "people": language.gettext("People and hours"),
        "promises": language.gettext("Your promises"),
        "check": language.gettext("Check and take along"),
    }


def leads(language: Language) -> dict[str, str]:
    """What each step is about."""
    return {
        "you": language.gettext("First what is, then what you promise. Blank answers are fine."),
        "audience": language.gettext("Who reads you decides which promises matter."),
        "platforms": language.gettext("Which accounts do you run, and what is each one for?"),
        "money": language.gettext(
            "What you buy, what your site loads, what others are paid. Say what is true today."
        ),
        "people": language.gettext("Who answers, and when? Ask what is, not what should be."),
        "promises": language.gettext("Tick what you can keep on a bad day. A few promises kept beat many broken."),
        "check": language.gettext("What contradicts itself, who answers for the code, and the files to take along."),
    }


def tiers(language: Language) -> dict[str, str]:
    """The promises that are folded, by how much they ask for."""
    return {
        "starter": language.gettext("More promises to start with"),
        "solid": language.gettext("Promises that take some work"),
        "leading": language.gettext("Promises that few make"),
    }


def severities(language: Language) -> dict[str, tuple[str, str]]:
    """The heading and the meaning of each kind of finding."""
    return {
        "block": (
            language.gettext("Must be solved"),
            language.gettext("Until then every document says DRAFT."),
        ),
        "warn": (
            language.gettext("To settle"),
            language.gettext("Change it, drop it, say it openly with a date, or tick that you live with it."),
        ),
        "hint": (language.gettext("To think about"), language.gettext("Nothing needs to be done.")),
    }
