"""Sales with the VAT of another EU country: rates, accounts, VAT as lines (SnelStart API, section 7.5)."""

from collections.abc import Sequence

from snelkoppeling.domain.booking import BookingLine
from snelkoppeling.domain.invoice import InvoiceLine
from snelkoppeling.domain.ledger import AccountPurpose, LedgerAccount, VatCase
from snelkoppeling.domain.policy import Doubt, ForeignRate
from snelkoppeling.domain.posting.desk import Desk, Treated
from snelkoppeling.domain.vat import VatCategory, VatKind

USUAL_FIRST = ("SR", "RRH", "RRL", "SRR", "PR")
"""SnelStart API, section 6.2: standard, reduced high and low, super-reduced, parking."""


def case_of(desk: Desk, line: InvoiceLine, field: str) -> VatCase | None:
    """Confirm that the customer's country has this rate; None when it has not, and `desk` says so."""
    if desk.policy.oss is Doubt.HOLD and desk.findings.doubts("oss-held", "vat_breakdown"):
        return None
    if rate_codes(desk, line):
        return VatCase.OSS
    known = sorted({rate.percentage for rate in _in_force(desk)}, reverse=True)
    desk.findings.refuse(
        "oss-rate-unknown",
        f"{field}.vat_rate",
        f"{line.vat_rate.normalize():f}",
        country=desk.place.country or "?",
        date=desk.invoice.issue_date,
        known=", ".join(f"{percentage.normalize():f}%" for percentage in known) or "–",
    )
    return None


def rate_codes(desk: Desk, line: InvoiceLine) -> frozenset[str]:
    """Name the codes under which the customer's country has the rate of a line on the invoice date."""
    return frozenset(
        rate.rate_code for rate in _in_force(desk) if rate.percentage == line.vat_rate and line.vat_rate
    )


def account_number(desk: Desk, line: InvoiceLine) -> int | None:
    """Choose the account by the code of the rate: the default when it fits, else the only one of its code.

    Where a country has one percentage under several codes, the more usual code comes first.
    """
    codes = rate_codes(desk, line)
    default = desk.rules.ledger_rules.defaults.get(VatCase.OSS)
    fitting = [
        account
        for account in desk.rules.chart.accounts.values()
        if account.purpose is AccountPurpose.SALES_OSS
        and account.vat_rate_code in codes
        and account.is_active
    ]
    if any(account.number == default for account in fitting):
        return default
    for code in USUAL_FIRST:
        of_code = [account.number for account in fitting if account.vat_rate_code == code]
        if len(of_code) == 1:
            return of_code[0]
    return default


def is_of_another_rate(desk: Desk, line: InvoiceLine, account: LedgerAccount) -> bool:
    """Tell whether an account is meant for another rate than that of a line."""
    return account.vat_rate_code not in rate_codes(desk, line)


def vat_lines(desk: Desk, treated: Sequence[Treated]) -> list[BookingLine]:
    """Make lines of the VAT, on the account for foreign VAT; SnelStart takes no others beside them."""
    cases = {treatment.case for _, treatment, _ in treated}
    is_rounded = bool(desk.invoice.rounding_amount.amount)
    if VatCase.OSS in cases and (len(cases) > 1 or is_rounded):
        desk.findings.refuse("oss-mixed", "vat_breakdown")
    elif cases and VatCase.OSS not in cases:
        desk.findings.refuse("oss-untaxed", "vat_breakdown", country=desk.place.country or "?")
    if VatCase.OSS not in cases:
        return []
    account = _vat_account(desk)
    if account is None:
        return []
    country = desk.place.country or "?"
    return [
        BookingLine(
            description=f"Btw {row.vat_rate.normalize():f}% {country}",
            account=account,
            net_amount=row.vat_amount,
            vat_kind=VatKind.NONE,
        )
        for row in desk.invoice.vat_breakdown
        if row.vat_amount and row.vat_category is VatCategory.STANDARD
    ]


def _vat_account(desk: Desk) -> LedgerAccount | None:
    books_id = desk.rules.company.foreign_vat_account
    account = None if books_id is None else desk.rules.chart.by_books_id(books_id)
    if account is None or not account.is_active:
        desk.findings.refuse("oss-vat-account-missing", "vat_breakdown")
        return None
    if account.requires_cost_centre:
        desk.findings.refuse(
            "account-needs-cost-centre", "vat_breakdown", account.number, name=account.description
        )
    return account


def _in_force(desk: Desk) -> list[ForeignRate]:
    """List the rates of the customer's country on the invoice date, the newest of each code."""
    newest: dict[str, ForeignRate] = {}
    for rate in desk.rules.foreign_rates.get(desk.place.country or "", ()):
        known = newest.get(rate.rate_code)
        begun = rate.valid_from <= desk.invoice.issue_date
        if begun and (known is None or rate.valid_from > known.valid_from):
            newest[rate.rate_code] = rate
    return list(newest.values())
