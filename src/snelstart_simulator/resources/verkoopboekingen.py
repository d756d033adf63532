"""Sales bookings (SnelStart API, section 6.5)."""

from typing import cast

from snelstart_simulator import posting
from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.record import Guid, reference
from snelstart_simulator.models.verkoopboeking import VerkoopBoeking, VerkoopBoekingBtwRegel, VerkoopBtwSoort
from snelstart_simulator.reading import Fields, read_object
from snelstart_simulator.refusals import NotFound, refuse
from snelstart_simulator.resources.boeking_concept import Collection, Concept, read_collection, read_concept
from snelstart_simulator.resources.boeking_rules import check_may_change
from snelstart_simulator.resources.booked import booked_regel, documents_after_put, fields_of_put, midnight
from snelstart_simulator.resources.vat_rules import BookedLine
from snelstart_simulator.resources.verkoopboeking_rules import check_sale
from snelstart_simulator.routing import Route

_MANDATES = "doorlopendeincassomachtigingen"


def read(call: Call) -> Answer:
    """Give one sales booking."""
    return json_answer(_existing(call))


def create(call: Call) -> Answer:
    """Book a sale; its invoice and ledger entries follow at once."""
    concept, collection = _read(read_object(call.body))
    if concept.id is not None:
        raise refuse("ALG-0100")
    own = call.world.identifiers.new()
    lines = check_sale(call, concept, collection=collection, own=own)
    boeking = _booking(call, concept, collection=collection, lines=lines, own=own)
    return json_answer(_stored(call, boeking), 201)


def change(call: Call) -> Answer:
    """Replace a sales booking as a whole, lines included."""
    old = _existing(call)
    concept, collection = _read(fields_of_put(call, old))
    if concept.id not in {None, old.id}:
        raise refuse("BOE-0078")
    check_may_change(call, old, deleting=False)
    lines = check_sale(call, concept, collection=collection, own=old.id)
    new = _booking(call, concept, collection=collection, lines=lines, own=old.id, old=old)
    return json_answer(_stored(call, new))


def delete(call: Call) -> Answer:
    """Remove a sales booking; its number is free again."""
    old = _existing(call)
    check_may_change(call, old, deleting=True)
    posting.unpost_booking(call.books, old)
    return json_answer({})


def _read(fields: Fields) -> tuple[Concept, Collection]:
    concept, collection = read_concept(fields, "klant"), read_collection(fields)
    fields.require_readable()
    return concept, collection


def _stored(call: Call, boeking: VerkoopBoeking) -> VerkoopBoeking:
    call.books.verkoopboekingen.put(boeking)
    posting.post_booking(call.world, call.books, boeking)
    return boeking


def _booking(
    call: Call,
    concept: Concept,
    *,
    collection: Collection,
    lines: list[BookedLine],
    own: Guid,
    old: VerkoopBoeking | None = None,
) -> VerkoopBoeking:
    klant = call.books.relaties.get(concept.relatie)
    if klant is None:
        raise ValueError("a booking was not checked before it was made")
    term = collection.betalingstermijn
    if term is None:
        term = max(0, klant.krediettermijn or 0)
    lasting = collection.doorlopende_machtiging
    return VerkoopBoeking(
        id=own,
        uri=f"/verkoopboekingen/{own}",
        modified_on=call.now,
        boekstuk=concept.boekstuk,
        gewijzigd_door_accountant=old.gewijzigd_door_accountant if old else False,
        markering=concept.markering,
        factuurdatum=midnight(concept.factuurdatum),
        factuurnummer=concept.factuurnummer,
        klant=reference("relaties", klant.id),
        omschrijving=concept.omschrijving,
        factuurbedrag=concept.factuurbedrag,
        betalingstermijn=term,
        eenmalige_incasso_machtiging=collection.eenmalige_machtiging,
        doorlopende_incasso_machtiging=reference(_MANDATES, lasting) if lasting else None,
        boekingsregels=tuple(booked_regel(line) for line in lines),
        btw=tuple(
            VerkoopBoekingBtwRegel(btw_soort=cast("VerkoopBtwSoort", row.soort), btw_bedrag=row.bedrag)
            for row in concept.btw
        ),
        documents=documents_after_put(call, old) if old else (),
    )


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
