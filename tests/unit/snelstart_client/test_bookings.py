"""Bookings of sales and purchases: made, read back whole, changed and deleted."""

import base64
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from snelstart_client import SnelStart, Verwijzing, body_of
from snelstart_client.errors import NotFoundError
from snelstart_client.ids import GrootboekId, InkoopboekingId, KostenplaatsId, RelatieId
from snelstart_client.resources.btwtarieven import BtwSoort
from snelstart_client.resources.inkoopboekingen import Inkoopboeking, InkoopBtwSoort
from snelstart_client.resources.verkoopboekingen import Boekingsregel, BtwRegel, Verkoopboeking
from tests.unit.snelstart_client.fake_snelstart import FakeSnelStart, answering

INKOOP: dict[str, Any] = {
    "modifiedOn": "2026-03-04T10:11:12.347",
    "boekstuk": "2026-I-7",
    "gewijzigdDoorAccountant": True,
    "markering": True,
    "factuurdatum": "2026-03-01T00:00:00",
    "factuurnummer": "INK/7",
    "leverancier": {"id": "r1", "uri": "/relaties/r1"},
    "omschrijving": "Dakpannen",
    "factuurbedrag": 330.0,
    "boekingsregels": [
        {
            "omschrijving": "Pannen",
            "grootboek": {"id": "g1", "uri": "/grootboeken/g1"},
            "kostenplaats": {"id": "k1", "uri": "/kostenplaatsen/k1"},
            "bedrag": 200.0,
            "btwSoort": "Hoog",
        },
        {
            "omschrijving": "Boeken",
            "grootboek": {"id": "g2", "uri": "/grootboeken/g2"},
            "kostenplaats": None,
            "bedrag": 80.73,
            "btwSoort": "Laag",
        },
    ],
    "btw": [
        {"btwSoort": "InkopenHoog", "btwBedrag": 42.0},
        {"btwSoort": "InkopenLaag", "btwBedrag": 7.27},
    ],
    "documents": [{"id": "d1", "fileName": "factuur.pdf", "parentIdentifier": "b1", "readOnly": False}],
    "nieuwVeld": {"a": [1]},
    "id": "b1",
    "uri": "/inkoopboekingen/b1",
}


def last_call(fake: FakeSnelStart) -> str:
    return f"{fake.seen[-1].method} {fake.seen[-1].url.path}"


def test_a_sale_is_made_read_changed_and_deleted(client: SnelStart, fake: FakeSnelStart) -> None:
    line = Boekingsregel(grootboek=Verwijzing(GrootboekId("g1")), bedrag=Decimal("-10.10"))
    made = client.verkoopboekingen.create(Verkoopboeking(factuurnummer="F-1", boekingsregels=(line,)))
    assert client.verkoopboekingen.get(made.id).boekingsregels == (line,)

    client.verkoopboekingen.update(made.id, body_of(Verkoopboeking(factuurnummer="F-2")))
    assert fake.of("verkoopboekingen") == [{"factuurnummer": "F-2", "id": made.id}]

    client.verkoopboekingen.delete(made.id)
    assert fake.of("verkoopboekingen") == []


def test_a_purchase_is_written_as_snelstart_wants_it(client: SnelStart, fake: FakeSnelStart) -> None:
    made = client.inkoopboekingen.create(
        Inkoopboeking(
            factuurnummer="INK/7",
            leverancier=Verwijzing(RelatieId("r1")),
            factuurdatum=date(2026, 3, 1),
            factuurbedrag=Decimal(121),
            boekingsregels=(
                Boekingsregel(
                    grootboek=Verwijzing(GrootboekId("g1")),
                    kostenplaats=Verwijzing(KostenplaatsId("k1")),
                    bedrag=Decimal(121),
                    btw_soort=BtwSoort.GEEN,
                ),
            ),
            btw=(BtwRegel(btw_soort=InkoopBtwSoort.INKOPEN_VERLEGD, btw_bedrag=Decimal(0)),),
        )
    )

    assert last_call(fake) == "POST /v2/inkoopboekingen"
    assert fake.of("inkoopboekingen") == [
        {
            "factuurnummer": "INK/7",
            "factuurdatum": "2026-03-01T00:00:00",
            "factuurbedrag": 121.0,
            "boekingsregels": [
                {"grootboek": {"id": "g1"}, "kostenplaats": {"id": "k1"}, "bedrag": 121.0, "btwSoort": "Geen"}
            ],
            "btw": [{"btwSoort": "InkopenVerlegd", "btwBedrag": 0.0}],
            "leverancier": {"id": "r1"},
            "id": made.id,
        }
    ]


def test_a_purchase_is_read_back_whole(client: SnelStart, fake: FakeSnelStart) -> None:
    fake.put("inkoopboekingen", INKOOP)

    inkoop = client.inkoopboekingen.get(InkoopboekingId("b1"))

    assert (inkoop.factuurnummer, inkoop.boekstuk, inkoop.omschrijving) == ("INK/7", "2026-I-7", "Dakpannen")
    assert (inkoop.factuurdatum, inkoop.factuurbedrag) == (date(2026, 3, 1), Decimal(330))
    assert (inkoop.markering, inkoop.gewijzigd_door_accountant) == (True, True)
    assert inkoop.leverancier == Verwijzing(RelatieId("r1"))
    assert inkoop.boekingsregels == (
        Boekingsregel(
            omschrijving="Pannen",
            grootboek=Verwijzing(GrootboekId("g1")),
            kostenplaats=Verwijzing(KostenplaatsId("k1")),
            bedrag=Decimal(200),
            btw_soort=BtwSoort.HOOG,
        ),
        Boekingsregel(
            omschrijving="Boeken",
            grootboek=Verwijzing(GrootboekId("g2")),
            bedrag=Decimal("80.73"),
            btw_soort=BtwSoort.LAAG,
        ),
    )
    assert [(row.btw_soort, row.btw_bedrag) for row in inkoop.btw] == [
        (InkoopBtwSoort.INKOPEN_HOOG, Decimal(42)),
        (InkoopBtwSoort.INKOPEN_LAAG, Decimal("7.27")),
    ]
    assert [(each.file_name, each.parent_identifier) for each in inkoop.documents] == [("factuur.pdf", "b1")]
    assert inkoop.modified_on is not None


def test_a_purchase_keeps_through_an_update_what_the_client_does_not_know(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    fake.put("inkoopboekingen", INKOOP)
    inkoop = client.inkoopboekingen.get(InkoopboekingId("b1"))

    changed = client.inkoopboekingen.update(inkoop.id, inkoop.bron | {"omschrijving": "Leien"})

    assert changed.omschrijving == "Leien"
    assert fake.of("inkoopboekingen") == [INKOOP | {"omschrijving": "Leien"}]


def test_a_deleted_purchase_is_not_found(client: SnelStart, fake: FakeSnelStart) -> None:
    fake.put("inkoopboekingen", INKOOP)

    client.inkoopboekingen.delete(InkoopboekingId("b1"))

    with pytest.raises(NotFoundError):
        client.inkoopboekingen.get(InkoopboekingId("b1"))


def test_the_bookings_of_one_relation_are_read_whole(client: SnelStart, fake: FakeSnelStart) -> None:
    fake.faults.append(answering(200, [{"id": "b1", "factuurnummer": "F-1"}]))
    assert [each.id for each in client.verkoopboekingen.list_of_relatie(RelatieId("r1"))] == ["b1"]
    assert last_call(fake) == "GET /v2/relaties/r1/verkoopboekingen"

    fake.faults.append(answering(200, [INKOOP]))
    (inkoop,) = client.inkoopboekingen.list_of_relatie(RelatieId("r1"))
    assert last_call(fake) == "GET /v2/relaties/r1/inkoopboekingen"
    assert len(inkoop.boekingsregels) == 2


def test_an_e_invoice_is_sent_with_its_picture_and_comes_back_as_a_booking(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    fake.faults.append(answering(200, INKOOP))

    made = client.inkoopboekingen.create_from_ubl("f.xml", b"<Invoice/>", pdf_content=b"%PDF\xff")

    assert made.id == "b1"
    assert last_call(fake) == "POST /v2/inkoopboekingen/ubl"
    assert json.loads(fake.seen[-1].content) == {
        "fileName": "f.xml",
        "content": base64.b64encode(b"<Invoice/>").decode(),
        "forcePersist": False,
        "pdfContent": base64.b64encode(b"%PDF\xff").decode(),
    }
