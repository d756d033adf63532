"""Writes an invoice as UBL, PDF included, as Peppol BIS Billing 3 and the Dutch NLCIUS want it."""

import base64
from datetime import date
from decimal import Decimal

from lxml import etree

from snelkoppeling.demo.company import SELLER, Firm
from snelkoppeling.demo.invoices import DemoInvoice, DemoLine, VatRow
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.vat import VatCategory

INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
AGGREGATE = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
BASIC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
NAMESPACES = {"ubl": INVOICE, "cac": AGGREGATE, "cbc": BASIC}
CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
KVK_SCHEME = "0106"
PLAIN_INVOICE = "380"
CREDIT_TRANSFER = "30"
UNIT_CODES = {"uur": "HUR", "meter": "MTR", "m²": "MTK", "stuk": "H87"}
ANY_UNIT = "C62"
EXEMPTION_REASONS = {
    VatCategory.EXEMPT: "Vrijgesteld van btw",
    VatCategory.REVERSE_CHARGE: "Btw verlegd",
    VatCategory.INTRA_COMMUNITY: "Intracommunautaire levering",
    VatCategory.EXPORT: "Uitvoer buiten de EU",
}

Element = etree._Element  # noqa: SLF001 - the class has no public name


def invoice_ubl(invoice: DemoInvoice, pdf: bytes) -> bytes:
    """Write a sale as UBL, with its PDF inside; the VAT must have been rounded per rate (BR-CO-17)."""
    root = etree.Element(f"{{{INVOICE}}}Invoice", nsmap=NAMESPACES)
    _basic(root, "CustomizationID", CUSTOMIZATION)
    _basic(root, "ProfileID", PROFILE)
    _basic(root, "ID", invoice.number)
    _basic(root, "IssueDate", invoice.issue_date)
    _basic(root, "DueDate", invoice.due_date)
    _basic(root, "InvoiceTypeCode", PLAIN_INVOICE)
    _basic(root, "Note", invoice.subject)
    _basic(root, "DocumentCurrencyCode", "EUR")
    _basic(root, "BuyerReference", invoice.subject)
    _embedded(root, invoice.number, pdf)
    _party(_part(root, "AccountingSupplierParty"), SELLER)
    _party(_part(root, "AccountingCustomerParty"), invoice.firm)
    _payment(root, invoice)
    _vat(root, invoice)
    _totals(root, invoice)
    for index, line in enumerate(invoice.lines, start=1):
        _line(root, index, line)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _embedded(root: Element, number: str, pdf: bytes) -> None:
    reference = _part(root, "AdditionalDocumentReference")
    _basic(reference, "ID", number)
    attachment = _part(reference, "Attachment")
    content = _basic(attachment, "EmbeddedDocumentBinaryObject", base64.b64encode(pdf).decode())
    content.set("mimeCode", "application/pdf")
    content.set("filename", f"factuur-{number}.pdf")


def _party(role: Element, firm: Firm) -> None:
    party = _part(role, "Party")
    if firm.kvk_number:
        _basic(party, "EndpointID", firm.kvk_number, schemeID=KVK_SCHEME)
    _basic(_part(party, "PartyName"), "Name", firm.name)
    address = _part(party, "PostalAddress")
    _basic(address, "StreetName", firm.address.street)
    _basic(address, "CityName", firm.address.city)
    _basic(address, "PostalZone", firm.address.postal_code)
    _basic(_part(address, "Country"), "IdentificationCode", firm.address.country_code)
    if firm.vat_number:
        tax = _part(party, "PartyTaxScheme")
        _basic(tax, "CompanyID", firm.vat_number)
        _basic(_part(tax, "TaxScheme"), "ID", "VAT")
    legal = _part(party, "PartyLegalEntity")
    _basic(legal, "RegistrationName", firm.name)
    if firm.kvk_number:
        _basic(legal, "CompanyID", firm.kvk_number, schemeID=KVK_SCHEME)
    contact = _part(party, "Contact")
    _basic(contact, "Name", firm.contact)
    if firm.phone:
        _basic(contact, "Telephone", firm.phone)
    _basic(contact, "ElectronicMail", firm.email)


def _payment(root: Element, invoice: DemoInvoice) -> None:
    means = _part(root, "PaymentMeans")
    _basic(means, "PaymentMeansCode", CREDIT_TRANSFER)
    _basic(means, "PaymentID", invoice.number)
    account = _part(means, "PayeeFinancialAccount")
    _basic(account, "ID", SELLER.iban or "")
    _basic(account, "Name", SELLER.name)


def _vat(root: Element, invoice: DemoInvoice) -> None:
    total = _part(root, "TaxTotal")
    _amount(total, "TaxAmount", invoice.total_vat)
    for row in invoice.vat_rows:
        subtotal = _part(total, "TaxSubtotal")
        _amount(subtotal, "TaxableAmount", row.taxable_amount)
        _amount(subtotal, "TaxAmount", row.vat_amount)
        _category(subtotal, "TaxCategory", row)


def _totals(root: Element, invoice: DemoInvoice) -> None:
    totals = _part(root, "LegalMonetaryTotal")
    _amount(totals, "LineExtensionAmount", invoice.total_without_vat)
    _amount(totals, "TaxExclusiveAmount", invoice.total_without_vat)
    _amount(totals, "TaxInclusiveAmount", invoice.total_with_vat)
    _amount(totals, "PayableAmount", invoice.total_with_vat)


def _line(root: Element, index: int, line: DemoLine) -> None:
    element = _part(root, "InvoiceLine")
    _basic(element, "ID", index)
    _basic(element, "InvoicedQuantity", line.quantity, unitCode=UNIT_CODES.get(line.unit, ANY_UNIT))
    _amount(element, "LineExtensionAmount", line.net_amount)
    item = _part(element, "Item")
    _basic(item, "Name", line.description)
    _category(item, "ClassifiedTaxCategory", line)
    _amount(_part(element, "Price"), "PriceAmount", line.unit_price)


def _category(parent: Element, name: str, taxed: DemoLine | VatRow) -> None:
    category = _part(parent, name)
    _basic(category, "ID", taxed.vat_category.value)
    _basic(category, "Percent", taxed.vat_rate)
    reason = EXEMPTION_REASONS.get(taxed.vat_category)
    if reason and isinstance(taxed, VatRow):
        _basic(category, "TaxExemptionReason", reason)
    _basic(_part(category, "TaxScheme"), "ID", "VAT")


def _part(parent: Element, name: str) -> Element:
    return etree.SubElement(parent, f"{{{AGGREGATE}}}{name}")


def _basic(parent: Element, name: str, value: str | int | date | Decimal, **attributes: str) -> Element:
    element = etree.SubElement(parent, f"{{{BASIC}}}{name}", attributes)
    element.text = str(value)
    return element


def _amount(parent: Element, name: str, amount: Money) -> None:
    _basic(parent, name, str(amount), currencyID="EUR")
