"""Puts the parts together; the only module that knows them all."""

import base64
import json
import os
import secrets
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import LiteralString

from snelkoppeling.connectors.snelstart.books import SnelStartBooks
from snelkoppeling.domain.cost_centre import ProjectPolicy
from snelkoppeling.domain.identity import AdministrationId, BooksId, EntityType
from snelkoppeling.domain.ledger import LedgerRules
from snelkoppeling.domain.policy import PostingPolicy
from snelkoppeling.jobs.queue import ProcrastinateQueue
from snelkoppeling.jobs.worker import Worker
from snelkoppeling.settings import Settings, SubscriptionKeyMissingError
from snelkoppeling.storage import setup
from snelkoppeling.storage.administration_settings import AdministrationSettings
from snelkoppeling.storage.administrations import SqlAdministrations
from snelkoppeling.storage.connections import SqlConnections
from snelkoppeling.storage.couplings import SqlCouplings
from snelkoppeling.storage.database import Database
from snelkoppeling.storage.idempotency import SqlIdempotencyStore
from snelkoppeling.storage.inbox import SqlInbox
from snelkoppeling.storage.records import SqlRecords
from snelkoppeling.storage.secrets import Keyring, Safe
from snelkoppeling.sync.intake import Intake
from snelkoppeling.sync.plans import Plans, busy
from snelkoppeling.sync.records import Image, RecordState
from snelkoppeling.sync.service import Parts, SyncService
from snelkoppeling.sync.trial import Trial, try_on_recent
from snelkoppeling.web.application import MIDDLEWARE, ROOT_URLCONF, create_application
from snelkoppeling.web.services import WebServices
from snelkoppeling.web.shell import Application
from snelstart_client import OFF, PRODUCTION, TEST, Limiter, RetryPolicy, Secret, SnelStart, Timeouts
from snelstart_client import Settings as ClientSettings

IN_LINE_SECONDS = 5.0
KEY_BYTES = 32
KEY_FILE = "encryption-keys.json"
QUOTAS = {"production": PRODUCTION, "test": TEST, "off": OFF}
RETRIES = RetryPolicy(attempts=3, base=0.3, cap=5.0, total=15.0)
"""Reads are repeated for a short while; then the administration rests, and others get their turn."""


SettingsOf = Callable[[AdministrationId], AdministrationSettings]
LINKED: LiteralString = """
SELECT books_id FROM sync_item
 WHERE administration_id = %s AND entity_type = %s AND books_id = ANY(%s::text[])
"""


def utc_now() -> datetime:
    """Give the present moment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class House:
    """All parts of one process, each made when it is first asked for."""

    settings: Settings

    @property
    def database_url(self) -> str:
        """The address of the database."""
        if not self.settings.database_url:
            raise RuntimeError("no database was started and none is set")
        return self.settings.database_url

    @cached_property
    def database(self) -> Database:
        """Sessions of PostgreSQL."""
        return Database(self.database_url, writers=self.settings.worker.administrations_at_once + 1)

    @cached_property
    def administrations(self) -> SqlAdministrations:
        """How the traffic of each administration stands."""
        return SqlAdministrations(self.database)

    @cached_property
    def couplings(self) -> SqlCouplings:
        """The administrations with their keys and settings."""
        return SqlCouplings(self.database, Safe(keyring_of(self.settings)))

    @cached_property
    def connections(self) -> SqlConnections:
        """The CRM connections."""
        return SqlConnections(self.database, utc_now)

    @cached_property
    def records(self) -> SqlRecords:
        """Everything that arrived."""
        return SqlRecords(self.database)

    @cached_property
    def queue(self) -> ProcrastinateQueue:
        """The queue that wakes workers."""
        return ProcrastinateQueue(self.database_url)

    @cached_property
    def intake(self) -> Intake:
        """The way in."""
        return Intake(SqlInbox(self.database), self.queue, utc_now)

    @cached_property
    def bookshelf(self) -> "Bookshelf":
        """The books of all administrations."""
        return Bookshelf(self)

    def trial_client(self, key: str, *, quota: str = "off") -> SnelStart:
        """Make a client with a key that is not stored yet."""
        return self.client(key, Limiter(QUOTAS[quota]))

    def client(self, key: str, limiter: Limiter) -> SnelStart:
        """Make a client of SnelStart.

        Raises:
            SubscriptionKeyMissingError: Nobody gave one yet.
        """
        wanted = self.settings.snelstart
        if not wanted.subscription_key.get_secret_value():
            raise SubscriptionKeyMissingError
        return SnelStart(
            Secret(key),
            Secret(wanted.subscription_key.get_secret_value()),
            settings=ClientSettings(
                base_url=wanted.url,
                auth_url=wanted.auth_url,
                timeouts=Timeouts(read=wanted.timeout_seconds, write=wanted.timeout_seconds),
                retries=RETRIES,
                max_connections=self.settings.pace.threads + 2,
            ),
            limiter=limiter,
        )

    @cached_property
    def plans(self) -> Plans:
        """What is shown before it is written."""
        return Plans(self._next_in_line, self.bookshelf.open, queue=self.queue, clock=utc_now)

    @property
    def _next_in_line(self) -> SqlAdministrations:
        """The administrations for a person, who is next when a worker ends a run and begins another."""
        return SqlAdministrations(self.database, patience_seconds=IN_LINE_SECONDS)

    def trial(self, administration: AdministrationId, wanted: AdministrationSettings) -> Trial:
        """Try other settings on the invoices that arrived last; nothing is stored or written.

        Raises:
            RetryLaterError: SnelStart cannot answer now, or a worker is writing at this moment.
            ConnectionBrokenError: The key opens nothing any more.
        """
        with self._next_in_line.exclusive(administration) as store:
            if store is None:
                raise busy()
            before = self.bookshelf.open(administration)
            after = before.beside(Bookshelf(self, lambda _: wanted))
            try:
                return try_on_recent(
                    store,
                    before=before.store(EntityType.INVOICE),
                    after=after.store(EntityType.INVOICE),
                )
            finally:
                before.close()

    def reconsider(self, administration: AdministrationId, now: datetime) -> int:
        """Look again at all that could not be carried, because a setting has changed; gives how many."""
        count = self.records.reconsider(administration, now)
        self.queue.wake([administration])
        return count

    def in_books(self, record: RecordState) -> Image | None:
        """Read what SnelStart holds for a record now; None when it holds nothing."""
        coupling = self.couplings.find(record.administration)
        if record.books_id is None or coupling is None:
            return None
        books = self.bookshelf.open(coupling.id)
        try:
            return books.store(EntityType(record.key.entity_type)).get(record.books_id)
        finally:
            books.close()

    def own_numbers(self, administration: AdministrationId) -> frozenset[str]:
        """Give the VAT and KvK numbers of an administration itself."""
        return frozenset(self.couplings.settings(administration).own_numbers)

    def worker(self) -> Worker:
        """Make the worker of this process.

        Administrations that our own subscription key brought to a stand are tried again: a worker starts with
        the key as it is now, and one that is still refused pauses them anew, at one call each.
        """
        self.couplings.resume_paused_for("subscription-refused")
        stopping = threading.Event()
        parts = Parts(
            administrations=self.administrations,
            open_books=self.bookshelf.open,
            queue=self.queue,
            clock=utc_now,
            pace=self.settings.pace,
            is_stopping=stopping.is_set,
        )
        return Worker(
            SyncService(parts),
            self.database_url,
            settings=self.settings.worker,
            stopping=stopping,
            tidy=SqlIdempotencyStore(self.database, utc_now).forget_old,
        )

    def prepare_database(self) -> None:
        """Bring the tables up to date."""
        self._set_up_django()
        setup.migrate(self.database_url)

    def web_application(self) -> Application:
        """Make the web."""
        self._set_up_django()
        return create_application(
            WebServices(
                intake=self.intake,
                records=self.records,
                connections=self.connections,
                administrations=self.administrations,
                answers=SqlIdempotencyStore(self.database, utc_now),
                probe=self.database.is_reachable,
                clock=utc_now,
                own_numbers=self.own_numbers,
                wake=self.queue.wake,
            )
        )

    def living_workers(self) -> int:
        """Count the worker processes that gave a sign of life lately."""
        statement = (
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"
        )
        with self.database.session() as session:
            row = session.execute(statement).fetchone()
        return row[0] if row else 0

    def _set_up_django(self) -> None:
        """Configure Django, which a process can do once."""
        if not setup.is_configured():
            setup.configure(
                self.database_url,
                secret_key=self._django_key(),
                installed_apps=("snelkoppeling.web",),
                middleware=MIDDLEWARE,
                root_urlconf=ROOT_URLCONF,
                allowed_hosts=("*",),
            )

    def _django_key(self) -> str:
        """Derive the key with which Django signs from the one with which secrets are sealed."""
        keyring = keyring_of(self.settings)
        return base64.b64encode(keyring.keys[keyring.current]).decode()

    def close(self) -> None:
        """Let go of the database, and of SnelStart."""
        self.bookshelf.close()
        self.queue.close()
        self.database.close()


class Bookshelf:
    """Keeps the books of each administration open from one run to the next, with token and connections."""

    def __init__(self, house: House, settings_of: SettingsOf | None = None) -> None:
        self._house = house
        self._settings_of = settings_of or house.couplings.settings
        self._open: dict[AdministrationId, tuple[str, str, SnelStartBooks]] = {}
        self._clients: list[SnelStart] = []
        self._lock = threading.Lock()

    def open(self, administration: AdministrationId) -> SnelStartBooks:
        """Give the books of an administration; a new key or quota makes new ones."""
        key = self._house.couplings.connection_key(administration)
        quota = self._settings_of(administration).quota
        with self._lock:
            known = self._open.get(administration)
            if known is not None and known[:2] == (key, quota):
                known[2].recall()
                return known[2]
            state = self._house.couplings.limiter_state(administration)
            client = self._house.client(key, Limiter(QUOTAS[quota], state))
            self._clients.append(client)
            books = SnelStartBooks(
                administration, client, file=self, content_of=self._house.records.content, clock=utc_now
            )
            self._open[administration] = (key, quota, books)
            return books

    def close(self) -> None:
        """Let go of the connections to SnelStart."""
        with self._lock:
            self._open.clear()
            while self._clients:
                self._clients.pop().close()

    def books_identifier(self, administration: AdministrationId) -> str:
        """Give the identifier of the administration that was connected."""
        return self._house.couplings.get(administration).identifier or ""

    def ledger_rules(self, administration: AdministrationId) -> LedgerRules:
        """Give the rules of an administration as they are now."""
        return self._settings_of(administration).ledger_rules

    def posting_policy(self, administration: AdministrationId) -> PostingPolicy:
        """Give the choices about posting as they are now."""
        return self._settings_of(administration).posting

    def project_policy(self, administration: AdministrationId) -> ProjectPolicy:
        """Give the rules that number cost centres, as they are now."""
        return self._settings_of(administration).projects

    def linked(
        self, administration: AdministrationId, entity_type: EntityType, books_ids: Sequence[BooksId]
    ) -> Collection[BooksId]:
        """Say which of these records in the books belong to records of the CRM."""
        with self._house.database.session() as session:
            rows = session.execute(
                LINKED, (administration, str(entity_type), [str(books_id) for books_id in books_ids])
            ).fetchall()
        return {BooksId(books_id) for (books_id,) in rows}

    def limiter_state(self, administration: AdministrationId) -> bytes | None:
        """Give the counters of an administration as they were kept last."""
        return self._house.couplings.limiter_state(administration)

    def save_limiter(self, administration: AdministrationId, state: bytes) -> None:
        """Keep the counters of an administration."""
        self._house.couplings.save_limiter_state(administration, state)


def keyring_of(settings: Settings) -> Keyring:
    """Give the keys with which secrets are sealed: from the settings, else from a file that is made once.

    The file is readable by its owner only; whoever loses it must enter the koppelsleutels again.
    """
    given = settings.secret_keys()
    if given:
        return Keyring(current=next(iter(given)), keys=given)
    path = settings.data_folder / KEY_FILE
    if not path.exists():
        _make_key_file(path)
    stored = json.loads(path.read_text())
    keys = {name: base64.b64decode(key) for name, key in stored["keys"].items()}
    return Keyring(current=stored["current"], keys=keys)


def _make_key_file(path: Path) -> None:
    """Write a new key whole or not at all; of two processes that do so at once, one wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = secrets.token_hex(4)
    key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    unfinished = path.with_suffix(f".{name}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump({"current": name, "keys": {name: key}}, file)
        file.flush()
        os.fsync(file.fileno())
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()
