"""The right to write to an administration, and how it is lost."""

import threading

import pytest
from psycopg.errors import UniqueViolation

from snelkoppeling.domain.identity import BooksId
from snelkoppeling.storage.administrations import SqlAdministrations, UnknownAdministrationError
from snelkoppeling.storage.database import Database, StorageUnavailableError
from snelkoppeling.sync.records import Event, Intent, ItemState, Outcome, SyncItem, WriteAction
from tests.contract.storage.storages import House
from tests.factories import NOON, an_arrival
from tests.integration.storage.waiting import wait_until_somebody_waits

END_WRITERS = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
 WHERE locktype = 'advisory' AND granted AND datname = current_database()
"""


def an_intent(item: SyncItem) -> Intent:
    return Intent(action=WriteAction.CREATE, image={"name": "x"}, at=NOON, version=item.version)


def test_another_process_is_turned_away(house: House, database_url: str) -> None:
    beside = Database(database_url)

    with house.writing(), SqlAdministrations(beside).exclusive(house.administration) as turned_away:
        assert turned_away is None

    beside.close()


def test_who_lost_its_session_can_commit_no_intent(house: House, database: Database) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    with house.writing() as store:
        assert store is not None
        [item] = store.due(NOON, 10)
        with database.session() as session:
            session.execute(END_WRITERS)

        with pytest.raises(StorageUnavailableError):
            store.commit_intents([(item, an_intent(item))])

    with house.writing() as successor:
        assert successor is not None
        assert [one.intent for one in successor.due(NOON, 10)] == [None]


def test_who_lost_its_session_makes_room_for_another_at_once(house: House, database: Database) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    with house.writing() as lost:
        assert lost is not None
        [item] = lost.due(NOON, 10)
        with database.session() as session:
            session.execute(END_WRITERS)

        with house.writing() as successor:
            assert successor is not None
            successor.commit_intents([(item, an_intent(item))])
            with pytest.raises(StorageUnavailableError):
                lost.commit_outcomes([Outcome(item=item, state=ItemState.IN_SYNC)], NOON)

            assert [one.intent for one in successor.due(NOON, 10)] == [an_intent(item)]


def test_an_intent_for_an_item_of_another_administration_is_refused_whole(house: House) -> None:
    other = house.storage.add_administration("De Brug B.V.")
    connection, _ = house.storage.connections.create("Odoo", other)
    house.inbox.accept([an_arrival("R1"), an_arrival("R2", connection=connection.id)], NOON)
    with house.administrations.exclusive(other) as theirs, house.writing() as ours:
        assert theirs is not None
        assert ours is not None
        items = [*ours.due(NOON, 10), *theirs.due(NOON, 10)]

        with pytest.raises(RuntimeError, match="1 intents belong to no item"):
            ours.commit_intents([(item, an_intent(item)) for item in items])

        assert [one.intent for one in (*ours.due(NOON, 10), *theirs.due(NOON, 10))] == [None, None]


def test_a_twin_of_two_records_is_refused_and_nothing_of_the_run_is_stored(house: House) -> None:
    house.inbox.accept([an_arrival("R1"), an_arrival("R2")], NOON)
    with house.writing() as store:
        assert store is not None
        first, second = store.due(NOON, 10)
        outcomes = [
            Outcome(
                item=item, state=ItemState.IN_SYNC, books_id=BooksId("B1"), events=(Event(name="created"),)
            )
            for item in (first, second)
        ]

        with pytest.raises(UniqueViolation):
            store.commit_outcomes(outcomes, NOON)

        assert store.due(NOON, 10) == [first, second]
    state = house.records.state_of(first.key)
    assert state is not None
    assert [entry.event.name for entry in state.history] == ["accepted"]


def test_a_decision_that_another_version_wrote_is_the_same_one_when_its_outcome_is_stored(
    house: House, database: Database
) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    with database.session() as session:
        session.execute(
            """UPDATE sync_item SET decision = '{"choice": "use_crm", "at": "2026-03-02T12:00:00Z",
                                                 "of_a_later_version": 1}'"""
        )
    with house.writing() as store:
        assert store is not None
        [item] = store.due(NOON, 10)

        store.commit_outcomes([Outcome(item=item, state=ItemState.IN_SYNC)], NOON)

        assert store.due(NOON, 10) == []


def test_who_stands_in_line_is_next_although_others_ask_at_once(house: House, database: Database) -> None:
    patient = SqlAdministrations(database, patience_seconds=20)
    begun, done = threading.Event(), threading.Event()

    def stand_in_line() -> None:
        with patient.exclusive(house.administration) as store:
            if store is not None:
                begun.set()
            done.wait(20)

    standing = threading.Thread(target=stand_in_line)
    with house.writing():
        standing.start()
        wait_until_somebody_waits(database)
    with house.writing() as worker:
        assert worker is None

    assert begun.wait(10)
    done.set()
    standing.join(10)
    with house.writing() as worker:
        assert worker is not None


def test_who_stands_in_line_too_long_is_turned_away(house: House, database: Database) -> None:
    patient = SqlAdministrations(database, patience_seconds=0.05)

    with house.writing(), patient.exclusive(house.administration) as store:
        assert store is None


def test_an_unknown_administration_is_a_bug(house: House) -> None:
    with pytest.raises(UnknownAdministrationError):
        house.administrations.get(type(house.administration)(99))


def test_the_worker_finds_its_items_by_index(house: House, database: Database) -> None:
    house.inbox.accept([an_arrival(f"R{number}") for number in range(3000)], NOON)
    with database.session() as session:
        session.execute("ANALYZE")
        plan = session.execute(
            "EXPLAIN SELECT * FROM sync_item WHERE administration_id = 1 AND state = 'due' "
            "AND (due_at IS NULL OR due_at <= now()) ORDER BY lane, rank, due_at NULLS FIRST, id LIMIT 64"
        ).fetchall()

    assert "Index Scan using sync_item_due " in "\n".join(row[0] for row in plan)
    assert not any("Sort" in row[0] for row in plan)
