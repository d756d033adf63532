"""Ledger accounts (SnelStart API, section 6.3)."""

from typing import cast

from snelstart_simulator import ledger
from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.reference_data import Grootboek, RekeningCode
from snelstart_simulator.odata.query import listed
from snelstart_simulator.reading import Fields, read_object
from snelstart_simulator.refusals import NotFound, Problems
from snelstart_simulator.routing import Route

_LONGEST_OMSCHRIJVING = 50
_REKENING_CODES = {"Balans": 0, "WinstEnVerlies": 1}


def list_page(call: Call) -> Answer:
    """Give a page of ledger accounts."""
    return listed(call, call.books.grootboeken, Grootboek)


def read(call: Call) -> Answer:
    """Give one ledger account."""
    found = call.books.grootboeken.get(call.id)
    if found is None:
        raise NotFound
    return json_answer(found)


def create(call: Call) -> Answer:
    """Add a ledger account; what its lines may carry follows from its function."""
    fields = read_object(call.body)
    problems = Problems(as_model_state=call.switches.missing_fields_as == "model_state")
    problems.check(fields.identifier() is None, "ALG-0100")
    grootboek = _read(call, fields, problems)
    problems.raise_if_any()
    return json_answer(call.books.grootboeken.put(grootboek), 201)


def _read(call: Call, fields: Fields, problems: Problems) -> Grootboek:
    omschrijving, nummer = fields.text("omschrijving") or "", fields.whole("nummer") or 0
    functie = _functie(fields, problems)
    rekening_code = fields.one_of("rekeningCode", _REKENING_CODES) or "Balans"
    verplicht, nonactief = fields.flag("kostenplaatsVerplicht"), fields.flag("nonactief")
    fields.require_readable()
    if not omschrijving.strip():
        problems.attribute("BOE-0084", "omschrijving", "The Omschrijving field is required.")
    problems.length("BOE-0088", "omschrijving", text=omschrijving, at_most=_LONGEST_OMSCHRIJVING)
    problems.check(not call.books.grootboeken.find("nummer", nummer), "BOE-0086")
    taken = functie in ledger.ONLY_ONCE and call.books.grootboeken.find("grootboekfunctie", functie)
    problems.check(not taken, "BOE-0087")
    identifier = call.world.identifiers.new()
    if verplicht:
        call.books.kostenplaats_instellingen[identifier] = "verplicht"
    return Grootboek(
        id=identifier,
        uri=f"/grootboeken/{identifier}",
        modified_on=call.now,
        omschrijving=omschrijving,
        kostenplaats_verplicht=verplicht,
        rekening_code=cast("RekeningCode", rekening_code),
        nonactief=nonactief,
        nummer=nummer,
        grootboekfunctie=functie,
        grootboek_rubriek="",
        rgs_code=(),
        btw_soort=ledger.kinds_of(functie, call.switches),
        vat_rate_code=fields.text("vatRateCode"),
    )


def _functie(fields: Fields, problems: Problems) -> str:
    """Read the function by its name or its number."""
    given = fields.raw("grootboekfunctie")
    if given is None:
        return "Diversen"
    for functie, number in ledger.FUNCTIE_NUMMERS.items():
        if given == number or (isinstance(given, str) and given.lower() in {functie.lower(), str(number)}):
            return functie
    problems.add("BOE-0090" if isinstance(given, int) else "BOE-0085")
    return "Diversen"


ROUTES = (
    Route("GET", "/grootboeken", ("boekhouden:read",), list_page),
    Route("POST", "/grootboeken", ("boekhouden:write",), create),
    Route("GET", "/grootboeken/{id}", ("boekhouden:read",), read),
)
