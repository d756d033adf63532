"""The books of one administration in SnelStart, as the engine sees them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from snelkoppeling.connectors.snelstart.attachment_store import AttachmentStore
from snelkoppeling.connectors.snelstart.invoice_store import InvoiceStore, Rulebook
from snelkoppeling.connectors.snelstart.outcomes import translated
from snelkoppeling.connectors.snelstart.project_store import ProjectStore
from snelkoppeling.connectors.snelstart.reference import ReferenceData
from snelkoppeling.connectors.snelstart.relation_list import RelationList
from snelkoppeling.connectors.snelstart.relation_store import RelationStore
from snelkoppeling.connectors.snelstart.same_books import SameBooks
from snelkoppeling.domain.cost_centre import ProjectPolicy
from snelkoppeling.domain.identity import AdministrationId, BooksId, EntityType
from snelkoppeling.domain.ledger import LedgerRules
from snelkoppeling.domain.policy import PostingPolicy
from snelkoppeling.sync.ports import BooksStore, Clock
from snelkoppeling.sync.records import SyncItem
from snelstart_client import SnelStart

CALLS_TO_PREPARE = 5
"""So many reads may come before a handful of records."""
CALLS_AHEAD = 200
"""A handful costs no more; a plan or a trial looks at very many records, and writes none of them."""


class AdministrationFile(Protocol):
    """What is stored of an administration and SnelStart needs."""

    def books_identifier(self, administration: AdministrationId) -> str:
        """Give the identifier that SnelStart gave the administration when it was connected."""

    def ledger_rules(self, administration: AdministrationId) -> LedgerRules:
        """Give the rules that choose ledger accounts."""

    def posting_policy(self, administration: AdministrationId) -> PostingPolicy:
        """Give what people chose about invoices that can be booked in more than one way."""

    def project_policy(self, administration: AdministrationId) -> ProjectPolicy:
        """Give the rules that number cost centres."""

    def linked(
        self, administration: AdministrationId, entity_type: EntityType, books_ids: Sequence[BooksId]
    ) -> Collection[BooksId]:
        """Say which of these records in the books belong to records of the CRM."""

    def limiter_state(self, administration: AdministrationId) -> bytes | None:
        """Give the counters of the rate limits as they were kept last, by whichever process."""

    def save_limiter(self, administration: AdministrationId, state: bytes) -> None:
        """Keep the counters of the rate limits, so that they survive a restart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """What one run over an administration uses; a next run starts afresh."""

    relation: RelationStore
    project: ProjectStore
    invoice: InvoiceStore
    attachment: AttachmentStore


class SnelStartBooks:
    """Keeps the client, its token and the reference data from one run to the next."""

    def __init__(
        self,
        administration: AdministrationId,
        client: SnelStart,
        *,
        file: AdministrationFile,
        content_of: Callable[[str], bytes | None],
        clock: Clock,
    ) -> None:
        self._administration = administration
        self._client = client
        self._file = file
        self._content_of = content_of
        self._clock = clock
        self._reference = ReferenceData(client, clock)
        self._relations = RelationList(
            client, clock, linked=lambda ids: file.linked(administration, EntityType.RELATION, ids)
        )
        self._same_books = SameBooks(
            client,
            lambda: file.books_identifier(administration),
            clock=clock,
            note=self._reference.note_company,
        )
        self._shelves = self._new_shelves()

    def recall(self) -> None:
        """Begin another run: count the calls that other processes made since the last one."""
        state = self._file.limiter_state(self._administration)
        if state is not None:
            self._client.limiter.learn(state)

    def beside(self, file: AdministrationFile) -> "SnelStartBooks":
        """Give the same books with other settings, over the same client: it counts the calls of both."""
        return SnelStartBooks(
            self._administration, self._client, file=file, content_of=self._content_of, clock=self._clock
        )

    def probe(self) -> None:
        """Make one cheap call."""
        with translated("probe"):
            self._client.echo.get("snelkoppeling")

    def verify(self) -> None:
        """Make sure now and then that the key still opens the same administration."""
        self._same_books.verify()

    def store(self, entity_type: EntityType) -> BooksStore:
        """Give the store of a type."""
        match entity_type:
            case EntityType.RELATION:
                return self._shelves.relation
            case EntityType.PROJECT:
                return self._shelves.project
            case EntityType.INVOICE:
                return self._shelves.invoice
            case EntityType.ATTACHMENT:
                return self._shelves.attachment

    def close(self) -> None:
        """End a run: keep the counters, forget what was read for it."""
        self._file.save_limiter(self._administration, self._client.limiter.state())
        self._relations.end_run()
        self._shelves = self._new_shelves()

    def _foresee(self, items: Sequence[SyncItem]) -> None:
        """Keep the counters with the calls that these items may cost, in case we are killed meanwhile."""
        calls = sum(1 + (item.books_id is not None) + (item.intent is not None) for item in items)
        state = self._client.limiter.state(ahead=min(calls, CALLS_AHEAD) + CALLS_TO_PREPARE)
        self._file.save_limiter(self._administration, state)

    def _rulebook(self) -> Rulebook:
        administration = self._administration
        return Rulebook(self._file.ledger_rules(administration), self._file.posting_policy(administration))

    def _new_shelves(self) -> Shelves:
        return Shelves(
            relation=RelationStore(
                self._client,
                self._reference,
                known=self._relations,
                same_books=self._same_books,
                foresee=self._foresee,
            ),
            project=ProjectStore(
                self._client,
                self._reference,
                policy=lambda: self._file.project_policy(self._administration),
                same_books=self._same_books,
                foresee=self._foresee,
            ),
            invoice=InvoiceStore(
                self._client,
                self._reference,
                rulebook=self._rulebook,
                same_books=self._same_books,
                foresee=self._foresee,
            ),
            attachment=AttachmentStore(
                self._client, self._content_of, same_books=self._same_books, foresee=self._foresee
            ),
        )
