"""A final invoice as the CRM or a UBL document states it, in EN 16931's terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from snelkoppeling.domain.identity import ExternalId
from snelkoppeling.domain.money import CENT, ZERO, Money
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.domain.vat import VatCategory

NOTHING = Decimal(0)
VatKey = tuple[VatCategory, Decimal]


class Direction(StrEnum):
    """Whether we sell or buy."""

    SALES = "sales"
    PURCHASE = "purchase"


class Supply(StrEnum):
    """What is delivered, where the VAT return tells the two apart."""

    GOODS = "goods"
    SERVICES = "services"


class InvoiceType(StrEnum):
    """The document types of UNCL 1001 that are carried."""

    INVOICE = "380"
    CREDIT_NOTE = "381"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """One line (BG-25), or an allowance (negative) or charge on document level (BG-20, BG-21)."""

    description: str
    net_amount: Money
    """BT-131: without VAT, allowances and charges of the line included."""
    vat_category: VatCategory
    """BT-151."""
    vat_rate: Decimal
    """BT-152, in percent; zero for every category but S."""
    account_number: int | None = None
    """The ledger account that the CRM asks for; None leaves it to the ledger rules."""
    revenue_group: str | None = None
    """A name from the CRM that ledger rules can match."""
    item_class: str | None = None
    """Class of the article or service in the CRM, which ledger rules can match."""
    project: ExternalId | None = None
    """External id of the project whose cost centre the line belongs to, in the same connection."""
    supply: Supply | None = None
    """Goods or services; only supplies within the EU ask for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VatSubtotal:
    """One row of the VAT breakdown (BG-23)."""

    vat_category: VatCategory
    vat_rate: Decimal
    taxable_amount: Money
    """BT-116."""
    vat_amount: Money
    """BT-117."""
    exemption_code: str = ""
    """BT-121: why there is no VAT, as a VATEX code."""
    exemption_reason: str = ""
    """BT-120: the same in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """A final invoice with its totals as printed; amounts of a credit note are positive, as on paper."""

    direction: Direction
    invoice_type: InvoiceType
    number: str
    """BT-1."""
    issue_date: date
    """BT-2; also the booking date."""
    due_date: date | None = None
    """BT-9."""
    currency: str = "EUR"
    """BT-5, ISO 4217."""
    relation: ExternalId
    """External id of the customer (or supplier), in the same connection."""
    lines: tuple[InvoiceLine, ...]
    vat_breakdown: tuple[VatSubtotal, ...]
    total_without_vat: Money
    """BT-109."""
    total_vat: Money
    """BT-110."""
    total_with_vat: Money
    """BT-112."""
    prepaid_amount: Money = ZERO
    """BT-113."""
    rounding_amount: Money = ZERO
    """BT-114."""
    description: str = ""
    """What the booking is called; empty gives the invoice number."""
    voucher: str = ""
    """Our own number for the document, such as the one a purchase got when it was filed."""
    original_currency: str = ""
    """ISO 4217: the document's own currency, when its figures are given here in euros."""
    original_total: Decimal | None = None
    """The document's own total with VAT, in that currency."""


def totals_problems(invoice: Invoice) -> list[Problem]:
    """List where the figures of an invoice contradict each other, to the cent (EN 16931, BR-CO-10 to 17).

    The figures are compared and never corrected: what is booked is what the document shows.
    """
    of_lines: dict[VatKey, Decimal] = {}
    for line in invoice.lines:
        key = (line.vat_category, line.vat_rate)
        of_lines[key] = of_lines.get(key, NOTHING) + line.net_amount.amount
    of_rows: dict[VatKey, Decimal] = {}
    vat = NOTHING
    for row in invoice.vat_breakdown:
        key = (row.vat_category, row.vat_rate)
        of_rows[key] = of_rows.get(key, NOTHING) + row.taxable_amount.amount
        vat += row.vat_amount.amount
    without, with_vat = invoice.total_without_vat.amount, invoice.total_with_vat.amount
    total_vat = invoice.total_vat.amount
    problems = []
    lines = sum(of_lines.values(), NOTHING)
    if lines != without:
        problems.append(
            _difference("lines-differ-from-total", "total_without_vat", stated=without, adds_up_to=lines)
        )
    if vat != total_vat:
        problems.append(_difference("vat-differs-from-total", "total_vat", stated=total_vat, adds_up_to=vat))
    if without + total_vat != with_vat:
        problems.append(
            _difference(
                "total-does-not-add-up", "total_with_vat", stated=with_vat, adds_up_to=without + total_vat
            )
        )
    return problems if of_lines == of_rows else problems + _base_problems(of_lines, of_rows)


def _base_problems(of_lines: Mapping[VatKey, Decimal], of_rows: Mapping[VatKey, Decimal]) -> list[Problem]:
    """Compare the VAT breakdown with the lines, category and rate by category and rate."""
    return [
        problem(
            "vat-base-differs",
            "vat_breakdown",
            Money(of_rows.get(key, NOTHING)),
            category=key[0].value,
            rate=f"{key[1].normalize():f}",
            expected=Money(of_lines.get(key, NOTHING)),
        )
        for key in sorted({*of_lines, *of_rows})
        if of_lines.get(key, NOTHING) != of_rows.get(key, NOTHING)
    ]


def vat_amount_problems(invoice: Invoice) -> list[Problem]:
    """List the VAT amounts that are further from rate × base than rounding per line can explain.

    A document may round per line or per rate, and may give a rate several rows (SnelStart API, section 7.2):
    a cent per line is rounding. Without a line of its own, a VAT amount has nothing to be rounded from.
    """
    sums: dict[VatKey, tuple[Decimal, Decimal]] = {}
    for row in invoice.vat_breakdown:
        key = (row.vat_category, row.vat_rate)
        base, vat = sums.get(key, (NOTHING, NOTHING))
        sums[key] = (base + row.taxable_amount.amount, vat + row.vat_amount.amount)
    problems = []
    for key, (base, vat) in sums.items():
        expected = (base * key[1] / 100).quantize(CENT, ROUND_HALF_UP)
        if vat == expected:
            continue
        lines = sum((line.vat_category, line.vat_rate) == key for line in invoice.lines if line.net_amount)
        if abs(vat - expected) > CENT * lines:
            problems.append(
                problem(
                    "vat-amount-implausible",
                    "vat_breakdown",
                    Money(vat),
                    rate=f"{key[1].normalize():f}",
                    base=Money(base),
                    expected=Money(expected),
                )
            )
    return problems


def _difference(code: str, field: str, *, stated: Decimal, adds_up_to: Decimal) -> Problem:
    return problem(
        code, field, Money(stated), expected=Money(adds_up_to), difference=Money(stated - adds_up_to)
    )
