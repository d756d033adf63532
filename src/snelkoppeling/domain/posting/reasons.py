"""Reads why a document has no VAT, and notes where that speaks against its category or its customer."""

import re
from collections.abc import Mapping

from snelkoppeling.domain.counterparty import CountryClass
from snelkoppeling.domain.invoice import VatSubtotal
from snelkoppeling.domain.posting.desk import Desk
from snelkoppeling.domain.vat import VatCategory

MARGIN_SCHEMES = frozenset({"VATEX-EU-D", "VATEX-EU-F", "VATEX-EU-I", "VATEX-EU-J"})
"""Travel agents, second-hand goods, works of art, collectors' items (VATEX code list of EN 16931)."""
WITHIN_EU = frozenset({VatCategory.REVERSE_CHARGE, VatCategory.INTRA_COMMUNITY})
CATEGORIES_OF_CODE: Mapping[str, frozenset[VatCategory]] = {
    "VATEX-EU-AE": WITHIN_EU,
    "VATEX-EU-IC": WITHIN_EU,
    "VATEX-EU-G": frozenset({VatCategory.EXPORT}),
    "VATEX-EU-O": frozenset({VatCategory.OUT_OF_SCOPE}),
}
"""Codes that belong to a category (VATEX code list); the line itself tells goods from services."""
WITHOUT_REASON_OF_ITS_OWN = frozenset({VatCategory.ZERO_RATED, VatCategory.EXEMPT})
MARGIN_WORDS = re.compile(
    r"margeregeling|margin scheme|differenzbesteuerung"
    r"|(bijzondere regeling|sonderregelung|régime particulier)\W+"
    r"(gebruikte|reisb|kunst|voorwerpen|gebraucht|sammlung|antiquit|biens|agences|objets)",
    re.IGNORECASE,
)
"""What the law has such an invoice say (VAT Directive, art. 226, 13 and 14), in four languages."""
SHIFTED_WORDS = re.compile(
    r"btw[ -]?verlegd|verlegde btw|reverse[ -]charge|autoliquidation|steuerschuldnerschaft"
    r"|intracommunautaire (levering|dienst)|intra-?community supply",
    re.IGNORECASE,
)
"""What the law has an invoice say that is no exemption (VAT Directive, art. 226, 11a), and the like."""


def check_reasons(desk: Desk) -> None:
    """Hold what a row says to be of another category, or under a margin scheme (Wet OB 1968, art. 28b)."""
    is_import = not desk.is_sale and desk.place.vat_area is CountryClass.OUTSIDE_EU
    for row in desk.invoice.vat_breakdown:
        if not row.exemption_code and not row.exemption_reason:
            continue
        told = row.exemption_code.strip().upper() or row.exemption_reason.strip()
        if _is_under_margin_scheme(row):
            desk.findings.doubts("margin-scheme", "vat_breakdown", told)
        elif _is_of_other_category(row) and not is_import:
            category = row.vat_category.value
            desk.findings.doubts("exemption-of-other-category", "vat_breakdown", told, category=category)


def _is_under_margin_scheme(row: VatSubtotal) -> bool:
    code, reason = row.exemption_code.strip().upper(), row.exemption_reason
    is_told = code in MARGIN_SCHEMES or MARGIN_WORDS.search(reason) is not None
    return row.vat_category is VatCategory.EXEMPT and is_told


def _is_of_other_category(row: VatSubtotal) -> bool:
    fitting = CATEGORIES_OF_CODE.get(row.exemption_code.strip().upper())
    if fitting is not None:
        return row.vat_category not in fitting
    is_untaxed = row.vat_category in WITHOUT_REASON_OF_ITS_OWN
    return is_untaxed and SHIFTED_WORDS.search(row.exemption_reason) is not None


def check_untaxed_abroad(desk: Desk) -> None:
    """Hold a sale abroad at the zero rate, or exempt without saying why: as a rule it is K, AE or G.

    Booked as it stands it would be in box 1e of the return instead of 3a or 3b.
    """
    area = desk.place.vat_area
    if not desk.is_sale or desk.is_oss or area in {None, CountryClass.HOME}:
        return
    if desk.rules.company.is_small_business:
        return  # It files no return, and is asked about for that.
    for row in desk.invoice.vat_breakdown:
        if row.taxable_amount.amount and (
            row.vat_category is VatCategory.ZERO_RATED or _is_unexplained(desk, row)
        ):
            country = desk.place.country or "?"
            desk.findings.doubts(
                "untaxed-to-abroad", "vat_breakdown", row.vat_category.value, country=country
            )


def _is_unexplained(desk: Desk, row: VatSubtotal) -> bool:
    """Tell whether a business abroad is said to be exempt, and nothing says of what."""
    says_why = row.exemption_code.strip() or row.exemption_reason.strip()
    return row.vat_category is VatCategory.EXEMPT and not says_why and not desk.place.is_private_in_eu
