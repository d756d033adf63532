"""Purchase bookings (SnelStart API, section 6.6)."""

from typing import cast

from snelstart_simulator import posting
from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.inkoopboeking import InkoopBoeking, InkoopBoekingBtwRegel, InkoopBtwSoort
from snelstart_simulator.models.record import Guid, reference
from snelstart_simulator.reading import Fields, read_object
from snelstart_simulator.refusals import NotFound, refuse
from snelstart_simulator.resources.boeking_concept import Concept, read_concept
from snelstart_simulator.resources.boeking_rules import check_may_change
from snelstart_simulator.resources.booked import booked_regel, documents_after_put, fields_of_put, midnight
from snelstart_simulator.resources.inkoopboeking_rules import check_purchase
from snelstart_simulator.resources.vat_rules import BookedLine
from snelstart_simulator.routing import Route


def read(call: Call) -> Answer:
    """Give one purchase booking."""
    return json_answer(_existing(call))


def create(call: Call) -> Answer:
    """Book a purchase; its invoice and ledger entries follow at once."""
    concept = _read(read_object(call.body))
    if concept.id is not None:
        raise refuse("ALG-0100")
    return json_answer(book_purchase(call, concept), 201)


def book_purchase(call: Call, concept: Concept) -> InkoopBoeking:
    """Check a new purchase and book it."""
    own = call.world.identifiers.new()
    return _stored(call, _booking(call, concept, lines=check_purchase(call, concept, own=own), own=own))


def change(call: Call) -> Answer:
    """Replace a purchase booking as a whole, lines included."""
    old = _existing(call)
    concept = _read(fields_of_put(call, old))
    if concept.id not in {None, old.id}:
        raise refuse("BOE-0078")
    check_may_change(call, old, deleting=False)
    lines = check_purchase(call, concept, own=old.id)
    return json_answer(_stored(call, _booking(call, concept, lines=lines, own=old.id, old=old)))


def delete(call: Call) -> Answer:
    """Remove a purchase booking; its number is free again."""
    old = _existing(call)
    check_may_change(call, old, deleting=True)
    posting.unpost_booking(call.books, old)
    return json_answer({})


def _read(fields: Fields) -> Concept:
    concept = read_concept(fields, "leverancier")
    fields.require_readable()
    return concept


def _stored(call: Call, boeking: InkoopBoeking) -> InkoopBoeking:
    call.books.inkoopboekingen.put(boeking)
    posting.post_booking(call.world, call.books, boeking)
    return boeking


def _booking(
    call: Call, concept: Concept, *, lines: list[BookedLine], own: Guid, old: InkoopBoeking | None = None
) -> InkoopBoeking:
    if concept.relatie is None:
        raise ValueError("a booking was not checked before it was made")
    return InkoopBoeking(
        id=own,
        uri=f"/inkoopboekingen/{own}",
        modified_on=call.now,
        boekstuk=concept.boekstuk,
        gewijzigd_door_accountant=old.gewijzigd_door_accountant if old else False,
        markering=concept.markering,
        factuurdatum=midnight(concept.factuurdatum),
        factuurnummer=concept.factuurnummer,
        leverancier=reference("relaties", concept.relatie),
        omschrijving=concept.omschrijving,
        factuurbedrag=concept.factuurbedrag,
        boekingsregels=tuple(booked_regel(line) for line in lines),
        btw=tuple(
            InkoopBoekingBtwRegel(btw_soort=cast("InkoopBtwSoort", row.soort), btw_bedrag=row.bedrag)
            for row in concept.btw
        ),
        documents=documents_after_put(call, old) if old else (),
    )


def _existing(call: Call) -> InkoopBoeking:
    found = call.books.inkoopboekingen.get(call.id)
    if found is None:
        raise NotFound
    return found


ROUTES = (
    Route("POST", "/inkoopboekingen", ("boekhouden:write",), create),
    Route("GET", "/inkoopboekingen/{id}", ("boekhouden:read",), read),
    Route("PUT", "/inkoopboekingen/{id}", ("boekhouden:write",), change),
    Route("DELETE", "/inkoopboekingen/{id}", ("boekhouden:write",), delete),
)
