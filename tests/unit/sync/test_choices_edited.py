from dataclasses import replace

from snelkoppeling.domain.money import Money
from snelkoppeling.sync.choice import Choice, Decision
from snelkoppeling.sync.policy import ChangedInvoices, SyncPolicy
from snelkoppeling.sync.records import Event, ItemState
from tests.factories import (
    NOON,
    a_project,
    an_arrival,
    an_invoice,
)
from tests.fakes.faults import Fault
from tests.unit.sync.installation import Installation
from tests.unit.sync.scenes import DEARER, F1, INVOICE, KEEP_OR_USE, P1, an_edited_booking


def test_a_booking_that_was_edited_in_the_books_is_not_overwritten(installation: Installation) -> None:
    an_edited_booking(installation)

    assert installation.problem_codes(F1) == ["edited-in-books"]
    conflict = installation.item(F1).conflict
    booking = installation.ledger.one(INVOICE)
    assert booking.image["total"] == "121.00"
    assert conflict is not None
    assert (conflict.choices, conflict.in_books) == (KEEP_OR_USE, booking.image)
    assert conflict.wanted is not None
    assert conflict.wanted["total"] == "122.00"
    assert conflict.agreed is not None
    assert conflict.agreed["description"] == ""


def test_a_booking_that_the_accountant_changed_is_not_overwritten(installation: Installation) -> None:
    an_edited_booking(installation, changed_by_accountant=True)

    assert installation.problem_codes(F1) == ["changed-by-accountant"]
    assert installation.ledger.one(INVOICE).image["total"] == "121.00"


def test_a_field_that_the_crm_states_for_the_first_time_is_asked_about_when_the_books_filled_it_in(
    installation: Installation,
) -> None:
    booking = installation.book(an_arrival("P1", a_project()))
    installation.ledger.edit(INVOICE, booking.id, projects=["kostenplaats 9"])
    with_project = replace(an_invoice().lines[0], project=P1.external_id)

    installation.push(an_arrival("F1", an_invoice(lines=(with_project,))))
    installation.run()

    assert installation.problem_codes(F1) == ["edited-in-books"]
    assert installation.ledger.one(INVOICE).image["projects"] == ["kostenplaats 9"]


def test_a_field_that_the_invoice_states_no_longer_is_emptied_in_its_booking(
    installation: Installation,
) -> None:
    with_project = replace(an_invoice().lines[0], project=P1.external_id)
    invoice = an_invoice(lines=(with_project,))
    installation.book(an_arrival("P1", a_project()), invoice=invoice)

    installation.push(an_arrival("F1", an_invoice()))
    installation.run()

    assert installation.item(F1).state is ItemState.IN_SYNC
    assert not installation.ledger.one(INVOICE).image["projects"]


def test_changed_invoices_wait_for_a_person_where_that_is_the_policy(installation: Installation) -> None:
    installation.set_policy(SyncPolicy(changed_invoices=ChangedInvoices.HOLD))
    installation.book()
    installation.push(an_arrival("F1", DEARER))
    installation.run()

    assert installation.problem_codes(F1) == ["changed-after-booking"]
    assert installation.choices(F1) == KEEP_OR_USE
    installation.decide(F1, Choice.USE_CRM)

    assert installation.ledger.one(INVOICE).image["total"] == "122.00"


def test_who_keeps_the_books_is_not_asked_again_about_this_state(installation: Installation) -> None:
    an_edited_booking(installation)

    installation.decide(F1, Choice.KEEP_BOOKS)
    installation.run_later(minutes=5)

    item = installation.item(F1)
    booking = installation.ledger.one(INVOICE)
    assert (item.state, item.conflict, item.decision) == (ItemState.IN_SYNC, None, None)
    assert (booking.image["total"], booking.image["description"]) == ("121.00", "met de hand")
    assert installation.events(F1)[-2:] == ["decided", "kept"]


def test_who_kept_the_books_is_asked_about_the_next_state(installation: Installation) -> None:
    an_edited_booking(installation)
    installation.decide(F1, Choice.KEEP_BOOKS)

    installation.push(an_arrival("F1", an_invoice(total_with_vat=Money.of("123.00"))))
    installation.run()

    assert installation.problem_codes(F1) == ["edited-in-books"]


def test_who_chooses_the_crm_gets_it_with_what_was_lost_in_the_history(installation: Installation) -> None:
    an_edited_booking(installation)

    installation.decide(F1, Choice.USE_CRM)

    booking = installation.ledger.one(INVOICE)
    assert (booking.image["total"], booking.image["description"]) == ("122.00", "")
    assert Event(name="overwritten", before={"description": "met de hand"}) in [
        entry.event for entry in installation.item(F1).history
    ]


def test_what_the_accountant_changed_is_replaced_when_a_person_says_so(installation: Installation) -> None:
    an_edited_booking(installation, changed_by_accountant=True, description="van de accountant")

    installation.decide(F1, Choice.USE_CRM)

    assert installation.ledger.one(INVOICE).image["description"] == ""


def test_a_booking_that_changed_after_it_was_shown_is_asked_about_again(installation: Installation) -> None:
    an_edited_booking(installation)
    installation.ledger.edit(INVOICE, installation.ledger.one(INVOICE).id, description="nog eens")

    installation.decide(F1, Choice.USE_CRM)

    assert installation.problem_codes(F1) == ["edited-in-books"]
    assert installation.item(F1).decision is None
    assert installation.ledger.one(INVOICE).image["description"] == "nog eens"


def test_a_booking_that_is_edited_between_reading_and_writing_is_asked_about(
    installation: Installation,
) -> None:
    booking = installation.book()
    installation.push(an_arrival("F1", DEARER))

    def edit() -> None:
        installation.ledger.edit(INVOICE, booking.id, description="nu")

    installation.faults.plan("read invoice again", edit)

    installation.run()

    assert installation.problem_codes(F1) == ["edited-in-books"]
    assert installation.ledger.one(INVOICE).image["description"] == "nu"
    installation.decide(F1, Choice.USE_CRM)
    assert installation.ledger.one(INVOICE).image["total"] == "122.00"


def test_a_booking_that_is_removed_between_reading_and_writing_is_not_made_again(
    installation: Installation,
) -> None:
    booking = installation.book()
    installation.push(an_arrival("F1", DEARER))
    installation.faults.plan("read invoice again", lambda: installation.ledger.remove(INVOICE, booking.id))

    installation.run()

    assert installation.problem_codes(F1) == ["removed-from-books"]
    assert not installation.ledger.all(INVOICE)


def test_a_booking_that_snelstart_lets_nobody_change_is_left_to_a_person(installation: Installation) -> None:
    booking = installation.book()
    installation.ledger.protected.add(booking.id)
    installation.push(an_arrival("F1", DEARER))
    installation.run()
    assert installation.problem_codes(F1) == ["booking-locked"]

    installation.decide(F1, Choice.USE_CRM)
    assert installation.problem_codes(F1) == ["booking-locked"]
    installation.ledger.protected.clear()
    installation.decide(F1, Choice.USE_CRM)

    assert installation.ledger.one(INVOICE).image["total"] == "122.00"


def test_a_decision_does_not_outlive_a_newer_state_of_the_record(installation: Installation) -> None:
    an_edited_booking(installation)
    installation.faults.plan("verify", Fault.CRASH_BEFORE)
    installation.decide(F1, Choice.USE_CRM)
    assert installation.item(F1).decision is not None

    installation.push(an_arrival("F1", an_invoice(total_with_vat=Money.of("123.00"))))
    installation.run()

    assert installation.problem_codes(F1) == ["edited-in-books"]
    assert installation.ledger.one(INVOICE).image["total"] == "121.00"


def test_an_answer_to_a_question_that_another_has_replaced_is_not_taken(installation: Installation) -> None:
    an_edited_booking(installation)
    shown = installation.item(F1).conflict
    assert shown is not None
    installation.push(an_arrival("F1", an_invoice(total_with_vat=Money.of("123.00"))))
    installation.run()

    late = Decision(choice=Choice.USE_CRM, at=NOON, conflict=shown.checksum)

    assert not installation.storage.records.decide(F1, late, NOON)
    assert installation.problem_codes(F1) == ["edited-in-books"]


def test_a_choice_that_is_not_offered_is_not_taken(installation: Installation) -> None:
    an_edited_booking(installation)

    assert not installation.decide(F1, Choice.RECREATE)
    assert installation.problem_codes(F1) == ["edited-in-books"]


def an_update_that_landed_unseen_before_a_person_edited(installation: Installation) -> None:
    """Leave a booking with an update whose answer was lost, an edit after it, and a CRM that went back."""
    booking = installation.book()
    installation.push(an_arrival("F1", DEARER))
    installation.faults.plan("update invoice", Fault.CRASH_AFTER)
    installation.run_until_killed()
    installation.ledger.edit(INVOICE, booking.id, description="met de hand")
    installation.push(an_arrival("F1", an_invoice()))
    installation.heal(with_people=False)


def test_of_an_update_that_landed_unseen_only_what_a_person_edited_after_it_is_asked_about(
    installation: Installation,
) -> None:
    an_update_that_landed_unseen_before_a_person_edited(installation)

    assert installation.problem_codes(F1) == ["edited-in-books"]
    conflict = installation.item(F1).conflict
    assert conflict is not None
    assert conflict.agreed is not None
    assert (conflict.agreed["total"], conflict.agreed["description"]) == ("122.00", "")


def test_an_update_that_landed_unseen_is_undone_when_a_person_says_so(installation: Installation) -> None:
    an_update_that_landed_unseen_before_a_person_edited(installation)

    installation.decide(F1, Choice.USE_CRM)

    image = installation.ledger.one(INVOICE).image
    assert (image["total"], image["description"]) == ("121.00", "")


def test_an_update_that_landed_unseen_is_not_forgotten_when_the_question_is_put_again(
    installation: Installation,
) -> None:
    an_update_that_landed_unseen_before_a_person_edited(installation)

    installation.storage.records.retry([F1], installation.clock())
    installation.run()

    assert installation.problem_codes(F1) == ["edited-in-books"]
