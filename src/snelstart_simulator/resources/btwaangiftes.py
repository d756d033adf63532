"""VAT returns, and telling that one was filed outside SnelStart (SnelStart API, sections 4.2 and 5)."""

from snelstart_simulator import vat_returns
from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.btwaangifte import BtwAangifte, BtwAangifteStatus
from snelstart_simulator.models.record import Guid
from snelstart_simulator.odata.query import listed
from snelstart_simulator.reading import guid_of, read_object
from snelstart_simulator.refusals import NotFound, refuse
from snelstart_simulator.routing import Route

_NO_CONTENT = 204
_EXTERNAL: BtwAangifteStatus = "GeaccepteerdExtern"
_ACCEPTED: frozenset[BtwAangifteStatus] = frozenset({"Geaccepteerd", "GeaccepteerdEnHerberekend", _EXTERNAL})


def list_page(call: Call) -> Answer:
    """Give a page of returns."""
    return listed(call, call.books.btwaangiftes, BtwAangifte)


def read(call: Call) -> Answer:
    """Give one return."""
    return json_answer(_existing(call, call.id))


def mark_filed_elsewhere(call: Call) -> Answer:
    """Mark a return as filed outside SnelStart, or take that back."""
    aangifte = _existing(call, _identifier(call))
    fields = read_object(call.body)
    is_given, is_external = fields.has("isExternAangegeven"), fields.flag("isExternAangegeven")
    fields.require_readable()
    if not is_given:
        raise refuse("BTW-0002")
    status = aangifte.btw_aangifte_status
    may_go_back = status == _EXTERNAL and call.switches.external_filing_taken_back == "accepted"
    if status in _ACCEPTED and (is_external or not may_go_back):
        raise refuse("BTW-0001")
    if is_external or status == _EXTERNAL:
        new: BtwAangifteStatus = _EXTERNAL if is_external else "NietVerzonden"
        vat_returns.set_status(call.world, call.books, aangifte=aangifte, status=new)
    return Answer(_NO_CONTENT)


def _identifier(call: Call) -> Guid:
    found = guid_of(call.parameters[0])
    if found is None:
        raise refuse("ALG-0103")
    return found


def _existing(call: Call, identifier: Guid) -> BtwAangifte:
    found = call.books.btwaangiftes.get(identifier)
    if found is None:
        raise NotFound
    return found


ROUTES = (
    Route("GET", "/btwaangiftes", ("btwaangiftes:read",), list_page),
    Route("GET", "/btwaangiftes/{id}", ("btwaangiftes:read",), read),
    Route("PUT", "/btwaangiftes/{id}/externAangeven", ("btwaangiftes:write",), mark_filed_elsewhere),
)
