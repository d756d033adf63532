"""Every booking case from the door by way of the engine to the books of a SnelStart over HTTP."""

import pytest

from tests.integration.bookings.conftest import CarriedIn
from tests.integration.bookings.worlds import WORLDS, world_of
from tests.unit.domain.booking_cases.case import BookingCase
from tests.unit.domain.booking_cases.every import EVERY

WAITS = "project-without-cost-centre"
"""Posting says so; an invoice that comes through the door waits for the project before it gets there."""


def named(case: BookingCase) -> str:
    return f"{case.code} {case.title}"


BOOKED = [case for case in EVERY if case.booking]
WAITING = [case for case in EVERY if WAITS in case.problems]
REFUSED = [case for case in EVERY if not case.booking and WAITS not in case.problems]


@pytest.mark.parametrize("case", BOOKED, ids=named)
def test_just_this_booking_stands_in_the_books(case: BookingCase, carried_in: CarriedIn) -> None:
    outcome = carried_in(world_of(case)).outcomes[case.code]

    assert (outcome.state, outcome.problems) == ("in_sync", [])
    assert sorted(set(outcome.asked)) == sorted(case.doubts_allowed)
    assert case.booking is not None
    expected = {
        "direction": case.invoice["direction"],
        "number": case.invoice["number"],
        "date": case.invoice["issue_date"],
        "relation": case.relation["name"],
        **case.booking,
    }
    assert outcome.booking is not None
    assert {name: outcome.booking[name] for name in expected} == expected


@pytest.mark.parametrize("case", REFUSED, ids=named)
def test_it_stands_on_the_list_with_just_these_problems_and_nothing_is_written(
    case: BookingCase, carried_in: CarriedIn
) -> None:
    outcome = carried_in(world_of(case)).outcomes[case.code]

    assert (outcome.state, outcome.problems) == ("set_aside", list(case.problems))
    assert outcome.booking is None


@pytest.mark.parametrize("case", WAITING, ids=named)
def test_an_invoice_waits_for_the_record_that_it_needs(case: BookingCase, carried_in: CarriedIn) -> None:
    outcome = carried_in(world_of(case)).outcomes[case.code]

    assert outcome.state == "waiting"
    assert outcome.booking is None


@pytest.mark.parametrize("world", range(len(WORLDS)))
def test_nothing_else_was_written(world: int, carried_in: CarriedIn) -> None:
    assert carried_in(world).strangers == []
