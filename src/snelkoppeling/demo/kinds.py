"""The kinds of invoice that the company writes and gets: every common case of VAT, in both directions."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from snelkoppeling.demo import vocabulary
from snelkoppeling.demo.company import Firm
from snelkoppeling.demo.vocabulary import Ware
from snelkoppeling.domain.invoice import Supply
from snelkoppeling.domain.relation import RelationRole
from snelkoppeling.domain.vat import VatCategory

HIGH_RATE = Decimal(21)
LOW_RATE = Decimal(9)
NO_RATE = Decimal(0)


class InvoiceKind(StrEnum):
    """What the VAT of an invoice looks like."""

    HIGH = "high"
    HIGH_AND_LOW = "high_and_low"
    WITH_EXEMPT = "with_exempt"
    ZERO_RATED = "zero_rated"
    REVERSE_CHARGE = "reverse_charge"
    EU_GOODS = "eu_goods"
    EU_SERVICES = "eu_services"
    EXPORT = "export"
    PURCHASE_HIGH = "purchase_high"
    PURCHASE_HIGH_AND_LOW = "purchase_high_and_low"
    PURCHASE_EXEMPT = "purchase_exempt"
    PURCHASE_SHIFTED = "purchase_shifted"
    PURCHASE_IN_EU = "purchase_in_eu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """Wares that are taxed alike."""

    wares: tuple[Ware, ...]
    category: VatCategory = VatCategory.STANDARD
    rate: Decimal = NO_RATE
    supply: Supply | None = None


_HIGH = Basket(wares=vocabulary.HIGH_WARES, rate=HIGH_RATE)
_BOUGHT_HIGH = Basket(wares=vocabulary.BOUGHT_HIGH, rate=HIGH_RATE)
KINDS: Mapping[InvoiceKind, tuple[Basket, ...]] = {
    InvoiceKind.HIGH: (_HIGH,),
    InvoiceKind.HIGH_AND_LOW: (_HIGH, Basket(wares=vocabulary.LOW_WARES, rate=LOW_RATE)),
    InvoiceKind.WITH_EXEMPT: (
        _HIGH,
        Basket(wares=vocabulary.UNTAXED_WARES, category=VatCategory.EXEMPT),
    ),
    InvoiceKind.ZERO_RATED: (Basket(wares=vocabulary.ZERO_RATED_WARES, category=VatCategory.ZERO_RATED),),
    InvoiceKind.REVERSE_CHARGE: (
        Basket(wares=vocabulary.SHIFTED_WARES, category=VatCategory.REVERSE_CHARGE),
    ),
    InvoiceKind.EU_GOODS: (
        Basket(wares=vocabulary.GOODS_ABROAD, category=VatCategory.INTRA_COMMUNITY, supply=Supply.GOODS),
    ),
    InvoiceKind.EU_SERVICES: (
        Basket(wares=vocabulary.SERVICES_ABROAD, category=VatCategory.REVERSE_CHARGE, supply=Supply.SERVICES),
    ),
    InvoiceKind.EXPORT: (Basket(wares=vocabulary.GOODS_ABROAD, category=VatCategory.EXPORT),),
    InvoiceKind.PURCHASE_HIGH: (_BOUGHT_HIGH,),
    InvoiceKind.PURCHASE_HIGH_AND_LOW: (
        _BOUGHT_HIGH,
        Basket(wares=vocabulary.BOUGHT_LOW, rate=LOW_RATE),
    ),
    InvoiceKind.PURCHASE_EXEMPT: (Basket(wares=vocabulary.BOUGHT_UNTAXED, category=VatCategory.EXEMPT),),
    InvoiceKind.PURCHASE_SHIFTED: (
        Basket(wares=vocabulary.BOUGHT_SHIFTED, category=VatCategory.REVERSE_CHARGE),
    ),
    InvoiceKind.PURCHASE_IN_EU: (
        Basket(wares=vocabulary.BOUGHT_IN_EU, category=VatCategory.INTRA_COMMUNITY, supply=Supply.GOODS),
    ),
}
"""What each consists of: first what it is mainly about, then what there is one line of."""


def kinds_for(firm: Firm) -> Mapping[InvoiceKind, int]:
    """Tell which kinds fit a firm, and how often each is met; VAT is only shifted to who has a VAT number."""
    if firm.role is RelationRole.SUPPLIER:
        if firm.is_in_eu:
            return {InvoiceKind.PURCHASE_IN_EU: 1}
        return {
            InvoiceKind.PURCHASE_HIGH: 5,
            InvoiceKind.PURCHASE_HIGH_AND_LOW: 2,
            InvoiceKind.PURCHASE_EXEMPT: 1,
            InvoiceKind.PURCHASE_SHIFTED: 1,
        }
    if firm.is_in_eu:
        return {InvoiceKind.EU_GOODS: 3, InvoiceKind.EU_SERVICES: 2}
    if not firm.is_at_home:
        return {InvoiceKind.EXPORT: 1}
    return {
        InvoiceKind.HIGH: 10,
        InvoiceKind.HIGH_AND_LOW: 6,
        InvoiceKind.WITH_EXEMPT: 3,
        InvoiceKind.ZERO_RATED: 1,
        InvoiceKind.REVERSE_CHARGE: 4 if firm.vat_number else 0,
    }
