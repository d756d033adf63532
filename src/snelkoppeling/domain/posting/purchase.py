"""Decides which case of VAT a line of a purchase is (SnelStart API, section 7.3; Wet OB 1968)."""

from collections.abc import Callable, Mapping
from typing import Final

from snelkoppeling.domain.counterparty import CountryClass
from snelkoppeling.domain.invoice import InvoiceLine, Supply
from snelkoppeling.domain.ledger import AccountPurpose, VatCase
from snelkoppeling.domain.policy import AcquisitionForm, ReverseChargeForm
from snelkoppeling.domain.posting.accounts import case_by_account
from snelkoppeling.domain.posting.desk import Desk
from snelkoppeling.domain.posting.untaxed import refuse_rate, refuse_spanish_territory
from snelkoppeling.domain.vat import VatCategory, VatKind

Decide = Callable[[Desk, InvoiceLine, str], VatCase | None]
TAXED: Mapping[VatKind, VatCase] = {
    VatKind.HIGH: VatCase.PURCHASE_HIGH,
    VatKind.LOW: VatCase.PURCHASE_LOW,
    VatKind.OTHER: VatCase.PURCHASE_OTHER,
}
ACQUISITIONS: Mapping[AccountPurpose, VatCase] = {
    AccountPurpose.EU_ACQUISITION_HIGH: VatCase.EU_ACQUISITION_HIGH,
    AccountPurpose.EU_ACQUISITION_LOW: VatCase.EU_ACQUISITION_LOW,
    AccountPurpose.EU_ACQUISITION_OTHER: VatCase.EU_ACQUISITION_OTHER,
}
IMPORTS: Mapping[AccountPurpose, VatCase] = {
    AccountPurpose.IMPORT_HIGH: VatCase.IMPORT_HIGH,
    AccountPurpose.IMPORT_LOW: VatCase.IMPORT_LOW,
    AccountPurpose.IMPORT_OTHER: VatCase.IMPORT_OTHER,
}


def case_of_purchase(desk: Desk, line: InvoiceLine, field: str) -> VatCase | None:
    """Decide which case a line is; None when it cannot be booked, and `desk` says why."""
    return DECIDE[line.vat_category](desk, line, field)


def _standard(desk: Desk, line: InvoiceLine, field: str) -> VatCase | None:
    """Decide about VAT that the supplier charged: only Dutch VAT is deducted (art. 15)."""
    findings, place = desk.findings, desk.place
    if place.vat_area in {CountryClass.EU, CountryClass.OUTSIDE_EU}:
        rate = f"{line.vat_rate.normalize():f}"
        if findings.doubts("foreign-vat-charged", "vat_breakdown", rate, country=place.country or "?"):
            return None
    kind = desk.rules.vat_table.kind_of(line.vat_rate, desk.invoice.issue_date)
    case = TAXED.get(kind) if kind else None
    if case is None:
        refuse_rate(desk, line, field)
        return None
    is_small = desk.rules.company.is_small_business
    return None if is_small and findings.doubts("small-business-deducts-vat", "vat_breakdown") else case


def _untaxed(desk: Desk, line: InvoiceLine, field: str) -> VatCase | None:
    """Decide about a purchase without VAT by where its supplier is."""
    del field
    area, findings = desk.place.vat_area, desk.findings
    if area is CountryClass.OUTSIDE_EU:
        return _import(desk, line)
    held = False
    if area is CountryClass.EU:
        held = findings.doubts("untaxed-from-eu", "vat_breakdown", line.vat_category.value)
    elif area is None:
        held = findings.doubts("country-missing", "relation", desk.invoice.relation)
    return None if held else VatCase.PURCHASE_UNTAXED


def _reverse_charge(desk: Desk, line: InvoiceLine, field: str) -> VatCase | None:
    """Decide about VAT that is shifted to us: by a Dutch supplier, one in the EU, or one outside it."""
    del field
    place = desk.place
    if place.vat_area is CountryClass.OUTSIDE_EU or (
        place.is_only_for_goods and line.supply is not Supply.GOODS
    ):
        return _import(desk, line)
    if place.vat_area is CountryClass.EU:
        return _acquisition(desk, line)
    if place.vat_area is None and desk.findings.doubts("country-missing", "relation", desk.invoice.relation):
        return None
    if desk.policy.purchase_reverse_charge is ReverseChargeForm.HOLD:
        desk.findings.refuse("reverse-charge-form-missing", "vat_breakdown")
        return None
    return VatCase.PURCHASE_REVERSE_CHARGE


def _intra_community(desk: Desk, line: InvoiceLine, field: str) -> VatCase | None:
    """Decide about an acquisition within the EU (art. 17a): its supplier is in another EU country."""
    place = desk.place
    is_service_from_northern_ireland = place.is_only_for_goods and line.supply is Supply.SERVICES
    if place.vat_area is CountryClass.EU and not is_service_from_northern_ireland:
        return _acquisition(desk, line)
    desk.findings.refuse("supply-not-within-eu", f"{field}.vat_category", line.vat_category.value)
    return None


def _export(desk: Desk, line: InvoiceLine, field: str) -> VatCase | None:
    """Decide about what a supplier outside the EU calls an export."""
    if desk.place.vat_area is CountryClass.OUTSIDE_EU:
        return _import(desk, line)
    country = desk.place.country or "?"
    desk.findings.refuse(
        "export-within-eu", f"{field}.vat_category", line.vat_category.value, country=country
    )
    return None


def _acquisition(desk: Desk, line: InvoiceLine) -> VatCase | None:
    if desk.policy.eu_purchase is AcquisitionForm.HOLD:
        desk.findings.refuse("eu-purchase-form-missing", "vat_breakdown")
        return None
    # The document names no rate; the high one holds unless an account was chosen for another (art. 9).
    return case_by_account(desk, line, ACQUISITIONS) or VatCase.EU_ACQUISITION_HIGH


def _import(desk: Desk, line: InvoiceLine) -> VatCase | None:
    if desk.policy.import_purchase is AcquisitionForm.HOLD:
        desk.findings.refuse("import-form-missing", "vat_breakdown")
        return None
    return case_by_account(desk, line, IMPORTS) or VatCase.IMPORT_HIGH


DECIDE: Final[Mapping[VatCategory, Decide]] = {
    VatCategory.STANDARD: _standard,
    VatCategory.ZERO_RATED: _untaxed,
    VatCategory.EXEMPT: _untaxed,
    VatCategory.OUT_OF_SCOPE: _untaxed,
    VatCategory.REVERSE_CHARGE: _reverse_charge,
    VatCategory.INTRA_COMMUNITY: _intra_community,
    VatCategory.EXPORT: _export,
    VatCategory.CANARY_ISLANDS: refuse_spanish_territory,
    VatCategory.CEUTA_MELILLA: refuse_spanish_territory,
}
