"""The cases of VAT that need a ledger account of their own, and the accounts each may go to."""

from collections.abc import Mapping
from enum import StrEnum

from snelkoppeling.domain.ledger.accounts import AccountPurpose
from snelkoppeling.domain.vat import VatKind


class VatCase(StrEnum):
    """A case of VAT on a sale or purchase (SnelStart API, section 7.3)."""

    HIGH = "high"
    LOW = "low"
    OTHER = "other"
    ZERO_OR_EXEMPT = "zero_or_exempt"
    REVERSE_CHARGE = "reverse_charge"
    EU_GOODS = "eu_goods"
    EU_SERVICES = "eu_services"
    EXPORT = "export"
    OUT_OF_SCOPE = "out_of_scope"
    SMALL_BUSINESS = "small_business"
    OSS = "oss"
    ROUNDING = "rounding"
    PURCHASE_HIGH = "purchase_high"
    PURCHASE_LOW = "purchase_low"
    PURCHASE_OTHER = "purchase_other"
    PURCHASE_UNTAXED = "purchase_untaxed"
    PURCHASE_REVERSE_CHARGE = "purchase_reverse_charge"
    EU_ACQUISITION_HIGH = "eu_acquisition_high"
    EU_ACQUISITION_LOW = "eu_acquisition_low"
    EU_ACQUISITION_OTHER = "eu_acquisition_other"
    IMPORT_HIGH = "import_high"
    IMPORT_LOW = "import_low"
    IMPORT_OTHER = "import_other"
    PURCHASE_UNKNOWN = "purchase_unknown"


CASE_WORDS: Mapping[VatCase, tuple[str, str]] = {
    VatCase.HIGH: ("omzet met btw hoog", "revenue with high VAT"),
    VatCase.LOW: ("omzet met btw laag", "revenue with low VAT"),
    VatCase.OTHER: ("omzet met btw overig", "revenue with another VAT rate"),
    VatCase.ZERO_OR_EXEMPT: ("omzet met nultarief of vrijgesteld", "zero-rated or exempt revenue"),
    VatCase.REVERSE_CHARGE: ("omzet met verlegde btw", "revenue with reverse charge"),
    VatCase.EU_GOODS: ("levering van goederen binnen de EU", "goods supplied within the EU"),
    VatCase.EU_SERVICES: ("diensten binnen de EU", "services supplied within the EU"),
    VatCase.EXPORT: ("uitvoer buiten de EU", "export outside the EU"),
    VatCase.OUT_OF_SCOPE: ("opbrengst buiten de btw", "income outside the scope of VAT"),
    VatCase.SMALL_BUSINESS: (
        "omzet onder de kleineondernemersregeling",
        "revenue under the small business scheme",
    ),
    VatCase.OSS: ("omzet met btw van een ander EU-land", "revenue with VAT of another EU country"),
    VatCase.ROUNDING: ("afronding van het te betalen bedrag", "rounding of the payable amount"),
    VatCase.PURCHASE_HIGH: ("inkoop met btw hoog", "purchase with high VAT"),
    VatCase.PURCHASE_LOW: ("inkoop met btw laag", "purchase with low VAT"),
    VatCase.PURCHASE_OTHER: ("inkoop met btw overig", "purchase with another VAT rate"),
    VatCase.PURCHASE_UNTAXED: ("inkoop zonder btw", "purchase without VAT"),
    VatCase.PURCHASE_REVERSE_CHARGE: ("inkoop met verlegde btw", "purchase with reverse charge"),
    VatCase.EU_ACQUISITION_HIGH: ("inkoop uit de EU, tarief hoog", "purchase from the EU, high rate"),
    VatCase.EU_ACQUISITION_LOW: ("inkoop uit de EU, tarief laag", "purchase from the EU, low rate"),
    VatCase.EU_ACQUISITION_OTHER: ("inkoop uit de EU, tarief overig", "purchase from the EU, another rate"),
    VatCase.IMPORT_HIGH: ("inkoop van buiten de EU, tarief hoog", "purchase from outside the EU, high rate"),
    VatCase.IMPORT_LOW: ("inkoop van buiten de EU, tarief laag", "purchase from outside the EU, low rate"),
    VatCase.IMPORT_OTHER: (
        "inkoop van buiten de EU, tarief overig",
        "purchase from outside the EU, another rate",
    ),
    VatCase.PURCHASE_UNKNOWN: ("inkoop die nog moet worden uitgezocht", "purchase yet to be sorted out"),
}

KIND_OF_CASE: Mapping[VatCase, VatKind] = {
    VatCase.HIGH: VatKind.HIGH,
    VatCase.LOW: VatKind.LOW,
    VatCase.OTHER: VatKind.OTHER,
    VatCase.PURCHASE_HIGH: VatKind.HIGH,
    VatCase.PURCHASE_LOW: VatKind.LOW,
    VatCase.PURCHASE_OTHER: VatKind.OTHER,
}
"""The kind of VAT on a line of each case where the document charges Dutch VAT."""

_UNTAXED_INCOME = frozenset({AccountPurpose.SALES_UNTAXED, AccountPurpose.ELSE})
_ANY_PURCHASE = frozenset({AccountPurpose.PURCHASE_ANY, AccountPurpose.PURCHASE_UNKNOWN})
_PURCHASE_AT_HOME = _ANY_PURCHASE | {
    AccountPurpose.PURCHASE_HIGH,
    AccountPurpose.PURCHASE_LOW,
    AccountPurpose.PURCHASE_OTHER,
}

ALLOWED_PURPOSES: Mapping[VatCase, frozenset[AccountPurpose]] = {
    VatCase.HIGH: frozenset({AccountPurpose.SALES_HIGH}),
    VatCase.LOW: frozenset({AccountPurpose.SALES_LOW}),
    VatCase.OTHER: frozenset({AccountPurpose.SALES_OTHER}),
    VatCase.ZERO_OR_EXEMPT: frozenset({AccountPurpose.SALES_UNTAXED}),
    VatCase.REVERSE_CHARGE: frozenset({AccountPurpose.SALES_UNTAXED}),
    VatCase.EU_GOODS: frozenset({AccountPurpose.SALES_EU_GOODS}),
    VatCase.EU_SERVICES: frozenset({AccountPurpose.SALES_EU_SERVICES}),
    VatCase.EXPORT: frozenset({AccountPurpose.SALES_EXPORT}),
    VatCase.OUT_OF_SCOPE: _UNTAXED_INCOME,
    VatCase.SMALL_BUSINESS: _UNTAXED_INCOME,
    VatCase.OSS: frozenset({AccountPurpose.SALES_OSS}),
    VatCase.ROUNDING: frozenset(AccountPurpose),
    VatCase.PURCHASE_HIGH: _ANY_PURCHASE | {AccountPurpose.PURCHASE_HIGH},
    VatCase.PURCHASE_LOW: _ANY_PURCHASE | {AccountPurpose.PURCHASE_LOW},
    VatCase.PURCHASE_OTHER: _ANY_PURCHASE | {AccountPurpose.PURCHASE_OTHER},
    VatCase.PURCHASE_UNTAXED: _PURCHASE_AT_HOME,
    VatCase.PURCHASE_REVERSE_CHARGE: _PURCHASE_AT_HOME,
    VatCase.EU_ACQUISITION_HIGH: frozenset({AccountPurpose.EU_ACQUISITION_HIGH}),
    VatCase.EU_ACQUISITION_LOW: frozenset({AccountPurpose.EU_ACQUISITION_LOW}),
    VatCase.EU_ACQUISITION_OTHER: frozenset({AccountPurpose.EU_ACQUISITION_OTHER}),
    VatCase.IMPORT_HIGH: frozenset({AccountPurpose.IMPORT_HIGH}),
    VatCase.IMPORT_LOW: frozenset({AccountPurpose.IMPORT_LOW}),
    VatCase.IMPORT_OTHER: frozenset({AccountPurpose.IMPORT_OTHER}),
    VatCase.PURCHASE_UNKNOWN: frozenset({AccountPurpose.PURCHASE_UNKNOWN}),
}
"""An account of another purpose would put the amount in the wrong box of the VAT return."""
