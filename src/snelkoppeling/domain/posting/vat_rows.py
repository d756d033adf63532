"""The VAT entries of a booking: the document's own amounts by kind, and what reverse charge adds."""

from collections.abc import Sequence
from decimal import Decimal

from snelkoppeling.domain.booking import VatEntry
from snelkoppeling.domain.ledger import KIND_OF_CASE, VatCase
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.policy import AcquisitionForm, ReverseChargeForm
from snelkoppeling.domain.posting.desk import Desk, Treated
from snelkoppeling.domain.posting.lines import form_of, rate_of
from snelkoppeling.domain.vat import ENTRY_KIND, PURCHASE_ENTRY_KIND, VatCategory, VatEntryKind, VatKind

REVERSED = frozenset({VatCase.REVERSE_CHARGE, VatCase.PURCHASE_REVERSE_CHARGE})
SHIFTED = frozenset({ReverseChargeForm.NONE_SHIFTED, ReverseChargeForm.RATE_SHIFTED})
WITH_ZERO = frozenset({AcquisitionForm.NONE_ZERO, AcquisitionForm.BY_ACCOUNT_ZERO})
NOTHING = Decimal(0)


def check_mixing(desk: Desk, treated: Sequence[Treated]) -> None:
    """Note reverse charge beside other VAT: SnelStart refuses it (SnelStart API, section 7.3, BOE-0062)."""
    cases = {treatment.case for _, treatment, _ in treated}
    if cases & REVERSED and any(case in KIND_OF_CASE for case in cases):
        desk.findings.refuse("reverse-charge-mixed", "vat_breakdown")


def vat_entries(desk: Desk, treated: Sequence[Treated]) -> list[VatEntry]:
    """Add up the VAT by kind; each kind on a line gets an entry, even of zero."""
    kinds = ENTRY_KIND if desk.is_sale else PURCHASE_ENTRY_KIND
    totals: dict[VatEntryKind, Decimal] = {}
    rates: dict[Decimal, VatKind] = {}
    for line, treatment, _ in treated:
        if line.vat_rate in rates:
            continue
        if treatment.case in KIND_OF_CASE:
            totals[kinds[treatment.kind]] = NOTHING
            rates[line.vat_rate] = treatment.kind
        elif treatment.case is VatCase.REVERSE_CHARGE:
            totals[VatEntryKind.SALES_REVERSE_CHARGE] = NOTHING
        elif treatment.case is VatCase.PURCHASE_REVERSE_CHARGE:
            totals[VatEntryKind.PURCHASE_REVERSE_CHARGE] = NOTHING
        elif form_of(desk, treatment.case) in WITH_ZERO:
            totals[kinds[rate_of(treatment.account)]] = NOTHING
    for row in desk.invoice.vat_breakdown:
        if row.vat_amount.amount and row.vat_category is VatCategory.STANDARD and row.vat_rate in rates:
            # A VAT amount without a line of its rate was found implausible before we got here.
            totals[kinds[rates[row.vat_rate]]] += row.vat_amount.amount
    if desk.policy.purchase_reverse_charge in SHIFTED and VatEntryKind.PURCHASE_REVERSE_CHARGE in totals:
        totals[VatEntryKind.PURCHASE_REVERSE_CHARGE] = _shifted(desk, treated)
    return [VatEntry(kind=kind, amount=Money(amount)) for kind, amount in sorted(totals.items())]


def _shifted(desk: Desk, treated: Sequence[Treated]) -> Decimal:
    """Compute the VAT that the supplier shifted to us, rounded per rate."""
    bases: dict[VatKind, Decimal] = {}
    for line, treatment, _ in treated:
        if treatment.case is VatCase.PURCHASE_REVERSE_CHARGE:
            kind = rate_of(treatment.account)
            bases[kind] = bases.get(kind, NOTHING) + line.net_amount.amount
    day, table, total = desk.invoice.issue_date, desk.rules.vat_table, NOTHING
    for kind, base in bases.items():
        percentage = table.percentage_of(kind, day)
        if percentage is None:
            desk.findings.refuse("shifted-rate-unknown", "vat_breakdown", kind.value, date=day)
        else:
            total += Money.rounded(base * percentage / 100).amount
    return total
