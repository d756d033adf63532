"""The books of one administration in memory: what SnelStart would hold, and how the engine gets at it."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from snelkoppeling.domain.identity import AdministrationId, BooksId, EntityType
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.choice import ChoiceNeededError, Conflict
from snelkoppeling.sync.ports import BooksStore
from snelkoppeling.sync.records import Image, ImageValue
from tests.fakes.faults import Faults

UNIQUE_NUMBER = {
    EntityType.RELATION: "number",
    EntityType.PROJECT: "number",
    EntityType.INVOICE: "invoice_number",
}
"""The field that the books themselves let only one record have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record in the books."""

    id: BooksId
    image: Image
    is_removed: bool = False


@dataclass(slots=True)
class Ledger:
    """What the books hold; it outlives every process that writes there, as SnelStart does."""

    rows: dict[EntityType, dict[BooksId, Row]] = field(
        default_factory=lambda: {entity_type: {} for entity_type in EntityType}
    )
    protected: set[BooksId] = field(default_factory=set)
    """Bookings that SnelStart lets nobody change: paid, in a VAT return, in a closed period."""
    made: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)

    def all(self, entity_type: EntityType) -> list[Row]:
        """List the records of a type that were not removed, oldest first."""
        return [row for row in self.rows[entity_type].values() if not row.is_removed]

    def where(self, entity_type: EntityType, **fields: ImageValue) -> list[Row]:
        """List the records that have these values."""
        rows = self.all(entity_type)
        return [row for row in rows if all(row.image.get(name) == value for name, value in fields.items())]

    def one(self, entity_type: EntityType, **fields: ImageValue) -> Row:
        """Give the one record that has these values."""
        (row,) = self.where(entity_type, **fields)
        return row

    def add(self, entity_type: EntityType, image: Image) -> Row:
        """Add a record, as we or a person would; numbers that are taken are refused."""
        with self.lock:
            number = UNIQUE_NUMBER.get(entity_type, "")
            if image.get(number) and self.where(entity_type, **{number: image[number]}):
                raise NumberTakenError(str(image[number]))
            self.made += 1
            row = Row(id=BooksId(f"{entity_type}-{self.made}"), image=dict(image))
            self.rows[entity_type][row.id] = row
            return row

    def edit(self, entity_type: EntityType, books_id: BooksId, **fields: ImageValue) -> Row:
        """Change fields of a record, as we or a person would."""
        with self.lock:
            row = self.rows[entity_type][books_id]
            changed = replace(row, image={**row.image, **fields})
            self.rows[entity_type][books_id] = changed
            return changed

    def remove(self, entity_type: EntityType, books_id: BooksId) -> None:
        """Remove a record, as a person would."""
        with self.lock:
            self.rows[entity_type][books_id] = replace(self.rows[entity_type][books_id], is_removed=True)

    def restore(self, entity_type: EntityType, books_id: BooksId) -> None:
        """Put a record back that was removed, as a person would."""
        with self.lock:
            self.rows[entity_type][books_id] = replace(self.rows[entity_type][books_id], is_removed=False)


class NumberTakenError(Exception):
    """The books hold a record with this number already."""


class FakeBooks:
    """The books as one process sees them, with what goes wrong for it."""

    def __init__(self, ledger: Ledger, faults: Faults, stores: dict[EntityType, BooksStore]) -> None:
        self.ledger = ledger
        self._faults = faults
        self._stores = stores
        self.is_closed = False

    def probe(self) -> None:
        self._faults.read("probe")

    def verify(self) -> None:
        self._faults.read("verify")

    def store(self, entity_type: EntityType) -> BooksStore:
        return self._stores[entity_type]

    def close(self) -> None:
        self.is_closed = True


def rejected(key: str, code: str, **details: object) -> RecordRejectedError:
    """Refuse a record with one problem."""
    return RecordRejectedError(key, [problem(code, "", key, **details)])


def in_doubt(key: str, why: Problem, conflict: Conflict) -> ChoiceNeededError:
    """Leave a record to a person."""
    return ChoiceNeededError(key, [why], conflict)


def has_fields(row: Row, image: Image, names: Sequence[str]) -> bool:
    """Tell whether a record has the same values in these fields."""
    return all(row.image.get(name) == image.get(name) for name in names)


class FakeBooksOpener:
    """Opens the books of each administration; they are made by the test."""

    def __init__(self, books: dict[AdministrationId, FakeBooks]) -> None:
        self.books = books

    def __call__(self, administration: AdministrationId) -> FakeBooks:
        return self.books[administration]
