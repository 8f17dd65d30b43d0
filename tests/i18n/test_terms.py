"""One idea, one name: a table of terms for each language, and the words that may not stand for them."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from evaluator.i18n.extract import sources

# term -> what it is not called. A pattern spares what another site calls so itself, such as a menu of the iPhone.
FRENCH = {
    "appli": r"\bl’application\b(?! de )|\bune application\b(?! sûre)|(?<!de l’)(?<!kept-)\bapps?\b(?!\.apple)",
    "notification": r"\balertes?\b",
    "jours d’affilée": r"\bséries? (?:à ne pas|de jours)|garder une série",
    "accroche": r"\bhameçons?\b",
    "par défaut": r"\bd’office\b|\bau départ\b|\bdès le départ\b",
    "du plus récent au plus ancien": r"ordre chronologique|dans l’ordre du temps",
    "relier à": r"\bmet(?:te|tre|tent)?(?:-elle)? en (?:contact|relation|lien)\b",
    "test rapide": r"questions rapides",
    "bilan": r"rapports? de (?:la )?classe",
    "kit de séance": r"dossier de séance|matériel pour la classe",
    "ligne d’écoute": r"lignes? d’aide|numéros? d’aide",
    "charte éthique": r"(?<!«\u00a0)codes? d’éthique",
    "publication": r"\bposts?\b",
    "suivi": r"\bpistages?\b|\bpist(?:er|ent)\b",
    "question de base": r"(?:question|réponse)s? essentielles?",
    "interface trompeuse": r"pièges? d(?:e conception|’interface)|interface truquée",
    "Paramètres": r"(?<!iPhone\u00a0: )(?<!Dans )Réglages >",
    "lettre d’information": r"\b(?:votre|notre) lettre\b(?! d’information|,)",
    "recours": r"\bfait recours\b",
    "séance": r"\bclasse (?:est finie|est terminée)\b|[Tt]erminer la classe",
}
ENGLISH = {
    "notification": r"\balerts?\b",
    "newest first": r"\bin time order\b|\bchronological",
    "quick check": r"\bquick set\b",
    "dark pattern": r"\bdesign tricks?\b",
    "helpline": r"\bhelp lines?\b|\bhotlines?\b",
    "law-maker": r"\blawmakers?\b",
    "email": r"\be-mails?\b",
    "code of ethics": r"\bethics code\b|\bethical charter\b",
    "QR code": r"\bsquare to scan\b",
    "not there yet": r"\bdated gap\b",
}
# Written elsewhere or by others: words people search by, titles of sources, menus of a platform, earlier methods.
SPARED = re.compile(r"^methods|keywords$|(?:sources\.\d+|criteria)\.title$|^platforms/.*\.path$")


def said(language: str) -> Iterator[tuple[str, str]]:
    """Every string that readers meet, with its place."""
    path = next(path for path in sources() if path.parts[-3] == "fr")
    with path.open("rb") as text:
        catalogue = read_po(text)
    for entry in catalogue:
        if entry.id and not SPARED.search(entry.context or ""):
            words = entry.id if language == "en" else entry.string
            for each in words if isinstance(words, tuple | list) else (words,):
                yield entry.context or "", str(each)


@pytest.mark.parametrize(("language", "table"), [("fr", FRENCH), ("en", ENGLISH)])
def test_one_idea_has_one_name(language: str, table: dict[str, str]) -> None:
    strings = list(said(language))
    assert len(strings) > 2000
    wrong = [
        (term, place, found.group(), text)
        for term, other in table.items()
        for place, text in strings
        if (found := re.search(other, text))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("table", "term", "text"),
    [
        (FRENCH, "appli", "Ouvrez l’application"),
        (FRENCH, "charte éthique", "Notre code d’éthique"),
        (FRENCH, "publication", "Booster un post"),
        (ENGLISH, "email", "An e-mail address"),
        (ENGLISH, "notification", "Switch alerts off"),
    ],
)
def test_the_table_finds_the_other_name(table: dict[str, str], term: str, text: str) -> None:
    assert re.search(table[term], text)
    assert all(not re.search(other, name) for name, other in table.items())


def test_no_french_sentence_stumbles_over_a_name_that_starts_with_a_vowel() -> None:
    """Such as "de Instagram": a name that is put in may start with any letter."""
    stumbling = re.compile(r"\b(?:de|que|le|la) %\((?:platform|name|title|site)\)s")
    assert [text for _, text in said("fr") if stumbling.search(text)] == []
    assert stumbling.search("Ce que l’on dit de %(platform)s")
