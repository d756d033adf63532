"""Reads booking cases into what posting takes, by way of the door's own description of an invoice."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from snelkoppeling.domain.booking import Booking
from snelkoppeling.domain.counterparty import Counterparty
from snelkoppeling.domain.identity import BooksId, ExternalId
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.ledger import AccountPurpose, Chart, LedgerAccount, LedgerRules
from snelkoppeling.domain.policy import CompanyFacts, ForeignRate, Period, PostingPolicy, PostingRules
from snelkoppeling.domain.vat import VatKind, VatRate, VatTable
from snelkoppeling.web.api.invoice_body import InvoiceBody, to_invoice
from snelkoppeling.web.api.relation_body import RelationBody, to_relation
from tests.unit.domain.booking_cases import chart
from tests.unit.domain.booking_cases.case import BookingCase

Json = dict[str, Any]


def invoice_of(case: BookingCase) -> Invoice:
    """Read the invoice as the door does."""
    return to_invoice(InvoiceBody.model_validate(case.invoice))


def counterparty_of(case: BookingCase) -> Counterparty:
    """Read the relation as the door does, and give what posting needs of it."""
    stated = {name: value for name, value in case.relation.items() if name != "external_id"}
    relation = to_relation(RelationBody.model_validate(stated))
    address = relation.visiting_address
    return Counterparty(
        books_id=BooksId(f"books-{case.relation['external_id']}"),
        external_id=ExternalId(str(case.relation["external_id"])),
        country_code=None if address is None else address.country_code,
        vat_number=relation.vat_number,
        number="" if relation.number is None else str(relation.number),
        name=relation.name,
    )


def rules_of(case: BookingCase) -> PostingRules:
    """Read the administration of a case."""
    given = {"defaults": chart.DEFAULTS, **case.rules}
    return PostingRules(
        chart=CHART,
        vat_table=VAT_TABLE,
        ledger_rules=msgspec.convert(given, LedgerRules, strict=False),
        policy=msgspec.convert(case.policy, PostingPolicy),
        company=_company(case.company),
        foreign_rates=FOREIGN_RATES,
    )


def cost_centres_of(case: BookingCase) -> dict[ExternalId, BooksId]:
    """Name the cost centres in the books."""
    return {ExternalId(project): BooksId(f"centre-{project}") for project in case.projects}


def neutral(booking: Booking) -> Json:
    """Write a booking the way the cases do."""
    return {
        "number": booking.invoice_number,
        "total": str(booking.total),
        "marked": booking.needs_review,
        "lines": [
            [
                line.account.number,
                str(line.net_amount),
                line.vat_kind.value,
                line.cost_centre.removeprefix("centre-") if line.cost_centre else None,
            ]
            for line in booking.lines
        ],
        "vat": [[entry.kind.value, str(entry.amount)] for entry in booking.vat_entries],
        "description": booking.description,
        "voucher": booking.voucher,
    }


def _account(given: Json) -> LedgerAccount:
    return LedgerAccount(
        books_id=BooksId(f"account-{given['number']}"),
        number=given["number"],
        description=f"Rekening {given['number']}",
        purpose=AccountPurpose(given["purpose"]),
        vat_kinds=frozenset(VatKind(kind) for kind in given["vat_kinds"]),
        is_active=given.get("is_active", True),
        requires_cost_centre=given.get("requires_cost_centre", False),
        vat_rate_code=given.get("vat_rate_code", ""),
    )


def _company(given: Json) -> CompanyFacts:
    vat_account = given.get("foreign_vat_account", chart.FOREIGN_VAT_ACCOUNT)
    return CompanyFacts(
        is_small_business=given.get("is_small_business", False),
        invoices_foreign_vat=given.get("invoices_foreign_vat", False),
        foreign_vat_account=None if vat_account is None else BooksId(f"account-{vat_account}"),
        current_book_year=given.get("current_book_year"),
        filed_periods=tuple(
            Period(date.fromisoformat(first), date.fromisoformat(last))
            for first, last in given.get("filed_periods", [])
        ),
    )


CHART = Chart({given["number"]: _account(given) for given in chart.ACCOUNTS})
VAT_TABLE = VatTable(
    tuple(
        VatRate(VatKind(kind), Decimal(rate), date.fromisoformat(first), date.fromisoformat(last))
        for kind, rate, first, last in chart.VAT_RATES
    )
)
FOREIGN_RATES = {
    country: tuple(ForeignRate(code, Decimal(rate), date.fromisoformat(day)) for code, rate, day in rates)
    for country, rates in chart.FOREIGN_RATES.items()
}
