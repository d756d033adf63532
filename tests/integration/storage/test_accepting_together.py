"""Several doors and a worker at the same time."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from snelkoppeling.domain.identity import EntityType
from snelkoppeling.storage.database import Database
from snelkoppeling.storage.inbox import SqlInbox
from snelkoppeling.sync.records import Accepted, Incoming, ItemState, Outcome
from tests.contract.storage.storages import House
from tests.factories import NOON, a_key, a_relation, after, an_arrival, an_attachment, an_invoice


def a_batch(chance: random.Random, turn: int) -> list[Incoming]:
    """Make a batch that overlaps with all others, in any order."""
    relations = [
        an_arrival(f"R{number}", a_relation(name=f"{number}-{turn}"), modified_at=after(seconds=turn))
        for number in chance.sample(range(30), 15)
    ]
    invoices = [
        an_arrival(f"F{number}", an_invoice(relation=f"R{number}", description=str(turn)))
        for number in chance.sample(range(30), 10)
    ]
    files = [
        an_arrival("", an_attachment(f"F{number}", sha256=f"{number % 4}" * 64), content=b"x")
        for number in chance.sample(range(30), 5)
    ]
    batch = relations + invoices + files
    chance.shuffle(batch)
    return batch


def test_batches_that_overlap_wait_for_each_other_but_never_in_a_circle(house: House) -> None:
    chance = random.Random(7)  # noqa: S311 - a made-up traffic, the same each time.
    batches = [a_batch(chance, turn) for turn in range(40)]
    is_done = threading.Event()

    def work() -> int:
        carried = 0
        with house.writing() as store:
            assert store is not None
            while not is_done.is_set() or store.due(NOON, 1):
                items = store.due(NOON, 16)
                outcomes = [
                    Outcome(item=item, state=ItemState.IN_SYNC)
                    if item.key.entity_type is EntityType.RELATION or item.id % 3
                    else Outcome(item=item, state=ItemState.WAITING, depends_on=(a_key(f"R{item.id % 30}"),))
                    for item in items
                ]
                store.commit_outcomes(outcomes, NOON)
                carried += len(items)
        return carried

    with ThreadPoolExecutor(5) as doors, ThreadPoolExecutor(1) as worker:
        carrying = worker.submit(work)
        verdicts = list(doors.map(lambda batch: house.inbox.accept(batch, NOON), batches))
        is_done.set()
        carried = carrying.result(timeout=60)

    stored = sum(one in {Accepted.NEW, Accepted.CHANGED} for answers in verdicts for one in answers)
    newest = [house.records.state_of(a_key(f"R{number}")) for number in range(30)]
    assert all(len(answers) == len(batch) for answers, batch in zip(verdicts, batches, strict=True))
    assert sum(state.version for state in newest if state) <= stored
    assert all(state is None or state.state is ItemState.IN_SYNC for state in newest)
    assert carried > 0


def test_the_newest_state_wins_whoever_comes_first(house: House) -> None:
    arrivals = [
        an_arrival("R1", a_relation(name=str(turn)), modified_at=after(seconds=turn)) for turn in range(60)
    ]
    random.Random(1).shuffle(arrivals)  # noqa: S311 - the same order each time.

    with ThreadPoolExecutor(6) as doors:
        list(doors.map(lambda arrival: house.inbox.accept([arrival], NOON), arrivals))

    state = house.records.state_of(a_key("R1"))
    assert state is not None
    assert (state.record, state.modified_at) == (a_relation(name="59"), after(seconds=59))
    assert len(state.history) == state.version


def test_a_new_record_that_comes_through_two_doors_at_once_is_new_once(house: House) -> None:
    with ThreadPoolExecutor(6) as doors:
        answers = list(doors.map(lambda _: house.inbox.accept([an_arrival("R1")], NOON)[0], range(24)))

    assert sorted(answers) == [Accepted.NEW, *[Accepted.UNCHANGED] * 23]


def test_a_batch_with_an_arrival_that_cannot_be_stored_stores_nothing(house: House) -> None:
    with pytest.raises(RuntimeError, match="belong to no administration"):
        house.inbox.accept([an_arrival("R1"), an_arrival("R2", connection=99)], NOON)

    assert house.records.state_of(a_key("R1")) is None
    assert house.records.counts() == {}


def test_what_was_accepted_is_there_for_another_process(house: House, database_url: str) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    beside = Database(database_url)

    answer = SqlInbox(beside).accept([an_arrival("R1")], NOON)

    assert list(answer) == [Accepted.UNCHANGED]
    beside.close()
