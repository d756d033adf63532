"""The client books bank, cash and memorial in the simulator's books, over real HTTP."""

from datetime import date
from decimal import Decimal

import pytest

from snelstart_client import SnelStart, Verwijzing, where
from snelstart_client.errors import NotFoundError, OutcomeUnknownError, RejectedError
from snelstart_client.ids import DagboekId, GrootboekId
from snelstart_client.resources.bankboekingen import Bankboeking
from snelstart_client.resources.btwtarieven import BtwSoort
from snelstart_client.resources.geldboekingen import (
    BtwBoekingsregel,
    BtwType,
    GrootboekBoekingsregel,
    Verantwoordingsregel,
)
from snelstart_client.resources.kasboekingen import Kasboeking
from snelstart_client.resources.memoriaalboekingen import (
    Memoriaalboeking,
    MemoriaalBoekingsregel,
    MemoriaalVerantwoordingsregel,
)
from snelstart_client.resources.verkoopboekingen import Verkoopboeking
from snelstart_simulator.process import RunningSimulator
from tests.contract.snelstart_client.books import a_booking, a_customer, a_purchase, a_supplier


def a_journal(snelstart: SnelStart, soort: str) -> Verwijzing[DagboekId]:
    """Give the journal of a kind."""
    return Verwijzing(next(each.id for each in snelstart.dagboeken.list() if each.soort == soort))


def an_account(snelstart: SnelStart, nummer: int) -> Verwijzing[GrootboekId]:
    """Give the ledger account of a number."""
    (account,) = snelstart.grootboeken.list(where("Nummer").eq(nummer))
    return Verwijzing(account.id)


def a_receipt(snelstart: SnelStart, sale: Verkoopboeking, bedrag: Decimal) -> Bankboeking:
    """Word that the bank received money for a sale; it is not sent."""
    return Bankboeking(
        datum=date(2026, 3, 9),
        dagboek=a_journal(snelstart, "Bank"),
        bedrag_uitgegeven=Decimal(0),
        bedrag_ontvangen=bedrag,
        omschrijving="Overboeking",
        verkoopboeking_boekings_regels=(
            Verantwoordingsregel(
                boeking_id=Verwijzing(sale.id), omschrijving="2026-0042", debet=Decimal(0), credit=bedrag
            ),
        ),
    )


def open_of(snelstart: SnelStart, factuurnummer: str) -> Decimal | None:
    """Give what is open of a sale."""
    (factuur,) = snelstart.verkoopfacturen.list(where("Factuurnummer").eq(factuurnummer))
    return factuur.openstaand_saldo


def test_what_the_bank_receives_settles_a_sale_until_it_is_deleted(snelstart: SnelStart) -> None:
    sale = snelstart.verkoopboekingen.create(a_booking(snelstart, a_customer(snelstart)))
    wanted = a_receipt(snelstart, sale, Decimal("21.50"))
    booked = snelstart.bankboekingen.create(wanted)

    assert snelstart.bankboekingen.get(booked.id) == booked
    assert booked.verkoopboeking_boekings_regels == wanted.verkoopboeking_boekings_regels
    assert (booked.datum, booked.bedrag_ontvangen) == (date(2026, 3, 9), Decimal("21.50"))
    assert snelstart.bankboekingen.list(where("Datum").ge(date(2026, 3, 9))) == (booked,)
    assert open_of(snelstart, "2026-0042") == Decimal("99.50")

    changed = snelstart.bankboekingen.update(booked.id, booked.bron | {"omschrijving": "Deelbetaling"})
    assert (changed.omschrijving, changed.dagboek) == ("Deelbetaling", booked.dagboek)
    assert open_of(snelstart, "2026-0042") == Decimal("99.50")

    snelstart.bankboekingen.delete(booked.id)
    assert open_of(snelstart, "2026-0042") == Decimal(121)
    with pytest.raises(NotFoundError):
        snelstart.bankboekingen.get(booked.id)


def test_cash_pays_a_purchase_and_something_for_the_canteen(snelstart: SnelStart) -> None:
    purchase = snelstart.inkoopboekingen.create(a_purchase(snelstart, a_supplier(snelstart)))
    booked = snelstart.kasboekingen.create(
        Kasboeking(
            datum=date(2026, 3, 9),
            dagboek=a_journal(snelstart, "Kas"),
            bedrag_uitgegeven=Decimal("133.10"),
            bedrag_ontvangen=Decimal(0),
            inkoopboeking_boekings_regels=(
                Verantwoordingsregel(
                    boeking_id=Verwijzing(purchase.id), debet=Decimal(121), credit=Decimal(0)
                ),
            ),
            grootboek_boekings_regels=(
                GrootboekBoekingsregel(
                    omschrijving="Koffie",
                    grootboek=an_account(snelstart, 4080),
                    debet=Decimal(10),
                    credit=Decimal(0),
                    btw_soort=BtwSoort.HOOG,
                ),
            ),
            btw_boekingsregels=(
                BtwBoekingsregel(
                    type=BtwType.TE_VORDEREN, tarief="Hoog", debet=Decimal("2.10"), credit=Decimal(0)
                ),
            ),
        )
    )

    (factuur,) = snelstart.inkoopfacturen.list()
    assert factuur.openstaand_saldo == Decimal(0)
    assert snelstart.kasboekingen.list() == (booked,)
    assert booked.btw_boekingsregels[0].type == BtwType.TE_VORDEREN


def test_a_memorial_booking_moves_what_is_open_to_another_account(snelstart: SnelStart) -> None:
    sale = snelstart.verkoopboekingen.create(a_booking(snelstart, a_customer(snelstart)))
    booked = snelstart.memoriaalboekingen.create(
        Memoriaalboeking(
            datum=date(2026, 3, 9),
            dagboek=a_journal(snelstart, "Memoriaal"),
            memoriaal_boekings_regels=(
                MemoriaalBoekingsregel(
                    omschrijving="Afgeboekt",
                    grootboek=an_account(snelstart, 4090),
                    debet=Decimal(121),
                    credit=Decimal(0),
                ),
            ),
            verkoopboeking_boekings_regels=(
                MemoriaalVerantwoordingsregel(
                    boeking_id=Verwijzing(sale.id), omschrijving="Afgeboekt", bedrag=Decimal(121)
                ),
            ),
        )
    )

    assert open_of(snelstart, "2026-0042") == Decimal(0)
    assert snelstart.memoriaalboekingen.get(booked.id) == booked
    changed = snelstart.memoriaalboekingen.update(booked.id, booked.bron | {"omschrijving": "Oninbaar"})
    assert changed.memoriaal_boekings_regels == booked.memoriaal_boekings_regels
    snelstart.memoriaalboekingen.delete(booked.id)
    assert open_of(snelstart, "2026-0042") == Decimal(121)


def test_money_that_does_not_add_up_is_refused_by_its_code(snelstart: SnelStart) -> None:
    sale = snelstart.verkoopboekingen.create(a_booking(snelstart, a_customer(snelstart)))
    unbalanced = {
        "datum": date(2026, 3, 9),
        "dagboek": a_journal(snelstart, "Bank"),
        "bedragUitgegeven": Decimal(0),
        "bedragOntvangen": Decimal(100),
        "verkoopboekingBoekingsRegels": [{"boekingId": {"id": sale.id}, "debet": 0, "credit": Decimal(99)}],
    }

    with pytest.raises(RejectedError) as refused:
        snelstart.bankboekingen.create(unbalanced)

    assert refused.value.codes == {"BOE-0039"}


def test_a_booking_with_a_payment_is_not_deleted(snelstart: SnelStart) -> None:
    sale = snelstart.verkoopboekingen.create(a_booking(snelstart, a_customer(snelstart)))
    snelstart.bankboekingen.create(a_receipt(snelstart, sale, Decimal(1)))

    with pytest.raises(RejectedError) as refused:
        snelstart.verkoopboekingen.delete(sale.id)

    assert refused.value.codes == {"BOE-0083"}


def test_money_booked_without_an_answer_is_unknown_and_never_booked_twice(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    sale = snelstart.verkoopboekingen.create(a_booking(snelstart, a_customer(snelstart)))
    simulator.control.add_fault("answer_lost", method="POST", path="/bankboekingen")

    with pytest.raises(OutcomeUnknownError):
        snelstart.bankboekingen.create(a_receipt(snelstart, sale, Decimal(21)))

    assert open_of(snelstart, "2026-0042") == Decimal(100)
    assert len(snelstart.bankboekingen.list()) == 1
