"""A draft of a code of ethics that is ready to be told: with its findings, its languages and its paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from evaluator.content.models.ethics import Ethics
from evaluator.content.models.library import Library
from evaluator.documents.paper import A4
from evaluator.ethics.check import blocked, check
from evaluator.ethics.draft import Draft
from evaluator.ethics.rule_context import Finding
from evaluator.ethics.suggest import reports
from evaluator.i18n.language import Language


@dataclass(frozen=True)
class Told:
    """Everything that a format needs. `languages` are those of the document, in its order."""

    draft: Draft
    libraries: Mapping[str, Library]
    languages: tuple[Language, ...]
    today: date
    paper: str
    findings: tuple[Finding, ...]

    @classmethod
    def of(
        cls,
        draft: Draft,
        libraries: Mapping[str, Library],
        languages: Sequence[Language],
        today: date,
        paper: str = A4,
    ) -> "Told":
        """Check the draft, and keep what was found. ValueError without a language, or without ethics/ in one."""
        if not languages:
            message = "a code of ethics needs a language to be told in"
            raise ValueError(message)
        spoken = tuple({language.code: language for language in languages}.values())
        told = cls(draft, libraries, spoken, today, paper, ())
        return replace(told, findings=told.found(spoken[0]))

    def found(self, language: Language) -> tuple[Finding, ...]:
        """What contradicts itself, in the words of a language.

        A language of the document that the draft did not name is looked at as well: what was typed may lack it.
        """
        library, codes = self.libraries[language.code], (each.code for each in self.languages)
        whole = replace(self.draft, languages=tuple(dict.fromkeys((*self.draft.languages, *codes))))
        return check(self.ethics(language), whole, self.today, reports(library, self.draft, self.today))

    @property
    def blocked(self) -> bool:
        """True when every page and every file name says that this is a draft."""
        return blocked(self.findings)

    @property
    def first(self) -> Language:
        """The language that the document starts with, and its file name speaks."""
        return self.languages[0]

    @property
    def mark(self) -> str:
        """The word for a draft in every language of the document; empty when nothing is blocked."""
        words = dict.fromkeys(language.gettext("DRAFT") for language in self.languages)
        return " / ".join(words) if self.blocked else ""

    @property
    def day(self) -> date:
        """The day of the code; today when it has none yet."""
        return self.draft.day or self.today

    def ethics(self, language: Language) -> Ethics:
        """The library of promises in one of its languages. ValueError where the content has none."""
        here = self.libraries[language.code].ethics
        if here is None:
            message = f"the content in '{language.code}' has no ethics/"
            raise ValueError(message)
        return here
