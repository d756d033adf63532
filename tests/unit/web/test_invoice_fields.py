"""What an invoice tells beside its figures reaches the record as it was sent."""

from decimal import Decimal
from typing import Any

import pytest

from snelkoppeling.domain.identity import EntityType
from snelkoppeling.domain.invoice import Direction, Invoice, InvoiceType, Supply
from snelkoppeling.domain.money import Money
from snelkoppeling.web.api.invoice_examples import EU_SUPPLY, PURCHASE, SALE
from snelkoppeling.web.api.project_body import EXAMPLE
from tests.unit.web.door import Door, invoice_body, line_body


def _stored(door: Door, **fields: Any) -> Invoice:
    answer = door.put("invoices", "F1", invoice_body(**fields))
    assert answer.status_code == 202, answer.text
    record = door.item("F1", EntityType.INVOICE).record
    assert isinstance(record, Invoice)
    return record


def test_a_line_names_its_project_its_class_and_what_is_supplied(door: Door) -> None:
    line = line_body(project="PRJ-17", item_class="uren", supply="Services")

    stored = _stored(door, lines=[line]).lines[0]

    assert (stored.project, stored.item_class, stored.supply) == ("PRJ-17", "uren", Supply.SERVICES)


def test_what_is_null_or_empty_on_a_line_is_not_stated(door: Door) -> None:
    line = line_body(project="", item_class=None, supply=None)

    stored = _stored(door, lines=[line]).lines[0]

    assert (stored.project, stored.item_class, stored.supply) == (None, None, None)


@pytest.mark.parametrize(
    "code",
    [
        "VATEX-EU-AE",
        "vatex-eu-132-1a",
        "VATEX-EU-79-C",
        "VATEX-EU-IC",
        "VATEX-FR-FRANCHISE",
        "VATEX-EU-143-1FA",
    ],
)
def test_the_reason_for_no_vat_is_kept_by_code_and_in_words(door: Door, code: str) -> None:
    row = {
        "vat_category": "E",
        "taxable_amount": "100.00",
        "vat_amount": "0.00",
        "exemption_code": code,
        "exemption_reason": "Vrijgesteld",
    }

    stored = _stored(door, vat_breakdown=[row]).vat_breakdown[0]

    assert (stored.exemption_code, stored.exemption_reason) == (code.upper(), "Vrijgesteld")


def test_a_purchase_carries_its_voucher(door: Door) -> None:
    stored = _stored(door, direction="purchase", voucher="INK-0042")

    assert (stored.direction, stored.voucher) == (Direction.PURCHASE, "INK-0042")


def test_figures_in_euros_keep_the_total_that_stands_on_the_document(door: Door) -> None:
    stored = _stored(door, original_currency="usd", original_total="131.285")

    assert (stored.currency, stored.original_currency, stored.original_total) == (
        "EUR",
        "USD",
        Decimal("131.285"),
    )


def test_an_invoice_in_euros_states_no_other_currency(door: Door) -> None:
    stored = _stored(door, original_currency=None, original_total=None)

    assert (stored.original_currency, stored.original_total) == ("", None)


def test_an_invoice_in_another_currency_is_stored_for_the_engine_to_explain(door: Door) -> None:
    assert _stored(door, currency="USD").currency == "USD"


def test_a_number_that_is_too_long_for_the_books_is_stored_for_the_engine_to_decide(door: Door) -> None:
    assert len(_stored(door, number="F" * 100).number) == 100


def test_a_negative_invoice_is_stored_with_its_signs(door: Door) -> None:
    stored = _stored(door, lines=[line_body(net_amount="-100.00")], total_with_vat="-121.00")

    assert (stored.invoice_type, stored.total_with_vat) == (InvoiceType.INVOICE, Money.of("-121.00"))


def test_a_negative_credit_note_is_stored_for_the_engine_to_explain(door: Door) -> None:
    stored = _stored(door, invoice_type="381", total_with_vat="-121.00")

    assert (stored.invoice_type, stored.total_with_vat) == (InvoiceType.CREDIT_NOTE, Money.of("-121.00"))


@pytest.mark.parametrize("example", [SALE, EU_SUPPLY, PURCHASE], ids=["sale", "EU supply", "purchase"])
def test_an_example_of_the_description_is_accepted(door: Door, example: dict[str, Any]) -> None:
    assert door.put("invoices", "F1", example).status_code == 202


def test_the_example_of_a_project_is_accepted_once_it_has_happened(door: Door) -> None:
    door.clock.now = door.clock.now.replace(month=4)

    assert door.put("projects", "17", EXAMPLE).status_code == 202


def test_the_description_explains_every_field_that_is_new_to_a_crm(door: Door) -> None:
    schemas = door.send("GET", "/api/v1/openapi.json").json()["components"]["schemas"]

    unexplained = [
        (body, name)
        for body, names in {
            "LineBody": ("item_class", "project", "supply", "vat_category"),
            "VatSubtotalBody": ("exemption_code", "exemption_reason"),
            "InvoiceBody": ("voucher", "original_currency", "original_total", "number"),
            "ProjectBody": ("number", "description", "is_active", "cost_centre_number"),
            "DecisionBody": ("choice", "books_id", "doubts", "by"),
            "RetryBody": ("cause",),
        }.items()
        for name in names
        if not schemas[body]["properties"][name].get("description")
    ]
    assert unexplained == []
    assert all(schemas[body]["examples"] for body in ("InvoiceBody", "ProjectBody", "DecisionBody"))
