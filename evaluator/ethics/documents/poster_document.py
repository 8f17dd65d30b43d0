"""Outline the short forms of a code: the card for the shop window, the poster, and a line for a profile."""

from collections.abc import Callable, Iterator

from evaluator.content.models.ethics import KEEP, WILL, WILL_NOT
from evaluator.documents.blocks import A5, A6, Block, Group, Heading, Outline, SquareCode, text
from evaluator.ethics.documents.code_document import (
    business,
    foot,
    front,
    front_list,
    heading,
    numbered,
    plain_sentence,
    short_business,
    side_titles,
)
from evaluator.ethics.documents.context import CodeContext
from evaluator.ethics.draft import text_in
from evaluator.ethics.wording import front_text
from evaluator.i18n.language import Language

ON_CARD = 3  # lines; a card is read in passing
MAX_PROFILE_LENGTH = 150  # characters
SIZES = {"card": {A6: 1.05, A5: 1.5}, "poster": {A5: 1.2}}  # of the type, by paper
SIZE_OF_TWO = 0.72  # of that, when two languages share the sheet


def card_outline(context: CodeContext, paper: str) -> Outline:
    """Outline the card for the shop window: three lines, and a square code that leads to the rest."""
    return _outline(context, _card, SIZES["card"][paper])


def poster_outline(context: CodeContext, paper: str) -> Outline:
    """Outline the front page for a door, on A5."""
    return _outline(context, _poster, SIZES["poster"][paper])


def web_address(website: str) -> str:
    """Complete the address of a page as programs need it."""
    return website if website.startswith(("http://", "https://")) else f"https://{website}"


def profile(context: CodeContext, language: Language) -> str:
    """Write one line of at most 150 characters; what does not fit is left out, from the end."""
    name, count = business(context), sum(promise.side != KEEP for _, _, promise in numbered(context))
    where = context.draft.website or context.draft.contact
    parts = [
        context.mark,
        language.gettext("%(name)s: our code of ethics.", name=name)
        if name
        else language.gettext("Our code of ethics."),
        language.ngettext("%(count)s promise.", "%(count)s promises.", count) if count else "",
        language.gettext("Read it: %(address)s", address=where) if where else "",
    ]
    line = ""
    for part in filter(None, parts):
        longer = f"{line} {part}".strip()
        line = longer if len(longer) <= MAX_PROFILE_LENGTH else line
    return line


def _outline(
    context: CodeContext, blocks: Callable[[CodeContext, Language, int], Iterator[Block]], size: float
) -> Outline:
    first, name = context.first, short_business(context)
    made = context.in_each_language(lambda language, level: blocks(context, language, level))
    title = first.gettext("Our code of ethics on social media")
    shown = size * SIZE_OF_TWO if len(context.languages) > 1 else size
    return Outline(title, name, first, context.day, made, "", context.mark, shown, leaf=True)


def _card(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    """Yield what costs something first: the promises not to do a thing, else the others."""
    name = business(context)
    online = language.gettext("%(name)s, online", name=name)
    yield Heading(level, online if name else language.gettext("Our code of ethics on social media"))
    here, titles = context.ethics(language), side_titles(language)
    by_side = {side: [chosen for chosen, promise in front(context) if promise.side == side] for side in titles}
    side = WILL_NOT if by_side[WILL_NOT] else WILL
    if by_side[side]:
        yield Heading(level + 1, titles[side])
        for chosen in by_side[side][:ON_CARD]:
            yield text(front_text(here, context.draft, chosen, language), "loud")
    yield Group((*_rest(context, language), text(foot(context, language), "small")))


def _poster(context: CodeContext, language: Language, level: int) -> Iterator[Block]:
    yield Heading(level, heading(context, language))
    why = text_in(context.draft.why, language.code)
    if why:
        yield text(why, "quote")
    for side, title in side_titles(language).items():
        some = front_list(context, language, side)
        if some.items:
            yield from (Heading(level + 1, title), some)
    at_foot = f"{foot(context, language)}. {plain_sentence(language)}"
    yield Group((*_rest(context, language), text(at_foot, "small")))


def _rest(context: CodeContext, language: Language) -> Iterator[Block]:
    """Lead to the whole code: by its address and a square code, else by who answers."""
    draft = context.draft
    if draft.website:
        yield text(
            language.gettext("The whole code, and what we do not manage yet: %(address)s", address=draft.website)
        )
        yield SquareCode(
            web_address(draft.website),
            language.gettext("QR code that leads to %(address)s", address=draft.website),
        )
    elif draft.contact:
        yield text(language.gettext("The whole code, and your questions: %(contact)s", contact=draft.contact))
