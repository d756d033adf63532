"""Checks a purchase booking (SnelStart API, section 6.6)."""

from snelstart_simulator import ledger
from snelstart_simulator.call import Call
from snelstart_simulator.models.record import Guid, WallTime
from snelstart_simulator.refusals import Problems
from snelstart_simulator.resources.boeking_concept import Concept
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
from snelstart_simulator.resources.inkoopboeking_vat import (
    check_vat_of_purchase,
    functions_of_shifted_vat,
    left_out_of_total,
)
from snelstart_simulator.resources.vat_rules import BookedLine


def check_purchase(call: Call, concept: Concept, *, own: Guid) -> list[BookedLine]:
    """Refuse a booking that breaks rules, with all of them at once; gives its lines with their VAT kinds."""
    problems = new_problems(call)
    check_header(call, concept, problems)
    if concept.factuurdatum is None:
        problems.attribute("BOE-0070", "factuurdatum", "The Factuurdatum field is required.")
    check_number(call, concept, own=own, sale=False, problems=problems)
    _check_dagboek(call, problems)
    _check_leverancier(call, concept, problems)
    lines = check_lines(call, concept, problems)
    if has_possible_date(concept):
        on = concept.factuurdatum or WallTime.min
        check_vat_of_purchase(call, lines, btw=concept.btw, on=on, problems=problems)
    check_balance(concept, left_out=left_out_of_total(call), problems=problems)
    needed = {ledger.CREDITORS, *vat_functions(concept), *functions_of_shifted_vat(lines, concept.btw)}
    check_accounts(call, needed, problems)
    problems.raise_if_any()
    return lines


def _check_dagboek(call: Call, problems: Problems) -> None:
    found = call.books.dagboeken.find("soort", "Inkoop")
    if not found:
        problems.add("BOE-0010")
    elif all(dagboek.nonactief for dagboek in found):
        problems.add("BOE-0009")


def _check_leverancier(call: Call, concept: Concept, problems: Problems) -> None:
    if concept.relatie is None:
        problems.attribute("BOE-0038", "leverancier", "The Leverancier field is required.")
        return
    leverancier = call.books.relaties.get(concept.relatie)
    if leverancier is None:
        problems.add("BOE-0002")
    elif "Leverancier" not in leverancier.relatiesoort:
        problems.add("BOE-0003")
    else:
        problems.check(not leverancier.nonactief, "BOE-0054")
