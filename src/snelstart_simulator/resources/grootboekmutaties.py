"""Entries on the ledger accounts, as the bookings made them (SnelStart API, section 6.10)."""

from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.grootboekmutatie import GrootboekMutatie
from snelstart_simulator.odata.query import listed
from snelstart_simulator.refusals import NotFound
from snelstart_simulator.routing import Route


def list_page(call: Call) -> Answer:
    """Give a page of entries."""
    return listed(call, call.books.grootboekmutaties, GrootboekMutatie)


def read(call: Call) -> Answer:
    """Give one entry."""
    found = call.books.grootboekmutaties.get(call.id)
    if found is None:
        raise NotFound
    return json_answer(found)


ROUTES = (
    Route("GET", "/grootboekmutaties", ("boekhouden:read",), list_page),
    Route("GET", "/grootboekmutaties/{id}", ("boekhouden:read",), read),
)
