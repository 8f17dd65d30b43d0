"""Search in the answers of the FAQ: forgives case, accents, plurals and small slips, and ranks what tells most first.

Every entry is a bag of word stems, heavier where they stand in its question; BM25 ranks the bags. Words that stand
nearly everywhere weigh nearly nothing, so no language needs a list of them; one without a stemmer is searched by its
words as they are.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import log

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import OSA

from evaluator.content.models.library import FaqEntry, Library

QUERY_LENGTH = 100  # characters
IN_QUESTION, IN_KEYWORDS, IN_SHORT, IN_ANSWER, IN_FORM = 3.0, 3.0, 2.0, 1.0, 0.5  # what a word weighs there
SATURATION, LENGTH_SHARE = 1.2, 0.6  # the constants of BM25
LEAST_HELD = 0.2  # of what a query asks for, by weight, that an entry must hold
LEAST_OF_BEST = 0.3  # of the best entry's rank
LEAST_BEGINNING = 3  # letters from which the beginning of a word stands for the whole
SLIPS = ((8, 2), (4, 1))  # letters of a word, and how many of them may be wrong
AS_BEGINNING, AS_SLIP = 0.6, (1.0, 0.8, 0.5)  # what a likeness weighs; of a slip, by its size

LEAST_WITH_SLIP = 7  # letters of a word of distress from which one slip is forgiven: “shared” is not “scared”

Stem = Callable[[str], str]
Likenesses = Mapping[str, float]  # stems that a word may mean, each with how sure that is


class Index:
    """The entries of one library, ready to be searched. It never changes, so threads may share it."""

    def __init__(self, library: Library) -> None:
        """Take every entry apart into weighted stems."""
        self._language, self._entries = library.language, library.faq
        texts = [_texts(library, entry) for entry in library.faq]
        stem = stemmer(library.language)
        known = dict.fromkeys(word for parts in texts for text, _ in parts for word in words(text))
        self._stems = {word: stem(word) for word in known}
        self._words = tuple(self._stems)
        bags = [_bag(parts, self._stems) for parts in texts]
        self._distress = [[(word, stem(word)) for word in words(phrase)] for phrase in _distress(library)]
        self._lengths = [sum(bag.values()) for bag in bags]
        self._mean = sum(self._lengths) / max(len(bags), 1)
        self._places: dict[str, dict[int, float]] = {}  # stem -> number of an entry -> what the stem weighs there
        for number, bag in enumerate(bags):
            for part, weight in bag.items():
                self._places.setdefault(part, {})[number] = weight

    def search(self, query: str) -> tuple[FaqEntry, ...]:
        """Return the entries that fit, best first; none when nothing fits."""
        stem = stemmer(self._language)
        asked = [self._likenesses(word, stem(word)) for word in dict.fromkeys(words(query))]
        ranks = dict(self._ranks(asked))
        best = max(ranks.values(), default=0.0)
        fitting = [number for number, rank in ranks.items() if rank >= LEAST_OF_BEST * best]
        return tuple(self._entries[number] for number in sorted(fitting, key=lambda number: -ranks[number]))

    def sounds_like_distress(self, query: str) -> bool:
        """Say whether a query holds every word of one of the keywords of an entry that shows help lines."""
        stem = stemmer(self._language)
        asked = [(word, stem(word)) for word in words(query)]
        return any(all(any(_same(mine, theirs) for theirs in asked) for mine in phrase) for phrase in self._distress)

    def _likenesses(self, word: str, stem: str) -> Likenesses:
        if stem in self._places:
            return {stem: 1.0}
        begun = [known for known in self._places if len(stem) >= LEAST_BEGINNING and known.startswith(stem)]
        allowed = next((wrong for length, wrong in SLIPS if len(word) >= length), 0)
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        return {
            **dict.fromkeys(begun, AS_BEGINNING),
            **{self._stems[known]: AS_SLIP[int(size)] for known, size, _ in near[::-1]},
        }

    def _ranks(self, asked: Sequence[Likenesses]) -> Iterator[tuple[int, float]]:
        """Return the entries that hold enough of what is asked, with their ranks."""
        whole = sum(max(map(self._rarity, like), default=self._rarity("")) for like in asked)
        for number in range(len(self._entries)):
            held = sum(self._best(number, like, self._held) for like in asked)
            if held and held >= LEAST_HELD * whole:
                yield number, sum(self._best(number, like, self._weight) for like in asked)

    def _best(self, number: int, like: Likenesses, measure: Callable[[str, int], float]) -> float:
        """Return what the best of some likenesses gives an entry."""
        return max((sure * measure(stem, number) for stem, sure in like.items()), default=0.0)

    def _held(self, stem: str, number: int) -> float:
        return self._rarity(stem) if number in self._places[stem] else 0.0

    def _weight(self, stem: str, number: int) -> float:
        """BM25: a rare stem tells more than a common one, and its second occurrence less than its first."""
        times = self._places[stem].get(number, 0.0)
        length = 1 - LENGTH_SHARE + LENGTH_SHARE * self._lengths[number] / self._mean
        return self._rarity(stem) * times * (SATURATION + 1) / (times + SATURATION * length)

    def _rarity(self, stem: str) -> float:
        count = len(self._places.get(stem, ()))
        return log(1 + (len(self._entries) - count + 0.5) / (count + 0.5))


def words(text: str) -> list[str]:
    """Return the words of a text in lower case without accents, those with a hyphen also in one piece.

    Single letters, mostly elisions such as l’, are left out.
    """
    apart = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe"))
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    joined = re.findall(r"[^\W_]+(?:-[^\W_]+)+", plain)
    found = re.findall(r"[^\W_]+", plain) + [word.replace("-", "") for word in joined]
    return [word for word in found if len(word) > 1] or found


def stemmer(code: str) -> Stem:
    """Return what cuts a word of a language to its stem. A new one each time: stemmers hold state while they work."""
    import snowballstemmer  # brings the stemmers of thirty languages, which a start need not wait for

    name = str(Locale(code).get_language_name("en")).lower()
    if name not in snowballstemmer.algorithms():
        return str
    stem: Stem = snowballstemmer.stemmer(name).stemWord
    return stem


def _texts(library: Library, entry: FaqEntry) -> list[tuple[str, float]]:
    """Everything an entry is found by, and what a word there weighs."""
    asked = {target.partition(".")[0] for target in entry.serves}
    form = [question.text for question in library.questionnaire.questions if question.id in asked]
    return [
        (entry.question, IN_QUESTION),
        (entry.keywords or "", IN_KEYWORDS),
        (entry.short, IN_SHORT),
        *((paragraph, IN_ANSWER) for paragraph in entry.answer),
        *((text, IN_FORM) for text in form),
    ]


def _distress(library: Library) -> list[str]:
    """List the keywords, words or phrases between commas, of every entry that shows help lines."""
    found = [phrase for entry in library.faq if entry.help_lines for phrase in (entry.keywords or "").split(",")]
    return [phrase for phrase in found if words(phrase)]


def _same(keyword: tuple[str, str], asked: tuple[str, str]) -> bool:
    """Compare two words, each with its stem; one slip is forgiven in a long one that begins alike."""
    if keyword[1] == asked[1]:
        return True
    mine, theirs = keyword[0], asked[0]
    return len(mine) >= LEAST_WITH_SLIP and mine[0] == theirs[0] and OSA.distance(mine, theirs, score_cutoff=1) <= 1


def _bag(texts: Iterable[tuple[str, float]], stems: Mapping[str, str]) -> dict[str, float]:
    """Return what every stem of an entry weighs there."""
    bag: dict[str, float] = {}
    for text, weight in texts:
        for word in words(text):
            bag[stems[word]] = bag.get(stems[word], 0.0) + weight
    return bag
