"""E-invoices from the door to the books: each is booked, or stands somewhere with a reason; none vanishes."""

from collections.abc import Callable, Iterator
from functools import cache

import httpx
import pytest

from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.problem import problem
from tests.integration.bookings.administrations import found_for
from tests.integration.bookings.carrying import wait_until_quiet
from tests.integration.bookings.neutral import Json, Ledger
from tests.integration.bookings.ubl_files import FILES, UblFile
from tests.integration.sync.company import Company
from tests.running_service import RunningService
from tests.unit.domain.booking_cases.every import EVERY
from tests.unit.einvoice.documents import CREDIT_NOTE, INVOICE, edited

DIRECTIONS = pytest.mark.parametrize("direction", list(Direction))
Founding = Callable[[], Company]


class Sent:
    """A company to whose door all files were sent, in one direction, and what became of them."""

    def __init__(self, service: RunningService, company: Company, direction: Direction) -> None:
        self.company = company
        self.answers = {file.name: post(company, file.content, direction) for file in FILES}
        wait_until_quiet(service, [company])
        self.bookings = Ledger(company.control.books(company.name)).bookings

    def booking(self, name: str) -> Json | None:
        """Give what the books hold of a file."""
        return self.bookings.get(self.company.state("invoices", self.external_id(name)).books_id or "")

    def external_id(self, name: str) -> str:
        """Give the id of the invoice that a file became."""
        found: str = self.answers[name].json()["external_id"]
        return found


def post(company: Company, content: bytes, direction: Direction) -> httpx.Response:
    return company.api.post(
        f"/api/v1/invoices/ubl?direction={direction}",
        content=content,
        headers={"Content-Type": "application/xml"},
    )


@pytest.fixture(scope="module")
def founding(booking_service: RunningService) -> Iterator[Founding]:
    """Makes companies with the settings of the first case, whose traffic ends with the tests here."""
    founded: list[Company] = []

    def found() -> Company:
        founded.append(found_for(booking_service, EVERY[0]))
        return founded[-1]

    yield found
    for company in founded:
        company.api.close()
        booking_service.house.administrations.pause(company.administration, problem("key-refused"))


@pytest.fixture(scope="module")
def sent_as(booking_service: RunningService, founding: Founding) -> Callable[[Direction], Sent]:
    return cache(lambda direction: Sent(booking_service, founding(), direction))


@DIRECTIONS
@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.name))
def test_a_file_is_booked_or_stands_somewhere_with_a_reason_in_dutch(
    file: UblFile, direction: Direction, sent_as: Callable[[Direction], Sent]
) -> None:
    sent, expected = sent_as(direction), file.expected(direction)
    answer = sent.answers[file.name].json()
    if file.at_door:
        assert sent.answers[file.name].status_code == 422
        assert {error["code"] for error in answer["errors"]} == set(expected)
        assert all(error["nl"] for error in answer["errors"])
        return
    state = sent.company.state("invoices", sent.external_id(file.name))
    booking = sent.booking(file.name)

    assert sent.answers[file.name].status_code == 202
    if isinstance(expected, str):
        assert (state.state.value, state.problems) == ("in_sync", ())
        assert booking is not None
        assert (booking["number"], booking["total"]) == (file.name, expected)
    else:
        assert state.state.value == "set_aside"
        assert {one.code for one in state.problems} == set(expected)
        assert all(one.nl for one in state.problems)
        assert booking is None


@DIRECTIONS
def test_nothing_is_booked_but_what_was_sent(
    direction: Direction, sent_as: Callable[[Direction], Sent]
) -> None:
    booked = [file.name for file in FILES if isinstance(file.expected(direction), str)]

    assert sorted(booking["number"] for booking in sent_as(direction).bookings.values()) == sorted(booked)


@DIRECTIONS
def test_a_credit_note_that_has_the_number_of_its_invoice_does_not_replace_it(
    direction: Direction, founding: Founding, booking_service: RunningService
) -> None:
    company = founding()
    post(company, INVOICE.encode(), direction)
    wait_until_quiet(booking_service, [company])

    credit = edited(CREDIT_NOTE, ("<cbc:ID>C2026-0004<", "<cbc:ID>2026-0117<"))
    answer = post(company, credit, direction).json()
    wait_until_quiet(booking_service, [company])

    assert company.problems("invoices", answer["external_id"]) == ["invoice-number-in-use"]
    (booking,) = Ledger(company.control.books(company.name)).bookings.values()
    assert (booking["number"], booking["total"]) == ("2026-0117", "1397.75")
