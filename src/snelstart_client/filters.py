"""Builds `$filter` texts, so that no caller joins quotes and values by hand (SnelStart API, section 3.3)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

PROPERTY: Final = re.compile(r"[A-Z][A-Za-z0-9]*(/[A-Z][A-Za-z0-9]*)*")
Literal = str | UUID | Decimal | int | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on the records of a list; join them with `&`, `|` and `~`."""

    text: str

    def __and__(self, other: "Filter") -> "Filter":
        return Filter(f"({self.text}) and ({other.text})")

    def __or__(self, other: "Filter") -> "Filter":
        return Filter(f"({self.text}) or ({other.text})")

    def __invert__(self) -> "Filter":
        return Filter(f"not ({self.text})")

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Property:
    """What a condition is about: a property, an element of a collection, or a function of one."""

    text: str

    def eq(self, value: Literal) -> Filter:
        """Ask for equality."""
        return self._compared("eq", value)

    def ne(self, value: Literal) -> Filter:
        """Ask for a difference."""
        return self._compared("ne", value)

    def gt(self, value: Literal) -> Filter:
        """Ask for more than a value."""
        return self._compared("gt", value)

    def ge(self, value: Literal) -> Filter:
        """Ask for a value or more."""
        return self._compared("ge", value)

    def lt(self, value: Literal) -> Filter:
        """Ask for less than a value."""
        return self._compared("lt", value)

    def le(self, value: Literal) -> Filter:
        """Ask for a value or less."""
        return self._compared("le", value)

    def startswith(self, text: str) -> Filter:
        """Ask for texts that begin like this."""
        return Filter(f"startswith({self.text},{literal(text)}) eq true")

    def contains(self, text: str) -> Filter:
        """Ask for texts that hold this."""
        return Filter(f"substringof({literal(text)},{self.text}) eq true")

    def year(self) -> "Property":
        """Give the year of a date, to compare."""
        return Property(f"year({self.text})")

    def any_eq(self, value: Literal) -> Filter:
        """Ask for collections of plain values that hold this one."""
        return Filter(f"{self.text}/any(e:e eq {literal(value)})")

    def any(self, condition: Callable[["Element"], Filter]) -> Filter:
        """Ask for collections of which one element meets a condition."""
        return Filter(f"{self.text}/any(e:{condition(Element('e'))})")

    def _compared(self, operator: str, value: Literal) -> Filter:
        return Filter(f"{self.text} {operator} {literal(value)}")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a collection, inside `any`."""

    name: str

    def where(self, name: str) -> Property:
        """Name a property of the element."""
        return Property(f"{self.name}/{checked(name)}")


def where(name: str) -> Property:
    """Name a property, in UpperCamelCase as `$filter` wants it: `Naam`, `VestigingsAdres/Land/Id`."""
    return Property(checked(name))


def checked(name: str) -> str:
    """Refuse what is no property name; SnelStart would answer 400 to it, or worse, obey it."""
    if not PROPERTY.fullmatch(name):
        raise ValueError(f"{name!r} is not a property name in UpperCamelCase")
    return name


def literal(value: Literal) -> str:
    """Write a value the OData v3 way: quotes doubled, guid'…', datetime'…' without a zone, numbers bare."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            doubled = value.replace("'", "''")
            return f"'{doubled}'"
        case UUID():
            return f"guid'{value}'"
        case datetime():
            in_utc = value.astimezone(UTC) if value.tzinfo else value
            return f"datetime'{in_utc.replace(tzinfo=None).isoformat(timespec='milliseconds')}'"
        case date():
            return f"datetime'{value.isoformat()}'"
        case Decimal():
            return format(value, "f")
        case int():
            return str(value)
