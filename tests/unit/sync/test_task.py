from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from snelkoppeling.domain.identity import AdministrationId, BooksId
from snelkoppeling.domain.problem import problem
from snelkoppeling.sync.ports import Desired, Found
from snelkoppeling.sync.records import Event, ItemState, Record, SyncItem, WriteAction
from snelkoppeling.sync.task import LONGEST_WAIT, Task
from tests.factories import NOON, a_key, a_relation


def a_task(attempts: int = 0, record: Record | None = None) -> Task:
    return Task.of(
        SyncItem(
            id=1,
            key=a_key("R1"),
            administration=AdministrationId(1),
            version=1,
            record=record or a_relation(),
            attempts=attempts,
        )
    )


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 2), (1, 4), (4, 32), (20, LONGEST_WAIT.total_seconds())]
)
def test_an_unknown_result_rests_twice_as_long_after_each_attempt(attempts: int, seconds: float) -> None:
    task = a_task(attempts)

    task.unknown(NOON, "cut off", rest=timedelta(seconds=2))

    assert task.outcome is not None
    assert task.outcome.due_at == NOON + timedelta(seconds=seconds)
    assert task.outcome.keeps_intent


def test_a_task_that_is_left_before_anything_was_found_out_has_no_outcome() -> None:
    task = a_task()

    task.leave()

    assert task.outcome is None
    assert not task.is_open


def test_a_task_that_is_left_unsent_gives_up_its_intent() -> None:
    task = a_task()
    task.intended_at = NOON

    task.leave()

    assert task.outcome is not None
    assert (task.outcome.state, task.outcome.keeps_intent) == (ItemState.DUE, False)


def test_nothing_is_agreed_yet_with_a_twin_that_takes_the_place_of_another() -> None:
    task = a_task()
    task.books_id = BooksId("B1")
    task.item = replace(task.item, books_id=BooksId("B1"), last_agreed={"name": "x"})

    task.adopt(Found(books_id=BooksId("B2"), image={}, label="B2"))

    assert (task.books_id, task.item.last_agreed, task.has_new_twin) == ("B2", None, True)


def test_a_creation_overwrites_nothing() -> None:
    task = a_task()
    task.action = WriteAction.CREATE

    assert task.overwrites() is None


@pytest.mark.parametrize(
    "ask", [Task.wanted, Task.intent, Task.twin_id, Task.as_read, lambda task: task.intend(NOON)]
)
def test_asking_a_task_for_what_is_not_known_yet_is_a_bug(ask: Callable[[Task], object]) -> None:
    with pytest.raises(RuntimeError, match="R1"):
        ask(a_task())


def test_what_was_done_to_make_a_record_fit_is_told_in_its_history() -> None:
    task = a_task()
    note = problem("number-changed", "number", "17", booked="2026-17")
    task.desired = Desired(image={"name": "x"}, payload=None, notes=(note,))

    task.agreed(Event(name="created"))

    assert task.outcome is not None
    assert [(event.name, event.detail) for event in task.outcome.events] == [
        ("created", ""),
        ("noted", note.nl),
    ]
