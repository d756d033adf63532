"""Customers and suppliers (SnelStart API, section 6.1)."""

import msgspec

from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.record import reference
from snelstart_simulator.models.relatie import Relatie
from snelstart_simulator.odata.query import listed
from snelstart_simulator.reading import read_object
from snelstart_simulator.refusals import NotFound, Problems, refuse
from snelstart_simulator.resources.relatie_reading import keeping_the_read_only, read_relatie
from snelstart_simulator.resources.relatie_rules import check_relatie, wire_vat_number
from snelstart_simulator.routing import Route
from snelstart_simulator.table import Table

_OWN_SOORT = "Eigen"


def list_page(call: Call) -> Answer:
    """Give a page of relations."""
    table = call.books.relaties
    if not call.switches.inactive_relations_in_list:
        table = Table()
        table.fill(row for row in call.books.relaties if not row.nonactief)
    return listed(call, table, Relatie)


def read(call: Call) -> Answer:
    """Give one active relation."""
    return json_answer(_existing(call))


def create(call: Call) -> Answer:
    """Add a relation; without a code of its own it gets the next free one."""
    fields = read_object(call.body)
    if fields.identifier() is not None:
        raise refuse("REL-0063")
    relatie = read_relatie(call, fields, own=call.world.identifiers.new())
    problems = _problems(call)
    check_relatie(call, relatie, problems)
    _check_code(call, relatie, problems)
    _check_both_kinds(call, relatie, problems)
    problems.raise_if_any()
    return json_answer(_stored(call, relatie), 201)


def change(call: Call) -> Answer:
    """Replace a relation as a whole: what is left out is cleared."""
    old = _existing(call)
    fields = read_object(call.body)
    if fields.identifier() not in {None, old.id}:
        raise refuse("REL-0047")
    relatie = keeping_the_read_only(read_relatie(call, fields, own=old.id), old)
    if relatie.relatiecode == 0:
        relatie = msgspec.structs.replace(relatie, relatiecode=old.relatiecode)
    problems = _problems(call)
    check_relatie(call, relatie, problems)
    _check_code(call, relatie, problems)
    _check_both_kinds(call, relatie, problems)
    _check_change_of_soort(call, old, new=relatie, problems=problems)
    problems.raise_if_any()
    return json_answer(_stored(call, relatie))


def delete(call: Call) -> Answer:
    """Make a relation inactive."""
    old = _existing(call)
    problems = Problems()
    if old.relatiecode < 0 or _OWN_SOORT in old.relatiesoort:
        problems.add("REL-0067" if "Leverancier" in old.relatiesoort else "REL-0103")
    own = reference("relaties", old.id)
    open_invoices = any(row.openstaand_saldo for row in call.books.verkoopfacturen.find("relatie", own))
    problems.check(not open_invoices, "REL-0049")
    open_purchases = any(row.openstaand_saldo for row in call.books.inkoopfacturen.find("relatie", own))
    problems.check(not open_purchases, "REL-0053")
    users = call.books.relaties.find("factuur_relatie", own)
    problems.check(all(user.nonactief or user.id == old.id for user in users), "REL-0051")
    problems.raise_if_any()
    call.books.relaties.put(msgspec.structs.replace(old, nonactief=True, modified_on=call.now))
    return json_answer({})


def sales_bookings(call: Call) -> Answer:
    """Give all sales bookings of a relation."""
    return json_answer(call.books.verkoopboekingen.find("klant", reference("relaties", _existing(call).id)))


def purchase_bookings(call: Call) -> Answer:
    """Give all purchase bookings of a relation."""
    own = reference("relaties", _existing(call).id)
    return json_answer(call.books.inkoopboekingen.find("leverancier", own))


def _stored(call: Call, relatie: Relatie) -> Relatie:
    code = relatie.relatiecode or _next_code(call)
    number = wire_vat_number(call, relatie)
    return call.books.relaties.put(msgspec.structs.replace(relatie, relatiecode=code, btw_nummer=number))


def _next_code(call: Call) -> int:
    books = call.books
    while books.relaties.find("relatiecode", books.next_relatiecode):
        books.next_relatiecode += 1
    books.next_relatiecode += 1
    return books.next_relatiecode - 1


def _check_code(call: Call, relatie: Relatie, problems: Problems) -> None:
    """A code belongs to one relation, inactive ones included; the negative ones are SnelStart's own."""
    if relatie.relatiecode == 0:
        return
    owners = call.books.relaties.find("relatiecode", relatie.relatiecode)
    is_own = any(owner.id == relatie.id for owner in owners)
    problems.check(is_own or (not owners and relatie.relatiecode > 0), "REL-0008")


def _check_both_kinds(call: Call, relatie: Relatie, problems: Problems) -> None:
    is_both = {"Klant", "Leverancier"} <= set(relatie.relatiesoort)
    problems.check(call.switches.customer_and_supplier_at_once or not is_both, "REL-0065")


def _check_change_of_soort(call: Call, old: Relatie, *, new: Relatie, problems: Problems) -> None:
    gained = set(new.relatiesoort) - set(old.relatiesoort)
    lost = set(old.relatiesoort) - set(new.relatiesoort)
    problems.check(call.switches.relatiesoort_may_grow or not gained, "REL-0064")
    if not lost or call.switches.relatiesoort_may_shrink == "always":
        return
    own = reference("relaties", old.id)
    has_bookings = ("Klant" in lost and call.books.verkoopboekingen.find("klant", own)) or (
        "Leverancier" in lost and call.books.inkoopboekingen.find("leverancier", own)
    )
    is_free = call.switches.relatiesoort_may_shrink == "without_bookings" and not has_bookings
    problems.check(is_free, "REL-0064")


def _problems(call: Call) -> Problems:
    return Problems(as_model_state=call.switches.missing_fields_as == "model_state")


def _existing(call: Call) -> Relatie:
    found = call.books.relaties.get(call.id)
    if found is None or found.nonactief:
        raise NotFound
    return found


ROUTES = (
    Route("GET", "/relaties", ("relaties:read",), list_page),
    Route("POST", "/relaties", ("relaties:write",), create),
    Route("GET", "/relaties/{id}", ("relaties:read",), read),
    Route("PUT", "/relaties/{id}", ("relaties:write",), change),
    Route("DELETE", "/relaties/{id}", ("relaties:write",), delete),
    Route("GET", "/relaties/{id}/verkoopboekingen", ("relaties:read", "boekhouden:read"), sales_bookings),
    Route("GET", "/relaties/{id}/inkoopboekingen", ("relaties:read", "boekhouden:read"), purchase_bookings),
)
