"""Cost centres (SnelStart API, section 6.4)."""

from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.record import Guid, reference
from snelstart_simulator.models.reference_data import Kostenplaats
from snelstart_simulator.reading import Fields, read_object
from snelstart_simulator.refusals import NotFound, Problems
from snelstart_simulator.routing import Route

_LONGEST_OMSCHRIJVING = 50
_LARGEST_NUMMER = 999_999_999


def list_all(call: Call) -> Answer:
    """Give all cost centres."""
    rows = list(call.books.kostenplaatsen)
    if not call.switches.inactive_cost_centres_in_list:
        rows = [row for row in rows if not row.nonactief]
    return json_answer(rows)


def read(call: Call) -> Answer:
    """Give one cost centre."""
    return json_answer(_existing(call))


def create(call: Call) -> Answer:
    """Add a cost centre."""
    fields = read_object(call.body)
    problems = Problems(as_model_state=call.switches.missing_fields_as == "model_state")
    problems.check(fields.identifier() is None, "ALG-0100")
    kostenplaats = _read(call, fields, problems=problems, identifier=call.world.identifiers.new())
    problems.check(not kostenplaats.nonactief, "KPL-0009")
    problems.raise_if_any()
    return json_answer(call.books.kostenplaatsen.put(kostenplaats), 201)


def change(call: Call) -> Answer:
    """Replace a cost centre."""
    old = _existing(call)
    fields = read_object(call.body)
    problems = Problems(as_model_state=call.switches.missing_fields_as == "model_state")
    problems.check(fields.identifier() in {None, old.id}, "ALG-0101")
    kostenplaats = _read(call, fields, problems=problems, identifier=old.id)
    problems.raise_if_any()
    return json_answer(call.books.kostenplaatsen.put(kostenplaats))


def delete(call: Call) -> Answer:
    """Remove a cost centre; one that has bookings becomes inactive instead."""
    old = _existing(call)
    if call.switches.used_cost_centre_on_delete == "made_inactive" and _is_used(call, old.id):
        call.books.kostenplaatsen.put(_replaced(old))
    else:
        call.books.kostenplaatsen.remove(old.id)
    return json_answer({})


def _read(call: Call, fields: Fields, *, problems: Problems, identifier: Guid) -> Kostenplaats:
    omschrijving, nummer = fields.text("omschrijving"), fields.whole("nummer")
    nonactief = fields.flag("nonactief")
    fields.require_readable()
    if not (omschrijving or "").strip():
        problems.attribute("KPL-0004", "omschrijving", "The Omschrijving field is required.")
    problems.length("KPL-0005", "omschrijving", text=omschrijving, at_most=_LONGEST_OMSCHRIJVING)
    if nummer is None:
        problems.attribute("KPL-0006", "nummer", "The Nummer field is required.")
    elif not 1 <= nummer <= _LARGEST_NUMMER:
        words = f"The field Nummer must be between 1 and {_LARGEST_NUMMER}."
        problems.attribute("KPL-0007", "nummer", words)
    same = call.books.kostenplaatsen.find("nummer", nummer)
    problems.check(all(other.id == identifier for other in same), "KPL-0008")
    return Kostenplaats(
        id=identifier,
        uri=f"/kostenplaatsen/{identifier}",
        omschrijving=omschrijving or "",
        nonactief=nonactief,
        nummer=nummer or 0,
    )


def _replaced(old: Kostenplaats) -> Kostenplaats:
    return Kostenplaats(
        id=old.id, uri=old.uri, omschrijving=old.omschrijving, nonactief=True, nummer=old.nummer
    )


def _is_used(call: Call, identifier: Guid) -> bool:
    own = reference("kostenplaatsen", identifier)
    return any(mutatie.kostenplaats == own for mutatie in call.books.grootboekmutaties)


def _existing(call: Call) -> Kostenplaats:
    found = call.books.kostenplaatsen.get(call.id)
    if found is None:
        raise NotFound
    return found


ROUTES = (
    Route("GET", "/kostenplaatsen", ("settings:read",), list_all),
    Route("POST", "/kostenplaatsen", ("settings:write",), create),
    Route("GET", "/kostenplaatsen/{id}", ("settings:read",), read),
    Route("PUT", "/kostenplaatsen/{id}", ("settings:write",), change),
    Route("DELETE", "/kostenplaatsen/{id}", ("settings:write",), delete),
)
