from dataclasses import replace
from datetime import date

import pytest

from snelkoppeling.sync.choice import Choice
from snelkoppeling.sync.policy import NewRelations, SyncPolicy
from snelkoppeling.sync.records import ItemState, Lane
from tests.factories import a_key, a_relation, an_arrival, an_attachment, an_invoice, an_unnumbered_relation
from tests.fakes.faults import Fault
from tests.unit.sync.installation import Installation
from tests.unit.sync.scenes import ATTACHMENT, F1, INVOICE, PDF, R1, RELATION, a_likely_match

F2 = a_key("F2", INVOICE)
FROM_APRIL = SyncPolicy(start_date=date(2026, 4, 1))
WHEN_NEEDED = SyncPolicy(new_relations=NewRelations.WHEN_NEEDED)


def why_dormant(installation: Installation, number: str = "R1") -> str:
    item = installation.item(a_key(number))
    assert item.state is ItemState.DORMANT
    return item.problems[0].code


def test_an_invoice_of_before_the_start_date_costs_no_call_and_sleeps_with_its_file(
    installation: Installation,
) -> None:
    installation.set_policy(FROM_APRIL)
    installation.carry(a_relation())
    installation.faults.steps.clear()
    installation.push(an_arrival("F1", an_invoice()), an_arrival(record=an_attachment("F1")))

    installation.run()

    codes = [(installation.item(key).state, installation.item(key).problems[0].code) for key in (F1, PDF)]
    assert codes == [(ItemState.DORMANT, "before-start-date"), (ItemState.DORMANT, "invoice-left-out")]
    assert not [step for step in installation.faults.steps if "invoice" in step or "attachment" in step]


def test_an_invoice_of_the_start_date_is_booked(installation: Installation) -> None:
    installation.set_policy(FROM_APRIL)

    installation.book(invoice=an_invoice(issue_date=date(2026, 4, 1)))

    assert installation.item(F1).state is ItemState.IN_SYNC


def test_an_earlier_start_date_wakes_what_is_retried_with_its_file(installation: Installation) -> None:
    installation.set_policy(FROM_APRIL)
    installation.push(
        an_arrival("R1"), an_arrival("F1", an_invoice()), an_arrival(record=an_attachment("F1"))
    )
    installation.run()

    installation.set_policy(SyncPolicy(start_date=date(2026, 3, 1)))
    installation.storage.records.retry([F1], installation.clock())
    installation.run()

    assert installation.ledger.one(ATTACHMENT).image["booking"] == installation.ledger.one(INVOICE).id


def test_a_booking_goes_on_to_follow_its_invoice_when_the_start_date_moves_past_it(
    installation: Installation,
) -> None:
    installation.book()
    installation.set_policy(FROM_APRIL)

    installation.push(an_arrival("F1", an_invoice(description="nieuw")))
    installation.run()

    assert installation.ledger.one(INVOICE).image["description"] == "nieuw"


def test_what_may_have_been_sent_before_the_start_date_moved_is_looked_up(installation: Installation) -> None:
    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice()))
    installation.faults.plan("create invoice", Fault.LOST_ANSWER)
    installation.run()
    installation.set_policy(FROM_APRIL)

    installation.heal()

    assert installation.item(F1).books_id == installation.ledger.one(INVOICE).id
    assert installation.item(F1).state is ItemState.IN_SYNC


def test_a_file_that_came_before_its_invoice_sleeps_with_it(installation: Installation) -> None:
    installation.set_policy(FROM_APRIL)
    installation.push(an_arrival(record=an_attachment("F1")))
    installation.run()
    assert installation.item(PDF).state is ItemState.WAITING

    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice(), lane=Lane.BACKFILL))
    installation.run()

    assert installation.item(PDF).state is ItemState.DORMANT


def test_a_relation_that_nothing_needs_is_kept_and_not_made(installation: Installation) -> None:
    installation.set_policy(WHEN_NEEDED)

    installation.push(an_arrival("R1"))
    installation.run()

    assert why_dormant(installation) == "not-needed-yet"
    assert not installation.ledger.all(RELATION)


def test_a_relation_that_nothing_needs_and_the_books_know_is_linked(installation: Installation) -> None:
    installation.set_policy(WHEN_NEEDED)
    row = installation.ledger.add(RELATION, {"name": "Halm", "kvk_number": "12345678"})

    installation.carry(a_relation("Bakkerij"))

    assert installation.item(R1).books_id == row.id


@pytest.mark.parametrize("is_late", [False, True])
def test_a_relation_that_two_invoices_need_at_once_is_made_once(
    installation: Installation, *, is_late: bool
) -> None:
    installation.set_policy(WHEN_NEEDED)
    relation = an_arrival("R1", an_unnumbered_relation())
    invoices = [an_arrival("F1", an_invoice("1")), an_arrival("F2", an_invoice("2"))]
    installation.push(*([*invoices, relation] if is_late else [relation]))
    installation.run()

    installation.push(*invoices)
    installation.run()

    assert installation.item(R1).books_id == installation.ledger.one(RELATION).id
    assert len(installation.ledger.all(INVOICE)) == 2


def test_a_relation_that_goes_to_sleep_after_an_invoice_waited_for_it_is_woken_by_that(
    installation: Installation,
) -> None:
    installation.set_policy(WHEN_NEEDED)
    installation.pace = replace(installation.pace, chunk=1)
    installation.restart()

    installation.push(an_arrival("R1", lane=Lane.BACKFILL), an_arrival("F1", an_invoice(), lane=Lane.LIVE))
    installation.run()

    assert installation.item(F1).state is ItemState.IN_SYNC


def test_a_relation_that_is_retried_after_an_invoice_waited_for_it_is_made(
    installation: Installation,
) -> None:
    installation.set_policy(WHEN_NEEDED)
    installation.faults.plan("prepare relation", Fault.BUG_BEFORE)
    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice()))
    installation.run()
    assert installation.item(F1).state is ItemState.WAITING

    installation.storage.records.retry([R1], installation.clock())
    installation.run()

    assert installation.item(F1).state is ItemState.IN_SYNC


def test_a_relation_that_was_needed_is_made_also_when_the_service_is_killed_meanwhile(
    installation: Installation,
) -> None:
    installation.set_policy(WHEN_NEEDED)
    installation.push(an_arrival("R1"))
    installation.run()
    installation.push(an_arrival("F1", an_invoice()))
    installation.faults.plan("commit_outcomes", Fault.CRASH_BEFORE)
    installation.run_until_killed()

    installation.heal()

    assert installation.item(F1).state is ItemState.IN_SYNC


def test_need_never_wakes_what_a_person_left_out(installation: Installation) -> None:
    a_likely_match(installation)
    installation.decide(R1, Choice.LEAVE_OUT)

    installation.push(an_arrival("F1", an_invoice()))
    installation.run()

    assert why_dormant(installation) == "left-out-by-choice"


def test_a_person_can_have_a_relation_made_that_nothing_needs(installation: Installation) -> None:
    installation.set_policy(WHEN_NEEDED)
    a_likely_match(installation)

    installation.decide(R1, Choice.CREATE_NEW)

    assert len(installation.ledger.all(RELATION)) == 2


def test_what_sleeps_does_not_count_as_tried(installation: Installation) -> None:
    installation.set_policy(WHEN_NEEDED)
    installation.push(an_arrival("R1"))

    installation.run()

    assert installation.item(R1).attempts == 0
