"""Sales invoices with what is still to be paid of them (SnelStart API, section 6.9)."""

from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.verkoopboeking import Verkoopfactuur
from snelstart_simulator.odata.query import listed
from snelstart_simulator.refusals import NotFound
from snelstart_simulator.routing import Route


def list_page(call: Call) -> Answer:
    """Give a page of invoices."""
    return listed(call, call.books.verkoopfacturen, Verkoopfactuur)


def read(call: Call) -> Answer:
    """Give one invoice."""
    found = call.books.verkoopfacturen.get(call.id)
    if found is None:
        raise NotFound
    return json_answer(found)


ROUTES = (
    Route("GET", "/verkoopfacturen", ("orders:read",), list_page),
    Route("GET", "/verkoopfacturen/{id}", ("orders:read",), read),
)
