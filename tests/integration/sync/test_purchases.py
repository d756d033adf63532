"""Purchases: of suppliers, with voucher and documents, whatever SnelStart takes an invoice number to be."""

from decimal import Decimal

import pytest

from snelkoppeling.domain.policy import LongNumbers, PostingPolicy
from snelkoppeling.storage.administration_settings import AdministrationSettings
from tests.integration.sync.company import (
    Body,
    Company,
    a_line,
    figures,
    invoice_body,
    project_body,
    purchase_body,
    relation_body,
    supplier_body,
    with_pdf,
)
from tests.integration.sync.conftest import Founding

UBL = b'<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'
CREDIT = {
    "invoice_type": "381",
    "lines": [a_line("40.00")],
    **figures("40.00", "8.40", "48.40"),
}


def with_both(body: Body) -> Body:
    """Let a purchase come as PDF and as UBL."""
    pdf, ubl = with_pdf(body), with_pdf(body, UBL, "factuur.xml")
    (xml,) = ubl["documents"]
    return {**pdf, "documents": [*pdf["documents"], {**xml, "media_type": "application/xml"}]}


def purchase(company: Company, number: str = "F-77") -> Body:
    return company.booking(number, resource="inkoopboekingen")


def test_a_purchase_is_booked_with_its_supplier_voucher_project_and_documents(company: Company) -> None:
    lines = [a_line("80.00", project="P1"), a_line("20.00")]
    company.put("invoices", "I1", with_both(purchase_body(lines=lines)))
    company.put("projects", "P1", project_body())
    company.put("relations", "S1", supplier_body())
    company.wait_until_all("in_sync")
    booked = purchase(company)
    (supplier,) = company.books("relaties")
    assert (booked["leverancier"]["id"], supplier["relatiesoort"]) == (supplier["id"], ["Leverancier"])
    assert (booked["boekstuk"], booked["factuurbedrag"]) == ("INK-0001", Decimal(121))
    assert company.lines(booked) == [(7002, 2026017, "80.00", "Hoog"), (7002, None, "20.00", "Hoog")]
    assert [(row["btwSoort"], row["btwBedrag"]) for row in booked["btw"]] == [("InkopenHoog", Decimal(21))]
    assert company.file_names(booked) == ["factuur.pdf", "factuur.xml"]


def test_credit_notes_of_both_directions_are_negative_bookings(company: Company) -> None:
    company.put("relations", "R1", relation_body())
    company.put("relations", "S1", supplier_body())
    company.put("invoices", "V1", with_pdf(invoice_body("2026-0009", **CREDIT)))
    company.put("invoices", "I1", with_pdf(purchase_body("C-9", **CREDIT)))
    company.wait_until_all("in_sync")
    for booked in (company.booking("2026-0009"), purchase(company, "C-9")):
        assert booked["factuurbedrag"] == Decimal("-48.40")
        assert [line[2:] for line in company.lines(booked)] == [("-40.00", "Hoog")]
        assert booked["omschrijving"].startswith("Creditnota")
        assert company.file_names(booked) == ["factuur.pdf"]


def test_a_purchase_follows_its_invoice_and_keeps_its_documents(company: Company) -> None:
    company.put("relations", "S1", supplier_body())
    company.put("invoices", "I1", with_both(purchase_body()))
    company.wait_until_all("in_sync")
    before = purchase(company)
    company.put("invoices", "I1", with_both(purchase_body(voucher="INK-0002", issue_date="2026-03-04")))
    company.wait_until_all("in_sync")
    after = purchase(company)
    assert (after["id"], after["boekstuk"], after["factuurdatum"]) == (
        before["id"],
        "INK-0002",
        "2026-03-04T00:00:00",
    )
    assert company.file_names(after) == ["factuur.pdf", "factuur.xml"]


def test_a_customer_of_ours_that_sends_an_invoice_becomes_a_supplier_too(company: Company) -> None:
    company.put("relations", "R1", relation_body())
    company.wait_until_all("in_sync")
    company.put("relations", "R1", relation_body(roles=["customer", "supplier"]))
    company.put("invoices", "I1", purchase_body(relation="R1"))
    company.wait_until_all("in_sync")
    (relation,) = company.books("relaties")
    assert sorted(relation["relatiesoort"]) == ["Klant", "Leverancier"]
    assert purchase(company)["leverancier"]["id"] == relation["id"]


def two_suppliers_with_one_number(company: Company) -> None:
    for number in (1, 2):
        company.put(
            "relations", f"S{number}", supplier_body(f"Leverancier {number}", email=f"{number}@s.example")
        )
        company.put("invoices", f"I{number}", purchase_body(relation=f"S{number}"))
        company.wait_until_quiet()


@pytest.mark.parametrize("unique_in", ["administration", "administration_and_sales"])
def test_a_number_that_another_supplier_used_is_explained_and_booked_with_the_supplier_in_it(
    company: Company, unique_in: str
) -> None:
    company.control.set_switches(purchase_numbers_unique_in=unique_in)
    two_suppliers_with_one_number(company)
    assert company.problems("invoices", "I2") == ["purchase-number-of-other-supplier"]
    assert "Leverancier 1" in company.state("invoices", "I2").problems[0].nl
    company.set(posting=PostingPolicy(supplier_in_number=True))
    company.wait_until_all("in_sync")
    first, second = company.books("inkoopboekingen")
    assert first["factuurnummer"] == "F-77"
    assert second["factuurnummer"].endswith("-F-77")
    assert first["leverancier"]["id"] != second["leverancier"]["id"]


def test_suppliers_share_a_number_where_snelstart_lets_them(company: Company) -> None:
    company.control.set_switches(purchase_numbers_unique_in="supplier")
    two_suppliers_with_one_number(company)
    company.wait_until_all("in_sync")
    assert [row["factuurnummer"] for row in company.books("inkoopboekingen")] == ["F-77", "F-77"]


def test_where_numbers_are_unique_over_sales_too_a_purchase_with_the_number_of_a_sale_is_explained(
    company: Company,
) -> None:
    company.control.set_switches(purchase_numbers_unique_in="administration_and_sales")
    company.put("relations", "R1", relation_body())
    company.put("relations", "S1", supplier_body())
    company.put("invoices", "V1", invoice_body("X-1"))
    company.wait_until_all("in_sync")
    company.put("invoices", "I1", purchase_body("X-1"))
    company.wait_for("invoices", "I1", "set_aside")
    assert company.problems("invoices", "I1") == ["purchase-number-of-sale"]
    assert company.books("inkoopboekingen") == []


@pytest.mark.parametrize("fault", ["answer_lost", "error_after", "slow_before"])
@pytest.mark.parametrize("unique_in", ["administration", "supplier"])
def test_whatever_becomes_of_the_answer_a_purchase_is_booked_once(
    company: Company, fault: str, unique_in: str
) -> None:
    company.control.set_switches(purchase_numbers_unique_in=unique_in)
    company.put("relations", "S1", supplier_body())
    company.wait_until_all("in_sync")
    company.control.add_fault(
        fault, method="POST", path="/inkoopboekingen", administration=company.name, count=2, seconds=3.5
    )
    company.put("invoices", "I1", with_both(purchase_body()))
    company.wait_until_all("in_sync")
    assert company.file_names(purchase(company)) == ["factuur.pdf", "factuur.xml"]


def test_numbers_that_are_too_long_or_begin_anew_each_year_are_booked_as_set(founding: Founding) -> None:
    long = "CONTRACT-2026-0000000000000042"
    company = founding(settings=AdministrationSettings(quota="off"))
    company.put("relations", "R1", relation_body())
    company.put("invoices", "F1", invoice_body(long))
    company.wait_for("invoices", "F1", "set_aside")
    assert company.problems("invoices", "F1") == ["invoice-number-too-long"]
    company.set(posting=PostingPolicy(long_numbers=LongNumbers.SHORTEN, year_prefix_sales=True))
    company.wait_until_all("in_sync")
    company.put("invoices", "F2", invoice_body("7"))
    company.wait_until_all("in_sync")
    first, second = company.books("verkoopboekingen")
    assert (len(first["factuurnummer"]), first["factuurnummer"][-10:]) == (25, long[-10:])
    assert long in first["omschrijving"]
    assert second["factuurnummer"] == "2026-7"
