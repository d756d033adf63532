"""Reads JSON strictly: nothing is dropped, rounded or guessed on the way in."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.web.limits import DEEPEST_JSON

LONGEST_NUMBER = 40
NO_TEXT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Control characters but tab and line ends, lone surrogates, marks that turn the direction of writing."""


@dataclass(frozen=True, slots=True)
class UnreadableNumber:
    """A number that no field takes: with an exponent, of endless length, NaN or Infinity."""

    text: str

    def __str__(self) -> str:
        return self.text


class JsonError(ValueError):
    """The JSON cannot be read; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(one.en for one in problems))
        self.problems = problems


def read_object(content: bytes) -> dict[str, Any]:
    """Read one JSON object; amounts come as Decimal, numbers that no field takes as UnreadableNumber.

    Raises:
        JsonError: It is no UTF-8, no JSON, no object, nested too deep, or names a field twice.
    """
    text = _text(content)
    if not text.strip():
        raise JsonError([problem("body-empty", expected="JSON")])
    duplicates: list[str] = []
    value = _parsed(text, duplicates)
    if _depth(value) > DEEPEST_JSON:
        raise JsonError([_too_deep()])
    if duplicates:
        raise JsonError([problem("json-duplicate-name", name) for name in dict.fromkeys(duplicates)])
    if not isinstance(value, dict):
        raise JsonError([problem("object-expected", "body", shown(value))])
    return value


def text_problems(value: object, path: str = "") -> Iterator[Problem]:
    """List the texts, names of fields included, that hold a character which is no text."""
    if isinstance(value, str):
        if found := NO_TEXT.search(value):
            yield problem("text-unprintable", path, value, character=f"U+{ord(found[0]):04X}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from text_problems(item, f"{path}[{index}]")
    elif isinstance(value, dict):
        for name, item in value.items():
            inner = path_of([*([path] if path else []), name])
            if found := NO_TEXT.search(name):
                yield problem("text-unprintable", inner, name, character=f"U+{ord(found[0]):04X}")
            yield from text_problems(item, inner)


def path_of(location: Sequence[int | str]) -> str:
    """Write the place of a field the way people do, such as `lines[2].vat_rate`."""
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part}]"
        else:
            name = NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", part)
            path += f".{name}" if path else name
    return path


def shown(value: object) -> str:
    """Write a value that was sent the way it stood in the JSON."""
    match value:
        case str():
            return value
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case dict():
            return "{…}"
        case list():
            return "[…]"
        case _:
            return str(value)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = f"{error.start + 1}: 0x{content[error.start]:02X}"
        raise JsonError([problem("body-not-utf8", value=byte)]) from error


def _parsed(text: str, duplicates: list[str]) -> object:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) < len(pairs):
            times = Counter(name for name, _ in pairs)
            duplicates.extend(path_of([name]) for name, count in times.items() if count > 1)
        return members

    try:
        return json.loads(
            text,
            parse_float=_number,
            parse_int=_whole_number,
            parse_constant=UnreadableNumber,
            object_pairs_hook=unique,
        )
    except json.JSONDecodeError as error:
        found = text[error.pos : error.pos + 20] or "…"
        wrong = problem("body-not-json", value=found, line=error.lineno, column=error.colno)
        raise JsonError([wrong]) from error
    except RecursionError as error:
        raise JsonError([_too_deep()]) from error


def _number(text: str) -> Decimal | UnreadableNumber:
    """Read a fraction exactly; an exponent would let a few characters mean a googol."""
    if "e" in text or "E" in text or len(text) > LONGEST_NUMBER:
        return UnreadableNumber(text)
    return Decimal(text)


def _whole_number(text: str) -> int | UnreadableNumber:
    return UnreadableNumber(text) if len(text) > LONGEST_NUMBER else int(text)


def _depth(value: object) -> int:
    """Measure how deep a value is nested, without nesting calls."""
    deepest = 0
    todo = [(value, 1)]
    while todo:
        inner, depth = todo.pop()
        deepest = max(deepest, depth)
        if depth > DEEPEST_JSON:
            break
        if isinstance(inner, dict):
            todo.extend((item, depth + 1) for item in inner.values())
        elif isinstance(inner, list):
            todo.extend((item, depth + 1) for item in inner)
    return deepest


def _too_deep() -> Problem:
    return problem("json-too-deep", limit=DEEPEST_JSON)
