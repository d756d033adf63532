"""Checks a sales booking (SnelStart API, section 6.5)."""

from snelstart_simulator import ledger
from snelstart_simulator.call import Call
from snelstart_simulator.models.record import Guid, WallTime
from snelstart_simulator.models.relatie import Relatie
from snelstart_simulator.refusals import Problems
from snelstart_simulator.resources.boeking_concept import Collection, Concept
from snelstart_simulator.resources.boeking_rules import (
    check_accounts,
    check_balance,
    check_header,
    check_lines,
    check_number,
    has_possible_date,
    new_problems,
    vat_functions,
)
from snelstart_simulator.resources.foreign_vat import check_foreign_vat
from snelstart_simulator.resources.mandate_rules import check_mandates
from snelstart_simulator.resources.vat_rules import BookedLine
from snelstart_simulator.resources.verkoopboeking_vat import check_customer, check_vat_of_sale

_LONGEST_TERM = 999


def check_sale(call: Call, concept: Concept, *, collection: Collection, own: Guid) -> list[BookedLine]:
    """Refuse a booking that breaks rules, with all of them at once; gives its lines with their VAT kinds."""
    problems = new_problems(call)
    check_header(call, concept, problems)
    check_number(call, concept, own=own, sale=True, problems=problems)
    _check_term(collection, problems)
    klant = _check_klant(call, concept, problems)
    check_mandates(call, collection, klant=klant, own=own, problems=problems)
    lines = check_lines(call, concept, problems)
    if has_possible_date(concept):
        on = concept.factuurdatum or WallTime.min
        check_vat_of_sale(call, lines, btw=concept.btw, on=on, problems=problems)
        if klant is not None:
            check_customer(klant, lines=lines, problems=problems)
            check_foreign_vat(call, concept, klant=klant, lines=lines, problems=problems)
    check_balance(concept, problems=problems)
    check_accounts(call, {ledger.DEBTORS, *vat_functions(concept)}, problems)
    problems.raise_if_any()
    return lines


def _check_term(collection: Collection, problems: Problems) -> None:
    term = collection.betalingstermijn
    if term is not None and not 0 <= term <= _LONGEST_TERM:
        words = f"The field Betalingstermijn must be between 0 and {_LONGEST_TERM}."
        problems.attribute(None, "betalingstermijn", words)


def _check_klant(call: Call, concept: Concept, problems: Problems) -> Relatie | None:
    if concept.relatie is None:
        problems.attribute(None, "klant", "The Klant field is required.")
        return None
    klant = call.books.relaties.get(concept.relatie)
    if klant is None or "Klant" not in klant.relatiesoort:
        problems.add("BOE-0060")
        return None
    problems.check(not klant.nonactief, "BOE-0054")
    return klant
