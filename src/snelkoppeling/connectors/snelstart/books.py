"""The books of one administration in SnelStart, as the engine sees them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from snelkoppeling.connectors.snelstart.attachment_store import AttachmentStore
from snelkoppeling.connectors.snelstart.invoice_store import InvoiceStore
from snelkoppeling.connectors.snelstart.outcomes import translated
from snelkoppeling.connectors.snelstart.reference import ReferenceData
from snelkoppeling.connectors.snelstart.relation_store import ListSize, RelationStore
from snelkoppeling.connectors.snelstart.same_books import SameBooks
from snelkoppeling.domain.identity import AdministrationId, EntityType
from snelkoppeling.domain.ledger import LedgerRules
from snelkoppeling.sync.ports import BooksStore, Clock
from snelstart_client import SnelStart

SAVE_EVERY = timedelta(seconds=2)


class AdministrationFile(Protocol):
    """What is stored of an administration and SnelStart needs."""

    def books_identifier(self, administration: AdministrationId) -> str:
        """Give the identifier that SnelStart gave the administration when it was connected."""

    def ledger_rules(self, administration: AdministrationId) -> LedgerRules:
        """Give the rules that choose ledger accounts."""

    def save_limiter(self, administration: AdministrationId, state: bytes) -> None:
        """Keep the counters of the rate limits, so that they survive a restart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """What one run over an administration uses; a next run starts afresh."""

    relation: RelationStore
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
        self._list_size = ListSize()
        self._saved_at: datetime | None = None
        self._same_books = SameBooks(client, lambda: file.books_identifier(administration), clock)
        self._shelves = self._new_shelves()

    def probe(self) -> None:
        """Make one cheap call."""
        with translated("probe"):
            self._client.echo.get("snelkoppeling")

    def verify(self) -> None:
        """Make sure now and then that the key still opens the same administration."""
        self._same_books.verify()

    def store(self, entity_type: EntityType) -> BooksStore:
        """Give the store of a type; called before each handful of records, so the counters are kept here."""
        now = self._clock()
        if self._saved_at is None or now - self._saved_at > SAVE_EVERY:
            self._save(now)
        match entity_type:
            case EntityType.RELATION:
                return self._shelves.relation
            case EntityType.INVOICE:
                return self._shelves.invoice
            case EntityType.ATTACHMENT:
                return self._shelves.attachment

    def close(self) -> None:
        """End a run: keep the counters, forget what was read for it."""
        self._save(self._clock())
        self._shelves = self._new_shelves()

    def _save(self, now: datetime) -> None:
        self._file.save_limiter(self._administration, self._client.limiter.state())
        self._saved_at = now

    def _new_shelves(self) -> Shelves:
        return Shelves(
            relation=RelationStore(
                self._client, self._reference, self._list_size, same_books=self._same_books
            ),
            invoice=InvoiceStore(
                self._client,
                self._reference,
                lambda: self._file.ledger_rules(self._administration),
                same_books=self._same_books,
            ),
            attachment=AttachmentStore(self._client, self._content_of, same_books=self._same_books),
        )
