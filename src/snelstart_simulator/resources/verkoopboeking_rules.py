"""Checks a sales booking, and whether an existing one may be touched (SnelStart API, section 6.5)."""

from datetime import date

from snelstart_simulator import ledger
from snelstart_simulator.administration import Books
from snelstart_simulator.call import Call
from snelstart_simulator.models.record import ZERO, Guid, WallTime
from snelstart_simulator.models.reference_data import Grootboek
from snelstart_simulator.models.relatie import Relatie
from snelstart_simulator.models.verkoopboeking import VerkoopBoeking
from snelstart_simulator.refusals import Problems
from snelstart_simulator.resources.vat_rules import BookedLine, book_line, check_customer, check_vat
from snelstart_simulator.resources.verkoopboeking_concept import Concept, Regel

_LONGEST_FACTUURNUMMER = 25
_LONGEST_BOEKSTUK = 25
_LONGEST_OMSCHRIJVING = 250
_LONGEST_MANDATE = 50
_LONGEST_TERM = 999
_YEARS_BACK = 5
_FIRST_YEAR, _LAST_YEAR = 1900, 2400


def check_concept(call: Call, concept: Concept, *, own: Guid) -> list[BookedLine]:
    """Refuse a booking that breaks rules, with all of them at once; gives its lines with their VAT kinds."""
    problems = Problems(as_model_state=call.switches.missing_fields_as == "model_state")
    _check_header(call, concept, own=own, problems=problems)
    klant = _check_klant(call, concept, problems)
    _check_mandates(concept, klant, problems)
    lines = _check_lines(call, concept, problems)
    if concept.factuurdatum is not None and _is_possible(concept.factuurdatum):
        check_vat(call, lines, btw=concept.btw, on=concept.factuurdatum, problems=problems)
    if klant is not None:
        check_customer(call, klant, lines=lines, btw=concept.btw, problems=problems)
    total = sum((regel.bedrag for regel in concept.regels), ZERO) + sum(
        (row.bedrag for row in concept.btw), ZERO
    )
    problems.check(total == concept.factuurbedrag, "BOE-0039")
    missing = _missing_functions(call.books, concept)
    if missing:
        problems.add("BOE-0081", *missing)
    problems.raise_if_any()
    return lines


def check_may_change(call: Call, old: VerkoopBoeking, *, deleting: bool) -> None:
    """Refuse to touch a booking that is tied to something else, paid, or in a closed period."""
    problems = Problems()
    code = call.books.protections.get(old.id)
    if code:
        problems.add(code)
    _check_period(call, old.factuurdatum.date(), problems)
    refuses_paid = deleting or call.switches.booking_with_payments_on_put == "refused"
    problems.check(not (refuses_paid and call.books.betalingen.get(old.id)), "BOE-0083")
    problems.raise_if_any()


def _check_header(call: Call, concept: Concept, *, own: Guid, problems: Problems) -> None:
    number = concept.factuurnummer
    if not number.strip():
        problems.attribute("BOE-0058", "factuurnummer", "The Factuurnummer field is required.")
    problems.length("BOE-0058", "factuurnummer", text=number, at_most=_LONGEST_FACTUURNUMMER)
    same = call.books.verkoopboekingen.find("factuurnummer", number)
    problems.check(all(other.id == own for other in same), "BOE-0021")
    problems.length("BOE-0068", "boekstuk", text=concept.boekstuk, at_most=_LONGEST_BOEKSTUK)
    problems.length("BOE-0071", "omschrijving", text=concept.omschrijving, at_most=_LONGEST_OMSCHRIJVING)
    if concept.betalingstermijn is not None and not 0 <= concept.betalingstermijn <= _LONGEST_TERM:
        words = f"The field Betalingstermijn must be between 0 and {_LONGEST_TERM}."
        problems.attribute(None, "betalingstermijn", words)
    _check_date(call, concept, problems)


def _check_date(call: Call, concept: Concept, problems: Problems) -> None:
    if concept.factuurdatum is None or not _is_possible(concept.factuurdatum):
        problems.add("BOE-0070")
        return
    first_year = call.administration.company_info.huidig_boekjaar - _YEARS_BACK
    problems.check(concept.factuurdatum.year >= first_year, "BOE-0033")
    _check_period(call, concept.factuurdatum.date(), problems)


def _is_possible(moment: WallTime) -> bool:
    return _FIRST_YEAR <= moment.year <= _LAST_YEAR


def _check_period(call: Call, day: date, problems: Problems) -> None:
    for period in call.books.closed_periods:
        if period.van <= day <= period.tot_en_met:
            problems.add(period.code)


def _check_klant(call: Call, concept: Concept, problems: Problems) -> Relatie | None:
    if concept.klant is None:
        problems.attribute(None, "klant", "The Klant field is required.")
        return None
    klant = call.books.relaties.get(concept.klant)
    if klant is None or "Klant" not in klant.relatiesoort:
        problems.add("BOE-0060")
        return None
    problems.check(not klant.nonactief, "BOE-0054")
    return klant


def _check_mandates(concept: Concept, klant: Relatie | None, problems: Problems) -> None:
    once, lasting = concept.eenmalige_machtiging, concept.doorlopende_machtiging
    problems.check(not (once and lasting), "BOE-0064")
    # The simulator keeps no lasting mandates, so none belongs to any customer.
    problems.check(lasting is None, "BOE-0066")
    if once is None:
        return
    if not once.omschrijving:
        problems.attribute(
            None, "eenmaligeIncassoMachtiging.omschrijving", "The Omschrijving field is required."
        )
    problems.check(len(once.omschrijving) <= _LONGEST_MANDATE, "BOE-0056")
    problems.check(len(once.kenmerk or "") <= _LONGEST_MANDATE, "BOE-0057")
    if klant is not None:
        problems.check(klant.iban, "BOE-0052")
        problems.check(klant.incasso_soort in {"Core", "B2B"}, "BOE-0055")


def _check_lines(call: Call, concept: Concept, problems: Problems) -> list[BookedLine]:
    problems.check(concept.regels, "BOE-0023")
    lines = []
    for regel in concept.regels:
        problems.check(regel.bedrag, "BOE-0028")
        problems.length(
            "BOE-0071", "boekingsregels.omschrijving", text=regel.omschrijving, at_most=_LONGEST_OMSCHRIJVING
        )
        grootboek = _check_grootboek(call, regel, problems)
        _check_kostenplaats(call, regel, grootboek=grootboek, problems=problems)
        if grootboek is not None:
            lines.append(book_line(regel, grootboek, problems))
    return lines


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


def _check_kostenplaats(call: Call, regel: Regel, *, grootboek: Grootboek | None, problems: Problems) -> None:
    setting = (
        call.books.kostenplaats_instellingen.get(grootboek.id, "optioneel") if grootboek else "optioneel"
    )
    if regel.kostenplaats is None:
        problems.check(setting != "verplicht", "BOE-0022")
        return
    problems.check(setting != "nee", "BOE-0093")
    kostenplaats = call.books.kostenplaatsen.get(regel.kostenplaats)
    if kostenplaats is None:
        problems.add("BOE-0019")
    else:
        problems.check(not kostenplaats.nonactief, "BOE-0026")


def _missing_functions(books: Books, concept: Concept) -> list[str]:
    vat = {ledger.VAT_ACCOUNT_OF[row.soort] for row in concept.btw if row.soort in ledger.VAT_ACCOUNT_OF}
    needed = sorted({ledger.DEBTORS, *vat})
    return [functie for functie in needed if account_for(books, functie) is None]


def account_for(books: Books, functie: str) -> Grootboek | None:
    """Find the active account on which SnelStart itself books what has this function."""
    found = books.grootboeken.find("grootboekfunctie", functie)
    return next((grootboek for grootboek in found if not grootboek.nonactief), None)
