from dataclasses import replace

import pytest

from snelkoppeling.domain.money import Money
from snelkoppeling.sync.choice import Choice, Conflict
from snelkoppeling.sync.records import ItemState
from tests.factories import (
    a_project,
    a_relation,
    an_arrival,
    an_attachment,
    an_invoice,
    an_unnumbered_relation,
)
from tests.fakes.faults import Fault
from tests.fakes.shelves import DOUBT, DOUBTFUL
from tests.unit.sync.installation import Installation
from tests.unit.sync.scenes import (
    ATTACHMENT,
    F1,
    INVOICE,
    KEEP_OR_USE,
    P1,
    PROJECT,
    R1,
    RELATION,
    a_likely_match,
)


def test_a_likely_match_is_asked_about_with_its_candidates(installation: Installation) -> None:
    a_likely_match(installation)

    conflict = installation.item(R1).conflict
    assert installation.problem_codes(R1) == ["twin-ambiguous"]
    assert conflict is not None
    assert [one.books_id for one in conflict.candidates] == [installation.ledger.one(RELATION).id]


def test_the_record_that_a_person_points_out_is_linked_and_brought_in_line(
    installation: Installation,
) -> None:
    a_likely_match(installation)
    row = installation.ledger.one(RELATION)

    installation.decide(R1, Choice.LINK, books_id=row.id)

    assert installation.item(R1).books_id == row.id
    assert installation.item(R1).is_adopted
    assert installation.ledger.one(RELATION).image["name"] == "Jansen"


def test_a_new_record_is_made_beside_those_that_resemble_it_when_a_person_says_so(
    installation: Installation,
) -> None:
    a_likely_match(installation)

    installation.decide(R1, Choice.CREATE_NEW)

    assert installation.item(R1).books_id == installation.ledger.one(RELATION, name="Jansen").id
    assert len(installation.ledger.all(RELATION)) == 2


def test_a_record_that_another_owns_is_not_linked_to_a_second_and_can_be_chosen_anew(
    installation: Installation,
) -> None:
    installation.push(an_arrival("R2", a_relation("Eigenaar", kvk_number="2")))
    installation.run()
    a_likely_match(installation)
    taken = installation.ledger.one(RELATION, name="Eigenaar").id

    installation.decide(R1, Choice.LINK, books_id=taken)
    assert installation.problem_codes(R1) == ["twin-taken"]
    installation.decide(R1, Choice.LINK, books_id=installation.ledger.one(RELATION, phone="030").id)

    assert installation.item(R1).books_id == installation.ledger.one(RELATION, phone="030").id


def test_a_record_that_was_pointed_out_and_is_gone_is_asked_about(installation: Installation) -> None:
    a_likely_match(installation)
    row = installation.ledger.one(RELATION)
    installation.ledger.remove(RELATION, row.id)

    installation.decide(R1, Choice.LINK, books_id=row.id)

    assert installation.problem_codes(R1) == ["removed-from-books"]


def test_a_removed_relation_is_linked_to_the_one_that_a_person_points_out(
    installation: Installation,
) -> None:
    installation.carry(an_unnumbered_relation("Oud", phone="030"))
    installation.ledger.remove(RELATION, installation.ledger.one(RELATION).id)
    other = installation.ledger.add(RELATION, {"name": "Met de hand", "phone": "030"})
    installation.push(an_arrival("R1", an_unnumbered_relation("Nieuw", phone="030")))
    installation.run()
    installation.decide(R1, Choice.RECREATE)
    assert installation.problem_codes(R1) == ["twin-ambiguous"]

    installation.decide(R1, Choice.LINK, books_id=other.id)

    assert installation.item(R1).books_id == other.id
    assert installation.ledger.one(RELATION).image["name"] == "Nieuw"


def test_a_removed_relation_is_made_anew_beside_those_that_resemble_it(installation: Installation) -> None:
    installation.carry(an_unnumbered_relation("Oud", phone="030"))
    installation.ledger.remove(RELATION, installation.ledger.one(RELATION).id)
    installation.ledger.add(RELATION, {"name": "Met de hand", "phone": "030"})
    installation.push(an_arrival("R1", an_unnumbered_relation("Nieuw", phone="030")))
    installation.run()
    installation.decide(R1, Choice.RECREATE)

    installation.decide(R1, Choice.CREATE_NEW)

    assert installation.item(R1).books_id == installation.ledger.one(RELATION, name="Nieuw").id


def test_a_number_of_a_project_that_the_books_call_otherwise_is_asked_about(
    installation: Installation,
) -> None:
    row = installation.ledger.add(PROJECT, {"number": "17", "description": "Kantine", "is_active": True})
    installation.push(an_arrival("P1", a_project("17")))
    installation.run()
    assert installation.choices(P1) == (Choice.LINK, Choice.LEAVE_OUT)

    installation.decide(P1, Choice.LINK, books_id=row.id)

    assert installation.ledger.one(PROJECT).image["description"] == "Verbouwing Oudegracht"


def test_what_a_person_allows_is_booked(installation: Installation) -> None:
    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice(description=DOUBTFUL)))
    installation.run()
    assert installation.problem_codes(F1) == [DOUBT]
    assert installation.choices(F1) == (Choice.ALLOW, Choice.LEAVE_OUT)

    installation.decide(F1, Choice.ALLOW)

    assert installation.item(F1).state is ItemState.IN_SYNC


def test_what_was_allowed_stays_allowed_when_another_question_comes_after_it(
    installation: Installation,
) -> None:
    booking = installation.book()
    installation.ledger.edit(INVOICE, booking.id, invoice_date="2026-03-03")
    installation.push(an_arrival("F1", an_invoice(description=DOUBTFUL)))
    installation.run()
    installation.decide(F1, Choice.ALLOW)
    assert installation.problem_codes(F1) == ["edited-in-books"]

    installation.decide(F1, Choice.USE_CRM)

    assert installation.ledger.one(INVOICE).image["description"] == DOUBTFUL


@pytest.mark.parametrize("is_retried_first", [False, True])
def test_what_was_decided_before_a_doubt_came_up_still_holds_when_that_is_allowed(
    installation: Installation, *, is_retried_first: bool
) -> None:
    booking = installation.book()
    installation.push(an_arrival("F1", an_invoice(description=DOUBTFUL)))
    installation.run()
    installation.decide(F1, Choice.ALLOW)
    installation.ledger.remove(INVOICE, booking.id)
    installation.push(an_arrival(record=an_attachment("F1")))
    installation.run()
    assert installation.problem_codes(F1) == ["removed-from-books"]
    installation.decide(F1, Choice.RECREATE)
    assert installation.problem_codes(F1) == [DOUBT]
    if is_retried_first:
        installation.storage.records.retry([F1], installation.clock())
        installation.run()

    installation.decide(F1, Choice.ALLOW)

    again = installation.ledger.one(INVOICE)
    assert installation.item(F1).books_id == again.id
    assert installation.ledger.one(ATTACHMENT).image["booking"] == again.id


def test_what_was_allowed_for_one_state_is_not_allowed_for_the_next(installation: Installation) -> None:
    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice(description=DOUBTFUL)))
    installation.run()
    installation.faults.plan("verify", Fault.CRASH_BEFORE)
    installation.decide(F1, Choice.ALLOW)

    installation.push(an_arrival("F1", an_invoice(description=DOUBTFUL, total_with_vat=Money.of("122.00"))))
    installation.run()

    assert installation.problem_codes(F1) == [DOUBT]


def test_a_conflict_is_the_same_whatever_the_order_of_its_fields() -> None:
    one = Conflict(choices=KEEP_OR_USE, wanted={"a": "1", "b": ["2"]})
    other = Conflict(choices=KEEP_OR_USE, wanted={"b": ["2"], "a": "1"})

    assert one.checksum == other.checksum
    assert one.checksum != replace(one, wanted={"a": "1", "b": ["3"]}).checksum
