"""Judges an invoice as a whole, before its lines: its figures, currency, date, type and prepaid amount."""

from decimal import Decimal

from snelkoppeling.domain.invoice import Invoice, InvoiceType, totals_problems, vat_amount_problems
from snelkoppeling.domain.policy import Doubt, PostingRules
from snelkoppeling.domain.posting.findings import Findings
from snelkoppeling.domain.vat import VatCategory

HOME_CURRENCY = "EUR"
BOOK_YEARS_BACK = 5
"""SnelStart API, section 4.2 (BOE-0033)."""
MAY_CARRY_VAT = frozenset({VatCategory.STANDARD, VatCategory.CANARY_ISLANDS, VatCategory.CEUTA_MELILLA})
NOTHING = Decimal(0)
LARGEST = Decimal("1e15")
"""Far above any invoice, and well within what can be added up exactly."""
HIGHEST_RATE = Decimal(100)


def check_document(invoice: Invoice, rules: PostingRules, findings: Findings) -> None:
    """Note what keeps the whole invoice out of the books.

    Raises:
        PostingError: Its figures are none that anybody can reckon with.
    """
    _check_reckonable(invoice, findings)
    _check_date(invoice, rules, findings)
    if invoice.currency != HOME_CURRENCY:
        # Its figures mean nothing in euros, so they are not compared.
        findings.refuse("currency-not-euro", "currency", invoice.currency)
        return
    findings.add(*totals_problems(invoice), *vat_amount_problems(invoice))
    for row in invoice.vat_breakdown:
        if row.vat_amount.amount and row.vat_category not in MAY_CARRY_VAT:
            findings.refuse(
                "vat-on-untaxed", "vat_breakdown", row.vat_amount, category=row.vat_category.value
            )
    if invoice.invoice_type is InvoiceType.CREDIT_NOTE and invoice.total_with_vat.amount < NOTHING:
        findings.doubts("credit-note-negative", "total_with_vat", invoice.total_with_vat)
    if invoice.prepaid_amount.amount:
        _check_prepaid(invoice, rules, findings)


def _check_prepaid(invoice: Invoice, rules: PostingRules, findings: Findings) -> None:
    amount = invoice.prepaid_amount
    if rules.policy.prepaid is Doubt.BOOK or not findings.doubts("prepaid-held", "prepaid_amount", amount):
        findings.note("prepaid-booked-whole", "prepaid_amount", amount)


def _check_date(invoice: Invoice, rules: PostingRules, findings: Findings) -> None:
    day, company = invoice.issue_date, rules.company
    year = company.current_book_year
    if year is not None and day.year < year - BOOK_YEARS_BACK:
        findings.refuse("date-before-books", "issue_date", day, year=year, earliest=year - BOOK_YEARS_BACK)
    for period in company.filed_periods:
        if period.first <= day <= period.last:
            findings.doubts("vat-period-filed", "issue_date", day, first=period.first, last=period.last)


def _check_reckonable(invoice: Invoice, findings: Findings) -> None:
    totals = (
        invoice.total_without_vat,
        invoice.total_vat,
        invoice.total_with_vat,
        invoice.prepaid_amount,
        invoice.rounding_amount,
    )
    rows, lines = invoice.vat_breakdown, invoice.lines
    amounts = [line.net_amount.amount for line in lines]
    amounts += [total.amount for total in totals]
    amounts += [row.taxable_amount.amount for row in rows]
    amounts += [row.vat_amount.amount for row in rows]
    is_too_large = max(amounts) >= LARGEST or min(amounts) <= -LARGEST
    if is_too_large:
        findings.refuse("amount-too-large", "total_with_vat", invoice.total_with_vat)
    rates = [line.vat_rate for line in lines] + [row.vat_rate for row in rows]
    impossible = [rate for rate in rates if not (rate.is_finite() and NOTHING <= rate <= HIGHEST_RATE)]
    for rate in impossible:
        findings.refuse("vat-rate-impossible", "lines", rate)
    if is_too_large or impossible:
        findings.require_none()
