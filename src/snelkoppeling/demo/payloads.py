"""Writes the demonstration CRM's records as the REST API of the service wants them."""

from collections.abc import Mapping
from datetime import datetime

from snelkoppeling.demo.company import Firm
from snelkoppeling.demo.invoices import DemoInvoice, DemoLine, VatRow
from snelkoppeling.demo.projects import DemoProject
from snelkoppeling.domain.invoice import InvoiceType
from snelkoppeling.domain.vat import VatCategory

JsonObject = Mapping[str, object]
EXEMPTION_CODES: Mapping[VatCategory, str] = {
    VatCategory.REVERSE_CHARGE: "VATEX-EU-AE",
    VatCategory.INTRA_COMMUNITY: "VATEX-EU-IC",
    VatCategory.EXPORT: "VATEX-EU-G",
}
"""Why there is no VAT, where the code list of EN 16931 says it."""


def relation_body(firm: Firm, modified_at: datetime) -> JsonObject:
    """Write the full present state of a customer or supplier; what it does not have is left out.

    Its number stays in the CRM: SnelStart numbers relations itself, those of e-invoices too.
    """
    return _without_none(
        {
            "name": firm.name,
            "roles": [firm.role.value],
            "visiting_address": {
                "street": firm.address.street,
                "postal_code": firm.address.postal_code,
                "city": firm.address.city,
                "country_code": firm.address.country_code,
            },
            "contacts": [{"name": firm.contact, "is_primary": True}],
            "phone": firm.phone,
            "mobile": firm.mobile,
            "email": firm.email,
            "invoice_email": firm.invoice_email,
            "kvk_number": firm.kvk_number,
            "vat_number": firm.vat_number,
            "iban": firm.iban,
            "bic": firm.bic,
            "payment_term_days": firm.payment_term_days,
            "modified_at": modified_at.isoformat(),
        }
    )


def project_body(project: DemoProject, modified_at: datetime) -> JsonObject:
    """Write the full present state of a project."""
    return {
        "number": project.number,
        "description": project.description,
        "is_active": project.is_active,
        "modified_at": modified_at.isoformat(),
    }


def invoice_body(invoice: DemoInvoice, modified_at: datetime, *, status: str = "final") -> JsonObject:
    """Write an invoice with its totals as printed."""
    kind = InvoiceType.CREDIT_NOTE if invoice.is_credit else InvoiceType.INVOICE
    return _without_none(
        {
            "direction": invoice.direction.value,
            "invoice_type": kind.value,
            "number": invoice.number,
            "status": status,
            "issue_date": invoice.issue_date.isoformat(),
            "due_date": invoice.due_date.isoformat(),
            "currency": "EUR",
            "relation": invoice.firm.external_id,
            "voucher": invoice.voucher or None,
            "lines": [_line(line) for line in invoice.lines],
            "vat_breakdown": [_vat_row(row) for row in invoice.vat_rows],
            "total_without_vat": str(invoice.total_without_vat),
            "total_vat": str(invoice.total_vat),
            "total_with_vat": str(invoice.total_with_vat),
            "prepaid_amount": str(invoice.prepaid) if invoice.prepaid else None,
            "description": f"{invoice.number} {invoice.subject}",
            "modified_at": modified_at.isoformat(),
        }
    )


def _line(line: DemoLine) -> JsonObject:
    return _without_none(
        {
            "description": line.description,
            "net_amount": str(line.net_amount),
            "vat_category": line.vat_category.value,
            "vat_rate": str(line.vat_rate),
            "supply": line.supply.value if line.supply else None,
            "project": line.project.external_id if line.project else None,
        }
    )


def _vat_row(row: VatRow) -> JsonObject:
    return _without_none(
        {
            "vat_category": row.vat_category.value,
            "vat_rate": str(row.vat_rate),
            "taxable_amount": str(row.taxable_amount),
            "vat_amount": str(row.vat_amount),
            "exemption_code": EXEMPTION_CODES.get(row.vat_category),
        }
    )


def _without_none(stated: Mapping[str, object]) -> JsonObject:
    return {name: value for name, value in stated.items() if value is not None}
