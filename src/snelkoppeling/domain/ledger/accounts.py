"""The ledger accounts of an administration."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.vat import VatKind


class AccountPurpose(StrEnum):
    """What the books keep an account for, as far as an invoice needs to know (SnelStart API, section 7.3)."""

    SALES_LOW = "sales_low"
    SALES_HIGH = "sales_high"
    SALES_OTHER = "sales_other"
    SALES_UNTAXED = "sales_untaxed"
    """Zero-rated, exempt or reverse charged at home."""
    SALES_EU_GOODS = "sales_eu_goods"
    SALES_EU_SERVICES = "sales_eu_services"
    SALES_EXPORT = "sales_export"
    SALES_OSS = "sales_oss"
    """To private people in other EU countries, with the VAT of their country."""
    PURCHASE_ANY = "purchase_any"
    """Costs of every rate; a line says which."""
    PURCHASE_LOW = "purchase_low"
    PURCHASE_HIGH = "purchase_high"
    PURCHASE_OTHER = "purchase_other"
    PURCHASE_UNKNOWN = "purchase_unknown"
    """Costs that somebody has yet to sort out."""
    EU_ACQUISITION_LOW = "eu_acquisition_low"
    EU_ACQUISITION_HIGH = "eu_acquisition_high"
    EU_ACQUISITION_OTHER = "eu_acquisition_other"
    IMPORT_LOW = "import_low"
    IMPORT_HIGH = "import_high"
    IMPORT_OTHER = "import_other"
    ELSE = "else"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerAccount:
    """An account of one administration."""

    books_id: BooksId
    number: int
    description: str
    purpose: AccountPurpose
    vat_kinds: frozenset[VatKind]
    """The kinds of VAT that a line on it may carry; empty when the books do not say."""
    is_active: bool = True
    requires_cost_centre: bool = False
    vat_rate_code: str = ""
    """The code of the foreign rate that it is for (OSS)."""
    rgs_code: str = ""
    """Its place in the Dutch reference classification of accounts (RGS)."""

    def takes(self, kind: VatKind) -> bool:
        """Tell whether a line on it may carry this kind of VAT."""
        return not self.vat_kinds or kind in self.vat_kinds


@dataclass(frozen=True, slots=True)
class Chart:
    """The ledger accounts of one administration, by number."""

    accounts: Mapping[int, LedgerAccount]

    def get(self, number: int) -> LedgerAccount | None:
        """Find an account by its number."""
        return self.accounts.get(number)

    def by_books_id(self, books_id: BooksId) -> LedgerAccount | None:
        """Find an account by the id that the books gave it."""
        return next((account for account in self.accounts.values() if account.books_id == books_id), None)

    def by_rgs(self, code: str) -> tuple[LedgerAccount, ...]:
        """List the accounts at this place of the reference classification or below it, by number."""
        found = [account for account in self.accounts.values() if account.rgs_code.startswith(code)]
        return tuple(sorted(found, key=lambda account: account.number))
