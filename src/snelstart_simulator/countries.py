"""Which countries are in the European Union, as far as VAT is concerned."""

_EU = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
_HOME = "NL"
_NORTHERN_IRELAND = "XI"
_OTHER_PREFIXES = {"EL": "GR"}
"""Greece writes EL before its VAT numbers, and GR everywhere else."""


def country_of_vat_prefix(prefix: str) -> str | None:
    """Give the EU country whose VAT numbers begin like this; None when no country's do."""
    country = _OTHER_PREFIXES.get(prefix.upper(), prefix.upper())
    return country if country in _EU else None


def is_eu_country(landcode: str) -> bool:
    """Tell whether a country, by its two letters, is in the EU."""
    return landcode.upper() in _EU


def is_other_eu_country(prefix: str) -> bool:
    """Tell whether two letters, of a country or a VAT number, stand for an EU country other than ours."""
    return country_of_vat_prefix(prefix) not in {None, _HOME}


def is_number_of_other_eu_country(vat_number: str, *, for_goods: bool) -> bool:
    """Tell whether a VAT number is of another EU country; that of Northern Ireland is for goods only."""
    prefix = vat_number[:2].upper()
    return is_other_eu_country(prefix) or (for_goods and prefix == _NORTHERN_IRELAND)
