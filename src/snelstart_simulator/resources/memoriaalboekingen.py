"""Bookings in memorial journals, of which there is no list (SnelStart API, section 6.11)."""

from snelstart_simulator import money_posting
from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.geldboeking import (
    Memoriaalboeking,
    MemoriaalBoekingsRegel,
    MemoriaalVerantwoordingsRegel,
)
from snelstart_simulator.models.record import Guid, reference
from snelstart_simulator.reading import Fields, read_object
from snelstart_simulator.refusals import NotFound, refuse
from snelstart_simulator.resources.booked import fields_of_put, midnight
from snelstart_simulator.resources.geldboeking_concept import InvoiceLine, MoneyConcept, read_memorial
from snelstart_simulator.resources.geldboeking_rules import check_may_change, check_memorial
from snelstart_simulator.routing import Route


def read(call: Call) -> Answer:
    """Give one booking."""
    return json_answer(_existing(call))


def create(call: Call) -> Answer:
    """Book a memorial entry; the invoices in it are settled at once."""
    concept = _read(call, read_object(call.body))
    if concept.id is not None:
        raise refuse("ALG-0100")
    check_memorial(call, concept)
    return json_answer(_stored(call, _booking(call, concept, own=call.world.identifiers.new())), 201)


def change(call: Call) -> Answer:
    """Replace a booking as a whole, lines included."""
    old = _existing(call)
    concept = _read(call, fields_of_put(call, old))
    if concept.id not in {None, old.id}:
        raise refuse("BOE-0078")
    check_may_change(call, old.id, datum=old.datum)
    if concept.dagboek not in {None, old.dagboek.id}:
        raise refuse("BOE-0077")
    check_memorial(call, concept)
    money_posting.unpost_money(call.world, call.books, old)
    return json_answer(_stored(call, _booking(call, concept, own=old.id, old=old)))


def delete(call: Call) -> Answer:
    """Remove a booking; the invoices in it are open again."""
    old = _existing(call)
    check_may_change(call, old.id, datum=old.datum)
    money_posting.remove_money(call.world, call.books, table=call.books.memoriaalboekingen, boeking=old)
    return json_answer({})


def _read(call: Call, fields: Fields) -> MoneyConcept:
    return read_memorial(fields, call.switches.memorial_invoice_amount)


def _existing(call: Call) -> Memoriaalboeking:
    found = call.books.memoriaalboekingen.get(call.id)
    if found is None:
        raise NotFound
    return found


def _stored(call: Call, boeking: Memoriaalboeking) -> Memoriaalboeking:
    call.books.memoriaalboekingen.put(boeking)
    money_posting.post_money(call.world, call.books, boeking)
    return boeking


def _booking(
    call: Call, concept: MoneyConcept, *, own: Guid, old: Memoriaalboeking | None = None
) -> Memoriaalboeking:
    if concept.dagboek is None:
        raise ValueError("a booking was not checked before it was made")
    return Memoriaalboeking(
        id=own,
        uri=f"/memoriaalboekingen/{own}",
        modified_on=call.now,
        datum=midnight(concept.datum),
        markering=concept.markering,
        boekstuk=concept.boekstuk,
        gewijzigd_door_accountant=old.gewijzigd_door_accountant if old else False,
        omschrijving=concept.omschrijving,
        memoriaal_boekings_regels=_ledger_lines(concept),
        inkoopboeking_boekings_regels=_invoice_lines("inkoopboekingen", concept.inkoop),
        verkoopboeking_boekings_regels=_invoice_lines("verkoopboekingen", concept.verkoop),
        dagboek=reference("dagboeken", concept.dagboek),
    )


def _ledger_lines(concept: MoneyConcept) -> tuple[MemoriaalBoekingsRegel, ...]:
    return tuple(
        MemoriaalBoekingsRegel(
            omschrijving=line.omschrijving or "",
            grootboek=reference("grootboeken", line.grootboek),
            kostenplaats=reference("kostenplaatsen", line.kostenplaats) if line.kostenplaats else None,
            debet=line.amounts.debet,
            credit=line.amounts.credit,
        )
        for line in concept.regels
        if line.grootboek
    )


def _invoice_lines(
    resource: str, lines: tuple[InvoiceLine, ...]
) -> tuple[MemoriaalVerantwoordingsRegel, ...]:
    return tuple(
        MemoriaalVerantwoordingsRegel(
            boeking_id=reference(resource, line.boeking),
            omschrijving=line.omschrijving or "",
            bedrag=line.amounts.debet or line.amounts.credit,
        )
        for line in lines
        if line.boeking
    )


ROUTES = (
    Route("POST", "/memoriaalboekingen", ("memoriaal:write",), create),
    Route("GET", "/memoriaalboekingen/{id}", ("memoriaal:read",), read),
    Route("PUT", "/memoriaalboekingen/{id}", ("memoriaal:write",), change),
    Route("DELETE", "/memoriaalboekingen/{id}", ("memoriaal:write",), delete),
)
