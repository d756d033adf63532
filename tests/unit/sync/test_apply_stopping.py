from datetime import timedelta

import pytest

from snelkoppeling.domain.identity import EntityType
from snelkoppeling.sync.apply import MOST_BUGS, Pace
from snelkoppeling.sync.records import ItemState
from tests.factories import (
    a_key,
    a_project,
    a_relation,
    an_arrival,
    an_attachment,
    an_invoice,
    an_unnumbered_relation,
)
from tests.fakes.faults import Crash, Fault
from tests.fakes.shelves import UNBEARABLE
from tests.unit.sync.conftest import Logged
from tests.unit.sync.installation import Installation

RELATION, PROJECT, INVOICE, ATTACHMENT = EntityType
R1, R2 = a_key("R1"), a_key("R2")
F1 = a_key("F1", INVOICE)


@pytest.mark.parametrize("step", ["prepare", "create relation"])
@pytest.mark.parametrize("fault", [Fault.ASKED_TO_SLOW_DOWN, Fault.LINE_DOWN, Fault.KEY_REFUSED])
def test_what_could_not_be_sent_stays_due_with_nothing_unknown(
    installation: Installation, step: str, fault: Fault
) -> None:
    installation.push(
        an_arrival("R1", an_unnumbered_relation("A")), an_arrival("R2", an_unnumbered_relation("B"))
    )
    installation.faults.plan(step, fault)

    installation.run()

    assert not installation.ledger.all(RELATION)
    assert {(item.state, item.intent) for item in installation.memory.items.values()} == {
        (ItemState.DUE, None)
    }


def test_what_was_found_before_the_run_had_to_stop_is_kept(installation: Installation) -> None:
    installation.carry(a_relation("Een", kvk_number="1"))
    row = installation.ledger.add(RELATION, {"name": "Halm", "kvk_number": "2"})
    installation.push(
        an_arrival("R1", a_relation("Eén", kvk_number="1")),
        an_arrival("R2", a_relation("Twee", kvk_number="2")),
    )
    installation.faults.plan("get relation", Fault.LINE_DOWN)

    installation.run()

    assert installation.item(R2).books_id == row.id
    assert installation.item(R2).state is ItemState.DUE


def test_nothing_is_intended_any_more_once_the_run_has_to_stop(installation: Installation) -> None:
    installation.carry(a_relation("Een", kvk_number="1"))
    installation.push(
        an_arrival("R1", a_relation("Eén", kvk_number="1")),
        an_arrival("R2", a_relation("Twee", kvk_number="2")),
    )
    installation.faults.steps.clear()
    installation.faults.plan("get relation", Fault.ASKED_TO_SLOW_DOWN)

    installation.run()

    assert "commit_intents" not in installation.faults.steps


def test_a_write_that_could_not_go_out_in_time_is_left_to_the_next_chunk() -> None:
    installation = Installation(pace=Pace(threads=1, send_within=timedelta(seconds=30)))
    installation.push(
        *(an_arrival(f"R{number}", an_unnumbered_relation(f"N{number}")) for number in range(1, 4))
    )
    installation.faults.plan("create relation", Fault.SLOW, Fault.SLOW)

    installation.run()

    late = installation.item(a_key("R3"))
    assert (late.state, late.intent) == (ItemState.DUE, None)
    assert len(installation.ledger.all(RELATION)) == 2


CRASHES = [
    ("commit_intents", Fault.CRASH_BEFORE),
    ("commit_intents", Fault.CRASH_AFTER),
    ("create", Fault.CRASH_BEFORE),
    ("create", Fault.CRASH_AFTER),
    ("create", Fault.CRASH_LATE),
    ("commit_outcomes", Fault.CRASH_BEFORE),
    ("commit_outcomes", Fault.CRASH_AFTER),
]


@pytest.mark.parametrize(("step", "fault"), CRASHES)
@pytest.mark.parametrize("entity_type", EntityType)
def test_a_service_that_is_killed_at_any_step_books_everything_once(
    installation: Installation, entity_type: EntityType, step: str, fault: Fault
) -> None:
    arrivals = [
        an_arrival("R1", an_unnumbered_relation()),
        an_arrival("P1", a_project()),
        an_arrival("F1", an_invoice()),
        an_arrival(record=an_attachment("F1")),
    ]
    for arrival in arrivals:
        installation.push(arrival)
        if arrival.key.entity_type is entity_type:
            installation.faults.plan(step, fault)
            with pytest.raises(Crash):
                installation.run()
            installation.restart()
        installation.run()

    installation.heal()

    assert [len(installation.ledger.all(each)) for each in EntityType] == [1, 1, 1, 1]
    assert {item.state for item in installation.memory.items.values()} == {ItemState.IN_SYNC}


def test_a_writer_that_goes_on_after_another_took_over_books_nothing_twice(
    installation: Installation,
) -> None:
    installation.push(an_arrival("R1", an_unnumbered_relation()))

    def take_over() -> None:
        installation.memory.writers.clear()
        installation.run()
        installation.faults.plan("commit_outcomes", Fault.CRASH_BEFORE)

    installation.faults.plan("create relation", take_over)
    installation.run_until_killed()

    installation.heal()

    assert installation.item(R1).books_id == installation.ledger.one(RELATION).id


def test_a_bug_with_one_record_sets_it_aside_and_the_rest_goes_on(
    installation: Installation, logged: Logged
) -> None:
    installation.carry(a_relation("Een", kvk_number="1"))
    installation.push(
        an_arrival("R1", a_relation("Eén", kvk_number="1")),
        an_arrival("R2", a_relation("Twee", kvk_number="2")),
    )
    installation.faults.plan("get relation", Fault.BUG_BEFORE)

    installation.run()

    assert installation.problem_codes(R1) == ["internal-error"]
    assert installation.item(R2).state is ItemState.IN_SYNC
    assert "record failed by a bug" in [entry["event"] for entry in logged]


def test_a_record_that_spoils_what_is_read_for_all_is_set_aside_alone(installation: Installation) -> None:
    installation.push(
        an_arrival("R1", an_unnumbered_relation(UNBEARABLE)),
        an_arrival("R2", a_relation("Twee", kvk_number="2")),
    )

    installation.run()

    assert installation.problem_codes(R1) == ["internal-error"]
    assert installation.item(R2).state is ItemState.IN_SYNC


def test_a_write_whose_answer_met_a_bug_is_looked_up(installation: Installation) -> None:
    installation.push(an_arrival("R1", an_unnumbered_relation()))
    installation.faults.plan("create relation", Fault.BUG_AFTER)
    installation.run()

    installation.heal()

    assert len(installation.ledger.all(RELATION)) == 1
    assert installation.item(R1).state is ItemState.IN_SYNC


def test_a_write_that_keeps_meeting_a_bug_comes_before_people_without_being_forgotten(
    installation: Installation,
) -> None:
    installation.push(an_arrival("R1", an_unnumbered_relation()))
    installation.faults.plan("create relation", Fault.BUG_AFTER)
    installation.item(R1).attempts = MOST_BUGS

    installation.run()

    assert installation.problem_codes(R1) == ["internal-error"]
    assert installation.item(R1).intent is not None
    installation.storage.records.retry([R1], installation.clock())
    installation.run()
    assert installation.item(R1).books_id == installation.ledger.one(RELATION).id
