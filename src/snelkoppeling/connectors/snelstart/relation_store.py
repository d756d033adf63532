"""Relations in SnelStart: found by number, read before they are written, made once."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from snelkoppeling.connectors.snelstart.mapping.relation import (
    Countries,
    image_of_relatie,
    image_of_relation,
    laid_over,
    loosened,
    relation_problems,
    with_country,
)
from snelkoppeling.connectors.snelstart.outcomes import translated
from snelkoppeling.connectors.snelstart.reference import ReferenceData
from snelkoppeling.connectors.snelstart.same_books import SameBooks
from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.problem import problem
from snelkoppeling.domain.relation import Relation
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.ports import Desired, Found, Links
from snelkoppeling.sync.reconcile import differing_fields
from snelkoppeling.sync.records import Image, Intent, SyncItem
from snelstart_client import Filter, SnelStart, where
from snelstart_client.errors import NotFoundError, RejectedError
from snelstart_client.ids import RelatieId
from snelstart_client.resources.relaties import Relatie, Relatiesoort
from snelstart_client.settings import LARGEST_PAGE

NUMBERS_PER_CALL = 30
"""Longer questions could exceed what the server takes in an address."""
NUMBERS_PER_RELATION = 2
NUMBER_IN_USE = "REL-0008"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A relation in the books, as far as matching needs it."""

    id: str
    number: int | None
    name: str
    is_active: bool

    @property
    def label(self) -> str:
        return f"{self.number} {self.name}" if self.number is not None else self.name


@dataclass(slots=True)
class ListSize:
    """How long the list of relations was when it was last read whole."""

    rows: int = 2_000
    """Until it is known, a guess: a long list is not read for a few relations, nor a short one shunned."""

    def is_cheaper_for(self, waiting: int) -> bool:
        """Tell whether reading it whole costs fewer calls than asking for the numbers of so many."""
        return waiting * NUMBERS_PER_RELATION / NUMBERS_PER_CALL > self.rows / LARGEST_PAGE + 1


class RelationStore:
    """Relations of one administration, for one run."""

    refuses_doubles = False

    def __init__(
        self,
        client: SnelStart,
        reference: ReferenceData,
        *,
        list_size: ListSize,
        same_books: SameBooks,
        foresee: Callable[[Sequence[SyncItem]], None],
    ) -> None:
        """Open the relations; `foresee` is told which items may cost calls before they do."""
        self._client = client
        self._same_books = same_books
        self._foresee = foresee
        self._reference = reference
        self._list_size = list_size
        self._by_number: dict[str, dict[str, _Candidate]] = defaultdict(dict)
        self._has_whole_list = False
        self._read: dict[str, dict[str, Any]] = {}
        self._lock = threading.Lock()

    def survey(self) -> None:
        """Read the whole list."""
        with translated("relations"):
            self._list_size.rows = self._index(self._client.relaties.iter())
            self._has_whole_list = True

    def prepare(self, items: Sequence[SyncItem], *, waiting: int) -> None:
        """Find relations with the numbers of those that have no twin: by number, or from the whole list."""
        self._foresee(items)
        self._reference.countries()
        fresh = [item for item in items if item.books_id is None and isinstance(item.record, Relation)]
        keys = {key for item in fresh for key in match_keys(image_of_relation(_relation(item)))}
        if self._has_whole_list or not keys:
            return
        with translated("relations"):
            if self._list_size.is_cheaper_for(waiting):
                self.survey()
                return
            self._by_number.clear()
            for some in _in_groups(sorted(keys), NUMBERS_PER_CALL):
                self._index(self._client.relaties.iter(_any_of(some)))

    def desired(self, item: SyncItem, links: Links) -> Desired:
        """Say what the books should hold for a relation."""
        del links  # A relation needs no other record.
        relation = _relation(item)
        image = image_of_relation(relation)
        if problems := relation_problems(image, self._reference.countries()):
            raise RecordRejectedError(str(item.key), problems)
        return Desired(
            image=image, payload=None, match_keys=frozenset(match_keys(image)), label=relation.name
        )

    def twin_of(self, item: SyncItem, desired: Desired) -> Found | None:
        """Find the one relation with the same KvK or VAT number."""
        found: dict[str, _Candidate] = {}
        numbers = sorted(key for key in desired.match_keys if not key.startswith("number:"))
        for key in numbers:
            found |= self._by_number.get(key, {})
        if not found:
            return None
        shown = ", ".join(key.partition(":")[2] for key in numbers)
        labels = ", ".join(candidate.label for candidate in found.values())
        active = [candidate for candidate in found.values() if candidate.is_active]
        if len(active) != 1:
            code = "twin-ambiguous" if active else "twin-inactive"
            raise RecordRejectedError(str(item.key), [problem(code, value=shown, candidates=labels)])
        return Found(books_id=BooksId(active[0].id), image={}, label=active[0].label, event="adopted")

    def written_by(self, item: SyncItem, intent: Intent) -> Sequence[Found]:
        """Find relations that hold all that was about to be written: by number, else by name.

        Compared loosely: a relation that SnelStart wrote a little differently would be made twice.
        """
        image = intent.image
        keys = sorted(match_keys(image))
        condition = _any_of(keys) if keys else where("Naam").eq(str(image["name"]))
        with translated(str(item.key)):
            rows = [row for row in self._client.relaties.iter(condition) if _is_ours(row)]
        countries = self._reference.countries()
        return [
            self._found(row, countries, event="found")
            for row in rows
            if _is_alike(image, image_of_relatie(row, countries))
        ]

    def get(self, books_id: BooksId) -> Image | None:
        """Read a relation, an inactive one too: those are only in the list (SnelStart API, section 5)."""
        relatie_id = RelatieId(books_id)
        with translated(books_id):
            try:
                relatie = self._client.relaties.get(relatie_id)
            except NotFoundError:
                rows = self._client.relaties.list(where("Id").eq(UUID(books_id)))
                same = [row for row in rows if row.id == relatie_id]
                if not same:
                    self._same_books.doubt()
                    return None
                relatie = same[0]
        self._read[books_id] = relatie.bron
        return image_of_relatie(relatie, self._reference.countries())

    def create(self, desired: Desired) -> Found:
        """Make a relation; a number that is in use by an equal one means that it was made before."""
        countries = self._reference.countries()
        body = laid_over({}, desired.image, fields=desired.image, countries=countries)
        with translated(desired.label), self._same_books.doubted_when_refused():
            try:
                relatie = self._client.relaties.create(body)
            except RejectedError as error:
                if NUMBER_IN_USE not in error.codes or not desired.image.get("number"):
                    raise
                relatie = self._owner_of_number(desired, countries)
                return self._found(relatie, countries, event="adopted")
        with self._lock:
            self._index([relatie])
        return self._found(relatie, countries, event="created")

    def update(self, books_id: BooksId, desired: Desired, fields: frozenset[str]) -> Found:
        """Lay fields over the relation as it was read last, and write it back whole."""
        if books_id not in self._read and self.get(books_id) is None:
            raise RecordRejectedError(desired.label, [problem("removed-from-books", value=desired.label)])
        countries = self._reference.countries()
        body = laid_over(self._read.pop(books_id), desired.image, fields=sorted(fields), countries=countries)
        with translated(desired.label), self._same_books.doubted_when_refused():
            relatie = self._client.relaties.update(RelatieId(books_id), body)
        return self._found(relatie, countries, event="updated")

    def _owner_of_number(self, desired: Desired, countries: Countries) -> Relatie:
        """Give the relation that has this number already, when it is the same one; else refuse."""
        number = desired.image["number"]
        rows = self._client.relaties.list(
            where("Relatiecode").eq(number if isinstance(number, int) else None)
        )
        for row in rows:
            if _is_alike(desired.image, image_of_relatie(row, countries)):
                if row.nonactief and "is_active" not in desired.image:
                    inactive = problem("twin-inactive", "number", number, candidates=row.naam)
                    raise RecordRejectedError(desired.label, [inactive])
                return row
        names = ", ".join(row.naam for row in rows) or "?"
        raise RecordRejectedError(
            desired.label, [problem("number-in-use", "number", number, candidates=names)]
        )

    def _found(self, relatie: Relatie, countries: Countries, *, event: str) -> Found:
        label = str(relatie.relatiecode) if relatie.relatiecode is not None else relatie.naam
        image = image_of_relatie(relatie, countries)
        return Found(books_id=BooksId(relatie.id), image=image, label=label, event=event)

    def _index(self, rows: Iterable[Relatie]) -> int:
        """Note who has which number; returns how many rows there were."""
        count = 0
        for row in rows:
            count += 1
            if not _is_ours(row):
                continue
            candidate = _Candidate(row.id, row.relatiecode, row.naam, is_active=not row.nonactief)
            numbers = {"kvk_number": row.kvk_nummer, "vat_number": with_country(row.btw_nummer)}
            for key in match_keys(numbers):
                self._by_number[key][row.id] = candidate
        return count


def match_keys(image: Image) -> set[str]:
    """Name the numbers of a relation that only one relation should have."""
    kvk, vat, number = image.get("kvk_number"), image.get("vat_number"), image.get("number")
    keys = {f"kvk:{kvk}"} if kvk else set()
    keys |= {f"vat:{vat}"} if vat else set()
    return keys | ({f"number:{number}"} if number else set())


def _is_alike(wanted: Image, held: Image) -> bool:
    return not differing_fields(loosened(wanted), loosened(held))


def _any_of(keys: Sequence[str]) -> Filter:
    return reduce(or_, [condition for key in keys for condition in _conditions(key)])


def _conditions(key: str) -> list[Filter]:
    kind, _, value = key.partition(":")
    match kind:
        case "kvk":
            return [where("KvkNummer").eq(value)]
        case "number":
            return [where("Relatiecode").eq(int(value))]
        case _:  # A Dutch VAT number may be stored without its country (SnelStart API, section 6.1).
            bare = [where("BtwNummer").eq(value[2:])] if value.startswith("NL") else []
            return [where("BtwNummer").eq(value), *bare]


def _in_groups(keys: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))


def _is_ours(row: Relatie) -> bool:
    """Leave out the administration itself and SnelStart's own relations (SnelStart API, section 6.1)."""
    return Relatiesoort.EIGEN not in row.relatiesoort and (row.relatiecode or 0) >= 0


def _relation(item: SyncItem) -> Relation:
    if not isinstance(item.record, Relation):
        raise TypeError(f"{item.key} is no relation")
    return item.record
