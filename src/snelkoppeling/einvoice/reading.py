"""Reads a UBL invoice or credit note into the domain's records, carrying the document's own figures."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from lxml.etree import QName

from snelkoppeling.domain import identifiers
from snelkoppeling.domain.document import ReceivedDocument
from snelkoppeling.domain.identity import ExternalId
from snelkoppeling.domain.invoice import Direction, Invoice, InvoiceType
from snelkoppeling.domain.problem import problem
from snelkoppeling.einvoice import parties
from snelkoppeling.einvoice.description import booking_description, named_project
from snelkoppeling.einvoice.errors import EinvoiceError
from snelkoppeling.einvoice.figures import read_lines, read_totals, read_vat
from snelkoppeling.einvoice.files import read_files
from snelkoppeling.einvoice.nodes import NO_DATE, Findings, Node
from snelkoppeling.einvoice.parsing import parse

ROOTS: Mapping[str, InvoiceType] = {
    "{urn:oasis:names:specification:ubl:schema:xsd:Invoice-2}Invoice": InvoiceType.INVOICE,
    "{urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2}CreditNote": InvoiceType.CREDIT_NOTE,
}
ROOT_NAME: Mapping[InvoiceType, str] = {
    InvoiceType.INVOICE: "Invoice",
    InvoiceType.CREDIT_NOTE: "CreditNote",
}
CURRENCY = re.compile(r"[A-Z]{3}")
LONGEST_NUMBER = 100
NET_DAYS = re.compile(
    r"(?:(?:betaling|betalen|te betalen|betaaltermijn|betalingstermijn|payment|payable|net|netto):? )?"
    r"(?:binnen |within )?([0-9]{1,3}) (?:dagen|days)(?: net| netto)?\.?",
    re.IGNORECASE,
)
"""A payment term that says one thing only; `2% within 10 days` is a discount, not a due date."""


def read_ubl(
    content: bytes,
    *,
    direction: Direction,
    seller_numbers: frozenset[str] = frozenset(),
    is_project: Callable[[str], bool] = lambda _text: False,
) -> ReceivedDocument:
    """Read an e-invoice; what it says is carried as it stands, also when it cannot be booked.

    `seller_numbers` are the VAT and KvK numbers of our own company: a sale must be sold by one of them, a
    purchase must not. Without them nothing is compared.

    `is_project` tells whether a text is the external id of a project of this CRM: only then the project that
    the document names (BT-11) becomes that of its lines. Another text may be anybody's name for it: it stays
    in the description, with a remark, and no invoice waits for a project that never comes.

    Raises:
        EinvoiceError: No invoice can be read; all problems are listed at once.
    """
    root = parse(content)
    if root.tag not in ROOTS:
        raise EinvoiceError([problem("ubl-other-document", "", QName(root).localname)])
    findings = Findings()
    document = Node(root, findings)
    _compare_seller(document, direction, frozenset(identifiers.compact(number) for number in seller_numbers))
    party = parties.read_party(document, direction)
    supplier_id = party.external_id if direction is Direction.PURCHASE else None
    invoice = _of_project(document, _invoice(document, direction, party.external_id), is_project)
    files = read_files(document, content, number=invoice.number)
    if findings.problems:
        raise EinvoiceError(findings.problems)
    return ReceivedDocument(
        invoice_id=_invoice_id(document, invoice, supplier=supplier_id),
        invoice=invoice,
        relation=party.relation,
        files=files,
        remarks=tuple(findings.remarks),
    )


def _invoice(document: Node, direction: Direction, relation: ExternalId) -> Invoice:
    invoice_type = _type_of(document)
    number = _number(document)
    currency = _currency(document)
    issue_date = _issue_date(document)
    lines = read_lines(document, f"cac:{ROOT_NAME[ROOTS[document.element.tag]]}Line", currency)
    total_vat, breakdown = read_vat(document, currency)
    totals = read_totals(document, currency)
    return Invoice(
        direction=direction,
        invoice_type=invoice_type,
        number=number,
        issue_date=issue_date,
        due_date=_due_date(document, issue_date),
        currency=currency,
        relation=relation,
        lines=lines,
        vat_breakdown=breakdown,
        total_without_vat=totals.without_vat,
        total_vat=total_vat,
        total_with_vat=totals.with_vat,
        prepaid_amount=totals.prepaid,
        rounding_amount=totals.rounding,
        description=booking_description(document, invoice_type, number),
    )


def _of_project(document: Node, invoice: Invoice, is_project: Callable[[str], bool]) -> Invoice:
    """Give the lines the project that the document names, as far as that is one of ours."""
    named = named_project(document)
    if not named:
        return invoice
    if not is_project(named):
        document.remark("ubl-project-unknown", "cac:ProjectReference", named)
        return invoice
    lines = tuple(replace(line, project=ExternalId(named)) for line in invoice.lines)
    return replace(invoice, lines=lines)


def _type_of(document: Node) -> InvoiceType:
    """Read the type (BT-3); a document that states none is what its root element says."""
    by_root = ROOTS[document.element.tag]
    path = f"cbc:{ROOT_NAME[by_root]}TypeCode"
    text = document.only_text(path)
    if not text:
        return by_root
    if text not in set(InvoiceType):
        document.add("ubl-type-not-supported", path, text)
        return by_root
    stated = InvoiceType(text)
    if by_root is InvoiceType.CREDIT_NOTE and stated is not by_root:
        document.add("ubl-type-contradicts", path, text)
    return stated


def _number(document: Node) -> str:
    number = document.required_text("cbc:ID")
    if len(number) > LONGEST_NUMBER:
        document.add("ubl-number-too-long", "cbc:ID", number, length=len(number))
    return number


def _currency(document: Node) -> str:
    currency = document.required_text("cbc:DocumentCurrencyCode")
    if currency and not CURRENCY.fullmatch(currency):
        document.add("ubl-currency-invalid", "cbc:DocumentCurrencyCode", currency)
    return currency


def _issue_date(document: Node) -> date:
    day = document.day("cbc:IssueDate")
    if day is None:
        document.add("ubl-element-missing", "cbc:IssueDate")
    return day or NO_DATE


def _due_date(document: Node, issue_date: date) -> date | None:
    """Read the due date (BT-9) where the document has it, else count it from a plain payment term."""
    for path in ("cbc:DueDate", "cac:PaymentMeans/cbc:PaymentDueDate", "cac:PaymentTerms/cbc:PaymentDueDate"):
        days = {day for node in document.all(path) if (day := node.own_day)}
        if days:
            return min(days)
    for note in document.texts("cac:PaymentTerms/cbc:Note"):
        term = NET_DAYS.fullmatch(note)
        if term and issue_date.year < date.max.year:
            return issue_date + timedelta(days=int(term.group(1)))
    return None


def _invoice_id(document: Node, invoice: Invoice, *, supplier: ExternalId | None) -> ExternalId:
    """Name an invoice by its seller too: a number is unique only among the invoices of who sells.

    Many sellers number their credit notes apart: one must never take the place of the invoice of its number.
    """
    is_credit = invoice.invoice_type is InvoiceType.CREDIT_NOTE
    number = f"credit:{invoice.number}" if is_credit else invoice.number
    if supplier is not None:
        return ExternalId(f"{supplier}:{number}")
    seller = min(parties.seller_numbers(document), default="")
    return ExternalId(f"ubl:{seller}:{number}" if seller else f"ubl:{number}")


def _compare_seller(document: Node, direction: Direction, ours: frozenset[str]) -> None:
    """See to it that we book our own sales as sales, and nobody else's."""
    sellers = parties.seller_numbers(document)
    if not ours:
        return
    if direction is Direction.PURCHASE:
        if sellers & ours:
            document.add("ubl-seller-is-us", parties.SELLER, ", ".join(sorted(sellers & ours)))
    elif not sellers & ours:
        if {number[:2].isalpha() for number in sellers} & {number[:2].isalpha() for number in ours}:
            document.add("ubl-seller-is-not-us", parties.SELLER, ", ".join(sorted(sellers)))
        else:
            document.remark("ubl-seller-not-checked", parties.SELLER)
