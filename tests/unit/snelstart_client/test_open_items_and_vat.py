"""What is open, which VAT is declared, and which rates other countries have."""

from datetime import UTC, date, datetime
from decimal import Decimal

from snelstart_client import SnelStart, Verwijzing, where
from snelstart_client.ids import BtwAangifteId, GrootboekId, InkoopboekingId, RelatieId, VerkoopboekingId
from snelstart_client.resources.btwaangiftes import (
    Boekjaar,
    BtwAangiftePeriode,
    BtwAangifteRubriek,
    BtwAangifteStatus,
)
from snelstart_client.resources.grootboeken import RgsCode
from snelstart_client.resources.vatrates import RateCode, VatRate
from tests.unit.snelstart_client.fake_snelstart import FakeSnelStart, answering


def test_an_open_sale_tells_its_booking_its_due_date_and_what_is_left(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    row = {
        "verkoopBoeking": {"id": "b1", "uri": "/verkoopboekingen/b1"},
        "modifiedOn": "2026-03-04T10:11:12.347",
        "openstaandSaldo": 330.0,
        "factuurnummer": "2026-0042",
        "vervalDatum": "2026-03-31T00:00:00",
        "relatie": {"id": "r1", "uri": "/relaties/r1"},
        "factuurDatum": "2026-03-01T00:00:00",
        "factuurBedrag": 330.0,
        "verkoopOrders": [],
        "id": "f1",
        "uri": "/verkoopfacturen/f1",
    }
    fake.put("verkoopfacturen", row)

    (factuur,) = client.verkoopfacturen.list()

    assert factuur.verkoop_boeking == Verwijzing(VerkoopboekingId("b1"))
    assert factuur.relatie == Verwijzing(RelatieId("r1"))
    assert (factuur.factuur_datum, factuur.verval_datum) == (date(2026, 3, 1), date(2026, 3, 31))
    assert (factuur.factuur_bedrag, factuur.openstaand_saldo) == (Decimal(330), Decimal(330))
    assert factuur.verkoop_orders == ()


def test_an_open_purchase_tells_its_booking_its_due_date_and_what_is_left(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    row = {
        "inkoopBoeking": {"id": "b1", "uri": "/inkoopboekingen/b1"},
        "modifiedOn": "2026-03-04T10:11:12.347",
        "openstaandSaldo": -12.34,
        "factuurnummer": "INK/7",
        "vervalDatum": "2026-03-31T00:00:00",
        "relatie": {"id": "r1", "uri": "/relaties/r1"},
        "factuurDatum": "2026-03-01T00:00:00",
        "factuurBedrag": -121.0,
        "id": "f1",
        "uri": "/inkoopfacturen/f1",
    }
    fake.put("inkoopfacturen", row)
    condition = where("Factuurnummer").eq("INK/7")

    (factuur,) = client.inkoopfacturen.list(condition)

    assert fake.seen[-1].url.params["$filter"] == condition.text
    assert factuur.inkoop_boeking == Verwijzing(InkoopboekingId("b1"))
    assert factuur.relatie == Verwijzing(RelatieId("r1"))
    assert (factuur.factuur_datum, factuur.verval_datum) == (date(2026, 3, 1), date(2026, 3, 31))
    assert (factuur.factuur_bedrag, factuur.openstaand_saldo) == (Decimal(-121), Decimal("-12.34"))


def test_a_vat_return_tells_its_period_and_how_far_it_has_come(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    row = {
        "boekjaar": {"startDate": "2026-01-01T00:00:00", "endDate": "2026-12-31T00:00:00"},
        "aangiftePeriodeBeginDatum": "2026-01-01T00:00:00",
        "btwAangiftePeriode": "Kwartaal",
        "btwAangifteStatus": "GeaccepteerdExtern",
        "isSuppletie": False,
        "datumTijdVerzending": "2026-04-12T09:30:00",
        "btwPercentageHoog": 21.0,
        "rubriek1A": {"btw": 2100, "omzet": 10000, "btwSchatting": 0, "omzetSchatting": 0},
        "rubriek5G": {"btw": -7},
        "id": "a1",
        "uri": "/btwaangiftes/a1",
    }
    fake.put("btwaangiftes", row)

    (aangifte,) = client.btwaangiftes.list()

    assert aangifte == client.btwaangiftes.get(BtwAangifteId("a1"))
    assert aangifte.boekjaar == Boekjaar(start_date=date(2026, 1, 1), end_date=date(2026, 12, 31))
    assert aangifte.aangifte_periode_begin_datum == date(2026, 1, 1)
    assert aangifte.btw_aangifte_periode == BtwAangiftePeriode.KWARTAAL
    assert aangifte.btw_aangifte_status == BtwAangifteStatus.GEACCEPTEERD_EXTERN
    assert aangifte.datum_tijd_verzending == datetime(2026, 4, 12, 9, 30, tzinfo=UTC)
    assert aangifte.btw_percentage_hoog == Decimal(21)
    assert aangifte.rubriek1_a == BtwAangifteRubriek(
        btw=2100, omzet=10000, btw_schatting=0, omzet_schatting=0
    )
    assert aangifte.rubriek5_g == BtwAangifteRubriek(btw=-7)


def test_a_vat_return_with_a_status_we_do_not_know_is_read(client: SnelStart, fake: FakeSnelStart) -> None:
    fake.put("btwaangiftes", {"id": "a1", "btwAangifteStatus": "Ingetrokken"})

    assert client.btwaangiftes.list()[0].btw_aangifte_status == "Ingetrokken"


def test_the_rates_of_a_country_are_found_by_its_three_letters(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    rates = [
        {"rateCode": "SR", "rate": 19.0, "validFrom": "2021-01-01T00:00:00"},
        {"rateCode": "RRL", "rate": 5.5, "validFrom": "2014-01-01T00:00:00"},
    ]
    fake.faults.append(answering(200, {"countryCode": "DEU", "vatRates": rates}))

    germany = client.vatrates.get("DEU")

    assert fake.seen[-1].url.path == "/v2/vatrates/DEU"
    assert germany.country_code == "DEU"
    assert germany.vat_rates == (
        VatRate(rate_code=RateCode.SR, rate=Decimal(19), valid_from=date(2021, 1, 1)),
        VatRate(rate_code=RateCode.RRL, rate=Decimal("5.5"), valid_from=date(2014, 1, 1)),
    )


def test_the_codes_of_rates_have_names(client: SnelStart, fake: FakeSnelStart) -> None:
    rows = [{"rateCode": "SR", "shortName": "Hoog", "name": "Standaardtarief"}, {"rateCode": "PR"}]
    fake.faults.append(answering(200, rows))

    standard, parking = client.vatratedefinitions.list()

    assert fake.seen[-1].url.path == "/v2/vatratedefinitions"
    assert (standard.rate_code, standard.short_name, standard.name) == ("SR", "Hoog", "Standaardtarief")
    assert parking.name is None


def test_the_set_up_of_the_administration_for_vat_is_read(client: SnelStart, fake: FakeSnelStart) -> None:
    answer = {
        "administratieIdentifier": "a1",
        "huidigBoekjaar": 2026,
        "beginmaandFiscaleBoekjaar": 1,
        "btwAangiftePeriodeSoort": "Kwartaal",
        "kleineOndernemersregeling": {
            "isKleineOndernemersRegelingActief": True,
            "maximaalBedragVolledigeVerrekening": 1345.0,
            "maximaalBedragKleineOndernemersRegeling": 1883.5,
        },
        "buitenlandseBtwGrootboek": {"id": "g1", "uri": "/grootboeken/g1"},
        "factureerBuitenlandsBtw": True,
        "factureerBuitenlandsBtwRanges": [{"from": 1, "to": 2}],
    }
    fake.faults.append(answering(200, answer))

    info = client.company_info.get()

    assert (info.huidig_boekjaar, info.beginmaand_fiscale_boekjaar) == (2026, 1)
    assert info.btw_aangifte_periode_soort == BtwAangiftePeriode.KWARTAAL
    assert info.kleine_ondernemersregeling is not None
    assert info.kleine_ondernemersregeling.is_kleine_ondernemers_regeling_actief is True
    assert info.kleine_ondernemersregeling.maximaal_bedrag_kleine_ondernemers_regeling == Decimal("1883.5")
    assert info.buitenlandse_btw_grootboek == Verwijzing(GrootboekId("g1"))
    assert info.factureer_buitenlands_btw is True
    assert info.bron["factureerBuitenlandsBtwRanges"] == [{"from": 1, "to": 2}]


def test_a_ledger_account_tells_its_foreign_rate_and_its_place_in_the_national_chart(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    codes = [{"versie": "3.5", "rgsCode": "WOmzNohOlh"}, {"versie": "3.6", "rgsCode": "WOmzNoh"}]
    fake.put("grootboeken", {"id": "g1", "nummer": 8150, "vatRateCode": "SR", "rgsCode": codes})

    grootboek = client.grootboeken.get(GrootboekId("g1"))

    assert grootboek.vat_rate_code == RateCode.SR
    assert grootboek.rgs_code == (
        RgsCode(versie="3.5", rgs_code="WOmzNohOlh"),
        RgsCode(versie="3.6", rgs_code="WOmzNoh"),
    )
