"""What no single file of class/ can know: ids that are file names, places that are taken, dimensions that exist."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from evaluator.content.file_checks import choose
from evaluator.content.models.lesson import Plan, Prompts, Sheet, Word
from evaluator.content.yaml_source import Fault, YamlSource


@dataclass
class LessonFiles:
    """The checked files of class/, and the dimensions that prompts are about."""

    prompts: list[tuple[YamlSource, Prompts]] = field(default_factory=list)
    words: list[tuple[YamlSource, Word]] = field(default_factory=list)
    plans: list[tuple[YamlSource, Plan]] = field(default_factory=list)
    sheets: list[tuple[YamlSource, Sheet]] = field(default_factory=list)
    dimensions: list[str] = field(default_factory=list)  # empty: the form could not be read


def check_class(lesson: LessonFiles) -> list[Fault]:
    """Return every fault between the files of class/; nothing for a folder without one."""
    return [fault for rule in _RULES for fault in rule(lesson)]


def _ids(lesson: LessonFiles) -> Iterator[Fault]:
    every: list[tuple[YamlSource, Any]] = [*lesson.prompts, *lesson.words, *lesson.plans, *lesson.sheets]
    for source, part in every:
        name = source.file.rpartition("/")[2].removesuffix(".yaml")
        if part.id != name:
            yield source.fault(("id",), f"'{part.id}' must be the file's name, '{name}'")


def _orders(lesson: LessonFiles) -> Iterator[Fault]:
    kinds: list[list[tuple[YamlSource, Any]]] = [[*lesson.words], [*lesson.plans, *lesson.sheets]]
    for kind in kinds:
        taken: dict[int, str] = {}
        for source, part in kind:
            first = taken.setdefault(part.order, part.id)
            if first != part.id:
                yield source.fault(("order",), f"{part.order} is taken by '{first}'; choose another number")


def _dimensions(lesson: LessonFiles) -> Iterator[Fault]:
    for source, prompts in lesson.prompts:
        if lesson.dimensions and prompts.id not in lesson.dimensions:
            yield source.fault(("id",), choose(prompts.id, lesson.dimensions, "dimension"))


_RULES = (_ids, _orders, _dimensions)
