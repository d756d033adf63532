"""The VAT rates of the EU's countries: test data from general knowledge, not a source to file a return by.

Each country has the percentages of today and, where they changed lately, those before. Where a country has
one reduced rate it stands under RRH. A rate that was abolished has no end in SnelStart's table, so it carries
the percentage that took its place.
"""

from datetime import date, datetime
from decimal import Decimal

from snelstart_simulator.models.vat_rates import RateCode, VatRate, VatRateDefinition, VatRates

VAT_RATE_DEFINITIONS = (
    VatRateDefinition(rate_code="SR", short_name="Hoog", name="Standaardtarief"),
    VatRateDefinition(rate_code="RRH", short_name="Laag", name="Verlaagd tarief (hoogste)"),
    VatRateDefinition(rate_code="RRL", short_name="Laag 2", name="Verlaagd tarief (laagste)"),
    VatRateDefinition(rate_code="PR", short_name="Parkeer", name="Parkeertarief"),
    VatRateDefinition(rate_code="SRR", short_name="Superlaag", name="Superverlaagd tarief"),
)
_RATES: dict[str, dict[RateCode, str]] = {
    "AUT": {"SR": "20 1984-01-01", "RRH": "13 2016-01-01", "RRL": "10 1984-01-01", "PR": "13 2016-01-01"},
    "BEL": {"SR": "21 1996-01-01", "RRH": "12 1992-04-01", "RRL": "6 1992-04-01", "PR": "12 1992-04-01"},
    "BGR": {"SR": "20 1999-01-01", "RRH": "9 2011-04-01"},
    "CYP": {"SR": "19 2014-01-13", "RRH": "9 2014-01-13", "RRL": "5 2000-07-01", "SRR": "3 2023-07-21"},
    "CZE": {
        "SR": "21 2013-01-01",
        "RRH": "15 2013-01-01, 12 2024-01-01",
        "RRL": "10 2015-01-01, 12 2024-01-01",
    },
    "DEU": {
        "SR": "19 2007-01-01, 16 2020-07-01, 19 2021-01-01",
        "RRH": "7 1983-07-01, 5 2020-07-01, 7 2021-01-01",
    },
    "DNK": {"SR": "25 1992-01-01"},
    "ESP": {"SR": "21 2012-09-01", "RRH": "10 2012-09-01", "SRR": "4 1995-01-01"},
    "EST": {
        "SR": "20 2009-07-01, 22 2024-01-01, 24 2025-07-01",
        "RRH": "9 2009-01-01, 13 2025-01-01",
        "RRL": "5 2022-08-01, 9 2025-01-01",
    },
    "FIN": {
        "SR": "24 2013-01-01, 25.5 2024-09-01",
        "RRH": "14 2013-01-01, 13.5 2026-01-01",
        "RRL": "10 2013-01-01",
    },
    "FRA": {"SR": "20 2014-01-01", "RRH": "10 2014-01-01", "RRL": "5.5 1982-07-01", "SRR": "2.1 1986-07-01"},
    "GRC": {"SR": "24 2016-06-01", "RRH": "13 2011-01-01", "RRL": "6 2015-07-20"},
    "HRV": {"SR": "25 2012-03-01", "RRH": "13 2014-01-01", "RRL": "5 2013-01-01"},
    "HUN": {"SR": "27 2012-01-01", "RRH": "18 2009-07-01", "RRL": "5 2004-01-01"},
    "IRL": {
        "SR": "23 2012-01-01, 21 2020-09-01, 23 2021-03-01",
        "RRH": "13.5 2003-01-01",
        "RRL": "9 2011-07-01",
        "PR": "13.5 2003-01-01",
        "SRR": "4.8 2005-01-01",
    },
    "ITA": {"SR": "22 2013-10-01", "RRH": "10 1995-02-24", "RRL": "5 2016-01-01", "SRR": "4 1989-01-01"},
    "LTU": {"SR": "21 2009-09-01", "RRH": "9 2009-01-01, 12 2026-01-01", "RRL": "5 2004-05-01"},
    "LUX": {
        "SR": "17 2015-01-01, 16 2023-01-01, 17 2024-01-01",
        "RRH": "8 2015-01-01, 7 2023-01-01, 8 2024-01-01",
        "PR": "14 2015-01-01, 13 2023-01-01, 14 2024-01-01",
        "SRR": "3 1992-01-01",
    },
    "LVA": {"SR": "21 2012-07-01", "RRH": "12 2011-01-01", "RRL": "5 2018-01-01"},
    "MLT": {"SR": "18 2004-01-01", "RRH": "7 2011-01-01", "RRL": "5 2004-05-01", "PR": "12 2024-01-01"},
    "NLD": {"SR": "21 2012-10-01", "RRH": "6 1986-10-01, 9 2019-01-01"},
    "POL": {"SR": "23 2011-01-01", "RRH": "8 2011-01-01", "RRL": "5 2011-01-01"},
    "PRT": {"SR": "23 2011-01-01", "RRH": "13 2011-01-01", "RRL": "6 2010-07-01", "PR": "13 2011-01-01"},
    "ROU": {
        "SR": "19 2017-01-01, 21 2025-08-01",
        "RRH": "9 2008-12-01, 11 2025-08-01",
        "RRL": "5 2008-12-01, 11 2025-08-01",
    },
    "SVK": {
        "SR": "20 2011-01-01, 23 2025-01-01",
        "RRH": "10 2007-01-01, 19 2025-01-01",
        "RRL": "5 2023-01-01",
    },
    "SVN": {"SR": "22 2013-07-01", "RRH": "9.5 2013-07-01", "RRL": "5 2020-01-01"},
    "SWE": {"SR": "25 1990-07-01", "RRH": "12 1996-01-01", "RRL": "6 1996-01-01"},
}
"""By country and code: percentages, each with the first day on which it holds."""


def _rates(code: RateCode, history: str) -> list[VatRate]:
    return [_rate(code, *step.split()) for step in history.split(", ")]


def _rate(code: RateCode, percentage: str, first_day: str) -> VatRate:
    return VatRate(rate_code=code, rate=Decimal(percentage), valid_from=datetime.fromisoformat(first_day))


VAT_RATES = tuple(
    VatRates(
        country_code=country,
        vat_rates=tuple(rate for code, history in codes.items() for rate in _rates(code, history)),
    )
    for country, codes in _RATES.items()
)
_BY_COUNTRY = {rates.country_code: rates for rates in VAT_RATES}


def vat_rates_of(country: str) -> VatRates | None:
    """Find the rates of a country by the three letters of its code, in any case."""
    return _BY_COUNTRY.get(country.upper())


def foreign_rate(country: str, code: str, *, on: date) -> Decimal | None:
    """Find the percentage of a kind of rate in a country on a day; None where there is none."""
    found = vat_rates_of(country)
    valid = [
        rate
        for rate in (found.vat_rates if found else ())
        if rate.rate_code == code and rate.valid_from.date() <= on
    ]
    return max(valid, key=lambda rate: rate.valid_from).rate if valid else None
