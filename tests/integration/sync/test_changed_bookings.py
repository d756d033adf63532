"""A booked invoice changes in the CRM, in SnelStart, or in both: nothing is overwritten unseen."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.integration.sync.company import (
    Body,
    Company,
    a_line,
    figures,
    invoice_body,
    relation_body,
    with_pdf,
)

DEARER = {"lines": [a_line("200.00")], **figures("200.00", "42.00", "242.00")}


@pytest.fixture
def booked(company: Company) -> Body:
    """Book an invoice with its PDF."""
    company.put("relations", "R1", relation_body())
    company.put("invoices", "F1", with_pdf(invoice_body()))
    company.wait_until_all("in_sync")
    return company.booking("2026-0001")


def change_in_crm(company: Company, **fields: object) -> None:
    company.put("invoices", "F1", with_pdf(invoice_body(**(fields or DEARER))))


def asked_about(company: Company, code: str) -> Body:
    """Wait until people are asked, and give what is shown to them."""
    company.wait_for("invoices", "F1", "set_aside")
    assert company.problems("invoices", "F1") == [code]
    shown: Body = company.shown("invoices", "F1")["conflict"]
    return shown


def field(conflict: Body, name: str) -> tuple[Any, Any]:
    """Give what both sides hold: the CRM's first."""
    (row,) = [row for row in conflict["fields"] if row["field"] == name]
    return row["crm"], row["snelstart"]


def test_a_booking_follows_its_invoice_and_keeps_its_file_and_what_is_not_ours(
    company: Company, booked: Body
) -> None:
    company.control.edit_booking(booked["id"], boekstuk="BK-7", naam=company.name)
    company.control.clear_calls()
    change_in_crm(company, **DEARER, issue_date="2026-03-05")
    company.wait_until_all("in_sync")
    now = company.booking("2026-0001")
    assert (now["id"], now["factuurbedrag"], now["factuurdatum"]) == (
        booked["id"],
        Decimal(242),
        "2026-03-05T00:00:00",
    )
    assert company.lines(now) == [(8200, None, "200.00", "Hoog")]
    assert (now["boekstuk"], company.file_names(now)) == ("BK-7", ["factuur.pdf"])
    # Once to decide, and once more right before it is written over; then whether its file is still there.
    assert company.call_counts() == {
        "GET /verkoopboekingen/{id}": 2,
        "PUT /verkoopboekingen/{id}": 1,
        "GET /documenten/{type}/{parentId}": 1,
    }
    events = [entry.event for entry in company.state("invoices", "F1").history]
    (updated,) = [event for event in events if event.name == "updated"]
    assert updated.before is not None
    assert updated.after is not None
    assert (updated.before["total"], updated.after["total"]) == ("121.00", "242.00")


def test_an_edit_of_the_bookkeeper_is_shown_beside_what_the_crm_says(company: Company, booked: Body) -> None:
    company.control.edit_booking(booked["id"], omschrijving="Advies maart", naam=company.name)
    change_in_crm(company)
    conflict = asked_about(company, "edited-in-books")
    assert field(conflict, "description") == ("Factuur 2026-0001", "Advies maart")
    assert field(conflict, "total") == ("242.00", "121.00")
    assert company.booking("2026-0001")["omschrijving"] == "Advies maart"


def test_the_bookkeeper_can_keep_her_booking(company: Company, booked: Body) -> None:
    company.control.edit_booking(booked["id"], omschrijving="Advies maart", naam=company.name)
    change_in_crm(company)
    asked_about(company, "edited-in-books")
    company.decide("invoices", "F1", "keep_books")
    company.wait_until_all("in_sync")
    now = company.booking("2026-0001")
    assert (now["omschrijving"], now["factuurbedrag"]) == ("Advies maart", Decimal(121))


def test_the_bookkeeper_can_follow_the_crm(company: Company, booked: Body) -> None:
    company.control.edit_booking(booked["id"], omschrijving="Advies maart", naam=company.name)
    change_in_crm(company)
    asked_about(company, "edited-in-books")
    company.decide("invoices", "F1", "use_crm")
    company.wait_until_all("in_sync")
    now = company.booking("2026-0001")
    assert (now["omschrijving"], now["factuurbedrag"]) == ("Factuur 2026-0001", Decimal(242))
    assert company.file_names(now) == ["factuur.pdf"]


def test_what_the_bookkeeper_types_after_it_was_shown_is_asked_about_anew(
    company: Company, booked: Body
) -> None:
    company.control.edit_booking(booked["id"], omschrijving="Advies maart", naam=company.name)
    change_in_crm(company)
    asked_about(company, "edited-in-books")
    company.control.edit_line(booked["id"], 0, bedrag=Decimal("150.00"), naam=company.name)
    company.decide("invoices", "F1", "use_crm")
    conflict = asked_about(company, "edited-in-books")
    assert field(conflict, "total") == ("242.00", "181.50")
    assert company.booking("2026-0001")["factuurbedrag"] == Decimal("181.50")


def test_what_the_bookkeeper_types_just_before_the_write_is_not_overwritten(
    company: Company, booked: Body
) -> None:
    company.control.add_fault(
        "concurrent_edit",
        method="GET",
        path=f"/verkoopboekingen/{booked['id']}",
        administration=company.name,
        changes={"omschrijving": "Net getypt"},
    )
    change_in_crm(company)
    conflict = asked_about(company, "edited-in-books")
    assert field(conflict, "description")[1] == "Net getypt"
    assert company.booking("2026-0001")["omschrijving"] == "Net getypt"
    assert "PUT /verkoopboekingen/{id}" not in company.call_counts()


def test_a_booking_that_the_accountant_marked_is_left_to_people(company: Company, booked: Body) -> None:
    company.control.edit_booking(booked["id"], gewijzigd_door_accountant=True, naam=company.name)
    change_in_crm(company)
    asked_about(company, "changed-by-accountant")
    company.decide("invoices", "F1", "use_crm")
    company.wait_until_all("in_sync")
    assert company.booking("2026-0001")["factuurbedrag"] == Decimal(242)


def test_a_booking_that_was_removed_is_made_again_with_its_file_or_left_out(
    company: Company, booked: Body
) -> None:
    company.control.delete_booking(booked["id"], naam=company.name)
    change_in_crm(company)
    asked_about(company, "removed-from-books")
    assert company.choices("invoices", "F1") == ["recreate", "leave_out"]
    company.decide("invoices", "F1", "leave_out")
    company.wait_for("invoices", "F1", "dormant")
    assert company.books("verkoopboekingen") == []
    company.put("invoices", "F1", with_pdf(invoice_body(description="Toch")))
    asked_about(company, "removed-from-books")
    company.decide("invoices", "F1", "recreate")
    company.wait_until_all("in_sync")
    now = company.booking("2026-0001")
    assert now["id"] != booked["id"]
    assert company.file_names(now) == ["factuur.pdf"]


def test_a_file_that_comes_after_its_booking_was_removed_leads_people_to_the_invoice(
    company: Company,
) -> None:
    company.put("relations", "R1", relation_body())
    company.put("invoices", "F1", invoice_body())
    company.wait_until_all("in_sync")
    company.control.delete_booking(company.booking("2026-0001")["id"], naam=company.name)
    company.put("invoices", "F1", with_pdf(invoice_body()))
    asked_about(company, "removed-from-books")
    assert company.state("attachments", "F1#factuur.pdf").state.value == "waiting"
    company.decide("invoices", "F1", "recreate")
    company.wait_until_all("in_sync")
    assert company.file_names(company.booking("2026-0001")) == ["factuur.pdf"]


def test_a_booking_in_a_period_that_was_closed_since_asks_for_a_credit_note(
    company: Company, booked: Body
) -> None:
    company.control.close_period(date(2026, 3, 31), naam=company.name)
    change_in_crm(company)
    asked_about(company, "booking-locked")
    assert "creditnota" in company.state("invoices", "F1").problems[0].nl
    company.control.open_periods(company.name)
    company.decide("invoices", "F1", "use_crm")
    company.wait_until_all("in_sync")
    assert company.booking("2026-0001")["factuurbedrag"] == Decimal(242)
    assert company.booking("2026-0001")["id"] == booked["id"]


def test_a_booking_of_a_filed_vat_return_stays_as_it_was_filed(company: Company, booked: Body) -> None:
    company.control.add_vat_return(date(2026, 3, 1), status="Verzonden", periode="Maand", naam=company.name)
    change_in_crm(company)
    company.wait_for("invoices", "F1", "set_aside")
    while "allow" in company.choices("invoices", "F1"):
        company.decide(
            "invoices", "F1", "allow", doubts=company.shown("invoices", "F1")["conflict"]["doubts"]
        )
        company.wait_for("invoices", "F1", "set_aside")
    assert company.problems("invoices", "F1") == ["booking-locked"]
    company.decide("invoices", "F1", "keep_books")
    company.wait_until_all("in_sync")
    now = company.booking("2026-0001")
    assert (now["id"], now["factuurbedrag"]) == (booked["id"], Decimal(121))


def test_a_new_invoice_in_a_filed_vat_return_is_held_and_booked_with_a_mark_when_allowed(
    company: Company,
) -> None:
    company.control.add_vat_return(date(2026, 3, 1), status="Verzonden", periode="Maand", naam=company.name)
    company.put("relations", "R1", relation_body())
    company.put("invoices", "F1", with_pdf(invoice_body()))
    conflict = asked_about(company, "vat-period-filed")
    assert (company.choices("invoices", "F1"), conflict["doubts"]) == (
        ["allow", "leave_out"],
        ["vat-period-filed"],
    )
    assert company.books("verkoopboekingen") == []
    company.decide("invoices", "F1", "allow", doubts=["vat-period-filed"])
    company.wait_until_all("in_sync")
    now = company.booking("2026-0001")
    assert (now["markering"], company.file_names(now)) == (True, ["factuur.pdf"])


def test_an_invoice_that_is_left_out_of_a_filed_return_takes_its_file_along(company: Company) -> None:
    company.control.add_vat_return(date(2026, 3, 1), status="Verzonden", periode="Maand", naam=company.name)
    company.put("relations", "R1", relation_body())
    company.put("invoices", "F1", with_pdf(invoice_body()))
    asked_about(company, "vat-period-filed")
    company.decide("invoices", "F1", "leave_out")
    company.wait_for("attachments", "F1#factuur.pdf", "dormant")
    assert company.state("invoices", "F1").state.value == "dormant"
    assert company.books("verkoopboekingen") == company.books("documenten") == []
