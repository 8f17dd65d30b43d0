"""The shapes of errors that are published as data."""

from typing import Annotated, Literal, TypedDict


class ProblemData(TypedDict):
    """What is wrong with one parameter."""

    parameter: str
    problem: Annotated[str, "unknown-value, repeated, too-long, control-characters or bad-date"]
    message: str
    choices: list[str]


class ProblemsData(TypedDict):
    """Everything that is wrong with an address, and what was good in it."""

    error: Literal["bad-request"]
    problems: list[ProblemData]
    kept: dict[str, str]


class ErrorData(TypedDict):
    """Why there is no answer."""

    error: Annotated[str, "The name of the status, in lower case with hyphens"]
    message: str
