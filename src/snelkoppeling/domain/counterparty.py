"""The customer or supplier of an invoice, and which VAT territory a country belongs to."""

from dataclasses import dataclass
from enum import StrEnum

from snelkoppeling.domain.identity import BooksId, ExternalId

HOME_COUNTRY = "NL"
EU_COUNTRIES = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "PL", "PT", "RO", "SE", "SI", "SK"),
        "EL",  # Greece in VAT numbers.
        "XI",  # Northern Ireland in VAT numbers: within the EU for goods, and for goods only.
        "MC",  # Monaco: counted as France (VAT Directive, art. 7).
    }
)
"""The EU without the Netherlands, for VAT (VAT Directive 2006/112/EC, art. 5 to 7)."""


class CountryClass(StrEnum):
    """Where a country lies, as Dutch VAT sees it."""

    HOME = "home"
    EU = "eu"
    OUTSIDE_EU = "outside_eu"


@dataclass(frozen=True, slots=True)
class Counterparty:
    """The other party of an invoice, as far as its booking depends on it."""

    books_id: BooksId
    external_id: ExternalId
    country_code: str | None
    """ISO 3166-1, two letters; None when nobody told."""
    vat_number: str | None
    """With its country code, no spaces or dots."""
    number: str = ""
    """Its number as customer or supplier, empty when it has none."""
    name: str = ""


def country_class(code: str | None) -> CountryClass | None:
    """Classify a country by its code in addresses or VAT numbers; None without a code.

    The United Kingdom (GB) lies outside the EU; Northern Ireland has XI in its VAT numbers and is within it
    for goods, but not for services (Protocol on Ireland/Northern Ireland, art. 8).
    """
    if not code:
        return None
    if code == HOME_COUNTRY:
        return CountryClass.HOME
    return CountryClass.EU if code in EU_COUNTRIES else CountryClass.OUTSIDE_EU
