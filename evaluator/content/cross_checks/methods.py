"""Between a method of before and the form of today: every answer of then is carried over, asked again or gone."""

from collections.abc import Iterator, Mapping, Sequence

from evaluator.content.cross_checks.folder import ReadFolder, file_id, unknown_name, unknown_names
from evaluator.content.models.files import EarlierMethodFile, EarlierQuestionPart
from evaluator.content.models.questionnaire import ASK, NOT_APPLICABLE, Question
from evaluator.content.yaml_source import Fault, Path_, YamlSource


def check_methods(folder: ReadFolder) -> Iterator[Fault]:
    """Find every fault between the earlier methods and the form of today."""
    scoring = folder.one("scoring.yaml")
    questions = {question.id: question for _, question in folder.all("rubric")} if folder.whole("rubric") else None
    for source, method in folder.all("methods"):
        if method.method != file_id(source):
            yield source.fault(("method",), f"'{method.method}' must be the file’s name, '{file_id(source)}'")
        if scoring and method.to != scoring[1].method:
            message = (
                f"its answers are read by '{method.to}', but the method of today is '{scoring[1].method}'; bring it "
                "up to date"
            )
            yield source.fault(("to",), message)
        yield from _questions(source, method, folder.dimensions, questions)


def _questions(
    source: YamlSource,
    method: EarlierMethodFile,
    dimensions: Sequence[str] | None,
    today: Mapping[str, Question] | None,
) -> Iterator[Fault]:
    """Check every question of then; None stands for what could not be read of the form of today."""
    then = {question.id: question for question in method.questions}
    for index, question in enumerate(method.questions):
        path: Path_ = ("questions", index)
        if dimensions is not None:
            yield from unknown_name(source, (*path, "dimension"), question.dimension, dimensions, "dimension")
        yield from _rules(source, path, question, then)
        if today is not None:
            now = today.get(question.id)
            yield from _gone(source, path, question, now) if question.gone else _kept(source, path, question, now)


def _rules(
    source: YamlSource, path: Path_, question: EarlierQuestionPart, then: dict[str, EarlierQuestionPart]
) -> Iterator[Fault]:
    """Check that what a rule speaks of existed then."""
    known = _answers(question)
    for index, rule in enumerate(question.moved):
        place = (*path, "moved", index)
        yield from unknown_name(source, (*place, "answer"), rule.answer, known, "answer")
        if rule.when and rule.when.question in then:
            others = _answers(then[rule.when.question])
            yield from unknown_names(source, (*place, "when", "answers"), rule.when.answers, others, "answer")
        elif rule.when:
            yield from unknown_name(source, (*place, "when", "question"), rule.when.question, then, "question")


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
        yield from unknown_name(source, (*path, "moved", index, "becomes"), rule.becomes, (*today, ASK), "answer")
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
