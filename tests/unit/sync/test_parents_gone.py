from dataclasses import replace

from snelkoppeling.domain.problem import problem
from snelkoppeling.errors import ParentGoneError
from snelkoppeling.sync.choice import Choice
from snelkoppeling.sync.records import ItemState
from tests.factories import a_project, a_relation, an_arrival, an_attachment, an_invoice
from tests.fakes.faults import Fault
from tests.unit.sync.installation import Installation
from tests.unit.sync.scenes import ATTACHMENT, F1, INVOICE, P1, PDF, PROJECT, R1, RELATION

REMOVED = (Choice.RECREATE, Choice.LEAVE_OUT)


def a_file_for_a_removed_booking(installation: Installation) -> None:
    booking = installation.book()
    installation.ledger.remove(INVOICE, booking.id)
    installation.push(an_arrival(record=an_attachment("F1")))
    installation.run()


def test_a_file_whose_booking_was_removed_waits_while_people_are_asked_about_the_booking(
    installation: Installation,
) -> None:
    a_file_for_a_removed_booking(installation)

    assert installation.item(PDF).state is ItemState.WAITING
    assert installation.problem_codes(F1) == ["removed-from-books"]
    assert installation.choices(F1) == REMOVED
    conflict = installation.item(F1).conflict
    assert conflict is not None
    assert conflict.wanted is not None
    assert conflict.agreed is not None


def test_a_file_hangs_on_the_booking_that_is_made_again(installation: Installation) -> None:
    a_file_for_a_removed_booking(installation)

    installation.decide(F1, Choice.RECREATE)

    booking = installation.ledger.one(INVOICE)
    assert installation.ledger.one(ATTACHMENT).image["booking"] == booking.id
    assert installation.item(PDF).state is ItemState.IN_SYNC


def test_a_file_stays_out_with_the_booking_that_is_left_out(installation: Installation) -> None:
    a_file_for_a_removed_booking(installation)

    installation.decide(F1, Choice.LEAVE_OUT)

    assert [installation.item(key).state for key in (F1, PDF)] == [ItemState.DORMANT] * 2


def test_a_second_file_waits_for_the_answer_as_well(installation: Installation) -> None:
    a_file_for_a_removed_booking(installation)

    other = an_arrival(record=an_attachment("F1", file_name="bijlage.pdf"))
    installation.push(other)
    installation.run()

    assert installation.item(other.key).state is ItemState.WAITING


def test_an_invoice_waits_while_people_are_asked_about_its_customer(installation: Installation) -> None:
    installation.carry(a_relation())
    installation.ledger.remove(RELATION, installation.ledger.one(RELATION).id)
    installation.push(an_arrival("F1", an_invoice()))
    installation.run()
    assert installation.item(F1).state is ItemState.WAITING
    assert installation.problem_codes(R1) == ["removed-from-books"]

    installation.decide(R1, Choice.RECREATE)

    customer = installation.ledger.one(RELATION)
    assert installation.ledger.one(INVOICE).image["customer"] == customer.id


def test_an_invoice_waits_while_people_are_asked_about_its_cost_centre(installation: Installation) -> None:
    installation.push(an_arrival("R1"), an_arrival("P1", a_project()))
    installation.run()
    installation.ledger.remove(PROJECT, installation.ledger.one(PROJECT).id)
    line = replace(an_invoice().lines[0], project=P1.external_id)
    installation.push(an_arrival("F1", an_invoice(lines=(line,))))
    installation.run()

    assert installation.item(F1).state is ItemState.WAITING
    assert installation.item(R1).state is ItemState.IN_SYNC
    assert installation.choices(P1) == REMOVED


def test_while_nobody_can_see_whether_the_booking_is_gone_the_file_is_tried_again(
    installation: Installation,
) -> None:
    booking = installation.book()
    installation.ledger.remove(INVOICE, booking.id)
    installation.push(an_arrival(record=an_attachment("F1")))
    installation.faults.plan("get invoice", Fault.LINE_DOWN)
    installation.run()
    assert installation.item(PDF).state is ItemState.DUE
    assert installation.item(F1).state is ItemState.IN_SYNC

    installation.heal(with_people=False)

    assert installation.item(PDF).state is ItemState.WAITING
    assert installation.choices(F1) == REMOVED


def test_a_booking_that_is_removed_just_before_it_is_changed_is_asked_about(
    installation: Installation,
) -> None:
    booking = installation.book()
    remove = installation.ledger.remove
    installation.faults.plan("read invoice again", lambda: remove(INVOICE, booking.id))
    installation.push(an_arrival("F1", an_invoice(description="Anders")))
    installation.run()

    assert installation.choices(F1) == REMOVED


def test_a_file_that_is_refused_though_its_booking_is_there_is_on_the_list_itself(
    installation: Installation,
) -> None:
    def refuse() -> None:
        raise ParentGoneError("factuur.pdf", [problem("removed-from-books", value="factuur.pdf")])

    installation.book()
    installation.push(an_arrival(record=an_attachment("F1")))
    installation.faults.plan("create attachment", refuse)
    installation.run()

    assert installation.problem_codes(PDF) == ["removed-from-books"]
    assert installation.item(F1).state is ItemState.IN_SYNC
