"""How fast invoices become bookings: no network, no database, one core.

What bounds it is Python itself: a booking of five lines is nine immutable records and two dozen exact sums.
The floor makes the same records from figures that are ready, and decides and checks nothing.
"""

import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from benchmarks.report import Figure
from snelkoppeling.domain.booking import Booking, BookingLine, VatEntry
from snelkoppeling.domain.counterparty import Counterparty
from snelkoppeling.domain.identity import BooksId, ExternalId
from snelkoppeling.domain.invoice import Direction, Invoice, InvoiceLine, InvoiceType, VatSubtotal
from snelkoppeling.domain.ledger import (
    STANDARD_SERVICES,
    AccountPurpose,
    Chart,
    LedgerAccount,
    LedgerRule,
    LedgerRules,
    VatCase,
)
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.policy import PostingRules
from snelkoppeling.domain.posting import post
from snelkoppeling.domain.vat import VatCategory, VatKind, VatRate, VatTable

COUNT = 5000
DAYS = 250
"""The invoices of a year of working days."""
LEAST_PER_SECOND = 20_000
HIGH, LOW = Decimal(21), Decimal(9)
CUSTOMER = Counterparty(BooksId("customer"), ExternalId("R1"), "NL", "NL123456782B90")
NET = (("100.00", HIGH), ("50.05", LOW), ("12.34", HIGH), ("99.95", HIGH), ("7.50", LOW))


def measure() -> list[Figure]:
    """Post the invoices of a year, with standard rules and with fifty rules of one's own."""
    invoices = [_invoice(number) for number in range(COUNT)]
    standard = PostingRules(chart=_chart(), vat_table=_vat_table(), ledger_rules=STANDARD_SERVICES)
    ready = [post(invoice, CUSTOMER, standard) for invoice in invoices]
    floor = _per_second(partial(_remake, ready))
    return [
        Figure(
            name=f"invoices of five lines, {name}",
            value=_per_second(partial(_post_all, invoices, rules)),
            unit="/s",
            at_least=least,
            floor=floor,
            floor_name="the same records, nothing decided",
        )
        for name, rules, least in (
            ("standard rules", STANDARD_SERVICES, LEAST_PER_SECOND),
            ("fifty ledger rules", _fifty_rules(), None),
        )
    ]


def _post_all(invoices: Sequence[Invoice], ledger_rules: LedgerRules) -> None:
    """Post them as a run does: with rules that remember nothing yet."""
    rules = PostingRules(chart=_chart(), vat_table=_vat_table(), ledger_rules=ledger_rules)
    for invoice in invoices:
        post(invoice, CUSTOMER, rules)


def _remake(bookings: Sequence[Booking]) -> None:
    for booking in bookings:
        Booking(
            direction=booking.direction,
            invoice_number=booking.invoice_number,
            invoice_date=booking.invoice_date,
            counterparty=booking.counterparty,
            total=booking.total,
            description=booking.description,
            payment_term_days=booking.payment_term_days,
            lines=tuple(
                BookingLine(
                    description=line.description,
                    account=line.account,
                    net_amount=line.net_amount,
                    vat_kind=line.vat_kind,
                )
                for line in booking.lines
            ),
            vat_entries=tuple(
                VatEntry(kind=entry.kind, amount=Money(entry.amount.amount)) for entry in booking.vat_entries
            ),
        )


def _per_second(work: Callable[[], None]) -> float:
    """Measure in processor time: posting waits for nothing, and others may use the other core."""
    began = time.process_time()
    work()
    return COUNT / (time.process_time() - began)


def _invoice(number: int) -> Invoice:
    lines = tuple(
        InvoiceLine(
            description="Advies", net_amount=Money.of(net), vat_category=VatCategory.STANDARD, vat_rate=rate
        )
        for net, rate in NET
    )
    rows = []
    for rate in (HIGH, LOW):
        base = Money.total(line.net_amount for line in lines if line.vat_rate == rate)
        vat = Money.rounded(base.amount * rate / 100)
        rows.append(
            VatSubtotal(vat_category=VatCategory.STANDARD, vat_rate=rate, taxable_amount=base, vat_amount=vat)
        )
    net = Money.total(line.net_amount for line in lines)
    vat = Money.total(row.vat_amount for row in rows)
    day = date(2026, 1, 1) + timedelta(days=number % DAYS)
    return Invoice(
        direction=Direction.SALES,
        invoice_type=InvoiceType.INVOICE,
        number=f"2026-{number:05}",
        issue_date=day,
        due_date=day + timedelta(days=30),
        relation=ExternalId("R1"),
        lines=lines,
        vat_breakdown=tuple(rows),
        total_without_vat=net,
        total_vat=vat,
        total_with_vat=net + vat,
    )


def _fifty_rules() -> LedgerRules:
    """Make rules of which the last ones match."""
    others = [LedgerRule(account_number=8200, item_class=f"class {number}") for number in range(48)]
    return LedgerRules(
        rules=(
            *others,
            LedgerRule(account_number=8200, case=VatCase.HIGH),
            LedgerRule(account_number=8210, case=VatCase.LOW),
        )
    )


def _chart() -> Chart:
    return Chart(
        {
            number: LedgerAccount(
                books_id=BooksId(f"account-{number}"),
                number=number,
                description="Omzet",
                purpose=purpose,
                vat_kinds=frozenset({kind}),
            )
            for number, purpose, kind in (
                (8200, AccountPurpose.SALES_HIGH, VatKind.HIGH),
                (8210, AccountPurpose.SALES_LOW, VatKind.LOW),
            )
        }
    )


def _vat_table() -> VatTable:
    always = (date(2019, 1, 1), date.max)
    return VatTable((VatRate(VatKind.HIGH, HIGH, *always), VatRate(VatKind.LOW, LOW, *always)))
