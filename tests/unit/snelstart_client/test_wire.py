"""SnelStart's JSON, read and written."""

import json
import logging
import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snelstart_client import Verwijzing, body_of
from snelstart_client.ids import GrootboekId, KostenplaatsId, RelatieId, VerkoopboekingId
from snelstart_client.resources.bankboekingen import Bankboeking
from snelstart_client.resources.btwaangiftes import BtwAangifte
from snelstart_client.resources.btwtarieven import BtwSoort, BtwTarief
from snelstart_client.resources.company_info import CompanyInfo
from snelstart_client.resources.custom_fields import RelatieCustomFields
from snelstart_client.resources.dagboeken import Dagboek
from snelstart_client.resources.documenten import Document
from snelstart_client.resources.grootboeken import Grootboek
from snelstart_client.resources.grootboekmutaties import Grootboekmutatie
from snelstart_client.resources.inkoopboekingen import Inkoopboeking
from snelstart_client.resources.inkoopfacturen import Inkoopfactuur
from snelstart_client.resources.kasboekingen import Kasboeking
from snelstart_client.resources.kostenplaatsen import Kostenplaats
from snelstart_client.resources.landen import Land
from snelstart_client.resources.memoriaalboekingen import Memoriaalboeking
from snelstart_client.resources.relaties import (
    Adres,
    DoorlopendeIncassoMachtiging,
    EmailVersturen,
    Relatie,
    Relatiesoort,
)
from snelstart_client.resources.vatrates import VatRateDefinition, VatRates
from snelstart_client.resources.verkoopboekingen import (
    Boekingsregel,
    BtwRegel,
    EenmaligeIncassoMachtiging,
    Verkoopboeking,
    VerkoopBtwSoort,
)
from snelstart_client.resources.verkoopfacturen import Verkoopfactuur
from snelstart_client.wire import Model, UnreadableError, read_list, read_one, warn_once, with_id, written

MODELS: list[type[Model]] = [
    Bankboeking,
    BtwAangifte,
    Inkoopboeking,
    Inkoopfactuur,
    VatRateDefinition,
    VatRates,
    BtwTarief,
    CompanyInfo,
    Dagboek,
    Document,
    DoorlopendeIncassoMachtiging,
    Grootboek,
    Grootboekmutatie,
    Kasboeking,
    Kostenplaats,
    Land,
    Memoriaalboeking,
    Adres,
    EmailVersturen,
    Relatie,
    RelatieCustomFields,
    Boekingsregel,
    BtwRegel,
    Verkoopboeking,
    Verkoopfactuur,
]
IDENTITIES: dict[type[Model], str] = {VatRates: "countryCode", VatRateDefinition: "rateCode"}
BOEKING = b"""{"modifiedOn": "2026-03-04T10:11:12.3471234", "boekstuk": "", "markering": false,
 "factuurdatum": "2026-03-01T00:00:00", "factuurnummer": "2026-0042",
 "klant": {"id": "00000000-0000-4000-8000-000000000001", "uri": "/relaties/1"},
 "factuurbedrag": 5505.8000, "betalingstermijn": 30, "eenmaligeIncassoMachtiging": null,
 "boekingsregels": [{"omschrijving": "Advies", "grootboek": {"id": "g1", "uri": "/grootboeken/g1"},
   "kostenplaats": null, "bedrag": 0.1, "btwSoort": "Hoog"}],
 "btw": [{"btwSoort": "VerkopenHoog", "btwBedrag": "42.00"}], "documents": [], "nieuwVeld": {"a": [1.10]},
 "id": "b1", "uri": "/verkoopboekingen/b1"}"""


def test_a_booking_is_read_with_exact_amounts_plain_dates_and_moments_in_utc() -> None:
    boeking = read_one(BOEKING, Verkoopboeking)

    assert boeking.factuurdatum == date(2026, 3, 1)
    assert type(boeking.factuurdatum) is date
    assert type(boeking.modified_on) is datetime
    assert boeking.modified_on == datetime(2026, 3, 4, 10, 11, 12, 347123, tzinfo=UTC)
    assert str(boeking.factuurbedrag) == "5505.8000"
    assert boeking.boekingsregels[0].bedrag == Decimal("0.1")
    assert boeking.btw[0].btw_bedrag == Decimal("42.00")
    assert boeking.klant == Verwijzing(RelatieId("00000000-0000-4000-8000-000000000001"))
    assert boeking.boekstuk == ""
    assert boeking.boekingsregels[0].kostenplaats is None


def test_what_the_models_do_not_name_is_kept_exactly() -> None:
    bron = read_one(BOEKING, Verkoopboeking).bron

    assert bron["nieuwVeld"] == {"a": [Decimal("1.10")]}
    assert bron == json.loads(BOEKING, parse_float=Decimal)


def test_changing_a_copy_of_the_source_does_not_change_the_record() -> None:
    boeking = read_one(BOEKING, Verkoopboeking)
    boeking.bron["factuurnummer"] = "another"

    assert boeking.bron["factuurnummer"] == "2026-0042"


def test_a_record_made_here_has_no_source() -> None:
    assert Relatie(naam="x").bron == {}


@pytest.mark.parametrize("kind", MODELS)
def test_an_attribute_is_the_wire_name_in_snake_case(kind: type[Model]) -> None:
    for field in msgspec.structs.fields(kind):
        by_rule = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", field.encode_name).lower()
        assert field.name == by_rule


def with_identity(record: dict[str, Any], kind: type[Model]) -> bytes:
    return msgspec.json.encode(record | {IDENTITIES.get(kind, "id"): "1"})


@pytest.mark.parametrize("kind", MODELS)
def test_a_record_full_of_nulls_is_read(kind: type[Model]) -> None:
    nulls: dict[str, Any] = {field.encode_name: None for field in msgspec.structs.fields(kind)}

    read_one(with_identity(nulls, kind), kind)


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("odd", ["", "nonsense", -1, 1.5, [], {}, [None], [[]], True, {"id": None}])
def test_a_field_that_is_something_else_never_stops_a_record(kind: type[Model], odd: object) -> None:
    for field in msgspec.structs.fields(kind):
        assert isinstance(read_one(with_identity({field.encode_name: odd}, kind), kind), kind)


def test_the_good_fields_around_an_odd_one_are_kept() -> None:
    relatie = read_one(
        b'{"id":"r1","naam":"Bakker","relatiecode":"12","krediettermijn":"dertig","relatiesoort":["Klant",null,'
        b'"Zwever"],"vestigingsAdres":{"straat":7,"plaats":"Ede","land":""},"documents":null,"modifiedOn":"",'
        b'"kredietLimiet":"","extraVeldenKlant":[{"naam":"a","waarde":3}],"incassoSoort":"Nieuw"}',
        Relatie,
    )

    assert (relatie.naam, relatie.relatiecode, relatie.krediettermijn) == ("Bakker", 12, None)
    assert relatie.relatiesoort == ("Klant", "Zwever")
    assert relatie.vestigings_adres == Adres(straat="7", plaats="Ede")
    assert (relatie.documents, relatie.modified_on, relatie.krediet_limiet) == ((), None, None)
    assert relatie.extra_velden_klant[0].waarde == "3"
    assert relatie.incasso_soort == "Nieuw"


def test_a_field_left_out_is_logged_once_and_without_its_value(caplog: pytest.LogCaptureFixture) -> None:
    warn_once.cache_clear()
    with caplog.at_level(logging.DEBUG, "snelstart_client"):
        read_list(b'[{"id":"1","nummer":"geheim"},{"id":"2","nummer":"geheim"}]', Dagboek)

    assert [record.getMessage() for record in caplog.records] == [
        "field unreadable, left out kind=Dagboek field=nummer"
    ]


def test_a_whole_number_written_with_a_fraction_is_still_a_whole_number() -> None:
    assert read_one(b'{"id":"1","nummer":1300.0}', Grootboek).nummer == 1300


@pytest.mark.parametrize(
    "data",
    [b"", b"<html>", b"null", b"[]", b'"x"', b"{}", b'{"id":""}', b'{"id":null}', b'{"id":"1"', b"\xff\xfe"],
)
def test_what_is_no_record_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_one(data, Relatie)


@pytest.mark.parametrize("data", [b"", b"{}", b"null", b"[1]", b"[null]", b'[{"id":"1"},{}]', b"[", b"\xff"])
def test_what_is_no_list_of_records_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_list(data, Relatie)


def test_the_moment_of_a_change_is_taken_as_utc_unless_it_says_otherwise() -> None:
    def moment(text: str) -> datetime | None:
        return read_one(msgspec.json.encode({"id": "1", "modifiedOn": text}), Relatie).modified_on

    assert moment("2020-10-19T15:16:56.758932Z") == datetime(2020, 10, 19, 15, 16, 56, 758932, tzinfo=UTC)
    assert moment("2020-10-19T15:00:00+02:00") == datetime(2020, 10, 19, 13, tzinfo=UTC)
    assert moment("0001-01-01T00:00:00") == datetime(1, 1, 1, tzinfo=UTC)


def test_a_booking_is_written_as_snelstart_wants_it() -> None:
    boeking = Verkoopboeking(
        factuurnummer="F-1",
        klant=Verwijzing(RelatieId("r1")),
        factuurdatum=date(2026, 3, 1),
        factuurbedrag=Decimal("121.0000"),
        betalingstermijn=0,
        markering=False,
        boekingsregels=(
            Boekingsregel(
                omschrijving="Advies",
                grootboek=Verwijzing(GrootboekId("g1")),
                kostenplaats=Verwijzing(KostenplaatsId("k1")),
                bedrag=Decimal(100),
                btw_soort=BtwSoort.HOOG,
            ),
        ),
        btw=(BtwRegel(btw_soort=VerkoopBtwSoort.VERKOPEN_HOOG, btw_bedrag=Decimal("21.0")),),
        eenmalige_incasso_machtiging=EenmaligeIncassoMachtiging(omschrijving="x", datum=date(2026, 3, 2)),
    )

    assert written(boeking).decode() == (
        '{"factuurnummer":"F-1","factuurdatum":"2026-03-01T00:00:00","factuurbedrag":121.00,"markering":false,'
        '"boekingsregels":[{"omschrijving":"Advies","grootboek":{"id":"g1"},"kostenplaats":{"id":"k1"},'
        '"bedrag":100.00,"btwSoort":"Hoog"}],"btw":[{"btwSoort":"VerkopenHoog","btwBedrag":21.00}],'
        '"klant":{"id":"r1"},"betalingstermijn":0,"eenmaligeIncassoMachtiging":{"omschrijving":"x",'
        '"datum":"2026-03-02T00:00:00"}}'
    )


def test_what_was_not_given_is_not_written_but_what_was_emptied_is() -> None:
    assert body_of(Relatie(naam="x", relatiesoort=(Relatiesoort.KLANT,), email="", nonactief=False)) == {
        "relatiesoort": ["Klant"],
        "naam": "x",
        "email": "",
        "nonactief": False,
    }


def test_the_source_goes_back_as_it_came() -> None:
    source = (
        '{"id":"r1","factuurkorting":2.125,"kredietLimiet":1000.5,"onbekend":[{"x":null,"y":-0.5}],"n":7}'
    )
    relatie = read_one(source.encode(), Relatie)

    sent = json.loads(written({**relatie.bron, "naam": "Nieuw"}), parse_float=Decimal)

    assert sent == json.loads(source, parse_float=Decimal) | {"naam": "Nieuw"}


def test_dates_moments_ids_and_content_in_a_plain_body_are_written_too() -> None:
    body = {
        "datum": date(2026, 1, 2),
        "moment": datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=1))),
        "id": UUID(int=1),
        "adres": Adres(plaats="Ede"),
        "regels": ({"bedrag": Decimal("1E+2")},),
        "content": b"\x00\xff",
    }

    assert written(body).decode() == (
        '{"datum":"2026-01-02T00:00:00","moment":"2026-01-02T02:04:05","id":"00000000-0000-0000-0000-000000000001",'
        '"adres":{"plaats":"Ede"},"regels":[{"bedrag":100.00}],"content":"AP8="}'
    )


@pytest.mark.parametrize("amount", [Decimal("0.001"), Decimal("10.005"), Decimal("NaN"), Decimal("Infinity")])
def test_an_amount_that_is_no_whole_number_of_cents_is_refused(amount: Decimal) -> None:
    with pytest.raises(ValueError, match=r"amount|cents"):
        written(BtwRegel(btw_bedrag=amount))


@pytest.mark.parametrize("body", [{"bedrag": 1.5}, {"regels": [{"bedrag": 0.0}]}, {"x": {1, 2}}])
def test_a_float_is_refused_wherever_it_hides(body: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        written(body)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_every_amount_survives_the_trip_both_ways(amount: Decimal) -> None:
    data = written(Verkoopboeking(id=VerkoopboekingId("b1"), factuurbedrag=amount))

    assert read_one(data, Verkoopboeking).factuurbedrag == amount
    assert re.search(rb'"factuurbedrag":-?\d+\.\d\d[,}]', data)


def test_an_update_names_the_id_of_its_address_once_whatever_the_body_says() -> None:
    assert with_id({"Id": "old", "naam": "x"}, "r1") == {"naam": "x", "id": "r1"}
    assert with_id(Relatie(naam="x"), "r1") == {"naam": "x", "id": "r1"}


def test_a_value_of_any_kind_is_read_without_a_float() -> None:
    data = b'{"klantCustomFields":[{"value":0.1},{"value":[1.10,{"a":2.5}]},{"value":3}]}'

    values = [field.value for field in read_one(data, RelatieCustomFields).klant_custom_fields]

    assert values == [Decimal("0.1"), [Decimal("1.10"), {"a": Decimal("2.5")}], 3]
    assert isinstance(values[0], Decimal)


def test_a_country_without_its_code_is_no_record() -> None:
    with pytest.raises(UnreadableError, match="country_code"):
        read_one(b'{"countryCode":"","vatRates":[]}', VatRates)


def test_an_attachment_is_read_as_bytes() -> None:
    assert read_one(b'{"id":"d1","content":"AP8=","fileName":"f.pdf"}', Document).content == b"\x00\xff"
