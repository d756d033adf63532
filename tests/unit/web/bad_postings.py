"""Projects that the door must refuse, and what it must refuse of what invoices tell beside their figures."""

from collections.abc import Mapping
from typing import Any

from tests.unit.web.bad_records import BadRecord, bad_invoice, bad_line


def _project(name: str, code: str, field: str, /, **fields: Any) -> BadRecord:
    return BadRecord(name, "projects", {"number": "P-17", "description": "Zuilen", **fields}, code, field)


def _exempt(**fields: Any) -> Mapping[str, Any]:
    return {"vat_category": "E", "taxable_amount": "100.00", "vat_amount": "0.00", **fields}


BAD_PROJECTS = [
    BadRecord("project without a number", "projects", {"description": "Zuilen"}, "field-missing", "number"),
    _project("project with an empty number", "text-empty", "number", number=" "),
    _project("project with a number as a number", "text-expected", "number", number=17),
    _project("project with a long number", "field-too-long", "number", number="x" * 51),
    _project("project with a long description", "field-too-long", "description", description="d" * 4001),
    _project("project with null for its description", "field-not-null", "description", description=None),
    _project("project with a flag as text", "true-or-false-expected", "is_active", is_active="nee"),
    _project("cost centre zero", "number-below", "cost_centre_number", cost_centre_number=0),
    _project("cost centre of ten digits", "number-above", "cost_centre_number", cost_centre_number=10**9),
    _project("cost centre as text", "whole-number-expected", "cost_centre_number", cost_centre_number="450"),
    _project("project with a name", "field-unknown", "name", name="Zuilen"),
    _project("project of tomorrow", "modified-in-future", "modified_at", modified_at="2026-03-04T12:00:00Z"),
    BadRecord("project as a list", "projects", [], "object-expected", "body"),
]

BAD_POSTINGS = [
    bad_line("unknown supply", "choice-unknown", "supply", supply="diensten"),
    bad_line("supply as a flag", "choice-unknown", "supply", supply=True),
    bad_line("project as a number", "text-expected", "project", project=17),
    bad_line("project with a slash", "external-id-unusable", "project", project="17/"),
    bad_line("long item class", "field-too-long", "item_class", item_class="i" * 101),
    *(
        bad_invoice(
            f"exemption code {code!r}",
            "exemption-code-unreadable",
            "vat_breakdown[0].exemption_code",
            vat_breakdown=[_exempt(exemption_code=code)],
        )
        for code in ("AE", "VATEX", "VATEX-EU", "VATEX-EU-", "VATEX EU AE", "VATEX-EU-AE;", "VATEX-1-AE")
    ),
    bad_invoice(
        "exemption code as a number",
        "text-expected",
        "vat_breakdown[0].exemption_code",
        vat_breakdown=[_exempt(exemption_code=132)],
    ),
    bad_invoice(
        "long exemption reason",
        "field-too-long",
        "vat_breakdown[0].exemption_reason",
        vat_breakdown=[_exempt(exemption_reason="r" * 4001)],
    ),
    bad_invoice("long voucher", "field-too-long", "voucher", voucher="v" * 26),
    bad_invoice(
        "currency without its total", "original-total-incomplete", "original_total", original_currency="USD"
    ),
    bad_invoice(
        "total without its currency", "original-total-incomplete", "original_total", original_total="130.00"
    ),
    bad_invoice(
        "euros converted to euros",
        "original-currency-euro",
        "original_currency",
        original_currency="EUR",
        original_total="121.00",
    ),
    bad_invoice(
        "figures that were not converted",
        "figures-not-in-euro",
        "original_currency",
        currency="USD",
        original_currency="USD",
        original_total="121.00",
    ),
    bad_invoice(
        "original currency by sign",
        "currency-unknown",
        "original_currency",
        original_currency="$",
        original_total="130.00",
    ),
    bad_invoice(
        "original total with a comma",
        "amount-unreadable",
        "original_total",
        original_currency="USD",
        original_total="130,00",
    ),
    bad_invoice(
        "original total of four decimals",
        "amount-unreadable",
        "original_total",
        original_currency="USD",
        original_total="130.0001",
    ),
    bad_invoice(
        "original total beyond reason",
        "amount-out-of-range",
        "original_total",
        original_currency="USD",
        original_total="100000000000",
    ),
]
