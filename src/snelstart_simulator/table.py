"""Keeps the records of one kind, found by identifier or by an indexed attribute."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any, Generic, TypeVar

from snelstart_simulator.models.record import Guid, Identified

R = TypeVar("R", bound=Identified)


class Table(Generic[R]):
    """Records in the order in which they came; a changed record keeps its place."""

    def __init__(self, *, indexed: tuple[str, ...] = ()) -> None:
        self._rows: dict[Guid, R] = {}
        self._order: dict[Guid, int] = {}
        self._next = count()
        self._indexes: dict[str, dict[Any, dict[Guid, None]]] = {attribute: {} for attribute in indexed}

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[R]:
        return iter(self._rows.values())

    def get(self, identifier: Guid | None) -> R | None:
        """Find a record by its identifier."""
        return None if identifier is None else self._rows.get(identifier)

    def put(self, row: R) -> R:
        """Add a record, or replace the one with its identifier."""
        old = self._rows.get(row.id)
        self._rows[row.id] = row
        if old is None:
            self._order[row.id] = next(self._next)
        for attribute, buckets in self._indexes.items():
            value = getattr(row, attribute)
            if old is not None:
                if getattr(old, attribute) == value:
                    continue
                self._forget(buckets, getattr(old, attribute), row.id)
            buckets.setdefault(value, {})[row.id] = None
        return row

    def remove(self, identifier: Guid) -> None:
        """Take a record out for good."""
        row = self._rows.pop(identifier)
        del self._order[identifier]
        for attribute, buckets in self._indexes.items():
            self._forget(buckets, getattr(row, attribute), identifier)

    def is_indexed(self, attribute: str) -> bool:
        """Tell whether `find` knows the attribute."""
        return attribute == "id" or attribute in self._indexes

    def find(self, attribute: str, value: object) -> list[R]:
        """List the records with this value of an indexed attribute, in the table's order."""
        if attribute == "id":
            return [row for row in (self._rows.get(value),) if row]  # type: ignore[call-overload]  # Any value may be looked for.
        found = self._indexes[attribute].get(value, {})
        return [self._rows[identifier] for identifier in sorted(found, key=self._order.__getitem__)]

    def move_to_end(self, identifier: Guid) -> None:
        """Give a record the last place, as a list without a stable order may."""
        self._rows[identifier] = self._rows.pop(identifier)
        self._order[identifier] = next(self._next)

    def fill(self, rows: Iterable[R]) -> None:
        """Put many records."""
        for row in rows:
            self.put(row)

    @staticmethod
    def _forget(buckets: dict[Any, dict[Guid, None]], value: object, identifier: Guid) -> None:
        bucket = buckets[value]
        del bucket[identifier]
        if not bucket:
            del buckets[value]
