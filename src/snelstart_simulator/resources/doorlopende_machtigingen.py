"""The lasting mandates of a customer (SnelStart API, sections 3.1 and 6.5)."""

from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.record import reference
from snelstart_simulator.refusals import NotFound
from snelstart_simulator.routing import Route


def list_all(call: Call) -> Answer:
    """Give all lasting mandates of a customer, withdrawn ones included."""
    relatie = call.books.relaties.get(call.id)
    if relatie is None or relatie.nonactief:
        raise NotFound
    return json_answer(call.books.doorlopende_machtigingen.find("klant", reference("relaties", relatie.id)))


ROUTES = (Route("GET", "/relaties/{id}/doorlopendeincassomachtigingen", ("relaties:read",), list_all),)
