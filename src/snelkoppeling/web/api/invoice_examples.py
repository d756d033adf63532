"""Invoices as a CRM could send them, for the description of the API."""

from pydantic.config import JsonDict

SALE: JsonDict = {
    "direction": "sales",
    "invoice_type": "380",
    "number": "2026-0001",
    "issue_date": "2026-03-02",
    "due_date": "2026-04-01",
    "currency": "EUR",
    "relation": "K-1044",
    "lines": [
        {
            "description": "Advies maart",
            "net_amount": "100.00",
            "vat_category": "S",
            "vat_rate": "21",
            "revenue_group": "advies",
            "item_class": "uren",
            "project": "PRJ-17",
        }
    ],
    "vat_breakdown": [
        {"vat_category": "S", "vat_rate": "21", "taxable_amount": "100.00", "vat_amount": "21.00"}
    ],
    "total_without_vat": "100.00",
    "total_vat": "21.00",
    "total_with_vat": "121.00",
}
EU_SUPPLY: JsonDict = {
    "direction": "sales",
    "number": "2026-0002",
    "issue_date": "2026-03-03",
    "relation": "K-1060",
    "lines": [
        {
            "description": "Machineonderdelen",
            "net_amount": "920.00",
            "vat_category": "K",
            "supply": "goods",
        }
    ],
    "vat_breakdown": [
        {
            "vat_category": "K",
            "taxable_amount": "920.00",
            "vat_amount": "0.00",
            "exemption_code": "VATEX-EU-IC",
            "exemption_reason": "Intracommunautaire levering",
        }
    ],
    "total_without_vat": "920.00",
    "total_vat": "0.00",
    "total_with_vat": "920.00",
    "original_currency": "SEK",
    "original_total": "10350.00",
}
PURCHASE: JsonDict = {
    "direction": "purchase",
    "invoice_type": "381",
    "number": "C-88120",
    "voucher": "INK-0042",
    "issue_date": "2026-03-09",
    "relation": "L-2003",
    "lines": [
        {"description": "Retour koffiebonen", "net_amount": "50.00", "vat_category": "S", "vat_rate": "9"}
    ],
    "vat_breakdown": [
        {"vat_category": "S", "vat_rate": "9", "taxable_amount": "50.00", "vat_amount": "4.50"}
    ],
    "total_without_vat": "50.00",
    "total_vat": "4.50",
    "total_with_vat": "54.50",
    "description": "Retour op factuur 88012",
}
