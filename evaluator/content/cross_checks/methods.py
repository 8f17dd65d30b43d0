"""Between a method of before and the form of today: every answer of then is carried over, asked again or gone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluator.content.file_checks import choose
from evaluator.content.models.files import EarlierMethodFile, EarlierQuestionPart
from evaluator.content.models.questionnaire import ASK, NOT_APPLICABLE, Question
from evaluator.content.yaml_source import Fault, Path_, YamlSource


@dataclass
class MethodFiles:
    """The files of earlier methods, and what is known of the form of today; None where a file could not be read."""

    methods: Sequence[tuple[YamlSource, EarlierMethodFile]]
    questions: dict[str, Question] | None
    dimensions: list[str] | None
    method: str | None


def check_methods(files: MethodFiles) -> list[Fault]:
    """Return every fault between the earlier methods and the form of today, in no order."""
    return [fault for source, method in files.methods for fault in _method(files, source, method)]


def _method(files: MethodFiles, source: YamlSource, method: EarlierMethodFile) -> Iterator[Fault]:
    name = source.file.rsplit("/", 1)[-1].removesuffix(".yaml")
    if method.method != name:
        yield source.fault(("method",), f"'{method.method}' must be the file’s name, '{name}'")
    if files.method is not None and method.to != files.method:
        message = (
            f"its answers are read by '{method.to}', but the method of today is '{files.method}'; bring it up to date"
        )
        yield source.fault(("to",), message)
    then = {question.id: question for question in method.questions}
    for index, question in enumerate(method.questions):
        path: Path_ = ("questions", index)
        if files.dimensions is not None and question.dimension not in files.dimensions:
            yield source.fault((*path, "dimension"), choose(question.dimension, files.dimensions, "dimension"))
        yield from _rules(source, path, question, then)
        if files.questions is not None:
            now = files.questions.get(question.id)
            yield from _gone(source, path, question, now) if question.gone else _kept(source, path, question, now)


def _rules(
    source: YamlSource, path: Path_, question: EarlierQuestionPart, then: dict[str, EarlierQuestionPart]
) -> Iterator[Fault]:
    """Check that what a rule speaks of existed then."""
    known = _answers(question)
    for index, rule in enumerate(question.moved):
        place = (*path, "moved", index)
        if rule.answer not in known:
            yield source.fault((*place, "answer"), choose(rule.answer, known, "answer"))
        if rule.when and rule.when.question not in then:
            yield source.fault((*place, "when", "question"), choose(rule.when.question, then, "question"))
        elif rule.when:
            others = _answers(then[rule.when.question])
            for number, answer in enumerate(rule.when.answers):
                if answer not in others:
                    yield source.fault((*place, "when", "answers", number), choose(answer, others, "answer"))


def _gone(source: YamlSource, path: Path_, question: EarlierQuestionPart, now: Question | None) -> Iterator[Fault]:
    """Check that a report can still say what was asked."""
    if now is not None:
        yield source.fault((*path, "gone"), f"'{question.id}' is still asked; remove the line or the question")
    if not question.text:
        yield source.fault((*path, "id"), f"'{question.id}' is gone and has no text; say what was asked")
    yield from _wordless(source, path, question, _answers(question))


def _kept(source: YamlSource, path: Path_, question: EarlierQuestionPart, now: Question | None) -> Iterator[Fault]:
    """Check that every answer has a place in the form of today."""
    if now is None:
        yield source.fault((*path, "id"), f"'{question.id}' is asked no longer; write gone: true, or bring it back")
        return
    today = [option.id for option in now.options] + ([NOT_APPLICABLE] if now.not_applicable else [])
    for index, rule in enumerate(question.moved):
        if rule.becomes not in (*today, ASK):
            yield source.fault((*path, "moved", index, "becomes"), choose(rule.becomes, (*today, ASK), "answer"))
    sure = {rule.answer for rule in question.moved if rule.when is None}
    for answer in _answers(question):
        if answer not in today and answer not in sure:
            message = f"'{answer}' is no answer of today; say in moved what it becomes"
            yield source.fault((*path, "id"), message)
    yield from _wordless(source, path, question, [rule.answer for rule in question.moved])


def _wordless(source: YamlSource, path: Path_, question: EarlierQuestionPart, told: Sequence[str]) -> Iterator[Fault]:
    for index, option in enumerate(question.options):
        if option.id in told and not option.text:
            message = f"'{option.id}' reads otherwise now and has no text; say what it said"
            yield source.fault((*path, "options", index, "id"), message)


def _answers(question: EarlierQuestionPart) -> list[str]:
    return [option.id for option in question.options] + ([NOT_APPLICABLE] if question.not_applicable else [])
