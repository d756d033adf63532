from snelkoppeling.domain.money import Money
from snelkoppeling.sync.choice import Choice, Decision
from snelkoppeling.sync.policy import NewRelations, SyncPolicy
from snelkoppeling.sync.records import ItemState
from tests.factories import (
    NOON,
    a_relation,
    an_arrival,
    an_attachment,
    an_invoice,
)
from tests.fakes.faults import Fault
from tests.unit.sync.installation import Installation
from tests.unit.sync.scenes import (
    ATTACHMENT,
    DEARER,
    F1,
    INVOICE,
    PDF,
    R1,
    RELATION,
    a_likely_match,
    a_removed_booking,
)


def test_a_removed_booking_is_asked_about(installation: Installation) -> None:
    a_removed_booking(installation)

    assert installation.problem_codes(F1) == ["removed-from-books"]
    assert installation.choices(F1) == (Choice.RECREATE, Choice.LEAVE_OUT)
    assert not installation.ledger.all(INVOICE)


def test_a_booking_is_made_again_with_its_file_when_a_person_says_so(installation: Installation) -> None:
    a_removed_booking(installation)

    installation.decide(F1, Choice.RECREATE)

    booking = installation.ledger.one(INVOICE)
    assert installation.item(F1).books_id == booking.id
    assert installation.item(F1).last_agreed == booking.image
    assert installation.ledger.one(ATTACHMENT).image["booking"] == booking.id
    assert installation.item(PDF).state is ItemState.IN_SYNC


def test_a_relation_that_somebody_made_again_already_is_linked_instead(installation: Installation) -> None:
    installation.carry(a_relation("Oud"))
    installation.ledger.remove(RELATION, installation.ledger.one(RELATION).id)
    installation.push(an_arrival("R1", a_relation("Nieuw")))
    installation.run()
    row = installation.ledger.add(RELATION, {"name": "Met de hand", "kvk_number": "12345678"})

    installation.decide(R1, Choice.RECREATE)

    assert installation.item(R1).books_id == row.id
    assert installation.ledger.one(RELATION).image["name"] == "Nieuw"


def test_a_removed_relation_is_made_again_beside_its_inactive_remains(installation: Installation) -> None:
    installation.carry(a_relation("Oud"))
    installation.ledger.remove(RELATION, installation.ledger.one(RELATION).id)
    installation.push(an_arrival("R1", a_relation("Nieuw")))
    installation.run()

    installation.decide(R1, Choice.RECREATE)

    assert installation.item(R1).books_id == installation.ledger.one(RELATION, name="Nieuw").id


def test_a_record_that_a_person_put_back_is_brought_in_line_and_not_made_again(
    installation: Installation,
) -> None:
    installation.carry(a_relation("Oud"))
    row = installation.ledger.one(RELATION)
    installation.ledger.remove(RELATION, row.id)
    installation.push(an_arrival("R1", a_relation("Nieuw")))
    installation.run()
    installation.ledger.restore(RELATION, row.id)

    installation.decide(R1, Choice.RECREATE)

    assert installation.ledger.one(RELATION).id == row.id
    assert installation.ledger.one(RELATION).image["name"] == "Nieuw"


def test_what_is_left_out_stays_out_until_the_crm_changes_it(installation: Installation) -> None:
    a_removed_booking(installation)
    installation.decide(F1, Choice.LEAVE_OUT)
    item = installation.item(F1)
    assert (item.state, item.problems[0].code) == (ItemState.DORMANT, "left-out-by-choice")

    installation.storage.records.retry([F1], installation.clock())
    installation.run()
    assert installation.item(F1).state is ItemState.DORMANT

    installation.push(an_arrival("F1", an_invoice(total_with_vat=Money.of("123.00"))))
    installation.run()
    assert installation.problem_codes(F1) == ["removed-from-books"]


def test_who_left_a_record_out_can_think_better_of_it(installation: Installation) -> None:
    a_removed_booking(installation)
    installation.decide(F1, Choice.LEAVE_OUT)

    assert installation.decide(F1, Choice.RECREATE)

    assert installation.item(F1).books_id == installation.ledger.one(INVOICE).id


def test_what_may_be_on_its_way_is_looked_up_before_it_is_left_out(installation: Installation) -> None:
    a_removed_booking(installation)
    installation.faults.plan("create invoice", Fault.CRASH_LATE)
    installation.decide(F1, Choice.RECREATE)
    item = installation.item(F1)
    item.decision = Decision(choice=Choice.LEAVE_OUT, at=NOON)

    installation.heal(with_people=False)

    booking = installation.ledger.one(INVOICE)
    assert (item.state, item.books_id) == (ItemState.DORMANT, booking.id)


def test_an_invoice_of_a_relation_that_is_left_out_is_on_the_list(installation: Installation) -> None:
    a_likely_match(installation)
    installation.decide(R1, Choice.LEAVE_OUT)

    installation.push(an_arrival("F1", an_invoice()))
    installation.run()
    assert installation.problem_codes(F1) == ["needs-left-out"]
    assert installation.choices(F1) == (Choice.LEAVE_OUT,)

    installation.decide(R1, Choice.CREATE_NEW)

    assert installation.item(F1).state is ItemState.IN_SYNC


def test_an_invoice_can_be_left_out_with_its_relation(installation: Installation) -> None:
    a_likely_match(installation)
    installation.decide(R1, Choice.LEAVE_OUT)
    installation.push(an_arrival("F1", an_invoice()), an_arrival(record=an_attachment("F1")))
    installation.run()

    installation.decide(F1, Choice.LEAVE_OUT)

    assert [installation.item(key).state for key in (F1, PDF)] == [ItemState.DORMANT] * 2


def test_an_invoice_that_was_booked_is_on_the_list_when_its_removed_relation_is_left_out(
    installation: Installation,
) -> None:
    installation.book()
    installation.ledger.remove(RELATION, installation.ledger.one(RELATION).id)
    installation.push(an_arrival("R1", a_relation("Nieuw")))
    installation.run()
    installation.decide(R1, Choice.LEAVE_OUT)

    installation.push(an_arrival("F1", DEARER))
    installation.run()

    assert installation.problem_codes(F1) == ["needs-left-out"]


def test_a_relation_that_a_person_wants_made_again_does_not_wait_until_it_is_needed(
    installation: Installation,
) -> None:
    installation.carry(a_relation("Oud"))
    installation.set_policy(SyncPolicy(new_relations=NewRelations.WHEN_NEEDED))
    installation.ledger.remove(RELATION, installation.ledger.one(RELATION).id)
    installation.push(an_arrival("R1", a_relation("Nieuw")))
    installation.run()

    installation.decide(R1, Choice.RECREATE)

    assert installation.item(R1).books_id == installation.ledger.one(RELATION).id
