"""The files of an invoice: each hangs on its booking once, or stands on the list with the reason."""

import os
from typing import Any

import pytest

from tests.integration.sync.company import Company, invoice_body, relation_body, with_pdf

MEGABYTE = 1024 * 1024


def a_booked_customer(company: Company) -> None:
    company.put("relations", "R1", relation_body())
    company.wait_for("relations", "R1", "in_sync")


def test_a_pdf_above_ten_megabytes_is_refused_at_the_door_and_its_invoice_is_not_taken_half(
    company: Company,
) -> None:
    body = with_pdf(invoice_body(), b"%PDF-1.4" + bytes(10 * MEGABYTE))
    answer = company.api.put("/api/v1/invoices/F1", json=body)
    assert answer.status_code == 422
    assert [error["code"] for error in answer.json()["errors"]] == ["document-too-large"]
    assert company.counts() == {}


def test_a_pdf_of_just_ten_megabytes_arrives_byte_for_byte(company: Company) -> None:
    content = b"%PDF-1.4" + os.urandom(10 * MEGABYTE - 8)
    a_booked_customer(company)
    company.put("invoices", "F1", with_pdf(invoice_body(), content))
    company.wait_until_all("in_sync")
    assert [row["size"] for row in company.books("documenten")] == [10 * MEGABYTE]


@pytest.mark.parametrize("fault", ["answer_lost", "error_after"])
def test_whatever_becomes_of_the_answer_a_pdf_hangs_on_its_booking_once(company: Company, fault: str) -> None:
    a_booked_customer(company)
    company.control.add_fault(fault, method="POST", path="/documenten", administration=company.name, count=2)
    company.put("invoices", "F1", with_pdf(invoice_body()))
    company.wait_until_all("in_sync")
    assert [row["fileName"] for row in company.books("documenten")] == ["factuur.pdf"]
    assert "outcome_unknown" in company.events("attachments", "F1#factuur.pdf")


def test_a_pdf_that_takes_longer_than_we_wait_hangs_on_its_booking_once(company: Company) -> None:
    a_booked_customer(company)
    company.control.add_fault(
        "slow_before", method="POST", path="/documenten", administration=company.name, seconds=3.5
    )
    company.put("invoices", "F1", with_pdf(invoice_body()))
    company.wait_until_all("in_sync")
    assert len(company.books("documenten")) == 1


@pytest.mark.parametrize("fault", ["answer_lost", "error_after", "error_before", "connection_dropped"])
def test_whatever_becomes_of_the_answer_an_invoice_is_booked_once(company: Company, fault: str) -> None:
    a_booked_customer(company)
    company.control.add_fault(
        fault, method="POST", path="/verkoopboekingen", administration=company.name, count=2
    )
    company.put("invoices", "F1", with_pdf(invoice_body()))
    company.wait_until_all("in_sync")
    assert len(company.books("verkoopboekingen")) == len(company.books("documenten")) == 1


@pytest.mark.parametrize("fault", ["answer_lost", "error_after"])
@pytest.mark.parametrize("fields", [{}, {"visiting_address": None}, {"kvk_number": "12345678"}])
def test_whatever_becomes_of_the_answer_a_relation_is_made_once(
    company: Company, fault: str, fields: dict[str, Any]
) -> None:
    company.control.add_fault(fault, method="POST", path="/relaties", administration=company.name)
    company.put("relations", "R1", relation_body(**fields))
    company.wait_until_all("in_sync")
    assert len(company.books("relaties")) == 1


def test_a_pdf_that_comes_later_hangs_on_the_booking_that_is_there(company: Company) -> None:
    a_booked_customer(company)
    company.put("invoices", "F1", invoice_body())
    company.wait_until_all("in_sync")
    company.put("invoices", "F1", with_pdf(invoice_body()))
    company.wait_until_all("in_sync")
    (booking,) = company.books("verkoopboekingen")
    assert [row["parentIdentifier"] for row in company.books("documenten")] == [booking["id"]]


def test_a_pdf_that_is_printed_anew_is_not_hung_there_again(company: Company) -> None:
    a_booked_customer(company)
    for edition in (b"%PDF-1.4 first", b"%PDF-1.4 second"):
        company.put("invoices", "F1", with_pdf(invoice_body(), edition))
        company.wait_until_all("in_sync")
    assert len(company.books("documenten")) == 1
