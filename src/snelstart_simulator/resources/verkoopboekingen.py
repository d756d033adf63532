"""Sales bookings (SnelStart API, section 6.5)."""

from typing import cast

from snelstart_simulator import posting
from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.record import Guid, WallTime, reference
from snelstart_simulator.models.reference_data import RegelBtwSoort
from snelstart_simulator.models.verkoopboeking import (
    VerkoopBoeking,
    VerkoopBoekingBtwRegel,
    VerkoopBoekingRegel,
    VerkoopBtwSoort,
)
from snelstart_simulator.reading import read_object
from snelstart_simulator.refusals import NotFound, refuse
from snelstart_simulator.resources.vat_rules import BookedLine
from snelstart_simulator.resources.verkoopboeking_concept import Concept, read_concept
from snelstart_simulator.resources.verkoopboeking_rules import check_concept, check_may_change
from snelstart_simulator.routing import Route


def read(call: Call) -> Answer:
    """Give one sales booking."""
    return json_answer(_existing(call))


def create(call: Call) -> Answer:
    """Book a sale; its invoice and ledger entries follow at once."""
    concept = read_concept(read_object(call.body))
    if concept.id is not None:
        raise refuse("ALG-0100")
    identifier = call.world.identifiers.new()
    lines = check_concept(call, concept, own=identifier)
    boeking = _booking(call, concept, lines=lines, own=identifier, old=None)
    call.books.verkoopboekingen.put(boeking)
    posting.post_booking(call.books, boeking, call.world.identifiers)
    return json_answer(boeking, 201)


def change(call: Call) -> Answer:
    """Replace a sales booking as a whole, lines included."""
    old = _existing(call)
    concept = read_concept(read_object(call.body))
    if concept.id not in {None, old.id}:
        raise refuse("BOE-0078")
    check_may_change(call, old, deleting=False)
    lines = check_concept(call, concept, own=old.id)
    boeking = _booking(call, concept, lines=lines, own=old.id, old=old)
    call.books.verkoopboekingen.put(boeking)
    posting.post_booking(call.books, boeking, call.world.identifiers)
    return json_answer(boeking)


def delete(call: Call) -> Answer:
    """Remove a sales booking; its number is free again."""
    old = _existing(call)
    check_may_change(call, old, deleting=True)
    posting.unpost_booking(call.books, old)
    return json_answer({})


def _booking(
    call: Call, concept: Concept, *, lines: list[BookedLine], own: Guid, old: VerkoopBoeking | None
) -> VerkoopBoeking:
    klant = call.books.relaties.get(concept.klant)
    if klant is None or concept.factuurdatum is None:
        raise ValueError("a booking was not checked before it was made")
    term = concept.betalingstermijn
    if term is None:
        term = max(0, klant.krediettermijn or 0)
    return VerkoopBoeking(
        id=own,
        uri=f"/verkoopboekingen/{own}",
        modified_on=call.now,
        boekstuk=concept.boekstuk,
        gewijzigd_door_accountant=old.gewijzigd_door_accountant if old else False,
        markering=concept.markering,
        factuurdatum=_midnight(concept.factuurdatum),
        factuurnummer=concept.factuurnummer,
        klant=reference("relaties", klant.id),
        omschrijving=concept.omschrijving,
        factuurbedrag=concept.factuurbedrag,
        betalingstermijn=term,
        eenmalige_incasso_machtiging=concept.eenmalige_machtiging,
        doorlopende_incasso_machtiging=None,
        boekingsregels=tuple(_line(line) for line in lines),
        btw=tuple(
            VerkoopBoekingBtwRegel(btw_soort=cast("VerkoopBtwSoort", row.soort), btw_bedrag=row.bedrag)
            for row in concept.btw
        ),
        documents=old.documents if old else (),
    )


def _line(line: BookedLine) -> VerkoopBoekingRegel:
    kostenplaats = line.regel.kostenplaats
    return VerkoopBoekingRegel(
        omschrijving=line.regel.omschrijving,
        grootboek=reference("grootboeken", line.grootboek.id),
        kostenplaats=reference("kostenplaatsen", kostenplaats) if kostenplaats else None,
        bedrag=line.regel.bedrag,
        btw_soort=cast("RegelBtwSoort", line.soort),
    )


def _midnight(moment: WallTime) -> WallTime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _existing(call: Call) -> VerkoopBoeking:
    found = call.books.verkoopboekingen.get(call.id)
    if found is None:
        raise NotFound
    return found


ROUTES = (
    Route("POST", "/verkoopboekingen", ("boekhouden:write",), create),
    Route("GET", "/verkoopboekingen/{id}", ("boekhouden:read",), read),
    Route("PUT", "/verkoopboekingen/{id}", ("boekhouden:write",), change),
    Route("DELETE", "/verkoopboekingen/{id}", ("boekhouden:write",), delete),
)
