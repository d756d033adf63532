"""Turns what a CRM sent into records, or into a list of everything that is wrong with it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.domain.problem_catalogue.door import DOOR
from snelkoppeling.web.api.body import Body
from snelkoppeling.web.api.strict_json import UnreadableNumber, path_of, shown, text_problems
from snelkoppeling.web.limits import MOST_PROBLEMS

B = TypeVar("B", bound=Body)

PLAIN_CODES: Mapping[str, str] = MappingProxyType(
    {
        "missing": "field-missing",
        "string_type": "text-expected",
        "string_too_short": "text-empty",
        "int_type": "whole-number-expected",
        "bool_type": "true-or-false-expected",
        "list_type": "list-expected",
        "model_type": "object-expected",
        "model_attributes_type": "object-expected",
        "dict_type": "object-expected",
    }
)
"""What pydantic calls it → what we call it; kinds with figures of their own stand in `_figures`."""

ABOUT_ABSENCE = frozenset({"rate-missing", "original-total-incomplete"})
"""What is wrong with a field that is absent, told better than by: it cannot be null."""


class RecordUnreadableError(ValueError):
    """What was sent cannot be read as a record; `problems` says everything that is wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(one.en for one in problems))
        self.problems = tuple(problems)


def read_body(model: type[B], fields: Mapping[str, Any], now: datetime) -> B:
    """Read the fields of a record.

    Raises:
        RecordUnreadableError: Something is wrong; all problems are listed at once.
    """
    problems = list(text_problems(dict(fields)))
    try:
        body = model.model_validate(fields, context={"now": now})
    except ValidationError as error:
        problems += [
            _problem_of(details, model)
            for details in error.errors(include_url=False)
            if details["type"] != "string_unicode"  # A lone surrogate, which `text_problems` has named.
        ]
        raise RecordUnreadableError(capped(problems)) from error
    if problems:
        raise RecordUnreadableError(capped(problems))
    return body


def capped(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Keep a list of problems readable; the last says how many were left out."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    return [*problems[:MOST_PROBLEMS], problem("more-problems", value=len(problems) - MOST_PROBLEMS)]


def _problem_of(details: ErrorDetails, model: type[Body]) -> Problem:
    """Say in our words what pydantic found; what we have no words for is still named in both languages."""
    kind, location, value = details["type"], details["loc"], details["input"]
    field = path_of(location)
    if kind == "missing":
        found = problem("field-missing", field)
    elif kind == "extra_forbidden":
        near = get_close_matches(str(location[-1]), _known_fields(model, location), n=3, cutoff=0)
        found = problem("field-unknown", field, shown(value), near=" / ".join(near))
    elif value is None and kind not in ABOUT_ABSENCE:
        found = problem("field-not-null", field, "null")
    elif kind in DOOR:
        found = problem(kind, field, shown(value), **details.get("ctx", {}))
    elif kind in PLAIN_CODES and not isinstance(value, UnreadableNumber):
        found = problem(PLAIN_CODES[kind], field, shown(value))
    else:
        found = _with_figures(kind, field, value=value, context=details.get("ctx", {}))
    return found


def _with_figures(kind: str, field: str, *, value: Any, context: Mapping[str, Any]) -> Problem:
    match kind:
        case "string_too_long":
            return problem(
                "field-too-long", field, value, length=len(value.strip()), limit=context["max_length"]
            )
        case "too_short":
            return problem("list-empty", field)
        case "too_long":
            return problem("list-too-long", field, length=len(value), limit=context["max_length"])
        case "greater_than_equal":
            return problem("number-below", field, value, limit=context["ge"])
        case "less_than_equal":
            return problem("number-above", field, value, limit=context["le"])
        case _:
            return problem("value-unreadable", field, shown(value))


def _known_fields(model: type[Body], location: Sequence[int | str]) -> Sequence[str]:
    """Name the fields that are known at a place in a body."""
    here: type[Body] = model
    for part in location[:-1]:
        if isinstance(part, str):
            here = _body_within(here.model_fields[part].annotation) or here
    return list(here.model_fields)


def _body_within(annotation: Any) -> type[Body] | None:
    """Find the body inside an annotation such as `list[LineBody] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, Body):
        return annotation
    for inner in get_args(annotation):
        if found := _body_within(inner):
            return found
    return None
