"""The VAT rates of the EU's countries."""

from decimal import Decimal

import pytest

from snelstart_simulator.countries import is_eu_country
from tests.unit.snelstart_simulator.office import Office


def test_there_is_a_definition_of_every_kind_of_rate(office: Office) -> None:
    rows = office.get("/vatratedefinitions").json
    assert [row["rateCode"] for row in rows] == ["SR", "RRH", "RRL", "PR", "SRR"]
    assert all(row["shortName"] and row["name"] for row in rows)


def test_every_country_of_the_union_has_a_standard_rate(office: Office) -> None:
    rows = office.get("/vatrates").json
    landen = {land["landcodeISO"]: land["landcode"] for land in office.get("/landen").json}
    codes = [row["countryCode"] for row in rows]
    assert len(set(codes)) == len(codes) == 27
    assert all(is_eu_country(landen[code]) for code in codes)
    for row in rows:
        standard = [rate["rate"] for rate in row["vatRates"] if rate["rateCode"] == "SR"]
        assert standard
        assert all(15 <= rate <= 27 for rate in standard)


@pytest.mark.parametrize(
    ("country", "code", "day", "percentage"),
    [
        ("DEU", "SR", "2020-06-30", "19"),
        ("DEU", "SR", "2020-07-01", "16"),
        ("DEU", "SR", "2020-12-31", "16"),
        ("DEU", "SR", "2021-01-01", "19"),
        ("DEU", "RRH", "2020-08-01", "5"),
        ("EST", "SR", "2023-12-31", "20"),
        ("EST", "SR", "2024-01-01", "22"),
        ("EST", "SR", "2025-07-01", "24"),
        ("SVK", "SR", "2025-01-01", "23"),
        ("SVK", "RRH", "2026-01-01", "19"),
        ("FIN", "SR", "2024-08-31", "24"),
        ("FIN", "SR", "2024-09-01", "25.5"),
        ("LUX", "SR", "2023-06-01", "16"),
        ("LUX", "SR", "2024-01-01", "17"),
        ("NLD", "RRH", "2018-12-31", "6"),
        ("NLD", "RRH", "2019-01-01", "9"),
        ("FRA", "SRR", "2026-01-01", "2.1"),
        ("BEL", "PR", "2026-01-01", "12"),
    ],
)
def test_a_rate_holds_from_its_day_until_the_next(
    office: Office, country: str, code: str, day: str, percentage: str
) -> None:
    rates = office.get(f"/vatrates/{country}").json["vatRates"]
    held = [rate for rate in rates if rate["rateCode"] == code and rate["validFrom"][:10] <= day]
    assert max(held, key=lambda rate: rate["validFrom"])["rate"] == Decimal(percentage)


def test_a_country_is_found_by_its_three_letters_in_any_case(office: Office) -> None:
    assert office.get("/vatrates/deu").json["countryCode"] == "DEU"
    assert office.get("/VatRates/Deu").json == office.get("/vatrates/DEU").json


@pytest.mark.parametrize("code", ["DE", "USA", "XXX"])
def test_a_country_without_rates_is_not_found(office: Office, code: str) -> None:
    assert office.get(f"/vatrates/{code}").status == 404


def test_the_lists_of_rates_take_query_options(office: Office) -> None:
    assert [row["countryCode"] for row in office.filter("vatrates", "CountryCode eq 'NLD'").json] == ["NLD"]
    with_parking = office.filter("vatrates", "VatRates/any(r:r/RateCode eq 'PR')").json
    assert {row["countryCode"] for row in with_parking} == {"AUT", "BEL", "IRL", "LUX", "MLT", "PRT"}
    page = office.get("/vatrates?$skip=1&$top=2&$orderby=CountryCode desc").json
    assert [row["countryCode"] for row in page] == ["SVN", "SVK"]
    chosen = office.get("/vatratedefinitions?$filter=RateCode eq 'SR'&$select=RateCode").json
    assert chosen == [{"rateCode": "SR"}]


def test_an_unknown_property_of_a_rate_is_refused(office: Office) -> None:
    reply = office.filter("vatrates", "countryCode eq 'NLD'")
    assert reply.status == 400
    assert "VatRates.VatRatesModel" in reply.json["Message"]
