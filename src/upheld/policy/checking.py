"""Checking one file of a pack against its model, and saying what is wrong in plain words."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from upheld.policy.problems import Problem
from upheld.policy.reading import line_of
from upheld.policy.values import Strict

_MISSING = {
    "reference": "Say where the value comes from: a law, a publication, "
    "or who in the agency decided it, and when.",
    "from": "Give the first day on which it applies, such as from: 2024-04-01.",
    "target": "Write target: none when nobody published one.",
}
_WRONG_TYPE = {
    "date_type": "Write a day as 2024-04-01: year, month, day, without quotation marks or a time.",
    "int_type": "Write a whole number such as 10, without quotation marks or a unit.",
    "float_type": "Write a number such as 85, without quotation marks or a percent sign.",
    "float_parsing": "Write a number such as 85, without quotation marks or a percent sign.",
    "bool_parsing": "Write true or false.",
    "bool_type": "Write true or false.",
    "string_type": "Write words here; put quotation marks around what looks like a number or a date.",
    "dict_type": "Write keys and values under it, each as key: value, indented by two spaces.",
    "model_type": "Write keys and values under it, each as key: value, indented by two spaces.",
    "tuple_type": "Write a list under it: each item starts with a dash and a space.",
    "string_too_short": "Write something here; it must not be empty.",
    "too_short": "Write at least one item here.",
    "greater_than": "Write a larger number.",
    "greater_than_equal": "Write 0 or more.",
    "less_than_equal": "Write 100 or less.",
}


def check_file(name: str, model: type[Strict], content: Any) -> tuple[Strict | None, list[Problem]]:
    """The file as its model, or the problems that keep it from being one."""
    try:
        return model.model_validate(content), []
    except ValidationError as broken:
        return None, [_explain(name, model, content, error) for error in broken.errors(include_url=False)]


def _explain(name: str, model: type[Strict], content: Any, error: ErrorDetails) -> Problem:
    place = tuple(part for part in error["loc"] if part != "[key]")
    where = " / ".join(str(part) if isinstance(part, str) else f"item {part + 1}" for part in place)
    message, remedy = _in_words(model, where, place, error)
    return Problem(name, line_of(content, place), message, remedy)


def _in_words(
    model: type[Strict], where: str, place: Sequence[str | int], error: ErrorDetails
) -> tuple[str, str]:
    kind, last = error["type"], str(place[-1]) if place else ""
    if kind == "missing":
        return f'{where}: "{last}" is missing.', _MISSING.get(last, f"Add {last}: with its value.")
    if kind == "extra_forbidden":
        return f'{where}: "{last}" is not known here.', _nearest(last, _keys_at(model, place[:-1]))
    if kind == "value_error":
        return f"{where}: {error['ctx']['error']!s}.", "Mend it and check again."
    if kind == "literal_error":
        expected = str(error["ctx"]["expected"])
        options = [option.strip("'") for option in expected.replace(" or ", ", ").split(", ")]
        return f'{where}: "{error["input"]}" is not one of the choices.', _nearest(
            str(error["input"]), options
        )
    if kind == "string_pattern_mismatch":
        return f'{where}: "{error["input"]}" is not written as expected.', _pattern_remedy(last)
    return f"{where}: {_found(error['input'])} does not fit here.", _WRONG_TYPE.get(kind, error["msg"] + ".")


def _pattern_remedy(last: str) -> str:
    if last == "version":
        return 'Write the version as year and number in quotation marks, such as "2024.1".'
    return "Write keys in small letters and digits, joined by - or _, such as call_back."


def _found(value: object) -> str:
    return (
        "an empty value"
        if value is None
        else f'"{value}"'
        if isinstance(value, str | int | float)
        else "this"
    )


def _nearest(given: str, known: Sequence[str]) -> str:
    near = get_close_matches(given, known, n=1, cutoff=0.5)
    listed = ", ".join(known)
    return f'Did you mean "{near[0]}"? Known here: {listed}.' if near else f"Use one of: {listed}."


def _keys_at(model: type[BaseModel], place: Sequence[str | int]) -> list[str]:
    """The keys that may stand at a place of a file, found by walking down the model's types."""
    found: Any = model
    for part in place:
        found = _step(found, part)
    found = _plain(found)
    if isinstance(found, type) and issubclass(found, BaseModel):
        return [field.alias or name for name, field in found.model_fields.items() if name != "key"]
    return []


def _step(kind: Any, part: str | int) -> Any:
    kind = _plain(kind)
    if isinstance(kind, type) and issubclass(kind, RootModel):
        return _step(kind.model_fields["root"].annotation, part)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return next((f.annotation for name, f in kind.model_fields.items() if part in (f.alias, name)), None)
    arguments = get_args(kind)
    if get_origin(kind) in (dict, Mapping):
        return arguments[1]
    return arguments[0] if arguments else None


def _plain(kind: Any) -> Any:
    """The type without Annotated and without None beside it."""
    if get_origin(kind) is Annotated:
        return _plain(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return _plain(next(option for option in get_args(kind) if option is not type(None)))
    return kind
