"""What an administration says of itself, in our words."""

from datetime import date
from decimal import Decimal

import pytest

from snelkoppeling.connectors.snelstart.mapping.company import (
    to_company_facts,
    to_filed_periods,
    to_foreign_rates,
)
from snelkoppeling.domain.policy import CompanyFacts, ForeignRate, Period
from snelstart_client.ids import BtwAangifteId, GrootboekId
from snelstart_client.resources.btwaangiftes import BtwAangifte
from snelstart_client.resources.company_info import CompanyInfo, KleineOndernemersregeling
from snelstart_client.resources.vatrates import VatRate, VatRates
from snelstart_client.wire import Verwijzing


def a_return(first: date | None, periode: str | None, status: str | None = "Verzonden") -> BtwAangifte:
    return BtwAangifte(
        id=BtwAangifteId("a"),
        aangifte_periode_begin_datum=first,
        btw_aangifte_periode=periode,
        btw_aangifte_status=status,
    )


def test_a_company_that_says_nothing_has_no_peculiarities() -> None:
    assert to_company_facts(CompanyInfo(), ()) == CompanyFacts()


def test_a_company_tells_its_schemes_and_its_book_year() -> None:
    info = CompanyInfo(
        huidig_boekjaar=2026,
        kleine_ondernemersregeling=KleineOndernemersregeling(is_kleine_ondernemers_regeling_actief=True),
        factureer_buitenlands_btw=True,
        buitenlandse_btw_grootboek=Verwijzing(GrootboekId("g-1")),
    )
    facts = to_company_facts(info, (Period(date(2026, 1, 1), date(2026, 1, 31)),))
    assert (facts.is_small_business, facts.invoices_foreign_vat, facts.current_book_year) == (
        True,
        True,
        2026,
    )
    assert (facts.foreign_vat_account, len(facts.filed_periods)) == ("g-1", 1)


@pytest.mark.parametrize(
    ("first", "periode", "last"),
    [
        (date(2026, 2, 1), "Maand", date(2026, 2, 28)),
        (date(2024, 2, 1), "Maand", date(2024, 2, 29)),
        (date(2026, 12, 1), "Maand", date(2026, 12, 31)),
        (date(2026, 1, 1), "Kwartaal", date(2026, 3, 31)),
        (date(2025, 11, 1), "Kwartaal", date(2026, 1, 31)),
        (date(2026, 1, 1), "Jaar", date(2026, 12, 31)),
    ],
)
def test_a_period_ends_on_the_last_day_of_its_last_month(first: date, periode: str, last: date) -> None:
    assert to_filed_periods([a_return(first, periode)]) == (Period(first, last),)


@pytest.mark.parametrize(
    "nothing",
    [
        a_return(None, "Maand"),
        a_return(date(2026, 1, 1), "Onbekend"),
        a_return(date(2026, 1, 1), None),
        a_return(date(2026, 1, 1), "Maand", "NietVerzonden"),
        a_return(date(2026, 1, 1), "Maand", "Fout"),
        a_return(date(2026, 1, 1), "Maand", "IetsNieuws"),
        a_return(date(2026, 1, 1), "Maand", None),
    ],
)
def test_a_return_that_was_not_sent_or_tells_no_period_is_none(nothing: BtwAangifte) -> None:
    assert to_filed_periods([nothing]) == ()


def test_a_return_and_its_correction_are_one_period() -> None:
    january = a_return(date(2026, 1, 1), "Maand")
    february = a_return(date(2026, 2, 1), "Maand")
    periods = to_filed_periods([february, january, january])
    assert [period.first for period in periods] == [date(2026, 1, 1), date(2026, 2, 1)]


def test_foreign_rates_go_by_two_letters_and_what_is_incomplete_is_left_out() -> None:
    rates = to_foreign_rates(
        [
            VatRates(
                country_code="DEU",
                vat_rates=(
                    VatRate(rate_code="SR", rate=Decimal(19), valid_from=date(2021, 1, 1)),
                    VatRate(rate_code="RRH"),
                    VatRate(rate_code="RRL", rate=Decimal(7)),
                ),
            ),
            VatRates(country_code="XYZ"),
        ],
        {"DEU": "DE"},
    )
    assert rates == {
        "DE": (
            ForeignRate("SR", Decimal(19), date(2021, 1, 1)),
            ForeignRate("RRL", Decimal(7), date.min),
        )
    }
