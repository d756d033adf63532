"""The kinds of field that a record is made of: what is read, what is refused, and how it is described.

A reader gets what the JSON held and gives what the domain holds; what it refuses it names by a code of the
problem catalogue, with the details that the code's sentence needs.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, TypeVar

import pycountry
from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import ValidationInfo

from snelkoppeling.domain.money import CENT, Money
from snelkoppeling.web.limits import LONGEST_EXTERNAL_ID

LARGEST_AMOUNT = Decimal("99999999999.99")
FIRST_YEAR, LAST_YEAR = 1990, 2100
PLAIN_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ISO_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}.*")
RATE_DECIMALS = 4
FASTEST_CLOCK = timedelta(days=1)
"""How far a CRM's clock may be ahead of ours."""

E = TypeVar("E", bound=Enum)


def refused(code: str, **details: str | int) -> PydanticCustomError:
    """Make the error by which a reader names a problem."""
    return PydanticCustomError(code, "see the problem catalogue", dict(details))


def single_line(value: Any) -> Any:
    """Trim a text and make it one line; anything else is left for the type to refuse."""
    return " ".join(value.split()) if isinstance(value, str) else value


def emptied(value: Any) -> Any:
    """Read an empty text as null: the field was cleared in the CRM."""
    return None if isinstance(value, str) and not value.strip() else value


def read_amount(value: Any) -> Money:
    """Read an amount from text or a number, exactly; a boolean is no number."""
    number = plain_number(value)
    if number is None:
        raise refused("amount-unreadable")
    if abs(number) > LARGEST_AMOUNT:
        raise refused("amount-out-of-range")
    if number != number.quantize(CENT):
        raise refused("amount-too-precise")
    return Money(number.quantize(CENT) + 0)


def read_rate(value: Any) -> Decimal:
    """Read a percentage of VAT."""
    number = plain_number(value)
    if number is None or not 0 <= number <= 100:  # noqa: PLR2004 - a percentage
        raise refused("rate-unreadable")
    if number != number.quantize(Decimal(1).scaleb(-RATE_DECIMALS)):
        raise refused("rate-unreadable")
    return number.normalize() + 0


def read_date(value: Any) -> date:
    """Read a calendar date without a time."""
    if not isinstance(value, str) or not ISO_DATE.fullmatch(value):
        raise refused("date-unreadable")
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise refused("date-unreadable") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise refused("date-out-of-range")
    return day


def read_moment(value: Any, info: ValidationInfo) -> datetime:
    """Read a moment with its time zone; `context["now"]` tells what would be the future."""
    if not isinstance(value, str) or not ISO_MOMENT.fullmatch(value):
        raise refused("moment-unreadable")
    try:
        stated = datetime.fromisoformat(value)
        moment = stated.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise refused("moment-unreadable") from error
    if stated.tzinfo is None:
        raise refused("moment-without-zone")
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise refused("date-out-of-range")
    if info.context is not None and moment > info.context["now"] + FASTEST_CLOCK:
        raise refused("modified-in-future")
    return moment


def read_country(value: str) -> str:
    """Check a country code; small letters are read as capitals."""
    code = value.upper()
    if not re.fullmatch("[A-Z]{2}", code) or pycountry.countries.get(alpha_2=code) is None:
        raise refused("country-code-unknown")
    return code


def read_currency(value: str) -> str:
    """Check a currency code."""
    code = value.upper()
    if not re.fullmatch("[A-Z]{3}", code) or pycountry.currencies.get(alpha_3=code) is None:
        raise refused("currency-unknown")
    return code


def read_external_id(value: str) -> str:
    """Check the id that a CRM gave a record: it must survive in an address and be readable in a list."""
    usable = value.isprintable() and value == value.strip() and value.strip("/") == value
    if not usable or not 0 < len(value) <= LONGEST_EXTERNAL_ID or "\N{REPLACEMENT CHARACTER}" in value:
        raise refused("external-id-unusable")
    return value


def choice_of(options: type[E], *, shift: Callable[[str], str] = str.lower) -> Callable[[Any], E]:
    """Make the reader of a field that takes the values of an enumeration, in any case."""
    known = ", ".join(str(option.value) for option in options)

    def read(value: Any) -> E:
        text = shift(value) if isinstance(value, str) else ""
        for option in options:
            if option.value == text:
                return option
        raise refused("choice-unknown", known=known)

    return read


def plain_number(value: Any) -> Decimal | None:
    """Read a number that stands in digits, from text or a number; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return Decimal(text) if PLAIN_NUMBER.fullmatch(text) else None


AMOUNT_SCHEMA = {
    "anyOf": [{"type": "string", "pattern": r"^-?[0-9]{1,11}(\.[0-9]{1,2})?$"}, {"type": "number"}],
    "description": "An amount with at most two decimals; text is safest, as in 121.00.",
    "examples": ["121.00"],
}
RATE_SCHEMA = {
    "anyOf": [{"type": "string", "pattern": r"^[0-9]{1,3}(\.[0-9]{1,4})?$"}, {"type": "number"}],
    "description": "A percentage from 0 to 100.",
    "examples": ["21"],
}
MOMENT_SCHEMA = {
    "type": "string",
    "format": "date-time",
    "description": "With its time zone. The highest moment wins, whatever the order of arrival.",
    "examples": ["2026-03-31T14:05:00Z"],
}
Amount = Annotated[Money, PlainValidator(read_amount), WithJsonSchema(AMOUNT_SCHEMA)]
Rate = Annotated[Decimal, PlainValidator(read_rate), WithJsonSchema(RATE_SCHEMA)]
Day = Annotated[date, PlainValidator(read_date), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[datetime, PlainValidator(read_moment), WithJsonSchema(MOMENT_SCHEMA)]
SingleLine = BeforeValidator(single_line)
Cleared = BeforeValidator(emptied)
Line25 = Annotated[str, StringConstraints(max_length=25), SingleLine]
Line50 = Annotated[str, StringConstraints(max_length=50), SingleLine]
Line100 = Annotated[str, StringConstraints(max_length=100), SingleLine]
Country = Annotated[str, AfterValidator(read_country), SingleLine]
Currency = Annotated[str, AfterValidator(read_currency), SingleLine]
ExternalIdText = Annotated[
    str,
    AfterValidator(read_external_id),
    Field(json_schema_extra={"minLength": 1, "maxLength": LONGEST_EXTERNAL_ID}),
]
