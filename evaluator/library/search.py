"""Search in texts, first of all the answers: forgives case, accents, plurals and slips, ranks what tells most first.

Every text is a bag of word stems, heavier where they stand in its title; BM25 ranks the bags. Words that stand nearly
everywhere weigh nearly nothing, so no language needs a list of them; one without a stemmer is searched by its words
as they are.
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
AS_SYNONYM = 0.5  # what a word weighs that is said for another
LEAST_SLIP_OF_BEGINNING = 6  # letters from which what begins a word may be another one’s slip
LEAST_BEGINNING = 3  # letters from which the beginning of a word stands for the whole
SLIPS = ((8, 2), (4, 1))  # letters of a word, and how many of them may be wrong
AS_BEGINNING = 0.6  # what the beginning of a word weighs; a slip weighs less the more of its word it takes
OF_UNKNOWN = 0.4  # what a word asks for that nobody knows: much of what is typed in haste is no word
OF_PEOPLE = 0.5  # what a word weighs that says of whom, such as “daughter” or “customers”
AS_HEARD = 0.7  # what a word weighs that only sounds like the one typed
LEAST_HEARD = 4  # letters from which a word is known by its sound
SOUNDS = (
    ("ph", "f"),
    ("qu", "k"),
    ("ck", "k"),
    ("eau", "o"),
    ("au", "o"),
    ("ai", "e"),
    ("c", "k"),
    ("y", "i"),
    ("h", ""),
)

LEAST_WITH_SLIP = 7  # letters of a word of distress from which one slip is forgiven: “shared” is not “scared”

Stem = Callable[[str], str]
Likenesses = Mapping[str, float]  # stems that a word may mean, each with how sure that is


class TextIndex:
    """Texts ready to be searched, each of several parts with a weight. It never changes, so threads may share it."""

    def __init__(
        self,
        code: str,
        texts: Sequence[Sequence[tuple[str, float]]],
        alike: Sequence[frozenset[str]] = (),
        families: Sequence[str] = (),
        whose: Iterable[str] = (),
    ) -> None:
        """Take every text of a language apart into weighted stems; some words are said for one another.

        Texts of one family say the same of different things: a word is no less rare for standing in all of them.
        Words for people say less of what is looked for than the others.
        """
        self._language, self._families = code, tuple(families) or tuple(map(str, range(len(texts))))
        self._count = len(set(self._families))
        stem = stemmer(code)
        self._whose = {stem(word) for word in whose}
        known = dict.fromkeys(word for parts in texts for text, _ in parts for word in words(text))
        self._stems = {word: stem(word) for word in known}
        self._words = tuple(self._stems)
        self._heard: dict[str, list[str]] = {}  # sound -> the known words that have it
        for word in self._words:
            self._heard.setdefault(sound(word), []).append(self._stems[word])
        plain = [{stem(word) for word in words(" ".join(group))} for group in alike]
        self._alike = {word: group - {word} for group in plain for word in group}
        bags = [_bag(parts, self._stems) for parts in texts]
        self._lengths = [sum(bag.values()) for bag in bags]
        self._mean = sum(self._lengths) / max(len(bags), 1)
        self._places: dict[str, dict[int, float]] = {}  # stem -> number of a text -> what the stem weighs there
        for number, bag in enumerate(bags):
            for part, weight in bag.items():
                self._places.setdefault(part, {})[number] = weight

    def search(self, query: str) -> list[int]:
        """Return the numbers of the texts that fit, best first; none when nothing fits."""
        ranks = self.ranks(words(query))
        return sorted(ranks, key=lambda number: -ranks[number])

    def ranks(self, asked: Iterable[str]) -> dict[int, float]:
        """Return the numbers of the texts that fit some words, each with its rank."""
        stem = stemmer(self._language)
        stems = {word: stem(word) for word in asked}
        told = [OF_PEOPLE if part in self._whose or _is_age(part) else 1.0 for part in stems.values()]
        ranks = dict(self._ranks([self._likenesses(word, part) for word, part in stems.items()], told))
        least = LEAST_OF_BEST * max(ranks.values(), default=0.0)
        return {number: rank for number, rank in ranks.items() if rank >= least}

    def holding(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the texts that hold a word in some form."""
        return tuple(self._places.get(stemmer(self._language)(word), ()))

    def apart(self, word: str) -> tuple[str, ...]:
        """Return the two known words that were typed as one, such as “screentime”; else the word."""
        if self._likenesses(word, stemmer(self._language)(word)):
            return (word,)
        halves = ((word[:place], word[place:]) for place in range(LEAST_BEGINNING, len(word) - LEAST_BEGINNING + 1))
        return next((pair for pair in halves if self._stems.keys() >= set(pair)), (word,))

    def _likenesses(self, word: str, stem: str) -> Likenesses:
        """Return the stems that a word may mean: itself or what it was meant for, and what is said for these."""
        spelt = self._spelt(word, stem)
        said = {
            other: AS_SYNONYM * sure
            for part, sure in {**spelt, stem: 1.0}.items()
            for other in self._alike.get(part, ())
            if other in self._places
        }
        return {**said, **spelt} if said else spelt

    def _spelt(self, word: str, stem: str) -> Likenesses:
        if stem in self._places:
            return {stem: 1.0}
        begun = [known for known in self._places if len(stem) >= LEAST_BEGINNING and known.startswith(stem)]
        if begun and len(word) < LEAST_SLIP_OF_BEGINNING:
            return dict.fromkeys(begun, AS_BEGINNING)  # “algo” is no “allo”
        allowed = next((wrong for length, wrong in SLIPS if len(word) >= length), 0)
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        heard = self._heard.get(sound(word), ()) if len(word) >= LEAST_HEARD else ()
        return {
            **dict.fromkeys(heard, AS_HEARD),
            **dict.fromkeys(begun, AS_BEGINNING),
            **{self._stems[known]: 1 - 2 * size / len(word) for known, size, _ in near[::-1]},
        }

    def _ranks(self, asked: Sequence[Likenesses], told: Sequence[float]) -> Iterator[tuple[int, float]]:
        """Return the texts that hold enough of what is asked, with their ranks; some words tell less than others."""
        found = [self._weights(like) for like in asked]
        families = [len({self._families[number] for number in weights}) for weights in found]
        rarity = [share * self._rarity(count) for share, count in zip(told, families, strict=True)]
        whole = sum(rare if weights else OF_UNKNOWN * rare for rare, weights in zip(rarity, found, strict=True))
        for number in dict.fromkeys(number for weights in found for number in weights):
            held = [(rare, weights[number]) for rare, weights in zip(rarity, found, strict=True) if number in weights]
            if sum(rare for rare, _ in held) >= LEAST_HELD * whole:
                yield number, sum(rare * self._saturated(number, times) for rare, times in held)

    def _weights(self, like: Likenesses) -> dict[int, float]:
        """Return the texts that hold a word or one like it, taken for one word, and what it weighs there."""
        weights: dict[int, float] = {}
        for stem, sure in like.items():
            for number, weight in self._places[stem].items():
                weights[number] = weights.get(number, 0.0) + sure * weight
        return weights

    def _saturated(self, number: int, times: float) -> float:
        """BM25: the second occurrence of a word tells less than its first, and one in a long text less."""
        length = 1 - LENGTH_SHARE + LENGTH_SHARE * self._lengths[number] / self._mean
        return times * (SATURATION + 1) / (times + SATURATION * length)

    def _rarity(self, count: int) -> float:
        """BM25: a word that few texts hold tells more than a common one."""
        return log(1 + (self._count - count + 0.5) / (count + 0.5))


class Index:
    """The answers of one library, ready to be searched, and the words of distress."""

    def __init__(self, library: Library) -> None:
        """Take every entry apart."""
        self._language, self._entries = library.language, library.faq
        self._texts = TextIndex(library.language, [answer_texts(library, entry) for entry in library.faq])
        stem = stemmer(library.language)
        self._distress = [[(word, stem(word)) for word in words(phrase)] for phrase in _distress(library)]

    def search(self, query: str) -> tuple[FaqEntry, ...]:
        """Return the entries that fit, best first; none when nothing fits."""
        return tuple(self._entries[number] for number in self._texts.search(query))

    def sounds_like_distress(self, query: str) -> bool:
        """Say whether a query holds every word of one of the keywords of an entry that shows help lines."""
        stem = stemmer(self._language)
        asked = [(word, stem(word)) for word in words(query)]
        return any(all(any(_same(mine, theirs) for theirs in asked) for mine in phrase) for phrase in self._distress)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case without accents, those with a hyphen also in one piece.

    Single letters, mostly elisions such as l’, are left out.
    """
    apart = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe")).replace("\u2010", "-")  # a hyphen alike
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    joined = re.findall(r"[^\W_]+(?:-[^\W_]+)+", plain)
    found = re.findall(r"[^\W_]+", plain) + [word.replace("-", "") for word in joined]
    return [word for word in found if len(word) > 1] or found


def _is_age(word: str) -> bool:
    return word.isdigit() and len(word) < LEAST_BEGINNING


def sound(word: str) -> str:
    """Return about how a word sounds, for whoever writes by ear: “kelkun”, “tecknologie”, “bloké”."""
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    once = re.sub(r"(.)\1", r"\1", word)
    return re.sub(r"(?<=..)(?:e?s|e?nt|er|es|ez|e|t|d|x)$", "", once)


def is_slip(typed: str, word: str) -> bool:
    """Tell whether a word was meant, with as few wrong letters as its length forgives."""
    allowed = next((wrong for length, wrong in SLIPS if len(word) >= length), 0)
    return OSA.distance(typed, word, score_cutoff=allowed) <= allowed


def stemmer(code: str) -> Stem:
    """Return what cuts a word of a language to its stem. A new one each time: stemmers hold state while they work."""
    import snowballstemmer  # brings the stemmers of thirty languages, which a start need not wait for

    name = str(Locale(code).get_language_name("en")).lower()
    if name not in snowballstemmer.algorithms():
        return str
    stem: Stem = snowballstemmer.stemmer(name).stemWord
    return stem


def answer_texts(library: Library, entry: FaqEntry) -> list[tuple[str, float]]:
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
