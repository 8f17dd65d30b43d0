"""Make the fields of the wizard read by the readers of a draft's file, so that file and form cannot disagree.

Names of fields: a fact's id; `blank@promise@blank`, `wording@promise@language` and so on, `@` between the parts. A
text field that was not on the page keeps what the draft says.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import Field
from wtforms.fields.core import UnboundField
from wtforms.utils import unset_value

from evaluator.content.models.ethics import Fact
from evaluator.content.models.questionnaire import DONT_KNOW
from evaluator.ethics import draft_file_messages
from evaluator.ethics.draft import ANY_LANGUAGE, LocalizedText, text_in
from evaluator.ethics.draft_file import MAX_BYTES, ParsedDraft, load_draft
from evaluator.ethics.readers import MAX_NAME, Diagnostics, ReadContext, fact_values
from evaluator.validation.file_readers import MAX_TEXT, address_at, day_at, name_at, text_at
from evaluator.validation.text import clean_lines
from evaluator.validation.untrusted_json import FileProblem
from evaluator.web.context import language

MAX_TICKS = 200  # no list of boxes here is longer
MAX_DIGITS = 6  # more are no number of days


class ReadField(Field):
    """A field whose `data` is what a reader makes of the text sent; its problem is the field's error."""

    kind = "text"

    def __init__(self, label: Any = "", max_length: int = MAX_TEXT, long: bool = False, **options: Any) -> None:
        """Take the limit in characters, and whether several lines are offered."""
        super().__init__(label, **options)
        self.max_length, self.long = max_length, long

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the value sent; none keeps what the draft says."""
        if not valuelist:
            return
        notes = Diagnostics(known=self.meta.known)
        if len(valuelist) > 1:
            notes.wrong("repeated", self.name)
        self.data = self.read(notes, valuelist[0].strip())
        raise_first(notes)

    def read(self, notes: Diagnostics, text: str) -> Any:
        """Read one text."""
        return text_at(notes, text, self.name, self.max_length)

    def _value(self) -> str:
        """Give what was typed, to show it again without what does not show: sent once more, it is good."""
        return clean_lines(self.raw_data[0]) if self.raw_data else str(self.data or "")


class NamesField(ReadField):
    """Names with a comma between them; `data` is their list."""

    def read(self, notes: Diagnostics, text: str) -> Any:
        """Read each name."""
        names = (part.strip() for part in re.findall(r"https?://\S+|[^,;]+", text))  # a link may hold either mark
        return [good for name in names if name and (good := name_at(notes, name, self.name, self.max_length))]


class AddressField(ReadField):
    """The address of a page, with or without https:// before it."""

    def read(self, notes: Diagnostics, text: str) -> Any:
        """Read an address."""
        return address_at(notes, text, self.name)


class NumberField(ReadField):
    """A figure, typed in any way: a rule looks at it later."""

    kind = "number"


class DayField(ReadField):
    """A day as date fields of browsers send it."""

    kind = "date"

    def read(self, notes: Diagnostics, text: str) -> Any:
        """Read a day; None for an empty field."""
        return day_at(notes, text or None, self.name)


class TicksField(Field):
    """Boxes or buttons under one name; `data` holds each value once. `offered` tells which are known."""

    def __init__(
        self,
        label: Any = "",
        offered: Callable[[ReadContext, str], object] | None = None,
        max_length: int = MAX_TEXT,
        **options: Any,
    ) -> None:
        """Take a function of the context and a value, falsy for one that is not offered; and the limit of a value."""
        super().__init__(label, **options)
        self.offered, self.max_length = offered, max_length

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the values sent; those that cannot be used are left out."""
        notes = Diagnostics(known=self.meta.known)
        if len(valuelist) > MAX_TICKS:
            notes.wrong("too-many", self.name, MAX_TICKS)
        typed = dict.fromkeys(value for value in valuelist[:MAX_TICKS] if value)
        self.data = [text for value in typed if (text := self._read(notes, value))]
        raise_first(notes)

    def _read(self, notes: Diagnostics, value: str) -> str:
        text = text_at(notes, value, self.name, self.max_length)
        if text and self.offered and not self.offered(self.meta.known, text):
            notes.wrong("not-offered", self.name, text[:MAX_NAME])
            return ""
        return text

    def ticked(self, value: str) -> bool:
        """Tell whether a box is ticked."""
        return value in (self.data or ())


class FactField(Field):
    """The answer to a question about the business or a platform; `data` are its values."""

    def __init__(self, label: Any = "", fact: Fact | None = None, **options: Any) -> None:
        """Take the question."""
        super().__init__(label, **options)
        self.fact: Any = fact

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was ticked or typed; a choice that is not offered counts as left blank."""
        if not valuelist and not self.fact.options:
            return
        notes = Diagnostics(known=self.meta.known)
        typed = [value for value in valuelist if value]
        if self.fact.kind != "many" and len(typed) > 1:
            notes.wrong("stands-alone" if self.fact.kind == "number" else "repeated", self.name, typed[-1])
        one = typed[0].strip() if typed else ""
        values: dict[str, Any] = {"many": typed[:MAX_TICKS], "number": _number(one)}
        value = values.get(self.fact.kind, one)
        self.data = fact_values(notes, self.fact, value, self.name) if value or value == 0 else ()
        for odd in notes.differences:
            notes.wrong("not-offered", self.name, odd.old)
        raise_first(notes)

    def ticked(self, value: str) -> bool:
        """Tell whether a choice is ticked."""
        return value in (self.raw_data or self.data or ())

    def _value(self) -> str:
        return next((clean_lines(value) for value in self.raw_data or self.data or () if value != DONT_KNOW), "")


def _number(text: str) -> int | str:
    """Give a number as a number; what is none is for the reader to refuse."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS else text


class FieldGroup(Field):
    """Fields of one kind by key, named `name@key`: the day of each dated line, or the text in each language.

    A key that is asked for comes into being, so that a page can draw an empty row.
    """

    def __init__(self, each: UnboundField | None = None, max_entries: int = 0, **options: Any) -> None:
        """Take the field of one key, and how many keys may be sent; 0 for those that only the form asks for."""
        super().__init__(**options)
        self.each = each
        self.max_entries = max_entries
        self.entries: dict[str, Any] = {}

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Make a field for each key that the draft has or, for a group with a limit, the visitor sent."""
        del extra_filters
        self.formdata, self.process_errors = formdata, []
        self.object_data: Mapping[str, Any] = {} if data is unset_value else data
        self.entries = {}
        for key in self.object_data if formdata is None or self.max_entries else ():
            self[key]
        sent = self._sent()
        for key in sent[: self.max_entries]:
            self[key]
        if len(sent) > self.max_entries:
            notes = Diagnostics(known=self.meta.known)
            notes.wrong("too-many", self.name, self.max_entries)
            self.process_errors.append(sentence(notes.problems[0]))

    def _sent(self) -> list[str]:
        """List the keys under which something was sent; an empty row does not count."""
        if not self.max_entries or not self.formdata:
            return []
        names = (name for name in self.formdata if name.startswith(f"{self.name}@") and self.formdata.get(name))
        return list(dict.fromkeys(key for name in names if (key := name.split("@")[1]).isprintable()))

    def __getitem__(self, key: str) -> Any:
        """Give the field of a key; it is made when it is first asked for."""
        if key not in self.entries:
            each, name = self.field(key)
            made = each.bind(form=None, name=name, _meta=self.meta, translations=self._translations)
            made.process(self.formdata, self.value(key))
            self.entries[key] = made
        return self.entries[key]

    def field(self, key: str) -> tuple[UnboundField, str]:
        """Give the field of a key, and its name."""
        return self.each, f"{self.name}@{key}" if key else self.name

    def value(self, key: str) -> Any:
        """Look up what the draft has under a key."""
        return self.object_data.get(key, unset_value)

    @property
    def data(self) -> Any:
        """The data of every field by key."""
        return {key: field.data for key, field in self.entries.items()}

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Validate every field."""
        del extra_validators
        self.errors = list(self.process_errors)
        return all([field.validate(form) for field in self.entries.values()]) and not self.errors

    def fields(self) -> Iterator[Field]:
        """Yield the fields in which something can be typed."""
        for field in self.entries.values():
            yield from field.fields() if isinstance(field, FieldGroup) else (field,)


class LocalizedField(FieldGroup):
    """A text in each language of the code; for a figure, which is the same in all, `codes` is ANY_LANGUAGE alone."""

    def __init__(
        self, label: Any = "", each: UnboundField | None = None, codes: Sequence[str] = (), long: bool = False,
        description: Any = "", **options: Any,
    ) -> None:  # fmt: skip
        """Take the field of one language, or what makes one, and the languages if not those of the code."""
        super().__init__(each or UnboundField(ReadField, label, long=long, description=description), **options)
        self.codes = codes

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Make a field for each language."""
        del extra_filters
        super().process(formdata, {} if data is unset_value else data)
        self.entries = {}
        for code in self.codes or self.meta.codes:
            self[code]

    @property
    def open(self) -> bool:
        """Tell whether something is typed in it, or wrong with it."""
        return any(field._value() or field.errors for field in self.entries.values())

    def value(self, key: str) -> str:
        """Look up the text in a language."""
        return text_in(self.object_data, key)

    @property
    def data(self) -> LocalizedText:
        """The text in each language; what other languages say stays."""
        now = {code: field.data or "" for code, field in self.entries.items()}
        if all(text == text_in(self.object_data, code) for code, text in now.items()):
            return self.object_data
        others = {code: text for code, text in self.object_data.items() if code not in (ANY_LANGUAGE, *now)}
        return others | {code: text for code, text in now.items() if text}


class FactFields(FieldGroup):
    """The questions of a step by fact id, or by `fact@platform` for those about a platform."""

    def field(self, key: str) -> tuple[UnboundField, str]:
        """Make the field of a question."""
        fact = self.meta.ethics.fact(key.partition("@")[0])
        return UnboundField(FactField, fact.text, fact), key


class BlankFields(FieldGroup):
    """The blanks of promises by `promise@blank`; a text in each language, a figure once for all."""

    def field(self, key: str) -> tuple[UnboundField, str]:
        """Make the field of a blank, with its label and its example."""
        promise_id, _, blank_id = key.partition("@")
        promise = self.meta.ethics.promise(promise_id)
        blank = promise.blank(blank_id)
        hint = language().gettext("For example: %(example)s", example=blank.example)
        kind = ReadField if blank.kind in ("text", "letter") else NumberField
        each = UnboundField(kind, blank.label, description=hint)
        codes = () if blank.kind == "text" else (ANY_LANGUAGE,)
        return UnboundField(LocalizedField, blank.label, each, codes), f"{self.name}@{key}"


class DraftFileField(FileField):
    """A saved draft; `data` is what is in the file, None without one. `strict` allows no problem in it at all."""

    data: ParsedDraft | None

    def __init__(self, label: Any = "", validators: Sequence[Any] = (), strict: bool = False, **options: Any) -> None:
        """Take a label, validators, and how good the file has to be."""
        super().__init__(label, validators, **options)
        self.strict = strict

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Parse the file; its size and its kind are checked by the reader."""
        file = next((one for one in valuelist if isinstance(one, FileStorage)), None)
        raw = file.read(MAX_BYTES + 1) if file else b""
        self.data = load_draft(raw, self.meta.known) if raw else None
        for problem in self.data.problems if self.data else ():
            if self.strict or not problem.place:
                raise ValueError(sentence(problem))


def sentence(problem: FileProblem) -> str:
    """Word what is wrong with a field, without its name, which means nothing to a person."""
    return draft_file_messages.problem(replace(problem, place=""), language())


PLACELESS = {"accepted", "promise"}  # fields that stand in many places


def problems_of(fields: Iterable[Field]) -> list[tuple[str, str]]:
    """List what is wrong, each with a link to its field; none to boxes, which stand in many places."""
    return [(text, _anchor(field)) for field in fields for text in field.errors]


def _anchor(field: Field) -> str:
    return "" if field.name in PLACELESS or isinstance(field, FieldGroup) else f"#f-{'_'.join(field.name.split())}"


def raise_first(notes: Diagnostics) -> None:
    """Raise the first problem as the error of the field that is being processed."""
    if notes.problems:
        raise ValueError(sentence(notes.problems[0]))


def add_error(field: Field, kind: str, limit: object = "") -> None:
    """Add an error to a field after it was validated."""
    field.errors = [*field.errors, sentence(FileProblem(kind, "", str(limit)))]
