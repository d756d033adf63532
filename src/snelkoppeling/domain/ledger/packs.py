"""Ready-made ledger rules: for SnelStart's standard charts, by RGS code, and by the function of accounts."""

from collections.abc import Mapping

from snelkoppeling.domain.ledger.accounts import AccountPurpose, Chart, LedgerAccount
from snelkoppeling.domain.ledger.cases import ALLOWED_PURPOSES, KIND_OF_CASE, VatCase
from snelkoppeling.domain.ledger.rules import LedgerRules
from snelkoppeling.domain.vat import VatKind

_STANDARD_PURCHASES: Mapping[VatCase, int] = {
    VatCase.PURCHASE_HIGH: 7002,
    VatCase.PURCHASE_LOW: 7001,
    VatCase.PURCHASE_OTHER: 7000,
    VatCase.PURCHASE_UNTAXED: 7000,
    VatCase.PURCHASE_REVERSE_CHARGE: 7000,
}
STANDARD_SERVICES = LedgerRules(
    defaults={
        VatCase.HIGH: 8200,
        VatCase.LOW: 8210,
        VatCase.ZERO_OR_EXEMPT: 8240,
        VatCase.SMALL_BUSINESS: 8240,
        VatCase.REVERSE_CHARGE: 8250,
        **_STANDARD_PURCHASES,
    }
)
"""SnelStart's standard chart for services (reference data of the API sheet)."""
STANDARD_GOODS = LedgerRules(
    defaults={
        VatCase.HIGH: 8100,
        VatCase.LOW: 8110,
        VatCase.ZERO_OR_EXEMPT: 8140,
        VatCase.SMALL_BUSINESS: 8140,
        VatCase.REVERSE_CHARGE: 8150,
        **_STANDARD_PURCHASES,
    }
)
"""SnelStart's standard chart for merchandise."""

_REVENUE = ("WOmzNod", "WOmzNoh", "WOmzNop", "WOmz")
_COSTS = ("WKprInh", "WKpr", "WBedAlk", "WBed")
RGS_PLACES: Mapping[VatCase, tuple[str, ...]] = {
    VatCase.HIGH: _REVENUE,
    VatCase.LOW: _REVENUE,
    VatCase.OTHER: _REVENUE,
    VatCase.ZERO_OR_EXEMPT: _REVENUE,
    VatCase.REVERSE_CHARGE: _REVENUE,
    VatCase.SMALL_BUSINESS: _REVENUE,
    VatCase.EU_GOODS: ("WOmzNoh", "WOmzNop", "WOmz"),
    VatCase.EU_SERVICES: _REVENUE,
    VatCase.EXPORT: ("WOmzNoh", "WOmzNop", "WOmz"),
    VatCase.PURCHASE_HIGH: _COSTS,
    VatCase.PURCHASE_LOW: _COSTS,
    VatCase.PURCHASE_OTHER: _COSTS,
    VatCase.PURCHASE_UNTAXED: _COSTS,
    VatCase.PURCHASE_REVERSE_CHARGE: _COSTS,
    VatCase.EU_ACQUISITION_HIGH: _COSTS,
    VatCase.EU_ACQUISITION_LOW: _COSTS,
    VatCase.EU_ACQUISITION_OTHER: _COSTS,
    VatCase.IMPORT_HIGH: _COSTS,
    VatCase.IMPORT_LOW: _COSTS,
    VatCase.IMPORT_OTHER: _COSTS,
}
"""Where the Dutch reference classification (RGS 3) keeps the accounts of a case, the likeliest place first.

WOmz is net revenue (Nod services, Noh merchandise, Nop own products), WKpr the cost of revenue (Inh
merchandise), WBed other operating costs (Alk general). Finer codes differ between versions and charts.
"""
_KIND_SHOWN = frozenset({*KIND_OF_CASE, VatCase.PURCHASE_UNTAXED, VatCase.PURCHASE_REVERSE_CHARGE})
"""Cases for which the kind of VAT that an account takes tells whether it will do."""


def rules_from_rgs(chart: Chart) -> LedgerRules:
    """Choose the account of each case by its RGS code; only an account whose function agrees is chosen.

    Of several at one place, the one that a person would see first counts: the lowest number.
    """
    chosen = {}
    for case, places in RGS_PLACES.items():
        for place in places:
            fitting = [account for account in chart.by_rgs(place) if _fits(case, account)]
            if fitting:
                chosen[case] = fitting[0].number
                break
    return LedgerRules(defaults=chosen)


def completed_by_function(rules: LedgerRules, chart: Chart) -> LedgerRules:
    """Add the account of each case that has none, where the chart has just one of the right function."""
    chosen = dict(rules.defaults)
    for case in RGS_PLACES:
        fitting = [account for account in chart.accounts.values() if _fits(case, account)]
        if case not in chosen and len(fitting) == 1:
            chosen[case] = fitting[0].number
    return LedgerRules(rules=rules.rules, defaults=chosen)


def _fits(case: VatCase, account: LedgerAccount) -> bool:
    return (
        account.is_active
        and account.purpose in ALLOWED_PURPOSES[case]
        and account.purpose not in {AccountPurpose.ELSE, AccountPurpose.PURCHASE_UNKNOWN}
        and not account.requires_cost_centre
        and (case not in _KIND_SHOWN or account.takes(KIND_OF_CASE.get(case, VatKind.NONE)))
    )
