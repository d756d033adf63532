"""Writes the demonstration CRM's records as the REST API of the service wants them."""

from collections.abc import Mapping
from datetime import datetime

from snelkoppeling.demo.company import Customer
from snelkoppeling.demo.invoices import DemoInvoice

JsonObject = Mapping[str, object]


def relation_body(customer: Customer, modified_at: datetime) -> JsonObject:
    """Write the full present state of a customer; what it does not have is left out.

    The number of the customer stays in the CRM: SnelStart numbers relations itself, those of e-invoices too.
    """
    stated: dict[str, object] = {
        "name": customer.name,
        "roles": ["customer"],
        "visiting_address": {
            "street": customer.address.street,
            "postal_code": customer.address.postal_code,
            "city": customer.address.city,
            "country_code": customer.address.country_code,
        },
        "contacts": [{"name": customer.contact, "is_primary": True}],
        "phone": customer.phone,
        "mobile": customer.mobile,
        "email": customer.email,
        "invoice_email": customer.invoice_email,
        "kvk_number": customer.kvk_number,
        "vat_number": customer.vat_number,
        "iban": customer.iban,
        "bic": customer.bic,
        "payment_term_days": customer.payment_term_days,
        "modified_at": modified_at.isoformat(),
    }
    return {name: value for name, value in stated.items() if value is not None}


def invoice_body(invoice: DemoInvoice, modified_at: datetime, *, status: str = "final") -> JsonObject:
    """Write an invoice with its totals as printed."""
    return {
        "direction": "sales",
        "number": invoice.number,
        "status": status,
        "issue_date": invoice.issue_date.isoformat(),
        "due_date": invoice.due_date.isoformat(),
        "currency": "EUR",
        "relation": invoice.customer.external_id,
        "lines": [
            {
                "description": line.description,
                "net_amount": str(line.net_amount),
                "vat_category": line.vat_category.value,
                "vat_rate": str(line.vat_rate),
            }
            for line in invoice.lines
        ],
        "vat_breakdown": [
            {
                "vat_category": row.vat_category.value,
                "vat_rate": str(row.vat_rate),
                "taxable_amount": str(row.taxable_amount),
                "vat_amount": str(row.vat_amount),
            }
            for row in invoice.vat_rows
        ],
        "total_without_vat": str(invoice.total_without_vat),
        "total_vat": str(invoice.total_vat),
        "total_with_vat": str(invoice.total_with_vat),
        "description": f"{invoice.number} {invoice.subject}",
        "modified_at": modified_at.isoformat(),
    }
