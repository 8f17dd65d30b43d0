"""Hold what every document of a code needs: the draft with its findings, languages and paper."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from evaluator.content.models.ethics import Ethics
from evaluator.content.models.library import Library
from evaluator.documents.blocks import A4, Block, PageBreak, Part
from evaluator.ethics.check import blocked, check
from evaluator.ethics.draft import Draft
from evaluator.ethics.rule_context import RuleFinding
from evaluator.ethics.suggest import reports
from evaluator.i18n.language import Language


@dataclass(frozen=True)
class CodeContext:
    """Everything that a format needs. `languages` are those of the document, in its order."""

    draft: Draft
    libraries: Mapping[str, Library]
    languages: tuple[Language, ...]
    today: date
    paper: str
    findings: tuple[RuleFinding, ...]

    @classmethod
    def create(
        cls,
        draft: Draft,
        libraries: Mapping[str, Library],
        languages: Sequence[Language],
        today: date,
        paper: str = A4,
    ) -> "CodeContext":
        """Check the draft for its documents. Raises ValueError without a language, or without ethics/ in one."""
        if not languages:
            message = "a code of ethics needs a language to be written in"
            raise ValueError(message)
        spoken = tuple({language.code: language for language in languages}.values())
        context = cls(draft, libraries, spoken, today, paper, ())
        return replace(context, findings=context.findings_in(spoken[0]))

    def findings_in(self, language: Language) -> tuple[RuleFinding, ...]:
        """Check the draft in the words of a language.

        A language of the document that the draft did not name is looked at as well: what was typed may lack it.
        """
        library, codes = self.libraries[language.code], (each.code for each in self.languages)
        whole = replace(self.draft, languages=tuple(dict.fromkeys((*self.draft.languages, *codes))))
        return check(self.ethics(language), whole, self.today, reports(library, self.draft, self.today))

    @property
    def blocked(self) -> bool:
        """Tell whether every page and every file name says that this is a draft."""
        return blocked(self.findings)

    @property
    def first(self) -> Language:
        """The language that the document starts with, and its file name speaks."""
        return self.languages[0]

    @property
    def internal_mark(self) -> str:
        """The same for what nobody outside may see."""
        return self.first.dash.join(filter(None, (self.first.gettext("INTERNAL"), self.mark)))

    @property
    def mark(self) -> str:
        """The word for a draft in every language of the document; empty when nothing is blocked."""
        words = dict.fromkeys(language.gettext("DRAFT") for language in self.languages)
        return " / ".join(words) if self.blocked else ""

    @property
    def day(self) -> date:
        """The day of the code; today when it has none yet."""
        return self.draft.day or self.today

    def in_each_language(
        self, blocks: Callable[[Language, int], Iterable[Block]], *, apart: bool = False
    ) -> tuple[Block, ...]:
        """Make blocks in every language: titles at level 1 in the first, then a part each, `apart` on a page."""
        first, *others = self.languages
        made = [*blocks(first, 1)]
        for language in others:
            made += [*([PageBreak()] if apart else []), Part(language, tuple(blocks(language, 2)))]
        return tuple(made)

    def ethics(self, language: Language) -> Ethics:
        """Look up the library of promises in a language. Raises ValueError where the content has none."""
        here = self.libraries[language.code].ethics
        if here is None:
            message = f"the content in '{language.code}' has no ethics/"
            raise ValueError(message)
        return here
