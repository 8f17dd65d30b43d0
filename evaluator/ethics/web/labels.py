"""Label steps, tiers, findings and files of the wizard, in tables."""

from functools import lru_cache

from evaluator.content.models.ethics import PLAIN, WARM
from evaluator.documents.blocks import LETTER
from evaluator.i18n.language import Language


@lru_cache(maxsize=16)  # of languages: every page names all steps
def titles(language: Language) -> dict[str, str]:
    """Title each step."""
    return {
        "you": language.gettext("Your business"),
        "people": language.gettext("Your readers and your answers"),
        "platforms": language.gettext("Your accounts"),
        "money": language.gettext("Money and tracking"),
        "promises": language.gettext("Your promises"),
        "check": language.gettext("Check and take along"),
    }


def leads(language: Language) -> dict[str, str]:
    """Say what each step is about."""
    return {
        "you": language.gettext("First what is, then what you promise. Blank answers are fine."),
        "people": language.gettext("Who reads you, and who answers when? Say what is, not what should be."),
        "platforms": language.gettext("Which accounts do you run, and what is each one for?"),
        "money": language.gettext(
            "What you buy, what your site loads, what others are paid. Say what is true today."
        ),
        "promises": language.gettext("Tick what you can keep on a bad day. A few promises kept beat many broken."),
        "check": language.gettext("What contradicts itself, who answers for the code, and the files to take along."),
    }


def tiers(language: Language) -> dict[str, str]:
    """Label the promises that are folded, by how much they ask for."""
    return {
        "starter": language.gettext("More promises to start with"),
        "solid": language.gettext("Promises that take some work"),
        "leading": language.gettext("Promises that few make"),
    }


def voices(language: Language) -> list[tuple[str, str]]:
    """Label the two voices of a front page."""
    return [(PLAIN, language.gettext("Plain: short and to the point")),
            (WARM, language.gettext("Warm: as you say it across the counter"))]  # fmt: skip


def severities(language: Language) -> dict[str, tuple[str, str]]:
    """Head each kind of finding, and say what it means."""
    return {
        "block": (
            language.gettext("Must be solved"),
            language.gettext("Until then every document says DRAFT."),
        ),
        "warn": (
            language.gettext("Still to settle"),
            language.gettext("Change it, drop it, say it openly with a date, or tick that you live with it."),
        ),
        "hint": (language.gettext("To think about"), language.gettext("Nothing needs to be done.")),
    }


def files(language: Language) -> list[tuple[str, list[tuple[str, str]]]]:
    """List the public files by what they are for: the words of each button, and its value."""
    gettext = language.gettext
    return [
        (gettext("To edit"), [("Word", "docx"), ("Markdown", "md"), (gettext("Plain text"), "txt")]),
        (gettext("To print"), [
            (gettext("PDF (A4)"), "pdf"), (gettext("PDF (US Letter)"), f"pdf-{LETTER}"),
            (gettext("Card for the window (A6)"), "card"), (gettext("Card for the window (A5)"), "card-a5"),
            (gettext("Poster (A5)"), "poster"),
        ]),
        (gettext("To publish"), [(gettext("HTML to paste"), "html"), (gettext("Short form for a profile"), "short")]),
        (gettext("Stay, stay with limits, or leave"), [
            ("Word", "decisions-docx"), (gettext("PDF (A4)"), "decisions-pdf"), ("Markdown", "decisions-md"),
        ]),
        (gettext("To remember"), [
            (gettext("Review in the calendar"), "ics"), (gettext("The draft, to open it again"), "json"),
        ]),
    ]  # fmt: skip


def private_files(language: Language) -> list[tuple[str, str]]:
    """List the files of the evidence sheet, and the record of decisions with what is still open."""
    record = language.gettext("Decisions on platforms")
    kinds = [("Word", "docx"), ("PDF", "pdf"), ("Markdown", "md")]
    sheets = [("Word", "docx"), ("Markdown", "md"), ("CSV", "csv")]
    return [*sheets, *((f"{record}{language.colon}{name}", f"decisions-{kind}") for name, kind in kinds)]
