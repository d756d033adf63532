"""Checks what holds for sales and purchase bookings alike (SnelStart API, sections 6.5 and 6.6)."""

from collections.abc import Iterable

from snelstart_simulator import entries, ledger
from snelstart_simulator.call import Call
from snelstart_simulator.models.boeking import Boeking
from snelstart_simulator.models.factuurnummer import is_same_number, number_key
from snelstart_simulator.models.record import ZERO, Guid
from snelstart_simulator.models.reference_data import Grootboek
from snelstart_simulator.refusals import Problems
from snelstart_simulator.resources.boeking_concept import Concept, Regel
from snelstart_simulator.resources.booking_days import check_new_day, check_open, is_possible
from snelstart_simulator.resources.vat_rules import BookedLine, book_line

_LONGEST_FACTUURNUMMER = 25
_LONGEST_BOEKSTUK = 25
_LONGEST_OMSCHRIJVING = 250


def new_problems(call: Call) -> Problems:
    """Begin a list of problems that are told the way the switches say."""
    return Problems(as_model_state=call.switches.missing_fields_as == "model_state")


def check_header(call: Call, concept: Concept, problems: Problems) -> None:
    """Note what is wrong with the fields of a booking itself, except for its number being taken."""
    number = concept.factuurnummer
    if not number.strip():
        problems.attribute("BOE-0058", "factuurnummer", "The Factuurnummer field is required.")
    problems.length("BOE-0058", "factuurnummer", text=number, at_most=_LONGEST_FACTUURNUMMER)
    problems.length("BOE-0068", "boekstuk", text=concept.boekstuk, at_most=_LONGEST_BOEKSTUK)
    problems.length("BOE-0071", "omschrijving", text=concept.omschrijving, at_most=_LONGEST_OMSCHRIJVING)
    check_new_day(call, concept.factuurdatum, problems)


def has_possible_date(concept: Concept) -> bool:
    """Tell whether there is a date that SnelStart can keep."""
    return is_possible(concept.factuurdatum)


def check_number(call: Call, concept: Concept, *, own: Guid, sale: bool, problems: Problems) -> None:
    """Note that the number of a booking is taken."""
    for other in _same_numbers(call, concept, sale=sale):
        problems.check(other.id == own, "BOE-0021")


def check_lines(call: Call, concept: Concept, problems: Problems) -> list[BookedLine]:
    """Note what is wrong with the lines; gives those that stand on an account, with their VAT kinds."""
    problems.check(concept.regels, "BOE-0023")
    lines = []
    for regel in concept.regels:
        problems.check(regel.bedrag, "BOE-0028")
        problems.length(
            "BOE-0071", "boekingsregels.omschrijving", text=regel.omschrijving, at_most=_LONGEST_OMSCHRIJVING
        )
        grootboek = _check_grootboek(call, regel, problems)
        check_kostenplaats(call, regel.kostenplaats, grootboek=grootboek, problems=problems)
        if grootboek is not None:
            lines.append(book_line(call, regel, grootboek=grootboek, problems=problems))
    return lines


def check_balance(concept: Concept, *, left_out: Iterable[str] = (), problems: Problems) -> None:
    """Note that lines and VAT do not add up to the total; some kinds may be no part of it."""
    skipped = frozenset(left_out)
    total = sum((regel.bedrag for regel in concept.regels), ZERO)
    total += sum((row.bedrag for row in concept.btw if row.soort not in skipped), ZERO)
    problems.check(total == concept.factuurbedrag, "BOE-0039")


def check_accounts(call: Call, functions: Iterable[str], problems: Problems) -> None:
    """Note that the chart lacks accounts on which SnelStart itself has to book."""
    missing = [one for one in sorted(set(functions)) if entries.account_for(call.books, one) is None]
    if missing:
        problems.add("BOE-0081", *missing)


def vat_functions(concept: Concept) -> set[str]:
    """List the functions of the accounts that the VAT rows are booked on."""
    return {ledger.VAT_ACCOUNT_OF[row.soort] for row in concept.btw if row.soort in ledger.VAT_ACCOUNT_OF}


def check_may_change(call: Call, old: Boeking, *, deleting: bool) -> None:
    """Refuse to touch a booking that is tied to something else, paid, or in a closed period."""
    problems = Problems()
    code = call.books.protection_of(old.id)
    if code:
        problems.add(code)
    check_open(call, old.factuurdatum.date(), problems)
    refuses_accountants = call.switches.booking_of_accountant_on_put == "refused"
    problems.check(not (refuses_accountants and old.gewijzigd_door_accountant), "BOE-0051")
    refuses_paid = deleting or call.switches.booking_with_payments_on_put == "refused"
    problems.check(not (refuses_paid and call.books.betalingen.get(old.id)), "BOE-0083")
    problems.raise_if_any()


def check_kostenplaats(
    call: Call, kostenplaats: Guid | None, *, grootboek: Grootboek | None, problems: Problems
) -> None:
    """Note what is wrong with the cost centre of a line, or with its absence."""
    setting = (
        call.books.kostenplaats_instellingen.get(grootboek.id, "optioneel") if grootboek else "optioneel"
    )
    if kostenplaats is None:
        problems.check(setting != "verplicht", "BOE-0022")
        return
    problems.check(setting != "nee", "BOE-0093")
    found = call.books.kostenplaatsen.get(kostenplaats)
    if found is None:
        problems.add("BOE-0019")
    else:
        problems.check(not found.nonactief, "BOE-0026")


def _same_numbers(call: Call, concept: Concept, *, sale: bool) -> list[Boeking]:
    scope, key = call.switches.purchase_numbers_unique_in, number_key(concept.factuurnummer)
    across = scope == "administration_and_sales"
    found: list[Boeking] = []
    if sale or across:
        found += call.books.verkoopboekingen.find("number_key", key)
    if not sale or across:
        purchases = call.books.inkoopboekingen.find("number_key", key)
        found += [one for one in purchases if scope != "supplier" or one.relatie.id == concept.relatie]
    comparison = call.switches.numbers_compared
    return [one for one in found if is_same_number(one.factuurnummer, concept.factuurnummer, comparison)]


def _check_grootboek(call: Call, regel: Regel, problems: Problems) -> Grootboek | None:
    grootboek = call.books.grootboeken.get(regel.grootboek)
    if grootboek is None:
        problems.add("BOE-0037")
        return None
    functie = grootboek.grootboekfunctie
    problems.check(not grootboek.nonactief, "BOE-0008")
    if functie in {"DagboekMemoriaal", "DagboekBalans"}:
        problems.add("BOE-0075")
        return None
    if not ledger.may_carry_lines(functie):
        problems.add("BOE-0061")
        return None
    return grootboek
