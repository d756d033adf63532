"""What all of SnelStart's records share: identifiers, references, and how they are written as JSON."""

from datetime import datetime
from decimal import Decimal
from typing import NewType, TypeAlias

import msgspec

Guid = NewType("Guid", str)
"""An identifier in lower case, with hyphens."""

WallTime: TypeAlias = datetime
"""A date-time without zone, as SnelStart writes them all (SnelStart API, section 2)."""

EMPTY_GUID = Guid("00000000-0000-0000-0000-000000000000")
ZERO = Decimal(0)


class Record(msgspec.Struct, rename="camel", kw_only=True, frozen=True):
    """Anything that goes over the wire; an attribute is the wire name in snake_case."""


class Identified(Record, frozen=True):
    """A record with an address of its own."""

    id: Guid
    uri: str


class Reference(Record, frozen=True):
    """Points at a record."""

    id: Guid
    uri: str


def reference(resource: str, identifier: Guid) -> Reference:
    """Point at the record of a resource."""
    return Reference(id=identifier, uri=f"/{resource}/{identifier}")


_ENCODER = msgspec.json.Encoder(decimal_format="number")


def to_json(value: object) -> bytes:
    """Write a value as SnelStart does: lowerCamelCase names, and money as exact numbers."""
    return _ENCODER.encode(value)
