"""The names by which records and their owners are known."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

AdministrationId = NewType("AdministrationId", int)
ConnectionId = NewType("ConnectionId", int)
ExternalId = NewType("ExternalId", str)
"""The id that the CRM gave a record; unique within its connection and type."""
BooksId = NewType("BooksId", str)
"""The id that the books gave a record (a GUID in SnelStart)."""


class EntityType(StrEnum):
    """The types of record that are carried; anything else is refused at the door."""

    RELATION = "relation"
    PROJECT = "project"
    INVOICE = "invoice"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True, order=True)
class RecordKey:
    """Names one record of one CRM connection."""

    connection: ConnectionId
    entity_type: EntityType
    external_id: ExternalId

    def __str__(self) -> str:
        return f"{self.entity_type} {self.external_id}"
