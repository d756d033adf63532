"""Nobody who changes items waits for one while keeping another that the first one needs."""

import threading
from collections.abc import Callable, Iterator

import psycopg
import pytest

from snelkoppeling.domain.identity import BooksId, EntityType, RecordKey
from snelkoppeling.domain.problem import Problem
from snelkoppeling.storage.couplings import SqlCouplings
from snelkoppeling.storage.database import Database
from snelkoppeling.storage.records import MANY, SqlRecords
from snelkoppeling.storage.secrets import Safe
from snelkoppeling.storage.sync_store import SqlSyncStore
from snelkoppeling.sync.records import Intent, ItemState, Outcome, WriteAction
from tests.contract.storage.storages import KEYRING, House
from tests.factories import NOON, a_key, a_relation, an_arrival
from tests.integration.storage.waiting import wait_until_somebody_waits

FIRST, SECOND = a_key("R1"), a_key("R2")
WHY = Problem("code", "nl", "en")
Change = Callable[[House, Database, SqlSyncStore], object]


def intend(_house: House, _database: Database, store: SqlSyncStore) -> None:
    items = sorted(store.due(NOON, 10), key=lambda item: -item.id)
    intent = Intent(action=WriteAction.CREATE, image={}, at=NOON, version=1)
    store.commit_intents([(item, intent) for item in items])


def conclude(_house: House, _database: Database, store: SqlSyncStore) -> None:
    items = sorted(store.due(NOON, 10), key=lambda item: -item.id)
    store.commit_outcomes([Outcome(item=item, state=ItemState.IN_SYNC) for item in items], NOON)


def link(_house: House, _database: Database, store: SqlSyncStore) -> None:
    store.link({SECOND: BooksId("B2"), FIRST: BooksId("B1")}, NOON)


def need(_house: House, _database: Database, store: SqlSyncStore) -> None:
    store.need([SECOND, FIRST], NOON)


def hold(_house: House, _database: Database, store: SqlSyncStore) -> None:
    store.hold(EntityType.RELATION, WHY, NOON)


def release(house: House, database: Database, _store: SqlSyncStore) -> None:
    SqlCouplings(database, Safe(KEYRING)).approve(house.administration, 2, NOON)


def accept(house: House, _database: Database, _store: SqlSyncStore) -> None:
    house.inbox.accept([an_arrival(key, a_relation("Anders")) for key in ("R2", "R1")], NOON)


def retry(house: House, _database: Database, _store: SqlSyncStore) -> None:
    house.records.retry([SECOND, FIRST], NOON)


def retry_cause(house: House, _database: Database, _store: SqlSyncStore) -> None:
    house.records.retry_cause(house.administration, WHY.code, NOON)


def reconsider(house: House, database: Database, _store: SqlSyncStore) -> None:
    SqlRecords(database).reconsider(house.administration, NOON)


CHANGES: list[tuple[Change, str]] = [
    (intend, "due"),
    (conclude, "due"),
    (link, "due"),
    (need, "dormant"),
    (hold, "due"),
    (release, "held"),
    (accept, "in_sync"),
    (retry, "set_aside"),
    (retry_cause, "set_aside"),
    (reconsider, "set_aside"),
]


@pytest.fixture
def other(database_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database_url) as session:
        yield session


@pytest.mark.parametrize(("change", "state"), CHANGES, ids=lambda one: getattr(one, "__name__", one))
def test_items_are_locked_oldest_first_in_whatever_order_they_are_named(
    house: House, database: Database, other: psycopg.Connection, *, change: Change, state: str
) -> None:
    house.inbox.accept([an_arrival(key) for key in ("R1", "R2")], NOON)
    twin = "relation" if state in {"held", "in_sync"} or change is hold else None
    set_state(other, state, twin=twin)
    lock(other, FIRST)
    with house.administrations.exclusive(house.administration) as store:
        assert isinstance(store, SqlSyncStore)
        changing = threading.Thread(target=change, args=[house, database, store])
        changing.start()
        wait_until_somebody_waits(database)

        found = lock(other, SECOND, skip_locked=True)

        other.rollback()
        changing.join(10)
    assert found
    assert not changing.is_alive()


def set_state(session: psycopg.Connection, state: str, *, twin: str | None) -> None:
    session.execute(
        """UPDATE sync_item SET state = %s, books_id = %s || id,
                  problems = '[{"code": "code", "nl": "nl", "en": "en"}]'""",
        (state, twin),
    )
    session.commit()


def lock(session: psycopg.Connection, key: RecordKey, *, skip_locked: bool = False) -> bool:
    """Lock the item of a record; tells whether it was free."""
    statement = """SELECT 1 FROM sync_item JOIN record ON record.id = record_id
                    WHERE external_id = %s FOR UPDATE OF sync_item"""
    skipping = statement + " SKIP LOCKED"
    found = session.execute(skipping if skip_locked else statement, [str(key.external_id)]).fetchone()
    return found is not None


@pytest.mark.parametrize("change", [reconsider, retry_cause])
def test_of_very_many_items_few_are_kept_from_others_at_once(
    house: House, database: Database, other: psycopg.Connection, *, change: Change
) -> None:
    house.inbox.accept([an_arrival(f"R{number}") for number in range(MANY + 1)], NOON)
    set_state(other, "set_aside", twin=None)
    lock(other, a_key(f"R{MANY}"))
    with house.administrations.exclusive(house.administration) as store:
        assert isinstance(store, SqlSyncStore)
        changing = threading.Thread(target=change, args=[house, database, store])
        changing.start()
        wait_until_somebody_waits(database)

        while_one_is_waited_for = len(store.due(NOON, 2 * MANY))

        other.rollback()
        changing.join(10)
        assert (while_one_is_waited_for, len(store.due(NOON, 2 * MANY))) == (MANY, MANY + 1)
