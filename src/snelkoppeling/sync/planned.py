"""A plan: what carrying all that is pending would do, record by record."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from snelkoppeling.domain.identity import BooksId, EntityType, RecordKey
from snelkoppeling.domain.problem import Problem
from snelkoppeling.sync.choice import Value


class PlannedAction(StrEnum):
    """What would become of a record."""

    LINK = "link"
    """The books know it; nothing is written, but for the fields that differ."""
    CREATE = "create"
    UPDATE = "update"
    KEEP = "keep"
    """The books hold what the CRM wants."""
    ASK = "ask"
    """A person must choose first; it stands on the list."""
    SET_ASIDE = "set_aside"
    """It cannot be carried as it is; it stands on the list."""
    WAIT = "wait"
    """It needs another record that is not there yet."""
    LEAVE_OUT = "leave_out"
    """A rule keeps it out of the books."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field that would get another value."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """What would become of one record."""

    key: RecordKey
    version: int
    action: PlannedAction
    label: str = ""
    books_label: str = ""
    """What people call its twin in SnelStart."""
    books_id: BooksId | None = None
    """Its twin in SnelStart, as far as there is one."""
    changes: tuple[FieldChange, ...] = ()
    lines: tuple[str, ...] = ()
    """How an invoice would be booked: each line as account, amount, kind of VAT and description."""
    notes: tuple[str, ...] = ()
    """What was done to it to make it fit, in Dutch."""
    problems: tuple[Problem, ...] = ()

    @property
    def calls(self) -> int:
        """Calls to SnelStart that carrying it costs, what was read for the plan not counted."""
        if self.action is PlannedAction.CREATE:
            return 1
        if not self.changes or self.action not in {PlannedAction.LINK, PlannedAction.UPDATE}:
            return 0
        # It is read before it is written; a booking once more, right before.
        return 3 if self.key.entity_type is EntityType.INVOICE else 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What carrying all that is pending would do."""

    rows: tuple[PlannedRow, ...]

    @property
    def calls(self) -> int:
        """Calls to SnelStart that it costs."""
        return sum(row.calls for row in self.rows)

    @property
    def updates(self) -> int:
        """How many records that stand in the books would change."""
        return sum(bool(row.changes) for row in self.rows)

    def counts(self) -> Mapping[tuple[EntityType, PlannedAction], int]:
        """Count the records by type and by what would become of them."""
        return Counter((row.key.entity_type, row.action) for row in self.rows)

    def of(self, action: PlannedAction) -> Sequence[PlannedRow]:
        """List the records that one thing would become of."""
        return [row for row in self.rows if row.action is action]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPlan:
    """A plan that was shown and waits for approval."""

    checksum: str
    """Names just this plan."""
    made_at: datetime
    preview: Preview
