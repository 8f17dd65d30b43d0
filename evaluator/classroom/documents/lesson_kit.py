"""The lesson kit: one table of its documents. Plans, words and sheets are content; the rest is made from the form.

Cards are to cut out: prompts, answers to hold up, and one-time tickets to draw from a hat.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from string import ascii_uppercase

from evaluator.assess.documents.worksheet_document import worksheet_outline
from evaluator.classroom import report_text
from evaluator.classroom.documents.evidence_cards import evidence_title, known_platforms, platform_cards
from evaluator.classroom.documents.platform_lesson import lesson_title, platform_lesson
from evaluator.classroom.documents.tally_sheet import tally_blocks
from evaluator.classroom.settings import YOUNG, about_pupils, class_form
from evaluator.content.helplines import HelpCountry, help_countries
from evaluator.content.models.lesson import KIND, Plan, Prompts, Sheet, SheetPart, SheetRow
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Questionnaire
from evaluator.content.topic import topic
from evaluator.documents.blocks import (
    BlankLines,
    Block,
    Bullets,
    Cards,
    Field,
    Group,
    Heading,
    Link,
    Outline,
    PageBreak,
    Paragraph,
    Table,
    text,
)
from evaluator.i18n.language import Language

NOTES = 4  # lines under a plan
SAME = "–"
GUIDE = "guide"  # the sheet that comes first
READ, SHOWN = 1.25, 1.5  # of the type of what is handed out, and of what hangs on a wall or is cut out

Blocks = Callable[[], Iterator[Block]]


@dataclass(frozen=True)
class Item:
    """One document of the kit: its name in addresses, what it is called, whom it is for."""

    name: str
    title: str
    about: str
    group: str  # one of `groups`
    make: Callable[[date], Outline]


def groups(language: Language) -> Mapping[str, str]:
    """Return the parts of the kit in the order in which a teacher needs them."""
    return {
        "teacher": language.gettext("For the teacher"),
        "class": language.gettext("For the class"),
        "young": language.gettext("For classes of 11 to 15 years"),
        "adults": language.gettext("For the school and the families"),
    }


def kit(libraries: Mapping[str, Library], language: Language) -> Mapping[str, Item]:
    """Return every document of the kit in a language, in the order of a lesson; nothing without a lesson."""
    library = libraries[language.code]
    if library.lesson is None:
        return {}
    sheets = {sheet.id: sheet for sheet in library.lesson.sheets}
    guide = [sheets.pop(GUIDE)] if GUIDE in sheets else []
    items = (
        *(_sheet_item(sheet, library, language) for sheet in guide),
        *(_plan_item(plan, library, language) for plan in library.lesson.plans),
        *_platform_lessons(library, language),
        *_made(libraries, language),
        *(_sheet_item(sheet, library, language) for sheet in sheets.values()),
    )
    return {item.name: item for item in items}


def _platform_lessons(library: Library, language: Language) -> Iterator[Item]:
    """Return a lesson for each platform that pupils name most."""
    about = language.gettext("A plan of 45 minutes, with what is documented on it as cards to cut out.")
    for profile in known_platforms(library):
        make = partial(platform_lesson, profile, library, language)
        yield Item(f"lesson-{profile.id}", lesson_title(profile, language), about, "teacher", make)


def _made(libraries: Mapping[str, Library], language: Language) -> Iterator[Item]:
    """Return what is made from the form, the prompts and the words."""
    gettext, library = language.gettext, libraries[language.code]
    form = class_form(library.questionnaire)
    for name, asked, title in (
        ("worksheet-quick", form.core, gettext("Worksheet: quick check")),
        ("worksheet", form, gettext("Worksheet and scoring grid: all questions")),
    ):
        about = gettext("One for each pupil: boxes, room for “How do I know?”, and the score by hand.")
        yield Item(name, title, about, "class", partial(_worksheet, asked, language))
    for name, title, about, blocks, size in (
        ("tally", gettext("Tally sheet"),
         gettext("Count hands or cards, and find out by hand where the class disagrees most."),
         partial(tally_blocks, form, language), 1),
        ("answer-cards", gettext("Answer cards"),
         gettext("A to E and a question mark, to hold up all at once."),
         partial(answer_cards, form, language), 1),
        ("prompts", gettext("Prompts to talk about"),
         gettext("Cards to cut out: what to ask when a class is split, scattered, agreed or does not know."),
         partial(prompt_cards, library, language), READ),
    ):  # fmt: skip
        yield _item(name, (title, about, "class"), blocks, library, language, size)
    for profile in known_platforms(library):
        yield Item(
            f"evidence-{profile.id}", evidence_title(profile, language),
            gettext("What is documented, with source and day: to read between the two votes."),
            "class", partial(platform_cards, profile, library, language),
        )  # fmt: skip
    yield from _young(library, language)
    yield _item(
        "words",
        (gettext("Twelve words"), gettext("What to explain before the lesson, one sentence each."), "class"),
        partial(_words, libraries, language), library, language, SHOWN,
    )  # fmt: skip


def _young(library: Library, language: Language) -> Iterator[Item]:
    """Return what is made of the questions in short words, and who listens to pupils."""
    gettext, form = language.gettext, class_form(library.questionnaire, YOUNG)
    if not form.quick:
        return
    yield Item(
        "worksheet-young", gettext("Worksheet: ten short questions"),
        gettext("One for each pupil of 11 to 15 years, with the score by hand."),
        "young", partial(_worksheet, form, language),
    )  # fmt: skip
    yield _item(
        "tally-young",
        (gettext("Tally sheet: ten short questions"), gettext("Count hands or cards on them."), "young"),
        partial(tally_blocks, form, language), library, language, 1,
    )  # fmt: skip
    teen = tuple(line for line in library.help_lines if "teen" in line.audience)
    if teen:
        yield _item(
            "who-listens",
            (gettext("Who listens to you"), gettext("To hang up: it is free, and no name is needed."), "young"),
            partial(_listeners, help_countries(teen, language), language), library, language, READ,
        )  # fmt: skip


def _listeners(countries: Sequence[HelpCountry], language: Language) -> Iterator[Block]:
    """Return the numbers of each country whose people speak the language of the sheet."""
    head = (language.gettext("Who"), language.gettext("Number"), language.gettext("When"))
    yield text(language.gettext("If a life is in danger now, call the emergency number of your country."))
    for line in (line for country in countries if not country.code for line in country.lines):
        yield Paragraph((Link(line.title, line.link(language.code)[1]),))
    for country in countries:
        spoken = [line for line in country.lines if line.phone and (line.emergency or line.speaks(language.code))]
        if country.code and country.spoken and spoken:
            yield Heading(2, country.name)
            rows = tuple((line.title, line.phone or "", line.hours or "") for line in spoken)
            yield Table(head, rows, widths=(2.4, 1, 1.6))


def _worksheet(form: Questionnaire, language: Language, day: date) -> Outline:
    return worksheet_outline(form, language, day, "")


def _item(
    name: str, words: tuple[str, str, str], blocks: Blocks, library: Library, language: Language, size: float
) -> Item:
    """Return a document by its title, what it is for, and its group."""
    title, about, group = words
    site = topic(library.questionnaire, language).signature

    def make(day: date) -> Outline:
        head = (Heading(1, title), text(about, "small"))
        return Outline(title, site, language, day, (*head, *blocks()), size=size)

    return Item(name, title, about, group, make)


def _plan_item(plan: Plan, library: Library, language: Language) -> Item:
    words = (plan.title, plan.about, "young" if plan.young else "teacher")
    return _item(plan.id, words, partial(_plan, plan, language), library, language, READ)


def _plan(plan: Plan, language: Language) -> Iterator[Block]:
    """Return the steps with the minute at which each begins."""
    gettext = language.gettext
    rows = tuple((minutes, step.title, step.what, step.offline or SAME) for minutes, step in plan.timetable)
    head = (gettext("Minutes"), gettext("Step"), gettext("What the class does"), gettext("Without devices"))
    yield Field(gettext("Platform"))
    yield Field(gettext("Class and day"))
    yield Table(head, rows, widths=(0.6, 1.1, 2.6, 2.0))
    yield Heading(2, gettext("Question of the lesson"))
    yield text(gettext("What does this platform want from us, and what do we want from it?"))
    yield Heading(2, gettext("Notes for the next time"))
    yield BlankLines(NOTES)


def _words(libraries: Mapping[str, Library], language: Language) -> Iterator[Block]:
    """Return a word, what it is called in the other languages, and what it means."""
    lessons = {code: library.lesson for code, library in libraries.items() if library.lesson}
    mine = lessons[language.code]
    others = {code: {word.id: word.term for word in lesson.words} for code, lesson in lessons.items()}
    del others[language.code]
    head = (language.gettext("Word"), *(_name(code, language) for code in others), language.gettext("What it means"))
    rows = tuple(
        (word.term, *(terms.get(word.id, "") for terms in others.values()), word.meaning) for word in mine.words
    )
    yield Table(head, rows, widths=(1.2, *(1.2 for _ in others), 4))


def _name(code: str, language: Language) -> str:
    """Return a language as this language calls it."""
    return str(language.locale.languages.get(code, code)).capitalize()


def _sheet_item(sheet: Sheet, library: Library, language: Language) -> Item:
    group = "teacher" if sheet.id == GUIDE else "adults"
    words = (sheet.title, sheet.about, group)
    return _item(sheet.id, words, partial(_sheet, sheet, library, language), library, language, READ)


def _sheet(sheet: Sheet, library: Library, language: Language) -> Iterator[Block]:
    for part in sheet.parts:
        yield Heading(2, part.heading)
        yield from _part(part, sheet, language)
        if part.operator and (run_by := library.site.operator):
            yield text(
                language.gettext("This site is run by %(name)s, %(mail)s.", name=run_by.name, mail=run_by.mail)
            )
        if part.own_use:
            yield Bullets(tuple((question.text,) for question in about_pupils(library.questionnaire)))


def _part(part: SheetPart, sheet: Sheet, language: Language) -> Iterator[Block]:
    yield from (text(paragraph) for paragraph in part.text)
    if part.items:
        yield Bullets(tuple((item,) for item in part.items))
    if part.rows:
        rows = tuple((row.left, _right(row, language)) for row in part.rows)
        yield Table((sheet.left or "", sheet.right or ""), rows, widths=(1, 1.6))
    if part.blanks:  # to fill in on one page
        yield Group(tuple(Field(label) for label in part.blanks))


def _right(row: SheetRow, language: Language) -> str:
    mark = language.gettext("(to check against the official text)")
    return f"{row.right} {mark}" if row.to_check else row.right


SHAPES = ("camps", "scattered", "agree", "facts")
UNKNOWN = "?"
ON_A_PAGE = 2  # dimensions with their prompts


def prompt_cards(library: Library, language: Language) -> Iterator[Block]:
    """Return a card for each dimension and shape, the dimensions under one another."""
    prompts = {one.id: one for one in library.lesson.prompts} if library.lesson else {}
    words = report_text.shapes(language)
    parts = [part for part in library.questionnaire.dimensions if part.id in prompts]
    for place, part in enumerate(parts):
        if place and place % ON_A_PAGE == 0:
            yield PageBreak()
        yield Heading(2, f"{part.name}{language.colon}{part.question}")
        yield Cards(tuple(_prompt(prompts[part.id], shape, words[shape]) for shape in SHAPES))


def _prompt(prompts: Prompts, shape: str, words: str) -> tuple[Block, ...]:
    return text(words, "small"), text(getattr(prompts, KIND[shape]), "lead")


def answer_cards(form: Questionnaire, language: Language) -> Iterator[Block]:
    """Return a letter for each place in the longest list of options, and one for “I don’t know”."""
    most = max(len(question.options) for question in form.questions)
    yield text(
        language.gettext(
            "One set for each pupil. Cut along the lines. A is the first answer of the list, B the second, and so on."
        )
    )
    letters = [*ascii_uppercase[:most], UNKNOWN]
    yield Cards(tuple(_letter(letter, language) for letter in letters), columns=2)


def _letter(letter: str, language: Language) -> tuple[Block, ...]:
    unsure = letter == UNKNOWN
    words = language.gettext("I don’t know") if unsure else language.gettext("Answer %(letter)s", letter=letter)
    return text(letter, "huge"), text(words, "small")
