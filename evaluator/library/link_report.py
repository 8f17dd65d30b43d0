"""What the command on links shows: a bar while it works, and a table of what it found."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TextIO

from evaluator.library.link_checker import Answer
from evaluator.terminal import counted

WIDTH = 40


@contextmanager
def progress(count: int, out: TextIO) -> Iterator[Callable[[], None]]:
    """Gives what to call at each step. The bar shows on a terminal alone, and goes when all is done."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if out.isatty():
            full = WIDTH * done // count
            out.write(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {done} of {count}")
            out.flush()

    yield step
    if out.isatty():
        out.write(f"\r{' ' * (WIDTH + 20)}\r")
        out.flush()


def told(answers: Sequence[Answer], places: Mapping[str, Sequence[str]]) -> str:
    """Return what failed, what has moved for good, and how many there are."""
    failed = [answer for answer in answers if not answer.good]
    moved = [answer for answer in answers if answer.good and answer.moved]
    lines = _table("Failed", failed, places) + _table("Moved for good", moved, places)
    count = counted(len(answers), "address", "addresses")
    return "\n".join([*lines, f"{count}: {len(failed)} failed, {len(moved)} moved for good"])


def _table(title: str, answers: Sequence[Answer], places: Mapping[str, Sequence[str]]) -> list[str]:
    if not answers:
        return []
    rows = [(answer.fault or str(answer.status), answer) for answer in answers]
    width = max(len(what) for what, _ in rows)
    lines = [title]
    for what, answer in rows:
        led_to = f" -> {answer.led_to}" if answer.led_to else ""
        lines.append(f"  {what:{width}}  {answer.address}{led_to}")
        lines.append(f"  {'':{width}}  in {', '.join(places[answer.address])}")
    return [*lines, ""]
