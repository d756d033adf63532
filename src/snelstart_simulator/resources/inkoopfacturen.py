"""Purchase invoices with what is still to be paid of them (SnelStart API, section 6.9)."""

from snelstart_simulator.call import Answer, Call
from snelstart_simulator.models.inkoopboeking import Inkoopfactuur
from snelstart_simulator.odata.query import listed
from snelstart_simulator.routing import Route


def list_page(call: Call) -> Answer:
    """Give a page of invoices."""
    return listed(call, call.books.inkoopfacturen, Inkoopfactuur)


ROUTES = (Route("GET", "/inkoopfacturen", ("orders:read",), list_page),)
