"""The plain lists, which give everything and ignore all query options (SnelStart API, section 3.1)."""

from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.refusals import NotFound
from snelstart_simulator.routing import Route


def landen(call: Call) -> Answer:
    """Give all countries."""
    return json_answer(list(call.books.landen))


def land(call: Call) -> Answer:
    """Give one country."""
    found = call.books.landen.get(call.id)
    if found is None:
        raise NotFound
    return json_answer(found)


def btwtarieven(call: Call) -> Answer:
    """Give the VAT rates with their history."""
    return json_answer(call.books.btwtarieven)


def dagboeken(call: Call) -> Answer:
    """Give all journals."""
    return json_answer(list(call.books.dagboeken))


ROUTES = (
    Route("GET", "/landen", ("settings:read",), landen),
    Route("GET", "/landen/{id}", ("settings:read",), land),
    Route("GET", "/btwtarieven", ("settings:read",), btwtarieven),
    Route("GET", "/dagboeken", ("boekhouden:read",), dagboeken),
)
