from dataclasses import replace

import pytest

from snelkoppeling.domain.identity import EntityType
from snelkoppeling.sync.records import ItemState
from tests.factories import (
    a_key,
    a_project,
    a_relation,
    after,
    an_arrival,
    an_attachment,
    an_invoice,
    an_unnumbered_relation,
)
from tests.fakes.faults import Fault
from tests.unit.sync.installation import Installation

RELATION, PROJECT, INVOICE, ATTACHMENT = EntityType
R1, R2 = a_key("R1"), a_key("R2")
F1 = a_key("F1", INVOICE)
NO_ANSWER = (Fault.LOST_ANSWER, Fault.NEVER_ARRIVED, Fault.LATE, Fault.TIMED_OUT)


@pytest.mark.parametrize("fault", NO_ANSWER)
@pytest.mark.parametrize("entity_type", EntityType)
def test_a_creation_without_an_answer_ends_as_one_record(
    installation: Installation, entity_type: EntityType, fault: Fault
) -> None:
    installation.faults.plan(f"create {entity_type}", fault)
    installation.push(
        an_arrival("R1", an_unnumbered_relation()),
        an_arrival("P1", a_project()),
        an_arrival("F1", an_invoice()),
        an_arrival(record=an_attachment("F1")),
    )
    installation.run()

    installation.heal()

    assert [len(installation.ledger.all(each)) for each in EntityType] == [1, 1, 1, 1]
    assert {item.state for item in installation.memory.items.values()} == {ItemState.IN_SYNC}


def test_a_creation_without_an_answer_is_looked_up_after_a_short_rest(installation: Installation) -> None:
    installation.push(an_arrival("R1"))
    installation.faults.plan("create relation", Fault.LOST_ANSWER)
    installation.run()
    item = installation.item(R1)
    assert (item.state, item.due_at) == (ItemState.DUE, after(seconds=2))

    installation.run_later(seconds=2)

    assert installation.events(R1) == ["accepted", "outcome_unknown", "found"]
    assert item.state is ItemState.IN_SYNC


def test_absence_is_believed_only_when_nobody_can_send_any_more(installation: Installation) -> None:
    installation.push(an_arrival("R1", an_unnumbered_relation()))
    installation.faults.plan("create relation", Fault.NEVER_ARRIVED)
    installation.run()

    installation.run_later(seconds=2)
    installation.run_later(seconds=87)
    assert not installation.ledger.all(RELATION)
    installation.run_later(seconds=1)

    assert len(installation.ledger.all(RELATION)) == 1
    assert installation.events(R1) == ["accepted", "outcome_unknown", "repeated", "created"]


def test_after_a_crash_the_wait_begins_when_we_took_over(installation: Installation) -> None:
    installation.push(an_arrival("R1", an_unnumbered_relation()))
    installation.faults.plan("create relation", Fault.CRASH_BEFORE)
    installation.run_until_killed()

    installation.run_later(minutes=10)
    assert not installation.ledger.all(RELATION)
    installation.run_later(seconds=60)

    assert len(installation.ledger.all(RELATION)) == 1


def test_an_invoice_whose_number_is_refused_twice_is_repeated_at_once(installation: Installation) -> None:
    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice()))
    installation.faults.plan("create invoice", Fault.LATE)
    installation.run()

    installation.run_later(seconds=2)
    installation.run_later(seconds=60)

    assert len(installation.ledger.all(INVOICE)) == 1
    assert installation.item(F1).state is ItemState.IN_SYNC


def test_an_invoice_that_got_another_number_meanwhile_is_not_booked_beside_the_one_on_its_way(
    installation: Installation,
) -> None:
    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice("2026-0001")))
    installation.faults.plan("create invoice", Fault.LATE)
    installation.run()
    installation.push(an_arrival("F1", an_invoice("2026-0002")))
    installation.run_later(seconds=2)

    installation.heal()

    assert installation.events(F1)[-2:] == ["found", "updated"]
    assert installation.ledger.one(INVOICE).image["invoice_number"] == "2026-0002"


def test_a_newer_state_that_is_invalid_does_not_hide_what_was_sent_before(installation: Installation) -> None:
    installation.push(an_arrival("R1", an_unnumbered_relation()))
    installation.faults.plan("create relation", Fault.LOST_ANSWER)
    installation.run()

    installation.push(an_arrival("R1", an_unnumbered_relation(name="")))
    installation.run()

    assert installation.problem_codes(R1) == ["name-missing"]
    assert installation.item(R1).books_id == installation.ledger.one(RELATION).id
    assert installation.item(R1).intent is None


def test_an_update_without_an_answer_counts_as_done_when_the_books_show_it(
    installation: Installation,
) -> None:
    installation.carry(a_relation("Oud"))
    installation.push(an_arrival("R1", a_relation("Nieuw")))
    installation.faults.plan("update relation", Fault.LOST_ANSWER)
    installation.run()

    installation.run_later(seconds=2)

    item = installation.item(R1)
    assert item.state is ItemState.IN_SYNC
    assert installation.events(R1) == ["accepted", "created", "accepted", "outcome_unknown", "updated"]
    assert item.history[-1].event.before == {"name": "Oud"}
    assert not item.is_adopted


def test_an_update_that_landed_unseen_is_undone_when_the_crm_goes_back(installation: Installation) -> None:
    installation.carry(a_relation("Oud"))
    installation.push(an_arrival("R1", a_relation("Nieuw")))
    installation.faults.plan("update relation", Fault.CRASH_AFTER)
    installation.run_until_killed()

    installation.carry(a_relation("Oud"))

    assert installation.ledger.one(RELATION).image["name"] == "Oud"


def test_an_update_that_landed_unseen_is_undone_even_when_a_person_edited_after_it(
    installation: Installation,
) -> None:
    installation.carry(a_relation("Oud"))
    installation.push(an_arrival("R1", a_relation("Nieuw")))
    installation.faults.plan("update relation", Fault.CRASH_AFTER)
    installation.run_until_killed()
    installation.ledger.edit(RELATION, installation.ledger.one(RELATION).id, email="hand@x.example")
    installation.push(an_arrival("R1", a_relation("Oud")))

    installation.heal()

    image = installation.ledger.one(RELATION).image
    assert (image["name"], image["email"]) == ("Oud", "info@dehalm.example")


def test_a_late_update_does_not_overwrite_a_newer_one(installation: Installation) -> None:
    installation.carry(a_relation("Eerst"))
    installation.push(an_arrival("R1", a_relation("Toen")))
    installation.faults.plan("update relation", Fault.LATE)
    installation.run()
    installation.push(an_arrival("R1", a_relation("Nu")))
    installation.run_later(seconds=2)

    installation.heal()

    assert installation.ledger.one(RELATION).image["name"] == "Nu"


def test_an_update_of_a_booking_is_not_repeated_while_the_first_may_still_arrive(
    installation: Installation,
) -> None:
    booking = installation.book()
    installation.push(an_arrival("F1", an_invoice(description="nieuw")))
    installation.faults.plan("update invoice", Fault.LATE)
    installation.run()

    installation.run_later(seconds=2)
    assert installation.item(F1).state is ItemState.DUE
    installation.heal()

    assert installation.item(F1).state is ItemState.IN_SYNC
    assert installation.ledger.one(INVOICE) == replace(
        booking, image={**booking.image, "description": "nieuw"}
    )


def test_an_update_to_a_relation_that_is_gone_is_set_aside(installation: Installation) -> None:
    installation.carry(a_relation("Oud"))
    installation.push(an_arrival("R1", a_relation("Nieuw")))
    installation.faults.plan("update relation", Fault.NEVER_ARRIVED)
    installation.run()
    installation.ledger.remove(RELATION, installation.ledger.one(RELATION).id)

    installation.run_later(seconds=2)

    assert installation.problem_codes(R1) == ["removed-from-books"]


def test_of_two_equal_records_each_finds_its_own_again(installation: Installation) -> None:
    installation.push(an_arrival("R1", an_unnumbered_relation()), an_arrival("R2", an_unnumbered_relation()))
    installation.faults.plan("create relation", Fault.LOST_ANSWER, Fault.LOST_ANSWER)
    installation.run()

    installation.heal()

    assert len(installation.ledger.all(RELATION)) == 2
    assert installation.item(R1).books_id != installation.item(R2).books_id


def test_what_another_record_owns_is_not_what_a_lost_write_left(installation: Installation) -> None:
    installation.carry(an_unnumbered_relation())
    installation.push(an_arrival("R2", an_unnumbered_relation()))
    installation.faults.plan("create relation", Fault.NEVER_ARRIVED)
    installation.run()

    installation.heal()

    assert installation.item(R1).books_id != installation.item(R2).books_id


def test_a_write_that_timed_out_ends_the_run(installation: Installation) -> None:
    installation.push(
        an_arrival("R1", an_unnumbered_relation("A")), an_arrival("R2", an_unnumbered_relation("B"))
    )
    installation.faults.plan("create relation", Fault.TIMED_OUT)

    installation.run()

    assert not installation.ledger.all(RELATION)
    assert installation.item(R2).intent is None
    assert installation.traffic().failures == 1


def test_a_look_up_that_failed_is_done_again(installation: Installation) -> None:
    installation.push(an_arrival("R1", an_unnumbered_relation()))
    installation.faults.plan("create relation", Fault.LOST_ANSWER)
    installation.run()
    installation.faults.plan("look up", Fault.LINE_DOWN)
    installation.run_later(seconds=2)
    assert installation.item(R1).intent is not None

    installation.run_later(seconds=2)

    assert installation.item(R1).state is ItemState.IN_SYNC
    assert len(installation.ledger.all(RELATION)) == 1


def test_a_look_up_that_the_books_refuse_keeps_the_intent_for_the_next_try(
    installation: Installation,
) -> None:
    installation.push(an_arrival("R1", an_unnumbered_relation()))
    installation.faults.plan("create relation", Fault.LOST_ANSWER)
    installation.faults.plan("look up", Fault.REJECTED)
    installation.run()
    installation.run_later(seconds=2)
    assert installation.problem_codes(R1) == ["rejected-by-books"]

    installation.storage.records.retry([R1], installation.clock())
    installation.run()

    assert installation.item(R1).state is ItemState.IN_SYNC
    assert len(installation.ledger.all(RELATION)) == 1
