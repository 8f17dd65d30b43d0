"""One search for everything: answers, platforms and what to do there, actions, helplines, questions of the form."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from evaluator.content.models.library import Action, Library
from evaluator.content.models.platforms import PlatformDeed, PlatformProfile
from evaluator.i18n.language import Language
from evaluator.library import labels
from evaluator.library.search import (
    IN_ANSWER,
    IN_FORM,
    IN_KEYWORDS,
    IN_QUESTION,
    IN_SHORT,
    Index,
    TextIndex,
    answer_texts,
    is_slip,
    words,
)

Kind = Literal["answer", "platform", "deed", "action", "helpline", "question"]
MOST_SHOWN = 20
FIRST = 3  # places that are seen at once
PREFERRED = 1.2  # what the rank of an answer is worth, and of a thing to do on a platform that was named
BY_NAME = 0.3  # what the name of a platform adds to the rank of what fits by the other words
ELSEWHERE = 0.7  # what an action for another country or in another language keeps of its rank
NOWHERE = 0.85  # what an action for one country keeps of its rank where nobody knows the country
ENOUGH = 5  # texts that hold a word of the language that they are in
EVERYDAY = 6  # texts from which a word is more than another name of a platform, such as “classroom”
STRONG = 0.5  # of the best rank, that the best answer must reach to stand among the first places
LONG = 5  # letters of a name in which a slip is forgiven
IN_NAME = 4.0  # what a word weighs in the name of a platform
Texts = list[tuple[str, float]]


class Hit(NamedTuple):
    """Something that was found: its kind, its id, and the thing itself; of a deed also the platform."""

    kind: Kind
    id: str
    thing: Any
    profile: PlatformProfile | None = None


class SiteIndex:
    """Everything of one library, ready to be searched. It never changes, so threads may share it.

    What can be done on one platform is found by who names it; else forty platforms would hide what holds for all.
    """

    def __init__(self, library: Library, language: Language) -> None:
        """Take everything apart; the language knows words that say nothing, and words that say the same."""
        self._language, self._profiles = library.language, library.profiles
        self._passed_over = set(words(labels.passed_over(language)))
        self._answers = Index(library)
        pairs = [*_answers(library), *_platforms(library), *_actions(library, language), *_questions(library)]
        self._hits = [hit for hit, _ in pairs]
        self._by_id = {(hit.kind, hit.id): hit for hit in self._hits}
        families = [hit.id.rpartition(".")[2] if hit.kind == "deed" else f"{hit.kind} {hit.id}" for hit in self._hits]
        self._texts = TextIndex(
            library.language,
            [texts for _, texts in pairs],
            labels.alike(language),
            families,
            words(labels.people(language)),
        )
        self._places = {code: set(map(plain, names)) for code, names in labels.places(language).items()}
        self._told = {profile.id: self._telling(profile) for profile in library.profiles}
        self._names = {profile.id: self._plain_names(profile) for profile in library.profiles}

    def search(self, query: str, country: str = "") -> tuple[Hit, ...]:
        """Return what fits, best first; what serves in the visitor's country before what serves in another."""
        every = [part for word in words(query) for part in self._texts.apart(word)]
        runs = _runs(every)
        named = self._named([*runs, *query.casefold().split()])  # a name of one letter as well
        naming = {part for run in named.values() for part in (*runs.get(run, ()), run)}
        other = [word for word in every if word not in naming]
        asked = [word for word in other if word not in self._passed_over] or other
        place = next((code for run in runs for code in self._places if run in self._places[code]), "")
        weighed = self._weighed(asked, named, country, place)
        found = [self._hits[number] for number in sorted(weighed, key=lambda number: -weighed[number])]
        fitting = [hit for hit in found if hit.kind != "deed" or (hit.profile and hit.profile.id in named)]
        pages = [hit for hit in self._hits if hit.kind == "platform" and hit.id in named]
        answers = [Hit("answer", entry.id, entry) for entry in self._answers.search(" ".join(asked or every))[:1]]
        strong = STRONG * max(weighed.values(), default=0.0)
        answers = [hit for hit in answers if weighed.get(self._hits.index(hit), 0.0) >= strong]
        if self.sounds_like_distress(query):
            answers = [hit for hit in self._hits if hit.kind == "answer" and hit.thing.help_lines][:1]
        alone = "".join(every) in named.values()
        return tuple(_mixed(fitting, pages, answers, first=alone)[:MOST_SHOWN])

    def _telling(self, profile: PlatformProfile) -> set[int]:
        """Return the numbers of the things that speak of a platform: its page, its deeds, and what holds its name."""
        own = {number for number, hit in enumerate(self._hits) if profile in (hit.profile, hit.thing)}
        return own.union(*map(self._texts.holding, words(profile.name)))

    def _plain_names(self, profile: PlatformProfile) -> set[str]:
        """Return the names of a platform as they are typed, without those that are everyday words here."""
        rare = {name for name in map(plain, profile.also) if self._held(name) <= EVERYDAY}
        return rare | {plain(profile.name)}

    def _held(self, word: str, *more: Kind) -> int:
        """Count the things that hold a word, but for those of one platform, of which more kinds may count."""
        kinds = [self._hits[number].kind for number in self._texts.holding(word)]
        return sum(kind not in {"platform", "deed"} - set(more) for kind in kinds)

    def known(self, query: str) -> int:
        """Tell how well a query is known in this language, ENOUGH for each word; one of a single menu hardly is."""
        return sum(
            ENOUGH if word in self._passed_over else min(self._held(word, "platform"), ENOUGH)
            for word in words(query)
        )

    def same(self, hits: Iterable[Hit]) -> tuple[Hit, ...]:
        """Return, in this language, what was found in another."""
        return tuple(self._by_id[hit.kind, hit.id] for hit in hits)

    def sounds_like_distress(self, query: str) -> bool:
        """Say whether a query speaks of distress, by the words of the answers."""
        return self._answers.sounds_like_distress(query)

    def _named(self, runs: Sequence[str]) -> dict[str, str]:
        """Return the ids of the platforms that a query names, with a slip or without, each with what named it."""
        said = {key: next((run for run in runs if _is_said(names, run)), "") for key, names in self._names.items()}
        return {key: run for key, run in said.items() if run}

    def _weighed(self, asked: list[str], named: Iterable[str], country: str, place: str) -> dict[int, float]:
        """Return how well each thing fits what is asked, by its number; the name of a platform adds a little."""
        meant = self._texts.ranks(asked) if asked else {}
        told = {number for key in named for number in self._told[key]}
        added = BY_NAME * max(meant.values(), default=1.0)
        return {
            number: self._nearness(self._hits[number], country, place)
            * (meant.get(number, 0.0) + (added if number in told else 0.0))
            for number in sorted({*meant, *told})
        }

    def _nearness(self, hit: Hit, country: str, place: str) -> float:
        """Tell how near an action is: one for another country, or for readers of another language, stands back."""
        if hit.kind not in ("action", "helpline"):
            return PREFERRED if hit.kind in ("answer", "deed") else 1.0
        abroad = not hit.thing.may_work_in(place or country or None)
        if self._language not in hit.thing.links or (abroad and (place or country)):
            return ELSEWHERE
        return PREFERRED if place in hit.thing.countries else NOWHERE if abroad else 1.0


def search(own: SiteIndex, others: Iterable[SiteIndex], query: str, country: str = "") -> tuple[Hit, ...]:
    """Search in the language of the page, or in another one that knows more of the words that were typed."""
    if own.known(query) == ENOUGH * len(words(query)):
        return own.search(query, country)
    best = max((own, *others), key=lambda index: index.known(query))  # of two that know as many, the first
    return own.same(best.search(query, country))


def plain(name: str) -> str:
    """Return a name in one word, as it is compared."""
    return "".join(words(name))


def _runs(asked: list[str]) -> dict[str, tuple[str, ...]]:
    """Return up to three words that follow one another, as one."""
    ends = [(start, end) for start in range(len(asked)) for end in range(start + 1, start + 4)]
    return {"".join(asked[start:end]): tuple(asked[start:end]) for start, end in ends if end <= len(asked)}


def _mixed(hits: list[Hit], pages: list[Hit], answers: list[Hit], *, first: bool) -> list[Hit]:
    """Put the page of a platform that was named, and the best answer, among the first places."""
    if first:
        return [*pages, *(hit for hit in hits if hit not in pages)]
    told = pages and any(hit.kind == "deed" for hit in hits[:FIRST])  # what to do there leaves no room for more
    for place, hit in [(FIRST - 1, pages[:1])] if told else [(FIRST - 2, pages[:1]), (FIRST - 1, answers)]:
        if hit and hit[0] not in hits[:FIRST]:
            hits = [other for other in hits if other != hit[0]]
            hits.insert(place, hit[0])
    return hits


def _is_said(names: Iterable[str], run: str) -> bool:
    """Tell whether a name was typed; a slip is forgiven in a long one, for a short one is soon another word."""
    return any(
        run in (name, f"{name}s") or (len(name) >= LONG and run[:1] == name[:1] and is_slip(run, name))
        for name in names
    )


def _answers(library: Library) -> Iterator[tuple[Hit, Texts]]:
    for entry in library.faq:
        yield Hit("answer", entry.id, entry), answer_texts(library, entry)


def _platforms(library: Library) -> Iterator[tuple[Hit, Texts]]:
    """Return each platform by all its names, and each thing to do there."""
    for profile in library.profiles:
        names = " ".join((profile.name, *profile.also))
        yield Hit("platform", profile.id, profile), [(names, IN_NAME), (profile.owner.name or "", IN_SHORT)]
        for deed in profile.deeds:
            yield Hit("deed", f"{profile.id}.{deed.id}", deed, profile), _deed(library, deed, names)


def _deed(library: Library, deed: PlatformDeed, names: str) -> Texts:
    kind = library.documented.deed[deed.id] if library.documented else None
    question = library.questionnaire.question(kind.question) if kind and kind.question else None
    return [
        (names, IN_QUESTION),
        (kind.name if kind else "", IN_QUESTION),
        (kind.keywords or "" if kind else "", IN_KEYWORDS),
        (deed.note or "", IN_FORM),
        (deed.menus(library.language)[1] or "", IN_FORM),
        (question.text if question else "", IN_FORM),
    ]


def _actions(library: Library, language: Language) -> Iterator[tuple[Hit, Texts]]:
    helping = set(map(id, library.help_lines))
    for action in library.actions:
        if id(action) in helping:
            yield (
                Hit("helpline", action.id, action),
                [*_action(library, action), (labels.helpline(language), IN_QUESTION)],
            )
        else:
            yield Hit("action", action.id, action), _action(library, action)


def _action(library: Library, action: Action) -> Texts:
    named = {profile.id: profile.name for profile in library.profiles}
    general = library.documented.deed.get(action.deed) if library.documented and action.deed else None
    return [
        (action.title, IN_QUESTION),
        (action.keywords or "", IN_KEYWORDS),
        (action.gives, IN_SHORT),
        (" ".join(named[name] for name in action.platforms if name in named), IN_KEYWORDS),
        (f"{general.name} {general.keywords or ''}" if general else "", IN_SHORT),
        (action.phone or "", IN_QUESTION),
    ]


def _questions(library: Library) -> Iterator[tuple[Hit, Texts]]:
    for question in library.questionnaire.questions:
        options = [(option.text, IN_FORM) for option in question.options]
        guide = [(step, IN_FORM) for step in (*question.items, *question.find_out)]
        texts = [
            (question.text, IN_QUESTION),
            (question.keywords or "", IN_KEYWORDS),
            (question.hint or "", IN_SHORT),
            (question.why, IN_ANSWER),
        ]
        yield Hit("question", question.id, question), [*texts, *options, *guide]
