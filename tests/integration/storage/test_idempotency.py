from datetime import datetime, timedelta

import pytest

from snelkoppeling.domain.identity import ConnectionId
from snelkoppeling.storage.database import Database
from snelkoppeling.storage.idempotency import KEPT_FOR, SqlIdempotencyStore, StoredAnswer
from tests.contract.storage.storages import House
from tests.factories import NOON

ANSWER = StoredAnswer(request_digest="ab" * 32, status=202, body=b'{"result": "new"}\0')
OTHER = StoredAnswer(request_digest="cd" * 32, status=422, body=b"")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(house: House, database: Database, clock: Clock) -> SqlIdempotencyStore:
    assert house.connection == 1
    return SqlIdempotencyStore(database, clock)


def test_an_answer_is_given_again(store: SqlIdempotencyStore) -> None:
    store.remember(ConnectionId(1), "k1", answer=ANSWER, now=NOON)

    assert store.find(ConnectionId(1), "k1") == ANSWER


def test_an_unknown_key_has_no_answer(store: SqlIdempotencyStore) -> None:
    assert store.find(ConnectionId(1), "k1") is None


def test_the_first_answer_stays(store: SqlIdempotencyStore) -> None:
    store.remember(ConnectionId(1), "k1", answer=ANSWER, now=NOON)

    store.remember(ConnectionId(1), "k1", answer=OTHER, now=NOON)

    assert store.find(ConnectionId(1), "k1") == ANSWER


def test_a_key_belongs_to_its_connection(house: House, store: SqlIdempotencyStore) -> None:
    other, _ = house.storage.connections.create("Odoo", house.administration)
    store.remember(ConnectionId(1), "k1", answer=ANSWER, now=NOON)

    assert store.find(other.id, "k1") is None


def test_an_answer_that_is_too_old_is_gone_and_its_key_is_free(
    store: SqlIdempotencyStore, clock: Clock
) -> None:
    store.remember(ConnectionId(1), "k1", answer=ANSWER, now=NOON)
    clock.now = NOON + KEPT_FOR
    assert store.find(ConnectionId(1), "k1") is None

    store.remember(ConnectionId(1), "k1", answer=OTHER, now=clock.now)

    assert store.find(ConnectionId(1), "k1") == OTHER


def test_old_answers_are_deleted(store: SqlIdempotencyStore, clock: Clock) -> None:
    store.remember(ConnectionId(1), "k1", answer=ANSWER, now=NOON)
    store.remember(ConnectionId(1), "k2", answer=ANSWER, now=NOON + timedelta(days=1))
    clock.now = NOON + KEPT_FOR

    assert store.forget_old() == 1
    assert store.find(ConnectionId(1), "k2") == ANSWER
