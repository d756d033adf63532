"""Translates what an administration says of itself: CompanyInfo, BtwAangifte and VatRates."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.policy import CompanyFacts, ForeignRate, Period
from snelstart_client.resources.btwaangiftes import BtwAangifte, BtwAangiftePeriode, BtwAangifteStatus
from snelstart_client.resources.company_info import CompanyInfo
from snelstart_client.resources.vatrates import VatRates

FILED = frozenset(
    {
        BtwAangifteStatus.VERZONDEN,
        BtwAangifteStatus.GEACCEPTEERD,
        BtwAangifteStatus.GEACCEPTEERD_EN_HERBEREKEND,
        BtwAangifteStatus.GEACCEPTEERD_EXTERN,
    }
)
MONTHS = {BtwAangiftePeriode.MAAND: 1, BtwAangiftePeriode.KWARTAAL: 3, BtwAangiftePeriode.JAAR: 12}


def to_company_facts(info: CompanyInfo, filed: tuple[Period, ...]) -> CompanyFacts:
    """Say what posting must know of the company."""
    scheme, account = info.kleine_ondernemersregeling, info.buitenlandse_btw_grootboek
    return CompanyFacts(
        is_small_business=bool(scheme and scheme.is_kleine_ondernemers_regeling_actief),
        invoices_foreign_vat=bool(info.factureer_buitenlands_btw),
        foreign_vat_account=BooksId(account.id) if account else None,
        current_book_year=info.huidig_boekjaar,
        filed_periods=filed,
    )


def to_filed_periods(aangiftes: Iterable[BtwAangifte]) -> tuple[Period, ...]:
    """Give the periods whose VAT return was sent; one that does not tell its period is left out."""
    periods = set()
    for aangifte in aangiftes:
        first = aangifte.aangifte_periode_begin_datum
        kind, status = aangifte.btw_aangifte_periode, aangifte.btw_aangifte_status
        if first is not None and kind in set(MONTHS) and status in FILED:
            periods.add(Period(first, _last_day(first, MONTHS[BtwAangiftePeriode(kind)])))
    return tuple(sorted(periods, key=lambda period: period.first))


def _last_day(first: date, months: int) -> date:
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1) - timedelta(days=1)


def to_foreign_rates(
    rates: Iterable[VatRates], codes: Mapping[str, str]
) -> Mapping[str, tuple[ForeignRate, ...]]:
    """Give the rates by country; `codes` gives the two letters of a country for its three."""
    return {
        codes[country.country_code]: tuple(
            ForeignRate(rate.rate_code, rate.rate, rate.valid_from or date.min)
            for rate in country.vat_rates
            if rate.rate is not None
        )
        for country in rates
        if country.country_code in codes
    }
