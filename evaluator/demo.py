"""A site with something on it: a class of thirty that has answered, four judged apps, one code of ethics.

All of it is made up, by chance from a fixed start, and gone with the server: it lives in a folder of its own.
Facts that documents hold are taken as they are; only what nobody documented is made up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from urllib.parse import quote

from evaluator.assess.answers import SETS, Answers, Assessment
from evaluator.assess.provenance import from_documents
from evaluator.classroom.settings import FULL, ClassSettings, question_set
from evaluator.classroom.simulation import PUPILS, fixed_chance, votes
from evaluator.classroom.states import TeacherAction
from evaluator.classroom.store import open_store
from evaluator.classroom.store.store import Store
from evaluator.content import load
from evaluator.content.models.library import Library
from evaluator.content.models.questionnaire import Question
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.documents.formats import write_code
from evaluator.ethics.draft_file import dump_draft
from evaluator.ethics.suggest import example_draft
from evaluator.i18n.language import started
from evaluator.server import serve
from evaluator.settings import Settings

APPS = 4


def demonstrate(host: str, ports: Sequence[int], chosen: Settings, code: str) -> None:
    """Serve the site with a class, apps and a code until stopped, and print where each is.

    Raises ValueError when no port can be had, and for a language that is not offered.
    """
    libraries = load(chosen.questions, started(), chosen.languages, chosen.site)
    if code and code not in libraries:
        message = f"no language '{code}' in {chosen.questions}; choose from {', '.join(libraries)}"
        raise ValueError(message)
    library = libraries[code or next(iter(libraries))]
    chance = fixed_chance()
    with TemporaryDirectory(prefix="four-questions-") as name:
        folder = Path(name)
        settings = replace(chosen, database=f"sqlite:///{folder / 'four-questions.db'}")
        store = open_store(settings.database)
        try:
            pages = [*_class_pages(store, library, chance), *_app_pages(library, chance)]
        finally:
            store.close()
        files = [f"{what}: {file}" for what, file in _code_files(libraries, library, folder)]

        def tell(place: str) -> None:
            home = f"http://{place}/{library.language}/"
            print(f"Four Questions is at {home} (all of this is made up; Ctrl+C stops it and takes it away)")
            print(*(f"{what}: {home}{path}" for what, path in pages), *files, sep="\n", flush=True)

        serve(host, ports, settings, tell)


def _class_pages(store: Store, library: Library, chance: Random) -> Iterator[tuple[str, str]]:
    """Start a class about the platform best documented, let thirty answer, and leave it open for its teacher."""
    questions = question_set(library.questionnaire, FULL).questions
    names = tuple(question.id for question in questions)
    opened = store.start(ClassSettings(names, FULL, _apps(library)[0], expected=PUPILS))
    seats = [store.join(opened.class_id) for _ in range(PUPILS)]
    store.act(opened.host_key, TeacherAction.OPEN)
    for place, question in enumerate(questions):
        for seat, option in zip(seats, votes(question, place, chance), strict=True):
            store.answer(seat.token, question.id, option)
    yield f"A class of {PUPILS} that has answered: its teacher", f"class/host/{opened.host_key}"
    yield "The wall of that class", f"class/screen/{opened.screen_key}"


def _apps(library: Library) -> list[str]:
    """Choose the apps: those about which most is documented, then whatever the form suggests."""
    known = sorted(library.profiles, key=lambda profile: -len(profile.facts))
    names = [profile.name for profile in known if profile.closed_on is None]
    return list(dict.fromkeys([*names, *library.platforms, "Example"]))[:APPS]


def _app_pages(library: Library, chance: Random) -> Iterator[tuple[str, str]]:
    """Judge the apps: what documents say, and made-up answers to what only somebody who uses them can say."""
    queries = [_judged(library, name, chance).query for name in _apps(library)]
    for name, query in zip(_apps(library), queries, strict=True):
        yield f"{name}, judged", f"report?{query}"
    yield "The same apps beside each other", f"compare?{'&'.join(f'report={quote(query)}' for query in queries)}"


def _judged(library: Library, name: str, chance: Random) -> Assessment:
    form, today = library.questionnaire, date.today()
    method = form.scoring.method if form.earlier else ""
    known = from_documents(library, Assessment(name, SETS[0], Answers({}), day=today), today)
    made_up = {question.id: _opinion(question, chance) for question in form.questions}
    return replace(known, answers=Answers(made_up | dict(known.answers.given)), day=today, method=method)


def _opinion(question: Question, chance: Random) -> str:
    """Make up an answer; where one can say that somebody was hurt, nobody was."""
    best = max(question.options, key=lambda option: option.points)
    return best.id if question.speaks_of_harm else chance.choice(question.options).id


def _code_files(libraries: dict[str, Library], library: Library, folder: Path) -> Iterator[tuple[str, Path]]:
    """Write the first example of a code of ethics to print, and as the draft that the site opens."""
    known = {code: each.ethics for code, each in libraries.items() if each.ethics}
    ethics = library.ethics
    if ethics is None or not ethics.examples:
        return
    today, language = date.today(), started()[library.language]
    draft = example_draft(known, ethics.examples[0].id, (library.language,), today)
    draft = replace(draft, contact="hello@example.org", example="")
    context = CodeContext.create(draft, libraries, [language], today)
    page, saved = folder / "code-of-ethics.pdf", folder / "code-of-ethics.json"
    page.write_bytes(write_code("pdf", context))
    saved.write_bytes(dump_draft(draft, known))
    yield "A code of ethics", page
    yield "The same as a draft, to open at /ethics/", saved
