"""What is known of the relations in the books: those that were asked for, or the whole list.

Asking costs a call for a few relations, reading the list one for five hundred: whichever is fewer. A list
that was read whole for a large load is kept until the load is done, and only what changed is read again.
"""

import threading
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from urllib.parse import quote

from snelkoppeling.connectors.snelstart.mapping.relation import traits_of_relatie
from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.matching import KnownRelation, Linked, Match, RelationIndex, Traits
from snelkoppeling.sync.ports import Clock
from snelstart_client import Filter, SnelStart, where
from snelstart_client.resources.relaties import Relatie, Relatiesoort
from snelstart_client.settings import LARGEST_PAGE

LONGEST_QUESTION = 1_800
"""Characters of a filter in an address: web servers of SnelStart's kind refuse more than 2,048 by default."""
OVERLAP = timedelta(minutes=2)
"""Between SnelStart's own clocks; ours is not compared, as the zone of `modifiedOn` is not documented."""
KEPT_FOR = timedelta(hours=1)
ROWS_UNTIL_KNOWN = 2_000
"""A guess: a long list is not read for a few relations, nor a short one shunned."""


class RelationList:
    """The relations of one administration, shared by its runs and threads."""

    def __init__(self, client: SnelStart, clock: Clock, *, linked: Linked) -> None:
        """Begin with nothing; `linked` tells which relations belong to records of the CRM."""
        self._client = client
        self._clock = clock
        self._linked = linked
        self._rows = ROWS_UNTIL_KNOWN
        self._index = RelationIndex()
        self._whole_since: datetime | None = None
        self._newest: datetime | None = None
        """The latest `modifiedOn` that was seen, by SnelStart's clock."""
        self._is_current = False
        self._is_loading = False
        self._remembers = False
        self._relaties: dict[BooksId, Relatie] = {}
        self._made: set[BooksId] = set()
        self._lock = threading.Lock()

    def survey(self) -> None:
        """Know every relation, and remember each as SnelStart holds it."""
        if not self._remembers:
            self._remembers, self._is_current, self._whole_since = True, False, None
        self.read_whole()

    def relatie(self, books_id: BooksId) -> Relatie | None:
        """Give a relation as SnelStart holds it, if a survey has read it."""
        return self._relaties.get(books_id)

    def read_whole(self) -> None:
        """Know every relation, with what changed up to now."""
        if self._is_current:
            return
        if self._newest is not None and self._is_kept:
            changed = self._client.relaties.list(where("ModifiedOn").gt(self._newest - OVERLAP))
            self._learn(changed)
        else:
            began, self._whole_since = self._clock(), None
            changed = self._client.relaties.list()
            self._index, self._rows = RelationIndex(), len(changed)
            self._learn(changed)
            self._whole_since, self._newest = began, None
        # Of a list that was read to its end only: what one row skips, the next refresh would never see.
        moments = [row.modified_on for row in changed if row.modified_on is not None]
        self._newest = max([*moments, self._newest] if self._newest else moments, default=None)
        self._is_current = True

    def prepare(self, wanted: Sequence[Traits], *, waiting: int) -> None:
        """Know the relations that may be one of these; `waiting` counts all that will be asked for."""
        self._is_loading = bool(wanted) and waiting > len(wanted)
        if self._is_current or not wanted:
            return
        questions = list(questions_about(wanted))
        is_cheaper = len(questions) * waiting / len(wanted) > self._rows / LARGEST_PAGE + 1
        if self._is_kept or is_cheaper:
            self.read_whole()
            return
        self._index = RelationIndex()
        for question in questions:
            self._learn(self._client.relaties.iter(question))

    def match(self, wanted: Traits) -> Match:
        """Find the relation that is the wanted one, or those that may be it."""
        with self._lock:
            return self._index.match(wanted, self._taken)

    def note_made(self, relatie: Relatie) -> None:
        """Know a relation that was just made for a record of the CRM."""
        with self._lock:
            self._made.add(BooksId(relatie.id))
        self._learn([relatie])

    def end_run(self) -> None:
        """Forget what the next run would have to ask anew, unless a large load goes on."""
        self._is_current = False
        self._remembers = False
        self._relaties.clear()
        self._made.clear()
        if not self._is_loading:
            self._whole_since = None
            self._index = RelationIndex()

    def _taken(self, ids: Sequence[BooksId]) -> Collection[BooksId]:
        """Say which belong to records of the CRM, those that were made in this run among them."""
        return {*self._linked(ids), *self._made.intersection(ids)}

    @property
    def _is_kept(self) -> bool:
        """Whether there is a whole list that only needs what changed since."""
        return self._whole_since is not None and self._clock() - self._whole_since < KEPT_FOR

    def _learn(self, relaties: Iterable[Relatie]) -> None:
        for relatie in relaties:
            known = KnownRelation(
                books_id=BooksId(relatie.id),
                traits=traits_of_relatie(relatie),
                is_active=not relatie.nonactief,
            )
            with self._lock:
                if self._remembers:
                    self._relaties[known.books_id] = relatie
                if is_nobodys(relatie):
                    self._index.remove(known.books_id)
                else:
                    self._index.add(known)


def is_nobodys(relatie: Relatie) -> bool:
    """Tell apart the administration itself and SnelStart's own relations (SnelStart API, section 6.1)."""
    return Relatiesoort.EIGEN in relatie.relatiesoort or (relatie.relatiecode or 0) < 0


def questions_about(wanted: Iterable[Traits]) -> Iterable[Filter]:
    """Ask for everything that may be one of these relations, in as few questions as fit in an address."""
    conditions = dict.fromkeys(condition.text for traits in wanted for condition in _conditions(traits))
    question = ""
    for condition in conditions:
        if len(quote(condition)) > LONGEST_QUESTION:
            continue  # No relation in SnelStart has anything so long.
        longer = f"{question} or {condition}" if question else condition
        if question and len(quote(longer)) > LONGEST_QUESTION:
            yield Filter(question)
            longer = condition
        question = longer
    if question:
        yield Filter(question)


def _conditions(traits: Traits) -> Iterable[Filter]:
    if traits.kvk_number:
        yield where("KvkNummer").eq(traits.kvk_number)
    if traits.vat_number:
        yield from with_and_without_country(traits.vat_number)
    if traits.number:
        yield where("Relatiecode").eq(traits.number)
    if traits.iban:
        yield where("Iban").eq(traits.iban)
    for address in sorted(traits.emails):
        yield where("Email").contains(address)  # One of several may be it (SnelStart API, section 6.1).
    if traits.name_key:
        for code in sorted(traits.postal_codes):
            # People write a Dutch one with and without a space.
            spellings = {code, f"{code[:4]} {code[4:]}" if len(code) == len("3511AB") else code}
            yield from (where("VestigingsAdres/Postcode").eq(one) for one in sorted(spellings))


def with_and_without_country(vat_number: str) -> Iterable[Filter]:
    """Ask for a VAT number; a Dutch one may be stored without its country (SnelStart API, section 6.1)."""
    yield where("BtwNummer").eq(vat_number)
    if vat_number.startswith("NL"):
        yield where("BtwNummer").eq(vat_number[2:])
