"""Reads and shows the value of a custom field by its definition (SnelStart API, section 6.1)."""

import base64
import binascii
import re
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from snelstart_simulator.models.relatie import CustomFieldDefinition
from snelstart_simulator.reading import wall_time_of
from snelstart_simulator.refusals import refuse

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?")
_FIRST, _LAST = datetime(1899, 12, 30), datetime(2401, 1, 1)  # noqa: DTZ001 - SnelStart's date-times have no zone.
_SMALLEST_INT, _LARGEST_INT = -(2**31), 2**31 - 1
_MOST_MONEY = Decimal(100_000_000_000)
_MOST_DECIMALS = 4
_LARGEST_FLOAT = Decimal("1.79769313486232E+308")


def text_of(definition: CustomFieldDefinition, value: object) -> str | None:
    """Give the text that is kept of a value that a client sent; refuses what the field cannot hold."""
    if value is None:
        return None
    return _READERS[definition.type](definition, value)


def value_of(definition: CustomFieldDefinition, text: str | None) -> Any:
    """Give the value that the wire shows of a kept text."""
    if text is None:
        return None
    try:
        match definition.type:
            case "Integer":
                return int(text)
            case "Money" | "Float":
                return Decimal(text)
            case "Boolean":
                return text.lower() == "true"
            case _:
                return text
    except (ValueError, InvalidOperation):
        # A person may have typed something else in SnelStart itself.
        return text


def _text(definition: CustomFieldDefinition, value: object) -> str:
    if not isinstance(value, str):
        raise refuse("REF-0014")
    longest = _property(definition, "MaxLength")
    if longest is not None and len(value) > int(longest):
        raise refuse("REF-0004")
    return value


def _integer(_definition: CustomFieldDefinition, value: object) -> str:
    number = _number(value)
    if number is None or number != number.to_integral_value() or not _SMALLEST_INT <= number <= _LARGEST_INT:
        raise refuse("REF-0007")
    return str(int(number))


def _money(_definition: CustomFieldDefinition, value: object) -> str:
    number = _number(value)
    if number is None:
        raise refuse("REF-0010")
    if abs(number) > _MOST_MONEY:
        raise refuse("REF-0012")
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _MOST_DECIMALS:
        raise refuse("REF-0013")
    return f"{number:f}"


def _float(_definition: CustomFieldDefinition, value: object) -> str:
    number = _number(value)
    if number is None or abs(number) > _LARGEST_FLOAT:
        raise refuse("REF-0011")
    return str(number)


def _moment(_definition: CustomFieldDefinition, value: object) -> str:
    read = wall_time_of(value) if isinstance(value, str) and _MOMENT.fullmatch(value) else None
    if read is None:
        raise refuse("REF-0008")
    if not _FIRST <= read <= _LAST:
        raise refuse("REF-0015")
    return read.isoformat(timespec="seconds")


def _boolean(_definition: CustomFieldDefinition, value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower()
    raise refuse("REF-0009")


def _enum(definition: CustomFieldDefinition, value: object) -> str:
    possible = _property(definition, "PossibleValues") or ()
    if not isinstance(value, str) or value not in possible:
        raise refuse("REF-0005")
    return value


def _bytes(_definition: CustomFieldDefinition, value: object) -> str:
    try:
        if isinstance(value, str):
            base64.b64decode(value, validate=True)
            return value
    except binascii.Error as error:
        raise refuse("REF-0016") from error
    raise refuse("REF-0016")


_READERS: dict[str, Callable[[CustomFieldDefinition, object], str]] = {
    "Text": _text,
    "Integer": _integer,
    "Money": _money,
    "Float": _float,
    "DateTime": _moment,
    "Boolean": _boolean,
    "Enum": _enum,
    "ByteArray": _bytes,
}


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        return None
    try:
        number = Decimal(value.strip() if isinstance(value, str) else value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _property(definition: CustomFieldDefinition, name: str) -> Any:
    return next((one.value for one in definition.properties if one.name == name), None)
