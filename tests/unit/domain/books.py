"""The books of a made-up administration: accounts, VAT rates, ledger rules, and invoices to book in it."""

from datetime import date
from decimal import Decimal
from typing import Any

from snelkoppeling.domain.counterparty import Counterparty
from snelkoppeling.domain.identity import BooksId, ExternalId
from snelkoppeling.domain.invoice import Invoice, InvoiceLine, VatSubtotal
from snelkoppeling.domain.ledger import AccountPurpose, Chart, LedgerAccount, LedgerRules, VatCase
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.policy import PostingRules
from snelkoppeling.domain.vat import VatCategory, VatKind, VatRate, VatTable
from tests.factories import a_line, an_invoice

CUSTOMER = Counterparty(BooksId("klant-1"), ExternalId("R1"), "NL", "NL123456782B90")
END_OF_TIME = date(9999, 12, 31)


def an_account(
    number: int, purpose: AccountPurpose, kind: VatKind = VatKind.NONE, **fields: Any
) -> LedgerAccount:
    known: dict[str, Any] = {
        "books_id": BooksId(f"account-{number}"),
        "number": number,
        "description": f"Omzet {number}",
        "purpose": purpose,
        "vat_kinds": frozenset({kind}),
    }
    return LedgerAccount(**{**known, **fields})


def a_chart(*accounts: LedgerAccount) -> Chart:
    return Chart({account.number: account for account in accounts})


HIGH = an_account(8200, AccountPurpose.SALES_HIGH, VatKind.HIGH)
LOW = an_account(8210, AccountPurpose.SALES_LOW, VatKind.LOW)
OTHER = an_account(8220, AccountPurpose.SALES_OTHER, VatKind.OTHER)
UNTAXED = an_account(8240, AccountPurpose.SALES_UNTAXED)
REVERSED = an_account(8250, AccountPurpose.SALES_UNTAXED)
EU_GOODS = an_account(8260, AccountPurpose.SALES_EU_GOODS)
EU_SERVICES = an_account(8265, AccountPurpose.SALES_EU_SERVICES)
EXPORT = an_account(8270, AccountPurpose.SALES_EXPORT)

VAT_TABLE = VatTable(
    (
        VatRate(VatKind.LOW, Decimal(6), date(2001, 1, 1), date(2018, 12, 31)),
        VatRate(VatKind.LOW, Decimal(9), date(2019, 1, 1), END_OF_TIME),
        VatRate(VatKind.HIGH, Decimal(19), date(2001, 1, 1), date(2012, 9, 30)),
        VatRate(VatKind.HIGH, Decimal(21), date(2012, 10, 1), END_OF_TIME),
        VatRate(VatKind.OTHER, Decimal(5), date(2020, 1, 1), END_OF_TIME),
        VatRate(VatKind.NONE, Decimal(0), date(2001, 1, 1), END_OF_TIME),
    )
)
STANDARD_RULES = PostingRules(
    chart=a_chart(HIGH, LOW, OTHER, UNTAXED, REVERSED, EU_GOODS, EU_SERVICES, EXPORT),
    vat_table=VAT_TABLE,
    ledger_rules=LedgerRules(
        defaults={
            VatCase.HIGH: 8200,
            VatCase.LOW: 8210,
            VatCase.OTHER: 8220,
            VatCase.ZERO_OR_EXEMPT: 8240,
            VatCase.REVERSE_CHARGE: 8250,
            VatCase.EU_GOODS: 8260,
            VatCase.EU_SERVICES: 8265,
            VatCase.EXPORT: 8270,
        }
    ),
)


def invoiced(*lines: InvoiceLine, **fields: Any) -> Invoice:
    """Make an invoice of these lines that adds up, its VAT rounded per rate."""
    keys = dict.fromkeys((line.vat_category, line.vat_rate) for line in lines)
    rows = []
    for category, rate in keys:
        base = Money.total(
            line.net_amount for line in lines if (line.vat_category, line.vat_rate) == (category, rate)
        )
        vat = Money.rounded(base.amount * rate / 100)
        rows.append(VatSubtotal(vat_category=category, vat_rate=rate, taxable_amount=base, vat_amount=vat))
    net = Money.total(line.net_amount for line in lines)
    vat = Money.total(row.vat_amount for row in rows)
    totals = {"total_without_vat": net, "total_vat": vat, "total_with_vat": net + vat}
    return an_invoice(lines=lines, vat_breakdown=tuple(rows), **{**totals, **fields})


def untaxed(net: str, category: VatCategory, **fields: Any) -> InvoiceLine:
    return a_line(net, rate="0", vat_category=category, **fields)
