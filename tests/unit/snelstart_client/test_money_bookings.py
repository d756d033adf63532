"""Bookings of bank, cash and memorial journals."""

from datetime import date
from decimal import Decimal

from snelstart_client import SnelStart, Verwijzing, where
from snelstart_client.ids import (
    BankboekingId,
    DagboekId,
    GrootboekId,
    InkoopboekingId,
    KasboekingId,
    MemoriaalboekingId,
    VerkoopboekingId,
)
from snelstart_client.resources.bankboekingen import Bankboeking
from snelstart_client.resources.btwtarieven import BtwSoort
from snelstart_client.resources.geldboekingen import (
    BtwBoekingsregel,
    BtwType,
    GrootboekBoekingsregel,
    Verantwoordingsregel,
)
from snelstart_client.resources.memoriaalboekingen import (
    Memoriaalboeking,
    MemoriaalBoekingsregel,
    MemoriaalVerantwoordingsregel,
)
from tests.unit.snelstart_client.fake_snelstart import FakeSnelStart


def test_a_payment_of_the_bank_is_written_as_snelstart_wants_it(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    made = client.bankboekingen.create(
        Bankboeking(
            datum=date(2026, 3, 9),
            dagboek=Verwijzing(DagboekId("d1")),
            bedrag_uitgegeven=Decimal(0),
            bedrag_ontvangen=Decimal("142.10"),
            verkoopboeking_boekings_regels=(
                Verantwoordingsregel(boeking_id=Verwijzing(VerkoopboekingId("b1")), credit=Decimal(121)),
            ),
            grootboek_boekings_regels=(
                GrootboekBoekingsregel(
                    omschrijving="Kantine",
                    grootboek=Verwijzing(GrootboekId("g1")),
                    credit=Decimal("17.44"),
                    btw_soort=BtwSoort.HOOG,
                ),
            ),
            btw_boekingsregels=(
                BtwBoekingsregel(type=BtwType.AF_TE_DRAGEN, tarief="Hoog", credit=Decimal("3.66")),
            ),
        )
    )

    assert fake.of("bankboekingen") == [
        {
            "datum": "2026-03-09T00:00:00",
            "dagboek": {"id": "d1"},
            "bedragUitgegeven": 0.0,
            "bedragOntvangen": 142.1,
            "grootboekBoekingsRegels": [
                {"omschrijving": "Kantine", "grootboek": {"id": "g1"}, "credit": 17.44, "btwSoort": "Hoog"}
            ],
            "verkoopboekingBoekingsRegels": [{"boekingId": {"id": "b1"}, "credit": 121.0}],
            "btwBoekingsregels": [{"credit": 3.66, "type": "AfTeDragenBtwType", "tarief": "Hoog"}],
            "id": made.id,
        }
    ]


def test_a_booking_of_the_bank_is_found_read_changed_and_deleted(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    row = {
        "id": "b1",
        "datum": "2026-03-09T00:00:00",
        "bedragUitgegeven": 50.5,
        "inkoopboekingBoekingsRegels": [{"boekingId": {"id": "i1"}, "omschrijving": "x", "debet": 50.5}],
        "nieuwVeld": 1,
    }
    fake.put("bankboekingen", row)
    condition = where("Datum").ge(date(2026, 3, 1))

    (found,) = client.bankboekingen.list(condition)
    assert fake.seen[-1].url.params["$filter"] == condition.text
    assert found == client.bankboekingen.get(BankboekingId("b1"))
    assert found.inkoopboeking_boekings_regels == (
        Verantwoordingsregel(
            boeking_id=Verwijzing(InkoopboekingId("i1")), omschrijving="x", debet=Decimal("50.5")
        ),
    )

    client.bankboekingen.update(found.id, found.bron | {"markering": True})
    assert fake.of("bankboekingen") == [row | {"markering": True}]
    client.bankboekingen.delete(found.id)
    assert fake.of("bankboekingen") == []


def test_a_booking_of_cash_is_made_found_changed_and_deleted(client: SnelStart, fake: FakeSnelStart) -> None:
    made = client.kasboekingen.create({"bedragOntvangen": Decimal("5.00")})

    assert client.kasboekingen.list() == (made,)
    assert client.kasboekingen.get(made.id).bedrag_ontvangen == Decimal(5)
    client.kasboekingen.update(made.id, made.bron | {"boekstuk": "K1"})
    assert client.kasboekingen.get(KasboekingId(made.id)).boekstuk == "K1"
    client.kasboekingen.delete(made.id)
    assert fake.of("kasboekingen") == []


def test_a_memorial_booking_is_made_read_changed_and_deleted(client: SnelStart, fake: FakeSnelStart) -> None:
    booking = Memoriaalboeking(
        datum=date(2026, 3, 9),
        dagboek=Verwijzing(DagboekId("d1")),
        memoriaal_boekings_regels=(
            MemoriaalBoekingsregel(
                omschrijving="a", grootboek=Verwijzing(GrootboekId("g1")), credit=Decimal(-1)
            ),
        ),
        verkoopboeking_boekings_regels=(
            MemoriaalVerantwoordingsregel(
                boeking_id=Verwijzing(VerkoopboekingId("b1")), omschrijving="b", bedrag=Decimal(1)
            ),
        ),
    )
    made = client.memoriaalboekingen.create(booking)
    assert fake.of("memoriaalboekingen") == [
        {
            "datum": "2026-03-09T00:00:00",
            "dagboek": {"id": "d1"},
            "memoriaalBoekingsRegels": [{"omschrijving": "a", "grootboek": {"id": "g1"}, "credit": -1.0}],
            "verkoopboekingBoekingsRegels": [{"boekingId": {"id": "b1"}, "omschrijving": "b", "bedrag": 1.0}],
            "id": made.id,
        }
    ]

    read = client.memoriaalboekingen.get(MemoriaalboekingId(made.id))
    assert read.verkoopboeking_boekings_regels == booking.verkoopboeking_boekings_regels
    client.memoriaalboekingen.update(read.id, read.bron | {"omschrijving": "c"})
    assert client.memoriaalboekingen.get(read.id).omschrijving == "c"
    client.memoriaalboekingen.delete(read.id)
    assert fake.of("memoriaalboekingen") == []


def test_the_good_lines_around_an_odd_one_are_kept(client: SnelStart, fake: FakeSnelStart) -> None:
    lines = [{"boekingId": {"id": "b1"}, "debet": 1.5}, {"boekingId": {"id": "b2"}, "debet": "veel"}, None]
    fake.put("bankboekingen", {"id": "b1", "verkoopboekingBoekingsRegels": lines})

    (found,) = client.bankboekingen.list()

    assert found.verkoopboeking_boekings_regels == (
        Verantwoordingsregel(boeking_id=Verwijzing(VerkoopboekingId("b1")), debet=Decimal("1.5")),
        Verantwoordingsregel(boeking_id=Verwijzing(VerkoopboekingId("b2"))),
    )
