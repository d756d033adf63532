"""The implementations of the books side by side: in memory, and SnelStart's over HTTP to a simulator."""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, Protocol

from snelkoppeling.bootstrap import utc_now
from snelkoppeling.connectors.snelstart.books import SnelStartBooks
from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.cost_centre import ProjectPolicy
from snelkoppeling.domain.identity import AdministrationId, BooksId, EntityType, ExternalId, RecordKey
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.ledger import STANDARD_SERVICES, LedgerRules
from snelkoppeling.domain.policy import PostingPolicy
from snelkoppeling.domain.project import Project
from snelkoppeling.domain.relation import Relation
from snelkoppeling.sync.ports import Books, BooksStore, Desired, Found, Links
from snelkoppeling.sync.records import Image, Intent, ItemState, Link, Record, SyncItem, WriteAction
from snelstart_client import OFF, Limiter, RetryPolicy, Secret, SnelStart, Timeouts
from snelstart_client import Settings as ClientSettings
from snelstart_client.ids import DocumentId
from snelstart_simulator.process import RunningSimulator
from tests.factories import NOON, a_key
from tests.fakes.books import Ledger
from tests.fakes.faults import FakeClock, Fault, Faults
from tests.fakes.shelves import some_books

ADMINISTRATION = AdministrationId(1)
CONTENT = b"%PDF-1.4 a file"
PATHS = {
    EntityType.RELATION: "/relaties",
    EntityType.PROJECT: "/kostenplaatsen",
    EntityType.INVOICE: "/verkoopboekingen",
    EntityType.ATTACHMENT: "/documenten",
}
WIRE = {
    "name": "naam",
    "number": "relatiecode",
    "phone": "telefoon",
    "email": "email",
    "kvk_number": "kvkNummer",
    "vat_number": "btwNummer",
}
"""What a bookkeeper types in these tests, in SnelStart's words."""

Trouble = Literal["answer lost", "never arrived"]


class Bench(Protocol):
    """Books that a test works at: from the engine's side, from the bookkeeper's, and from outside."""

    def books(self) -> Books:
        """Open the books as a new run does."""

    def add_relation(self, **fields: str | int) -> BooksId:
        """Add a customer as the bookkeeper does."""

    def edit_relation(self, books_id: BooksId, **fields: str | int) -> None:
        """Change a relation as the bookkeeper does."""

    def delete(self, entity_type: EntityType, books_id: BooksId) -> None:
        """Remove a record as somebody does who may."""

    def deactivate(self, books_id: BooksId) -> None:
        """Make a relation inactive."""

    def count(self, entity_type: EntityType) -> int:
        """Count the records of ours; those that are removed do not count."""

    def trouble(self, entity_type: EntityType, trouble: Trouble) -> None:
        """Let something befall the next record that is made."""


class MemoryBench:
    """The books in memory."""

    def __init__(self) -> None:
        self._ledger = Ledger()
        self._faults = Faults(FakeClock())

    def books(self) -> Books:
        return some_books(self._ledger, self._faults)

    def add_relation(self, **fields: str | int) -> BooksId:
        return self._ledger.add(EntityType.RELATION, fields).id

    def edit_relation(self, books_id: BooksId, **fields: str | int) -> None:
        self._ledger.edit(EntityType.RELATION, books_id, **fields)

    def delete(self, entity_type: EntityType, books_id: BooksId) -> None:
        self._ledger.remove(entity_type, books_id)

    def deactivate(self, books_id: BooksId) -> None:
        self._ledger.remove(EntityType.RELATION, books_id)

    def count(self, entity_type: EntityType) -> int:
        return len(self._ledger.all(entity_type))

    def trouble(self, entity_type: EntityType, trouble: Trouble) -> None:
        fault = Fault.LOST_ANSWER if trouble == "answer lost" else Fault.NEVER_ARRIVED
        self._faults.plan(f"create {entity_type}", fault)


class StoredFile:
    """What SnelStart's books need to have stored of an administration."""

    def __init__(self, identifier: str, ledger_rules: LedgerRules = STANDARD_SERVICES) -> None:
        self.identifier = identifier
        self.rules = ledger_rules
        self.posting = PostingPolicy()
        self.projects = ProjectPolicy()
        self.links: set[tuple[EntityType, BooksId]] = set()
        self.limiter: bytes | None = None

    def books_identifier(self, administration: AdministrationId) -> str:
        del administration
        return self.identifier

    def ledger_rules(self, administration: AdministrationId) -> LedgerRules:
        del administration
        return self.rules

    def posting_policy(self, administration: AdministrationId) -> PostingPolicy:
        del administration
        return self.posting

    def project_policy(self, administration: AdministrationId) -> ProjectPolicy:
        del administration
        return self.projects

    def linked(
        self, administration: AdministrationId, entity_type: EntityType, books_ids: Sequence[BooksId]
    ) -> Collection[BooksId]:
        del administration
        return {books_id for books_id in books_ids if (entity_type, books_id) in self.links}

    def limiter_state(self, administration: AdministrationId) -> bytes | None:
        del administration
        return self.limiter

    def save_limiter(self, administration: AdministrationId, state: bytes) -> None:
        del administration
        self.limiter = state


class SnelStartBench:
    """The books in SnelStart, which a simulator plays."""

    def __init__(self, simulator: RunningSimulator, client: SnelStart) -> None:
        self._simulator = simulator
        self.control = simulator.control
        self.client = client
        self.file = StoredFile(self.control.administration()["identifier"])

    def books(self) -> SnelStartBooks:
        return SnelStartBooks(
            ADMINISTRATION, self.client, file=self.file, content_of=lambda _: CONTENT, clock=utc_now
        )

    def add_relation(self, **fields: str | int) -> BooksId:
        wire = {WIRE[name]: value for name, value in fields.items()}
        return BooksId(self.client.relaties.create({"relatiesoort": ["Klant"], **wire}).id)

    def edit_relation(self, books_id: BooksId, **fields: str | int) -> None:
        changes = {WIRE[name]: value for name, value in fields.items()}
        self.control.edit("relaties", books_id, changes=changes)

    def delete(self, entity_type: EntityType, books_id: BooksId) -> None:
        if entity_type is EntityType.ATTACHMENT:
            self.client.documenten.delete(DocumentId(books_id))
            return
        self.control.delete(PATHS[entity_type].strip("/"), books_id)

    def deactivate(self, books_id: BooksId) -> None:
        self.control.edit("relaties", books_id, changes={"nonactief": True})

    def count(self, entity_type: EntityType) -> int:
        rows = self.control.books()[PATHS[entity_type].strip("/")]
        if entity_type is not EntityType.RELATION:
            return len(rows)
        return sum(row["relatiecode"] > 0 and not row["nonactief"] for row in rows)

    def trouble(self, entity_type: EntityType, trouble: Trouble) -> None:
        kind: Literal["answer_lost", "connection_dropped"] = (
            "answer_lost" if trouble == "answer lost" else "connection_dropped"
        )
        self.control.add_fault(kind, method="POST", path=PATHS[entity_type])


def open_client(simulator: RunningSimulator, *, timeout: float = 10.0) -> SnelStart:
    """Open a client of the simulator's first administration."""
    return SnelStart(
        Secret(simulator.koppelsleutel),
        Secret(simulator.subscription_key),
        settings=ClientSettings(
            base_url=simulator.api,
            auth_url=simulator.auth,
            retries=RetryPolicy(attempts=1),
            timeouts=Timeouts(read=timeout, write=timeout),
        ),
        limiter=Limiter(OFF),
    )


def an_item(record: Record, external_id: str = "R1", *, books_id: BooksId | None = None) -> SyncItem:
    """Make a due item of a record."""
    match record:
        case Attachment():
            entity_type = EntityType.ATTACHMENT
        case Invoice():
            entity_type = EntityType.INVOICE
        case Relation():
            entity_type = EntityType.RELATION
        case Project():
            entity_type = EntityType.PROJECT
    return SyncItem(
        id=1,
        key=a_key(external_id, entity_type),
        administration=ADMINISTRATION,
        version=1,
        record=record,
        books_id=books_id,
    )


def links_to(
    entity_type: EntityType, external_id: str, books_id: BooksId, *, is_adopted: bool = False
) -> Links:
    """Say that a record has a twin."""
    key = RecordKey(a_key("").connection, entity_type, ExternalId(external_id))
    return {key: Link(state=ItemState.IN_SYNC, books_id=books_id, is_adopted=is_adopted)}


def an_intent(image: Image) -> Intent:
    """Make the intent to create what an image shows."""
    return Intent(action=WriteAction.CREATE, image=image, at=NOON, version=1)


class Shelf:
    """One store, used as the engine uses it."""

    def __init__(self, store: BooksStore, links: Links | None = None) -> None:
        self.store = store
        self.links = links or {}

    def desired(self, record: Record) -> Desired:
        """Prepare for a record and translate it."""
        item = an_item(record)
        self.store.prepare([item], waiting=1)
        return self.store.desired(item, self.links)

    def twin_of(self, record: Record) -> Found | None:
        """Find the twin of a record."""
        return self.store.twin_of(an_item(record), self.desired(record))

    def create(self, record: Record) -> Found:
        """Make a record."""
        return self.store.create(self.desired(record))

    def written_by(self, record: Record) -> Sequence[Found]:
        """Find what a write of a record left behind."""
        image: Mapping[str, str | int | bool | list[str] | None] = self.desired(record).image
        return self.store.written_by(an_item(record), an_intent(image))
