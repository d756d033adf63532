"""Decides which case of VAT a line of a sale is (SnelStart API, section 7.3; Wet OB 1968)."""

from collections.abc import Callable, Mapping
from typing import Final

from snelkoppeling.domain.counterparty import CountryClass
from snelkoppeling.domain.invoice import InvoiceLine, Supply
from snelkoppeling.domain.ledger import AccountPurpose, VatCase
from snelkoppeling.domain.policy import Doubt
from snelkoppeling.domain.posting import oss
from snelkoppeling.domain.posting.accounts import case_by_account
from snelkoppeling.domain.posting.desk import Desk
from snelkoppeling.domain.posting.untaxed import refuse_rate, refuse_spanish_territory
from snelkoppeling.domain.vat import VatCategory, VatKind

Decide = Callable[[Desk, InvoiceLine, str], VatCase | None]
TAXED: Mapping[VatKind, VatCase] = {
    VatKind.HIGH: VatCase.HIGH,
    VatKind.LOW: VatCase.LOW,
    VatKind.OTHER: VatCase.OTHER,
}
EU_SUPPLIES: Mapping[AccountPurpose, VatCase] = {
    AccountPurpose.SALES_EU_GOODS: VatCase.EU_GOODS,
    AccountPurpose.SALES_EU_SERVICES: VatCase.EU_SERVICES,
}
CASE_OF_SUPPLY: Mapping[Supply, VatCase] = {
    Supply.GOODS: VatCase.EU_GOODS,
    Supply.SERVICES: VatCase.EU_SERVICES,
}


def case_of_sale(desk: Desk, line: InvoiceLine, field: str) -> VatCase | None:
    """Decide which case a line is; None when it cannot be booked, and `desk` says why."""
    return DECIDE[line.vat_category](desk, line, field)


def _standard(desk: Desk, line: InvoiceLine, field: str) -> VatCase | None:
    """Decide about VAT that is charged: Dutch, or the customer's own (OSS)."""
    company, place = desk.rules.company, desk.place
    if desk.is_oss:
        return oss.case_of(desk, line, field)
    kind = desk.rules.vat_table.kind_of(line.vat_rate, desk.invoice.issue_date)
    case = TAXED.get(kind) if kind else None
    if case is None:
        if place.seat is CountryClass.EU and line.vat_rate:
            code = "foreign-vat-to-business" if place.has_vat_number else "foreign-vat-not-enabled"
            rate = f"{line.vat_rate.normalize():f}"
            desk.findings.refuse(
                code, f"{field}.vat_rate", rate, country=place.country or "?", date=desk.invoice.issue_date
            )
        else:
            refuse_rate(desk, line, field)
        return None
    if company.is_small_business and desk.findings.doubts("small-business-charges-vat", "vat_breakdown"):
        return None
    return case


def _zero_rated(desk: Desk, line: InvoiceLine, field: str) -> VatCase:
    del desk, line, field
    return VatCase.ZERO_OR_EXEMPT


def _exempt(desk: Desk, line: InvoiceLine, field: str) -> VatCase | None:
    del line, field
    return _small_business(desk) if desk.rules.company.is_small_business else VatCase.ZERO_OR_EXEMPT


def _out_of_scope(desk: Desk, line: InvoiceLine, field: str) -> VatCase | None:
    del line, field
    if desk.rules.company.is_small_business:
        return _small_business(desk)
    if desk.policy.out_of_scope is Doubt.HOLD and desk.findings.doubts("out-of-scope-held", "vat_breakdown"):
        return None
    return VatCase.OUT_OF_SCOPE


def _small_business(desk: Desk) -> VatCase | None:
    """Wet OB 1968, art. 25: no VAT under the small business scheme, and nothing in the return."""
    held = desk.policy.small_business is Doubt.HOLD
    return (
        None
        if held and desk.findings.doubts("small-business-untaxed", "vat_breakdown")
        else VatCase.SMALL_BUSINESS
    )


def _reverse_charge(desk: Desk, line: InvoiceLine, field: str) -> VatCase | None:
    """Decide who it is shifted to: a Dutch customer (art. 12), or one in the EU (art. 6 and 37a)."""
    place = desk.place
    area = place.vat_area
    if area is CountryClass.EU:
        supply = _supply_by_line(desk, line) or Supply.SERVICES
        if not place.has_vat_number:
            desk.findings.refuse("eu-vat-number-missing", "relation", country=place.country or "?")
            return None
        if not (place.is_only_for_goods and supply is Supply.SERVICES):
            return CASE_OF_SUPPLY[supply]
    if area is None and not desk.findings.doubts("country-missing", "relation", desk.invoice.relation):
        return VatCase.REVERSE_CHARGE
    if area is CountryClass.HOME:
        return VatCase.REVERSE_CHARGE
    if area is not None:
        desk.findings.refuse("reverse-charge-outside-eu", f"{field}.vat_category", line.vat_category.value)
    return None


def _intra_community(desk: Desk, line: InvoiceLine, field: str) -> VatCase | None:
    """Decide about a supply within the EU (art. 9 lid 2 b with Tabel II a.6): it asks for a VAT number."""
    place = desk.place
    if not place.has_vat_number:
        desk.findings.refuse("eu-vat-number-missing", "relation", country=place.country or "?")
        return None
    supply = _supply_by_line(desk, line) or desk.policy.eu_supply
    if place.vat_area is not CountryClass.EU or (place.is_only_for_goods and supply is Supply.SERVICES):
        desk.findings.refuse("supply-not-within-eu", f"{field}.vat_category", line.vat_category.value)
        return None
    if place.is_only_for_goods:
        return VatCase.EU_GOODS
    if supply is None:
        desk.findings.refuse("eu-supply-unknown", f"{field}.supply")
        return None
    return CASE_OF_SUPPLY[supply]


def _supply_by_line(desk: Desk, line: InvoiceLine) -> Supply | None:
    """Tell goods from services by the line itself, else by the account chosen for just such lines."""
    if line.supply is not None:
        return line.supply
    case = case_by_account(desk, line, EU_SUPPLIES)
    return next((supply for supply, of_supply in CASE_OF_SUPPLY.items() if of_supply is case), None)


def _export(desk: Desk, line: InvoiceLine, field: str) -> VatCase | None:
    """Decide about an export (art. 9 lid 2 b with Tabel II a.2): its customer is outside the EU."""
    if desk.place.seat is CountryClass.OUTSIDE_EU:
        return VatCase.EXPORT
    country = desk.place.country or "?"
    desk.findings.refuse(
        "export-within-eu", f"{field}.vat_category", line.vat_category.value, country=country
    )
    return None


DECIDE: Final[Mapping[VatCategory, Decide]] = {
    VatCategory.STANDARD: _standard,
    VatCategory.ZERO_RATED: _zero_rated,
    VatCategory.EXEMPT: _exempt,
    VatCategory.OUT_OF_SCOPE: _out_of_scope,
    VatCategory.REVERSE_CHARGE: _reverse_charge,
    VatCategory.INTRA_COMMUNITY: _intra_community,
    VatCategory.EXPORT: _export,
    VatCategory.CANARY_ISLANDS: refuse_spanish_territory,
    VatCategory.CEUTA_MELILLA: refuse_spanish_territory,
}
