"""The sign of a seat: an animal and a colour that only the own phone shows. Fixed lists, read by people before use.

No animal that is used to insult, no pair that mocks anyone. Every French animal here is masculine, so that the colour
agrees.
"""

from collections.abc import Callable

from evaluator.i18n.language import Language

_ANIMALS: tuple[Callable[[Language], str], ...] = (
    lambda language: language.gettext("heron"),
    lambda language: language.gettext("fox"),
    lambda language: language.gettext("owl"),
    lambda language: language.gettext("hare"),
    lambda language: language.gettext("badger"),
    lambda language: language.gettext("beaver"),
    lambda language: language.gettext("hedgehog"),
    lambda language: language.gettext("stag"),
    lambda language: language.gettext("squirrel"),
    lambda language: language.gettext("swan"),
    lambda language: language.gettext("raven"),
    lambda language: language.gettext("duck"),
    lambda language: language.gettext("dolphin"),
    lambda language: language.gettext("lynx"),
    lambda language: language.gettext("bear"),
    lambda language: language.gettext("wolf"),
    lambda language: language.gettext("horse"),
    lambda language: language.gettext("falcon"),
    lambda language: language.gettext("pelican"),
    lambda language: language.gettext("penguin"),
    lambda language: language.gettext("panda"),
    lambda language: language.gettext("kangaroo"),
    lambda language: language.gettext("tiger"),
    lambda language: language.gettext("salmon"),
    lambda language: language.gettext("butterfly"),
)
_COLOURS: tuple[Callable[[Language], str], ...] = (
    lambda language: language.gettext("blue"),
    lambda language: language.gettext("green"),
    lambda language: language.gettext("red"),
    lambda language: language.gettext("yellow"),
    lambda language: language.gettext("orange"),
    lambda language: language.gettext("violet"),
    lambda language: language.gettext("turquoise"),
    lambda language: language.gettext("grey"),
    lambda language: language.gettext("golden"),
    lambda language: language.gettext("silver"),
    lambda language: language.gettext("striped"),
    lambda language: language.gettext("dotted"),
)
SIGNS = len(_ANIMALS) * len(_COLOURS)


def sign(number: int, language: Language) -> str:
    """Return the sign of a seat by its number, such as “blue heron”."""
    colour, animal = divmod(number % SIGNS, len(_ANIMALS))
    return language.gettext(
        "%(colour)s %(animal)s", colour=_COLOURS[colour](language), animal=_ANIMALS[animal](language)
    )
