"""Checks bookings of bank, cash and memorial journals (SnelStart API, section 6.11)."""

from collections.abc import Sequence
from dataclasses import dataclass

from snelstart_simulator import ledger
from snelstart_simulator.call import Call
from snelstart_simulator.models.inkoopboeking import InkoopBoeking
from snelstart_simulator.models.record import ZERO, Guid, WallTime
from snelstart_simulator.models.reference_data import DagboekSoort, Grootboek
from snelstart_simulator.models.verkoopboeking import VerkoopBoeking
from snelstart_simulator.refusals import Problems
from snelstart_simulator.resources.boeking_concept import Btw, Regel
from snelstart_simulator.resources.boeking_rules import check_accounts, check_kostenplaats, new_problems
from snelstart_simulator.resources.booking_days import check_new_day, check_open, is_possible
from snelstart_simulator.resources.geldboeking_concept import InvoiceLine, LedgerLine, MoneyConcept, VatLine
from snelstart_simulator.resources.vat_rules import (
    TAXED,
    BookedLine,
    book_line,
    check_amounts,
    check_missing_rows,
    check_rows_against_lines,
)
from snelstart_simulator.table import Table

_LONGEST_BOEKSTUK = 25
_LONGEST_OMSCHRIJVING = 250
_FEWEST_LINES = 2
_VAT_KINDS = frozenset(f"{side}{tarief}" for side in ("Inkopen", "Verkopen") for tarief in TAXED)


@dataclass(frozen=True, slots=True)
class JournalKind:
    """What differs between the kinds of journals."""

    soort: DagboekSoort
    not_found: str
    inactive: str
    both_sides: str
    """The code for a line with a debit and a credit."""


BANK = JournalKind("Bank", "BOE-0096", "BOE-0096", "BOE-0076")
CASH = JournalKind("Kas", "BOE-0025", "BOE-0024", "BOE-0076")
MEMORIAL = JournalKind("Memoriaal", "BOE-0095", "BOE-0095", "BOE-0091")


def check_money(call: Call, concept: MoneyConcept, kind: JournalKind) -> list[BookedLine]:
    """Refuse a bank or cash booking that breaks rules; gives its lines with their VAT kinds."""
    problems = new_problems(call)
    _check_header(call, concept, kind=kind, problems=problems)
    problems.check(not (concept.uitgegeven and concept.ontvangen), "BOE-0027")
    problems.check(concept.lines, "BOE-0023")
    lines = _check_lines(call, concept, kind=kind, problems=problems)
    btw = [_btw(line, problems) for line in concept.btw]
    check_rows_against_lines(lines, btw, known=_VAT_KINDS, problems=problems)
    check_missing_rows(lines, btw, problems)
    if call.switches.check_vat_amount and concept.datum is not None and is_possible(concept.datum):
        check_amounts(call, lines, btw=btw, on=concept.datum, problems=problems)
    _check_balance(concept, problems)
    _check_accounts(call, concept, btw=btw, problems=problems)
    problems.raise_if_any()
    return lines


def check_memorial(call: Call, concept: MoneyConcept) -> list[BookedLine]:
    """Refuse a memorial booking that breaks rules; gives its lines."""
    problems = new_problems(call)
    _check_header(call, concept, kind=MEMORIAL, problems=problems)
    counted = concept.lines if call.switches.memorial_lines_counted == "all" else concept.regels
    problems.check(len(counted) >= _FEWEST_LINES, "BOE-0094")
    lines = _check_lines(call, concept, kind=MEMORIAL, problems=problems)
    _check_balance(concept, problems)
    _check_accounts(call, concept, btw=(), problems=problems)
    problems.raise_if_any()
    return lines


def check_may_change(call: Call, own: Guid, *, datum: WallTime) -> None:
    """Refuse to touch a booking that is tied to something else, or in a closed period."""
    problems = Problems()
    code = call.books.protection_of(own)
    if code:
        problems.add(code)
    check_open(call, datum.date(), problems)
    problems.raise_if_any()


def _check_header(call: Call, concept: MoneyConcept, *, kind: JournalKind, problems: Problems) -> None:
    problems.length("BOE-0068", "boekstuk", text=concept.boekstuk, at_most=_LONGEST_BOEKSTUK)
    problems.length("BOE-0071", "omschrijving", text=concept.omschrijving, at_most=_LONGEST_OMSCHRIJVING)
    check_new_day(call, concept.datum, problems)
    dagboek = call.books.dagboeken.get(concept.dagboek)
    if dagboek is None or dagboek.soort != kind.soort:
        problems.add(kind.not_found)
    elif dagboek.nonactief:
        problems.add(kind.inactive)


def _check_lines(
    call: Call, concept: MoneyConcept, *, kind: JournalKind, problems: Problems
) -> list[BookedLine]:
    lines = []
    for line in concept.lines:
        _check_sides(line, kind, problems)
    for regel in concept.regels:
        _check_text(regel.omschrijving, problems, is_required=True)
        grootboek = _check_grootboek(call, regel, kind=kind, problems=problems)
        check_kostenplaats(call, regel.kostenplaats, grootboek=grootboek, problems=problems)
        if grootboek is not None:
            lines.append(_booked(call, regel, grootboek=grootboek, kind=kind, problems=problems))
    _check_invoices(concept.verkoop, call.books.verkoopboekingen, kind=kind, problems=problems)
    _check_invoices(concept.inkoop, call.books.inkoopboekingen, kind=kind, problems=problems)
    return lines


def _check_sides(line: LedgerLine | InvoiceLine | VatLine, kind: JournalKind, problems: Problems) -> None:
    amounts = line.amounts
    problems.check(not (amounts.debet and amounts.credit), kind.both_sides)
    if not isinstance(line, VatLine):
        problems.check(amounts.debet or amounts.credit, "BOE-0028")


def _check_text(text: str | None, problems: Problems, *, is_required: bool) -> None:
    if is_required and not (text or "").strip():
        problems.attribute(None, "boekingsRegels.omschrijving", "The Omschrijving field is required.")
    problems.length("BOE-0071", "boekingsRegels.omschrijving", text=text, at_most=_LONGEST_OMSCHRIJVING)


def _check_grootboek(
    call: Call, regel: LedgerLine, *, kind: JournalKind, problems: Problems
) -> Grootboek | None:
    grootboek = call.books.grootboeken.get(regel.grootboek)
    if grootboek is None:
        problems.add("BOE-0037")
        return None
    functie = grootboek.grootboekfunctie
    problems.check(not grootboek.nonactief, "BOE-0008")
    if functie in {"DagboekMemoriaal", "DagboekBalans"}:
        problems.add("BOE-0075")
        return None
    # The memorial journal corrects any account, except those that invoices make up.
    is_free = kind is MEMORIAL and functie not in {ledger.DEBTORS, ledger.CREDITORS}
    if not is_free and not ledger.may_carry_lines(functie):
        problems.add("BOE-0061")
        return None
    return grootboek


def _booked(
    call: Call, regel: LedgerLine, *, grootboek: Grootboek, kind: JournalKind, problems: Problems
) -> BookedLine:
    """Settle the VAT kind of a line; its amount has the sign that its VAT has."""
    saldo, soort = regel.amounts.saldo, regel.btw_soort
    if soort is None and "Geen" in grootboek.btw_soort:
        soort = "Geen"
    line = Regel(
        omschrijving=regel.omschrijving,
        grootboek=regel.grootboek,
        kostenplaats=regel.kostenplaats,
        bedrag=saldo if ledger.is_purchase(grootboek.grootboekfunctie) else -saldo,
        btw_soort=soort,
    )
    if kind is MEMORIAL:
        return BookedLine(line, grootboek, "Geen")
    return book_line(call, line, grootboek=grootboek, problems=problems)


def _check_invoices(
    lines: Sequence[InvoiceLine],
    table: Table[VerkoopBoeking] | Table[InkoopBoeking],
    *,
    kind: JournalKind,
    problems: Problems,
) -> None:
    for line in lines:
        problems.check(table.get(line.boeking), "BOE-0001")
        _check_text(line.omschrijving, problems, is_required=kind is MEMORIAL)


def _btw(line: VatLine, problems: Problems) -> Btw:
    """Name the VAT of a line as sales and purchases do."""
    if line.type is None:
        problems.attribute(None, "btwBoekingsregels.type", "The Type field is required.")
    if line.tarief is None:
        problems.attribute(None, "btwBoekingsregels.tarief", "The Tarief field is required.")
    if line.type is None or line.tarief is None:
        return Btw("Geen", ZERO)
    is_claimed = line.type == "TeVorderenBtwType"
    soort = f"{'Inkopen' if is_claimed else 'Verkopen'}{line.tarief}"
    return Btw(soort, line.amounts.saldo if is_claimed else -line.amounts.saldo)


def _check_balance(concept: MoneyConcept, problems: Problems) -> None:
    booked = sum((line.amounts.saldo for line in concept.lines), ZERO)
    problems.check(concept.ontvangen - concept.uitgegeven + booked == 0, "BOE-0039")


def _check_accounts(call: Call, concept: MoneyConcept, *, btw: Sequence[Btw], problems: Problems) -> None:
    functions = {ledger.VAT_ACCOUNT_OF[row.soort] for row in btw if row.bedrag}
    if concept.verkoop:
        functions.add(ledger.DEBTORS)
    if concept.inkoop:
        functions.add(ledger.CREDITORS)
    check_accounts(call, functions, problems)
