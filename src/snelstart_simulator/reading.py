"""Reads the body of a request as tolerantly as SnelStart does (SnelStart API, section 2)."""

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from snelstart_simulator.models.record import EMPTY_GUID, Guid, WallTime
from snelstart_simulator.refusals import ModelRefusal, refuse

_GUID = re.compile(r"\{?([0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})\}?")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?)?(?:Z|[+-]\d\d:?\d\d)?")
_LARGEST_AMOUNT = Decimal(10) ** 15
_MOST_DECIMALS = 10
_SMALLEST_INT, _LARGEST_INT = -(2**31), 2**31 - 1
_DECODER = msgspec.json.Decoder(float_hook=Decimal)


def guid_of(text: object) -> Guid | None:
    """Read an identifier; None when it is not one."""
    found = _GUID.fullmatch(text.strip()) if isinstance(text, str) else None
    return Guid(found[1].lower()) if found else None


def wall_time_of(text: str) -> WallTime | None:
    """Read a date or a date-time; a zone is accepted and dropped, as the server keeps none."""
    found = _MOMENT.fullmatch(text.strip())
    if not found:
        return None
    fraction = (found[3] or "").ljust(6, "0")[:6]
    try:
        return datetime.fromisoformat(f"{found[1]}T{found[2] or '00:00:00'}").replace(
            microsecond=int(fraction)
        )
    except ValueError:
        return None


def read_object(body: bytes) -> "Fields":
    """Read a body that must be a JSON object; an empty one is refused as SnelStart does."""
    values = read_json(body)
    if values is None:
        raise refuse("ALG-0106")
    if not isinstance(values, dict):
        raise ModelRefusal({"model": ["Cannot deserialize the current JSON value into the requested type."]})
    return Fields(values, {}, "model")


def read_json(body: bytes) -> object:
    """Read any JSON; None for an empty body."""
    if not body.strip():
        return None
    try:
        return _DECODER.decode(body)
    except (msgspec.DecodeError, InvalidOperation) as error:
        raise ModelRefusal(
            {"model": [f"Unexpected character encountered while parsing value: {error}"]}
        ) from error


def read_record(body: bytes) -> dict[str, Any]:
    """Read an object whose names and values are taken as they are, amounts exact."""
    values = read_json(body)
    if not isinstance(values, dict):
        raise ModelRefusal({"model": ["A JSON object is expected."]})
    return values


class Fields:
    """A JSON object: names in any case, unknown ones ignored, null the same as absent.

    What cannot be read is noted; `require_readable` refuses the lot with the framework's wording.
    """

    def __init__(self, values: Mapping[str, object], unreadable: dict[str, list[str]], path: str) -> None:
        self._values = {name.lower(): value for name, value in values.items()}
        self._unreadable = unreadable
        self._path = path

    def require_readable(self) -> None:
        """Refuse the body when a value had the wrong type."""
        if self._unreadable:
            raise ModelRefusal(self._unreadable)

    def laid_over(self, below: "Fields") -> "Fields":
        """Let the fields of another object shine through where this one has none, or null."""
        given = {name: value for name, value in self._values.items() if value is not None}
        under = below._values  # noqa: SLF001 - another object of this very class.
        return Fields({**under, **given}, self._unreadable, self._path)

    def has(self, name: str) -> bool:
        """Tell whether the field is there and not null."""
        return self._values.get(name.lower()) is not None

    def text(self, name: str) -> str | None:
        """Read a text; a bare number is taken as its text."""
        value = self._values.get(name.lower())
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, bool):
            return str(value)
        if isinstance(value, int | Decimal):
            return str(value)
        self._note(name, value)
        return None

    def amount(self, name: str) -> Decimal | None:
        """Read an exact number; a number in quotes is one too."""
        value = self._values.get(name.lower())
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
            self._note(name, value)
            return None
        try:
            number = Decimal(value.strip() if isinstance(value, str) else value)
        except InvalidOperation:
            self._note(name, value)
            return None
        if not number.is_finite() or abs(number) > _LARGEST_AMOUNT or _decimals_of(number) > _MOST_DECIMALS:
            self._note(name, value)
            return None
        return number

    def whole(self, name: str) -> int | None:
        """Read a whole number of 32 bits."""
        number = self.amount(name)
        if number is None:
            return None
        if number != int(number) or not _SMALLEST_INT <= number <= _LARGEST_INT:
            self._note(name, number)
            return None
        return int(number)

    def flag(self, name: str) -> bool:
        """Read yes or no; absent is no."""
        value = self._values.get(name.lower())
        if value is None:
            return False
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in {"true", "false"}:
            return value.lower() == "true"
        if isinstance(value, int):
            return value != 0
        self._note(name, value)
        return False

    def moment(self, name: str) -> WallTime | None:
        """Read a date or a date-time."""
        value = self._values.get(name.lower())
        if value is None or value == "":
            return None
        read = wall_time_of(value) if isinstance(value, str) else None
        if read is None:
            self._note(name, value)
        return read

    def one_of(self, name: str, choices: Mapping[str, int]) -> str | None:
        """Read an enumeration, by name in any case or by number."""
        value = self._values.get(name.lower())
        if value is None or value == "":
            return None
        for choice, number in choices.items():
            same_name = isinstance(value, str) and value.lower() in {choice.lower(), str(number)}
            if same_name or (value == number and not isinstance(value, bool)):
                return choice
        self._note(name, value)
        return None

    def identifier(self, name: str = "id") -> Guid | None:
        """Read an identifier; all zeroes is none."""
        value = self._values.get(name.lower())
        if value is None or value == "":
            return None
        read = guid_of(value)
        if read is None:
            self._note(name, value)
            return None
        return None if read == EMPTY_GUID else read

    def reference(self, name: str) -> Guid | None:
        """Read the identifier of a record that is pointed at; its other fields are ignored."""
        target = self.inner(name)
        return target.identifier() if target else None

    def inner(self, name: str) -> "Fields | None":
        """Read an object inside this one."""
        value = self._values.get(name.lower())
        if value is None:
            return None
        if not isinstance(value, dict):
            self._note(name, value)
            return None
        return Fields(value, self._unreadable, f"{self._path}.{name}")

    def rows(self, name: str) -> "list[Fields]":
        """Read a list of objects; absent is empty, and a null in it is skipped."""
        value = self._values.get(name.lower())
        if value is None:
            return []
        if not isinstance(value, list) or not all(row is None or isinstance(row, dict) for row in value):
            self._note(name, value)
            return []
        return [
            Fields(row, self._unreadable, f"{self._path}.{name}[{position}]")
            for position, row in enumerate(value)
            if row is not None
        ]

    def texts(self, name: str) -> list[str]:
        """Read a list of texts; a single text counts as a list of one."""
        value = self._values.get(name.lower())
        values: Sequence[object] = value if isinstance(value, list) else [] if value is None else [value]
        if not all(isinstance(item, str | int) and not isinstance(item, bool) for item in values):
            self._note(name, value)
            return []
        return [str(item) for item in values]

    def content(self, name: str) -> bytes | None:
        """Read a file, which stands in base64."""
        value = self._values.get(name.lower())
        if value is None:
            return None
        try:
            if isinstance(value, str):
                return base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            value = "of a text that is not base64"
        self._note(name, value)
        return None

    def raw(self, name: str) -> object:
        """Give what stands there as it came."""
        return self._values.get(name.lower())

    def _note(self, name: str, value: object) -> None:
        shown = str(value)[:60]
        words = f"Error converting value {shown} to the type of '{name}'."
        self._unreadable.setdefault(f"{self._path}.{name}", []).append(words)


def _decimals_of(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
