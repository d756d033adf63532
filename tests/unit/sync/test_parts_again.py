from collections.abc import Callable

import pytest

from snelkoppeling.sync.records import ItemState
from tests.factories import an_arrival, an_attachment
from tests.fakes.faults import Fault
from tests.unit.sync.installation import Installation
from tests.unit.sync.scenes import ATTACHMENT, DEARER, INVOICE, PDF


def a_booking_with_its_file(installation: Installation) -> None:
    installation.book(an_arrival(record=an_attachment("F1")))
    assert installation.item(PDF).state is ItemState.IN_SYNC


def losing_the_file(installation: Installation) -> Callable[[], None]:
    return lambda: installation.ledger.remove(ATTACHMENT, installation.ledger.one(ATTACHMENT).id)


@pytest.mark.parametrize("fault", [None, Fault.LOST_ANSWER, Fault.CRASH_AFTER])
def test_a_file_that_went_when_its_booking_was_written_over_is_hung_there_again(
    installation: Installation, fault: Fault | None
) -> None:
    a_booking_with_its_file(installation)
    installation.faults.plan("read invoice again", losing_the_file(installation))
    if fault is not None:
        installation.faults.plan("update invoice", fault)
    installation.push(an_arrival("F1", DEARER))
    installation.run_until_killed()
    installation.heal(with_people=False)

    booking = installation.ledger.one(INVOICE)
    assert booking.image["total"] == "122.00"
    assert installation.ledger.one(ATTACHMENT).image["booking"] == booking.id
    assert installation.item(PDF).state is ItemState.IN_SYNC


def test_a_file_that_stayed_when_its_booking_was_written_over_is_found_and_not_hung_there_twice(
    installation: Installation,
) -> None:
    a_booking_with_its_file(installation)
    file = installation.ledger.one(ATTACHMENT)
    installation.push(an_arrival("F1", DEARER))
    installation.run()
    installation.run()

    assert installation.ledger.one(ATTACHMENT).id == file.id
    assert installation.item(PDF).state is ItemState.IN_SYNC
    assert installation.item(PDF).last_agreed == file.image
