"""Relations in SnelStart: found by what tells them apart, read before they are written, made once."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
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
    traits_of_image,
)
from snelkoppeling.connectors.snelstart.outcomes import translated
from snelkoppeling.connectors.snelstart.reference import ReferenceData
from snelkoppeling.connectors.snelstart.relation_list import (
    RelationList,
    is_nobodys,
    with_and_without_country,
)
from snelkoppeling.connectors.snelstart.same_books import SameBooks
from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.matching import Verdict
from snelkoppeling.domain.problem import problem
from snelkoppeling.domain.relation import Relation
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.choice import Candidate, Choice, ChoiceNeededError, Conflict
from snelkoppeling.sync.ports import Desired, Found, Links
from snelkoppeling.sync.reconcile import differing_fields
from snelkoppeling.sync.records import Image, Intent, SyncItem
from snelstart_client import Filter, SnelStart, where
from snelstart_client.errors import NotFoundError, RejectedError
from snelstart_client.ids import RelatieId
from snelstart_client.resources.relaties import Relatie

NUMBER_IN_USE = "REL-0008"
JUST_NOW = timedelta(seconds=2)
"""So old may be what a relation is written over with; among many changes it would grow older than that."""
CODES = {
    Verdict.LIKELY: "relation-likely-known",
    Verdict.AMBIGUOUS: "twin-ambiguous",
    Verdict.INACTIVE: "twin-inactive",
}


class RelationStore:
    """Relations of one administration, for one run."""

    refuses_doubles = False

    def __init__(
        self,
        client: SnelStart,
        reference: ReferenceData,
        *,
        known: RelationList,
        same_books: SameBooks,
        foresee: Callable[[Sequence[SyncItem]], None],
    ) -> None:
        """Open the relations; `foresee` is told which items may cost calls before they do."""
        self._client = client
        self._same_books = same_books
        self._foresee = foresee
        self._reference = reference
        self._known = known
        self._read: dict[str, tuple[dict[str, Any], datetime]] = {}

    def survey(self) -> None:
        """Read the whole list."""
        with translated("relations"):
            self._known.survey()

    def prepare(self, items: Sequence[SyncItem], *, waiting: int) -> None:
        """Find what may be the relations that have no twin: by question, or in the whole list."""
        self._foresee(items)
        self._reference.countries()
        fresh = [item for item in items if item.books_id is None and isinstance(item.record, Relation)]
        if fresh:
            self._same_books.verify_before_new()
        wanted = [traits_of_image(image_of_relation(_relation(item))) for item in fresh]
        with translated("relations"):
            self._known.prepare(wanted, waiting=waiting)

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
        """Find the one relation that is certainly this one; ask about those that only may be."""
        match = self._known.match(traits_of_image(desired.image))
        if match.verdict is Verdict.UNKNOWN:
            return None
        if match.verdict is Verdict.CERTAIN:
            known = match.candidates[0].known
            relatie = self._known.relatie(known.books_id)
            image = image_of_relatie(relatie, self._reference.countries()) if relatie else {}
            return Found(books_id=known.books_id, image=image, label=known.label, event="adopted")
        candidates = tuple(
            Candidate(books_id=one.known.books_id, label=one.known.label, reason=one.reason)
            for one in match.candidates
        )
        shown = "; ".join(f"{candidate.label} ({candidate.reason})" for candidate in candidates)
        why = problem(CODES[match.verdict], value=desired.label, candidates=shown)
        choices = (Choice.LINK, Choice.CREATE_NEW, Choice.LEAVE_OUT)
        conflict = Conflict(choices=choices, wanted=desired.image, candidates=candidates)
        raise ChoiceNeededError(str(item.key), [why], conflict)

    def written_by(self, item: SyncItem, intent: Intent) -> Sequence[Found]:
        """Find relations that hold all that was about to be written: by number, else by name.

        Compared loosely: a relation that SnelStart wrote a little differently would be made twice.
        """
        image = intent.image
        conditions = list(_conditions(image)) or [where("Naam").eq(str(image["name"]))]
        with translated(str(item.key)):
            rows = [row for row in self._client.relaties.iter(reduce(or_, conditions)) if not is_nobodys(row)]
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
        self._read[books_id] = relatie.bron, self._reference.clock()
        return image_of_relatie(relatie, self._reference.countries())

    def create(self, desired: Desired) -> Found:
        """Make a relation; a number that is in use by an equal one means that it was made before."""
        countries = self._reference.countries()
        body = laid_over({}, desired.image, fields=desired.image, countries=countries)
        self._same_books.verify_before_new()
        with translated(desired.label), self._same_books.doubted_when_refused():
            try:
                relatie = self._client.relaties.create(body)
            except RejectedError as error:
                if NUMBER_IN_USE not in error.codes or not desired.image.get("number"):
                    raise
                relatie = self._owner_of_number(desired, countries)
                return self._found(relatie, countries, event="adopted")
        self._known.note_made(relatie)
        return self._found(relatie, countries, event="created")

    def update(self, books_id: BooksId, desired: Desired, fields: frozenset[str]) -> Found:
        """Lay fields over the relation as it was read just now, and write it back whole."""
        if not self._was_read_just_now(books_id) and self.get(books_id) is None:
            raise RecordRejectedError(desired.label, [problem("removed-from-books", value=desired.label)])
        countries = self._reference.countries()
        bron, _ = self._read.pop(books_id)
        body = laid_over(bron, desired.image, fields=sorted(fields), countries=countries)
        with translated(desired.label), self._same_books.doubted_when_refused():
            relatie = self._client.relaties.update(RelatieId(books_id), body)
        return self._found(relatie, countries, event="updated")

    def _was_read_just_now(self, books_id: BooksId) -> bool:
        """Tell whether nobody can have typed much since it was read: that would be written over."""
        read = self._read.get(books_id)
        return read is not None and self._reference.clock() - read[1] <= JUST_NOW

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
        why = problem("number-in-use", "number", number, candidates=names)
        if not rows:
            raise RecordRejectedError(desired.label, [why])
        conflict = Conflict(
            choices=(Choice.LINK, Choice.LEAVE_OUT),
            wanted=desired.image,
            in_books=image_of_relatie(rows[0], countries),
            candidates=tuple(
                Candidate(books_id=BooksId(row.id), label=f"{number} {row.naam}", reason="zelfde relatiecode")
                for row in rows
            ),
        )
        raise ChoiceNeededError(desired.label, [why], conflict)

    def _found(self, relatie: Relatie, countries: Countries, *, event: str) -> Found:
        label = str(relatie.relatiecode) if relatie.relatiecode is not None else relatie.naam
        image = image_of_relatie(relatie, countries)
        return Found(books_id=BooksId(relatie.id), image=image, label=label, event=event)


def match_keys(image: Image) -> set[str]:
    """Name the numbers of a relation that only one relation should have."""
    kvk, vat, number = image.get("kvk_number"), image.get("vat_number"), image.get("number")
    keys = {f"kvk:{kvk}"} if kvk else set()
    keys |= {f"vat:{vat}"} if vat else set()
    return keys | ({f"number:{number}"} if number else set())


def _is_alike(wanted: Image, held: Image) -> bool:
    return not differing_fields(loosened(wanted), loosened(held))


def _conditions(image: Image) -> Iterable[Filter]:
    """Ask for the numbers of a relation that only one should have."""
    kvk, vat, number = image.get("kvk_number"), image.get("vat_number"), image.get("number")
    if kvk:
        yield where("KvkNummer").eq(str(kvk))
    if vat:
        yield from with_and_without_country(str(vat))
    if isinstance(number, int) and number:
        yield where("Relatiecode").eq(number)


def _relation(item: SyncItem) -> Relation:
    if not isinstance(item.record, Relation):
        raise TypeError(f"{item.key} is no relation")
    return item.record
