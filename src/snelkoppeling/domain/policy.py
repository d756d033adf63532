"""What an administration decided about invoices that can be booked in more than one way, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.invoice import Supply
from snelkoppeling.domain.ledger import Chart, LedgerRules
from snelkoppeling.domain.vat import VatTable


class Doubt(StrEnum):
    """What happens to an invoice that raises a doubt."""

    HOLD = "hold"
    """A person decides."""
    BOOK = "book"


class ReverseChargeForm(StrEnum):
    """How the books want a purchase with domestic reverse charge (not documented; section 7.3)."""

    HOLD = "hold"
    NONE_ZERO = "none_zero"
    """Lines without VAT, and a reverse-charge entry of zero: the mirror of a sale."""
    RATE_ZERO = "rate_zero"
    """Lines with the rate that would have applied, and a reverse-charge entry of zero."""
    NONE_SHIFTED = "none_shifted"
    """Lines without VAT, and a reverse-charge entry of the VAT that is owed, outside the balance."""
    RATE_SHIFTED = "rate_shifted"
    """Lines with the rate, and a reverse-charge entry of the VAT that is owed, outside the balance."""


class AcquisitionForm(StrEnum):
    """How the books want a purchase from abroad without VAT (not documented; section 7.3)."""

    HOLD = "hold"
    NONE = "none"
    """Lines without VAT."""
    NONE_ZERO = "none_zero"
    """Lines without VAT, and an entry of zero for the rate that the account is for."""
    BY_ACCOUNT = "by_account"
    """Lines with the rate that the account is for."""
    BY_ACCOUNT_ZERO = "by_account_zero"
    """Lines with that rate, and an entry of zero for it."""


class LongNumbers(StrEnum):
    """What happens to an invoice number that is too long for the books."""

    HOLD = "hold"
    SHORTEN = "shorten"
    """Its end is kept, after an ellipsis; the full number stands in the description."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingPolicy:
    """The choices of one administration; each default is the safe one."""

    eu_supply: Supply | None = None
    """What a supply within the EU is when neither its line nor a ledger rule says it."""
    out_of_scope: Doubt = Doubt.HOLD
    """Sales outside the scope of VAT (category O)."""
    small_business: Doubt = Doubt.HOLD
    """Sales without VAT under the small business scheme."""
    oss: Doubt = Doubt.BOOK
    """Sales with the VAT of another EU country, when the administration invoices foreign VAT."""
    untaxed_purchase_on_rate_account: Doubt = Doubt.HOLD
    """Purchases without VAT on a cost account that is meant for one rate."""
    prepaid: Doubt = Doubt.BOOK
    """Invoices that were paid in part before: booked with their whole total."""
    purchase_reverse_charge: ReverseChargeForm = ReverseChargeForm.HOLD
    eu_purchase: AcquisitionForm = AcquisitionForm.HOLD
    import_purchase: AcquisitionForm = AcquisitionForm.HOLD
    rounding_account: int | None = None
    """Number of the account for a rounded payable amount (BT-114); None holds such invoices."""
    year_prefix_sales: bool = False
    """Put the year before the number, for numbers that begin anew each year."""
    year_prefix_purchases: bool = False
    supplier_in_number: bool = False
    """Put the supplier's number before that of the purchase, for numbers that suppliers share."""
    long_numbers: LongNumbers = LongNumbers.HOLD


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a VAT return; both ends belong to it."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyFacts:
    """What the books tell of the company itself."""

    is_small_business: bool = False
    """Whether the small business scheme (KOR) holds for it."""
    invoices_foreign_vat: bool = False
    """Whether it may charge the VAT of other EU countries (OSS)."""
    foreign_vat_account: BooksId | None = None
    """The account that holds that VAT."""
    current_book_year: int | None = None
    filed_periods: tuple[Period, ...] = ()
    """Periods whose VAT return was filed."""


@dataclass(frozen=True, slots=True)
class ForeignRate:
    """A rate of VAT in another country, from a day on until the next of the same code."""

    rate_code: str
    percentage: Decimal
    valid_from: date


@dataclass(frozen=True, slots=True)
class PostingRules:
    """What posting needs to know of one administration."""

    chart: Chart
    vat_table: VatTable
    ledger_rules: LedgerRules
    policy: PostingPolicy = PostingPolicy()
    company: CompanyFacts = CompanyFacts()
    foreign_rates: Mapping[str, tuple[ForeignRate, ...]] = field(default_factory=dict)
    """The rates of other EU countries, by their codes of ISO 3166-1 (two letters)."""
    decided: dict[Any, dict[Any, Any]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What posting remembers: how it booked lines that say the same. Never filled by anybody else."""
