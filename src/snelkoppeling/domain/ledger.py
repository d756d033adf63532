"""Ledger accounts and the rules that choose one for an invoice line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.vat import VatKind


class AccountPurpose(StrEnum):
    """What the books keep an account for, as far as a sale needs to know (SnelStart API, section 7.3)."""

    SALES_LOW = "sales_low"
    SALES_HIGH = "sales_high"
    SALES_OTHER = "sales_other"
    SALES_UNTAXED = "sales_untaxed"
    """Zero-rated, exempt or reverse charged at home."""
    SALES_EU_GOODS = "sales_eu_goods"
    SALES_EU_SERVICES = "sales_eu_services"
    SALES_EXPORT = "sales_export"
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


@dataclass(frozen=True, slots=True)
class Chart:
    """The ledger accounts of one administration, by number."""

    accounts: Mapping[int, LedgerAccount]

    def get(self, number: int) -> LedgerAccount | None:
        """Find an account by its number."""
        return self.accounts.get(number)


class SalesCase(StrEnum):
    """The cases of VAT on a sale that need an account of their own (SnelStart API, section 7.3)."""

    HIGH = "high"
    LOW = "low"
    OTHER = "other"
    ZERO_OR_EXEMPT = "zero_or_exempt"
    REVERSE_CHARGE = "reverse_charge"
    EU_SUPPLY = "eu_supply"
    EXPORT = "export"


CASE_WORDS: Mapping[SalesCase, tuple[str, str]] = {
    SalesCase.HIGH: ("omzet met btw hoog", "revenue with high VAT"),
    SalesCase.LOW: ("omzet met btw laag", "revenue with low VAT"),
    SalesCase.OTHER: ("omzet met btw overig", "revenue with another VAT rate"),
    SalesCase.ZERO_OR_EXEMPT: ("omzet met nultarief of vrijgesteld", "zero-rated or exempt revenue"),
    SalesCase.REVERSE_CHARGE: ("omzet met verlegde btw", "revenue with reverse charge"),
    SalesCase.EU_SUPPLY: ("levering binnen de EU", "supply within the EU"),
    SalesCase.EXPORT: ("uitvoer buiten de EU", "export outside the EU"),
}

ALLOWED_PURPOSES: Mapping[SalesCase, frozenset[AccountPurpose]] = {
    SalesCase.HIGH: frozenset({AccountPurpose.SALES_HIGH}),
    SalesCase.LOW: frozenset({AccountPurpose.SALES_LOW}),
    SalesCase.OTHER: frozenset({AccountPurpose.SALES_OTHER}),
    SalesCase.ZERO_OR_EXEMPT: frozenset({AccountPurpose.SALES_UNTAXED}),
    SalesCase.REVERSE_CHARGE: frozenset({AccountPurpose.SALES_UNTAXED}),
    SalesCase.EU_SUPPLY: frozenset({AccountPurpose.SALES_EU_GOODS, AccountPurpose.SALES_EU_SERVICES}),
    SalesCase.EXPORT: frozenset({AccountPurpose.SALES_EXPORT}),
}
"""An account of another purpose would put the amount in the wrong box of the VAT return."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRule:
    """Sends the lines it matches to an account; an empty condition matches everything."""

    account_number: int
    case: SalesCase | None = None
    revenue_group: str | None = None

    def matches(self, case: SalesCase, revenue_group: str | None) -> bool:
        """Tell whether a line of this case and revenue group falls under the rule."""
        return self.case in {None, case} and self.revenue_group in {None, revenue_group}


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRules:
    """The ordered rules of an administration, and the account of each case when no rule matches."""

    rules: tuple[LedgerRule, ...] = ()
    defaults: Mapping[SalesCase, int] = field(default_factory=dict)

    def account_number(self, case: SalesCase, revenue_group: str | None) -> int | None:
        """Choose the account: the first rule that matches, else the default of the case, else None."""
        for rule in self.rules:
            if rule.matches(case, revenue_group):
                return rule.account_number
        return self.defaults.get(case)


STANDARD_SERVICES = LedgerRules(
    defaults={
        SalesCase.HIGH: 8200,
        SalesCase.LOW: 8210,
        SalesCase.ZERO_OR_EXEMPT: 8240,
        SalesCase.REVERSE_CHARGE: 8250,
    }
)
"""SnelStart's standard chart for services (reference data of the API sheet)."""
STANDARD_GOODS = LedgerRules(
    defaults={
        SalesCase.HIGH: 8100,
        SalesCase.LOW: 8110,
        SalesCase.ZERO_OR_EXEMPT: 8140,
        SalesCase.REVERSE_CHARGE: 8150,
    }
)
"""SnelStart's standard chart for merchandise."""
