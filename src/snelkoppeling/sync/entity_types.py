"""The types of record that are carried: one row each, and all the engine knows of their differences."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.identity import EntityType, RecordKey
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.sync.records import Record


class OnChange(Enum):
    """What happens when the CRM changes a record that is in the books."""

    UPDATE = "update"
    """The books follow."""
    GUARDED = "guarded"
    """A legal document: the books follow only where nobody has changed it there; else a person decides."""
    REFUSE = "refuse"
    """It is set aside, and a person decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityTypeRow:
    """How one type of record is carried."""

    rank: int
    """Lower goes first: what others need comes before them."""
    on_change: OnChange
    dependencies: Callable[[RecordKey, Record], tuple[RecordKey, ...]]
    """Names the records that must be in the books before this one."""
    hangs_on: str = ""
    """The field that names the twin it is part of: when that is another one, the part went with the old."""


def _none(_key: RecordKey, _record: Record) -> tuple[RecordKey, ...]:
    return ()


def _relation_and_projects_of(key: RecordKey, record: Record) -> tuple[RecordKey, ...]:
    if not isinstance(record, Invoice):
        raise TypeError(f"{key} is no invoice")
    projects = dict.fromkeys(line.project for line in record.lines if line.project is not None)
    return (
        RecordKey(key.connection, EntityType.RELATION, record.relation),
        *(RecordKey(key.connection, EntityType.PROJECT, project) for project in projects),
    )


def _invoice_of(key: RecordKey, record: Record) -> tuple[RecordKey, ...]:
    if not isinstance(record, Attachment):
        raise TypeError(f"{key} is no attachment")
    return (RecordKey(key.connection, EntityType.INVOICE, record.invoice),)


ENTITY_TYPES: Mapping[EntityType, EntityTypeRow] = {
    EntityType.RELATION: EntityTypeRow(rank=0, on_change=OnChange.UPDATE, dependencies=_none),
    EntityType.PROJECT: EntityTypeRow(rank=0, on_change=OnChange.UPDATE, dependencies=_none),
    EntityType.INVOICE: EntityTypeRow(
        rank=1, on_change=OnChange.GUARDED, dependencies=_relation_and_projects_of
    ),
    EntityType.ATTACHMENT: EntityTypeRow(
        rank=2, on_change=OnChange.REFUSE, dependencies=_invoice_of, hangs_on="booking"
    ),
}
