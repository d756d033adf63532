"""The client keeps the purchases of the simulator's books, over real HTTP."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from snelstart_client import SnelStart, Verwijzing, where
from snelstart_client.errors import NotFoundError, OutcomeUnknownError, RejectedError
from snelstart_client.resources.documenten import Documenttype
from snelstart_client.resources.kostenplaatsen import Kostenplaats
from snelstart_simulator.faults import FaultKind
from snelstart_simulator.process import RunningSimulator
from tests.contract.snelstart_client.books import (
    a_customer,
    a_purchase,
    a_supplier,
    open_client,
    purchases_booked,
)

NOTHING_DONE: list[tuple[FaultKind, bool]] = [("error_before", False), ("connection_dropped", False)]
ALL_DONE: list[tuple[FaultKind, bool]] = [("answer_lost", True), ("error_after", True)]
unanswered = pytest.mark.parametrize(("kind", "is_done"), NOTHING_DONE + ALL_DONE)


def test_a_purchase_is_booked_and_found_back_everywhere(snelstart: SnelStart) -> None:
    leverancier = a_supplier(snelstart)
    project = snelstart.kostenplaatsen.create(Kostenplaats(nummer=7, omschrijving="Dak"))
    wanted = a_purchase(snelstart, leverancier, kostenplaats=project.id)
    geboekt = snelstart.inkoopboekingen.create(wanted)

    assert snelstart.inkoopboekingen.get(geboekt.id) == geboekt
    assert geboekt.boekingsregels == wanted.boekingsregels
    assert geboekt.btw == wanted.btw
    assert (geboekt.factuurdatum, geboekt.factuurbedrag) == (date(2026, 3, 1), Decimal(121))
    assert (geboekt.omschrijving, geboekt.markering) == ("Dakpannen", True)
    assert geboekt.leverancier == Verwijzing(leverancier.id)
    assert snelstart.inkoopboekingen.list_of_relatie(leverancier.id) == (geboekt,)

    (factuur,) = snelstart.inkoopfacturen.list(where("Factuurnummer").eq("INK/42"))
    assert factuur.inkoop_boeking == Verwijzing(geboekt.id)
    assert factuur.relatie == Verwijzing(leverancier.id)
    assert (factuur.openstaand_saldo, factuur.verval_datum) == (Decimal(121), date(2026, 3, 22))

    on_project = where("Kostenplaats/Id").eq(UUID(project.id)) & where("Datum").ge(date(2026, 1, 1))
    (mutatie,) = snelstart.grootboekmutaties.list(on_project)
    assert (mutatie.saldo, mutatie.factuur_nummer) == (Decimal(100), "INK/42")


def test_a_purchase_is_changed_without_losing_anything_and_deleted_and_its_number_free_again(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    wanted = a_purchase(snelstart, a_supplier(snelstart))
    geboekt = snelstart.inkoopboekingen.create(wanted)

    changed = snelstart.inkoopboekingen.update(geboekt.id, geboekt.bron | {"factuurnummer": "INK/43"})
    assert purchases_booked(simulator) == ["INK/43"]
    assert changed.boekingsregels == geboekt.boekingsregels
    assert (changed.omschrijving, changed.markering) == ("Dakpannen", True)

    snelstart.inkoopboekingen.delete(geboekt.id)
    with pytest.raises(NotFoundError):
        snelstart.inkoopboekingen.get(geboekt.id)
    assert snelstart.inkoopfacturen.list() == ()

    snelstart.inkoopboekingen.create(wanted)
    assert purchases_booked(simulator) == ["INK/42"]


@pytest.mark.parametrize("taken", ["replaced", "merged"])
def test_a_change_laid_over_what_was_read_keeps_the_rest_however_snelstart_takes_a_put(
    snelstart: SnelStart, simulator: RunningSimulator, taken: str
) -> None:
    simulator.control.set_switches(booking_on_put=taken)
    geboekt = snelstart.inkoopboekingen.create(a_purchase(snelstart, a_supplier(snelstart)))

    changed = snelstart.inkoopboekingen.update(geboekt.id, geboekt.bron | {"omschrijving": "Leien"})

    assert changed.bron | {"omschrijving": "Dakpannen", "modifiedOn": None} == geboekt.bron | {
        "modifiedOn": None
    }


def test_what_the_bookkeeper_changed_in_a_purchase_is_read_back(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    geboekt = snelstart.inkoopboekingen.create(a_purchase(snelstart, a_supplier(snelstart)))

    simulator.control.edit("inkoopboekingen", geboekt.id, changes={"omschrijving": "Leien"})

    assert snelstart.inkoopboekingen.get(geboekt.id).omschrijving == "Leien"


def test_a_purchase_under_a_number_in_use_is_refused_and_leads_to_the_first(snelstart: SnelStart) -> None:
    wanted = a_purchase(snelstart, a_supplier(snelstart))
    first = snelstart.inkoopboekingen.create(wanted)

    with pytest.raises(RejectedError) as refused:
        snelstart.inkoopboekingen.create(wanted)

    assert refused.value.codes == {"BOE-0021"}
    (factuur,) = snelstart.inkoopfacturen.list(where("Factuurnummer").eq("INK/42"))
    assert factuur.inkoop_boeking == Verwijzing(first.id)


def test_a_purchase_from_a_customer_is_refused_by_its_code(snelstart: SnelStart) -> None:
    with pytest.raises(RejectedError) as refused:
        snelstart.inkoopboekingen.create(a_purchase(snelstart, a_customer(snelstart)))

    assert refused.value.codes & {"BOE-0002", "BOE-0003", "BOE-0038"}


@unanswered
def test_a_purchase_without_an_answer_is_unknown_and_never_sent_twice(
    snelstart: SnelStart, simulator: RunningSimulator, kind: FaultKind, *, is_done: bool
) -> None:
    wanted = a_purchase(snelstart, a_supplier(snelstart))
    simulator.control.add_fault(kind, method="POST", path="/inkoopboekingen")

    with pytest.raises(OutcomeUnknownError):
        snelstart.inkoopboekingen.create(wanted)

    found = snelstart.inkoopfacturen.list(where("Factuurnummer").eq("INK/42"))
    assert len(found) == len(purchases_booked(simulator)) == is_done


@unanswered
def test_a_change_without_an_answer_is_unknown_until_the_purchase_is_read(
    snelstart: SnelStart, simulator: RunningSimulator, kind: FaultKind, *, is_done: bool
) -> None:
    geboekt = snelstart.inkoopboekingen.create(a_purchase(snelstart, a_supplier(snelstart)))
    simulator.control.add_fault(kind, method="PUT", path="/inkoopboekingen")

    with pytest.raises(OutcomeUnknownError):
        snelstart.inkoopboekingen.update(geboekt.id, geboekt.bron | {"omschrijving": "Leien"})

    found = snelstart.inkoopboekingen.get(geboekt.id).omschrijving
    assert found == ("Leien" if is_done else "Dakpannen")


@unanswered
def test_a_deletion_without_an_answer_is_unknown_until_the_purchase_is_looked_for(
    snelstart: SnelStart, simulator: RunningSimulator, kind: FaultKind, *, is_done: bool
) -> None:
    leverancier = a_supplier(snelstart)
    geboekt = snelstart.inkoopboekingen.create(a_purchase(snelstart, leverancier))
    simulator.control.add_fault(kind, method="DELETE", path="/inkoopboekingen")

    with pytest.raises(OutcomeUnknownError):
        snelstart.inkoopboekingen.delete(geboekt.id)

    left = snelstart.inkoopboekingen.list_of_relatie(leverancier.id)
    assert len(left) == (not is_done)


def test_a_purchase_turned_away_by_a_429_is_booked_once_when_there_is_room(
    simulator: RunningSimulator,
) -> None:
    with open_client(simulator) as snelstart:
        wanted = a_purchase(snelstart, a_supplier(snelstart))
        simulator.control.add_fault("too_many_calls", method="POST", path="/inkoopboekingen", retry_after=1)

        snelstart.inkoopboekingen.create(wanted)

    assert purchases_booked(simulator) == ["INK/42"]


def test_a_period_closed_under_way_refuses_a_purchase(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    wanted = a_purchase(snelstart, a_supplier(snelstart))
    simulator.control.add_fault("period_closed", method="POST", path="/inkoopboekingen")

    with pytest.raises(RejectedError) as refused:
        snelstart.inkoopboekingen.create(wanted)

    assert refused.value.codes & {"BOE-0042", "BOE-0051"}
    assert purchases_booked(simulator) == []


def test_a_purchase_has_attachments_that_come_back_byte_for_byte(snelstart: SnelStart) -> None:
    geboekt = snelstart.inkoopboekingen.create(a_purchase(snelstart, a_supplier(snelstart)))
    content = bytes(range(256))

    document = snelstart.documenten.create(
        Documenttype.INKOOPBOEKINGEN, geboekt.id, file_name="bon.pdf", content=content
    )

    assert snelstart.documenten.get(document).content == content
    (listed,) = snelstart.documenten.list(Documenttype.INKOOPBOEKINGEN, geboekt.id)
    assert (listed.id, listed.file_name, listed.parent) == (document, "bon.pdf", geboekt.id)
    assert [each.id for each in snelstart.inkoopboekingen.get(geboekt.id).documents] == [document]


def test_a_relation_has_attachments_too(snelstart: SnelStart) -> None:
    klant = a_customer(snelstart)

    document = snelstart.documenten.create(
        Documenttype.RELATIES, klant.id, file_name="contract.pdf", content=b"%PDF"
    )

    (listed,) = snelstart.documenten.list(Documenttype.RELATIES, klant.id)
    assert (listed.id, listed.file_name, listed.parent) == (document, "contract.pdf", klant.id)
    assert [each.id for each in snelstart.relaties.get(klant.id).documents] == [document]
    snelstart.documenten.delete(document)
    assert snelstart.documenten.list(Documenttype.RELATIES, klant.id) == ()
