"""The kinds of form that doors share. Each door declares its own in its `web/forms.py`; the domain has the rules.

A form sent by GET holds its whole state in the address: there is no session to forge, so it carries no token.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_wtf import FlaskForm
from werkzeug.local import LocalProxy
from wtforms import Field, IntegerField
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from evaluator.documents.blocks import PAPERS
from evaluator.i18n.language import Language
from evaluator.validation.parameters import Problem, check_platform, choose, clean_platform
from evaluator.validation.text import clean, refused_character
from evaluator.web.context import language

MAX_TYPED = 20  # characters of a number that are looked at


class GetForm(FlaskForm):
    """A form whose fields come from the query of a GET address."""

    class Meta(FlaskForm.Meta):
        """No token: nothing is stored, so nothing can be forged."""

        csrf = False


class ParameterField(Field):
    """One of a list of values; the first of them when the address says nothing usable, which then is a problem."""

    def __init__(self, choices: Sequence[str], **options: Any) -> None:
        """Take the values, the usual one first."""
        super().__init__(**options)
        self.choices: Sequence[str] = choices
        self.problems: tuple[Problem, ...] = ()

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Choose by the rule of the domain."""
        self.data, self.problems = choose(self.name, valuelist, self.choices)


class PaperForm(GetForm):
    """On which paper a document is printed."""

    paper = ParameterField(tuple(PAPERS))


def problems_of(form: BaseForm) -> tuple[Problem, ...]:
    """Return what is wrong with the parameters of a form."""
    return tuple(problem for field in form if isinstance(field, ParameterField) for problem in field.problems)


class PostForm(FlaskForm):
    """A form that changes something. The views of its door refuse what another site sent; that needs no cookie."""

    class Meta(FlaskForm.Meta):
        """No token: who sent it is told by the browser."""

        csrf = False


class DynamicForm(BaseForm):
    """A form whose fields hang on the content, such as one for each question; without a token, as those above."""

    def __init__(self, fields: Mapping[str, UnboundField], formdata: Any, **data: Any) -> None:
        """Bind unbound fields by name, then fill them from what was sent, else from `data`."""
        super().__init__(fields)
        self.process(formdata, **data)


class WholeNumberField(IntegerField):
    """A number from `least` to `most` in plain figures; None when the field is empty, or says something else."""

    def __init__(self, *, most: int, message: Callable[[], str] = str, least: int = 0, **options: Any) -> None:
        """Take the ends, and what gives the sentence for anything that is not between them."""
        super().__init__(**options)
        self.least, self.most, self.message = least, most, message

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read figures; a sign, a point or a word is a fault, and is shown again as it was typed."""
        typed = clean(valuelist[0][:MAX_TYPED]) if valuelist else ""
        self.raw_data = [typed]
        good = not typed or (typed.isdecimal() and self.least <= int(typed) <= self.most)
        self.data = int(typed) if typed and good else None
        if not good:
            raise ValueError(self.message())


def platform_name(say: Callable[[Problem, Language], str]) -> Callable[[BaseForm, Field], None]:
    """Make the validator of a platform's name; the field then holds it clean, good or not. `say` words a problem."""

    def validate(_form: BaseForm, field: Field) -> None:
        problem = check_platform(field.data or "")
        field.data = clean_platform(field.data or "")
        if problem:
            raise ValidationError(say(problem, language()))

    return validate


def lazy_gettext(message: str) -> Any:
    """Translate when shown: a label or message of a form class, which is made before any request has a language."""
    return LocalProxy(lambda: language().gettext(message))


def stripped(value: str | None) -> str:
    """Filter a field: what was typed, clean unless it is refused, which a validator then says."""
    typed = value or ""
    return typed if refused_character(typed) else clean(typed)
