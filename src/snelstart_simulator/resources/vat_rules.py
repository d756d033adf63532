"""Checks how the lines and the VAT rows of a booking fit together (SnelStart API, section 7.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from snelstart_simulator import ledger
from snelstart_simulator.call import Call
from snelstart_simulator.models.record import ZERO, WallTime
from snelstart_simulator.models.reference_data import Grootboek
from snelstart_simulator.refusals import Problems
from snelstart_simulator.resources.boeking_concept import Btw, Regel

TAXED = ("Laag", "Hoog", "Overig")
PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class BookedLine:
    """A line with the ledger account it stands on and the VAT kind it has, given or implied."""

    regel: Regel
    grootboek: Grootboek
    soort: str

    @property
    def btw_soort(self) -> str:
        """The kind of the VAT row that this line needs."""
        return _prefix(self.grootboek.grootboekfunctie) + self.soort

    @property
    def name(self) -> str:
        """How a refusal names the account of the line."""
        return f"{self.grootboek.nummer} {self.grootboek.omschrijving}"


def book_line(call: Call, regel: Regel, *, grootboek: Grootboek, problems: Problems) -> BookedLine:
    """Settle the VAT kind of a line, which may be left out where the account allows only one."""
    allowed, functie = grootboek.btw_soort, grootboek.grootboekfunctie
    soort = regel.btw_soort
    if soort is None and functie not in ledger.MUST_NAME_KIND and allowed:
        soort = allowed[0]
    line = BookedLine(regel, grootboek, soort or "Geen")
    without_vat = call.switches.purchase_without_vat_on_rate_accounts == "accepted"
    if soort == "Geen" and functie in ledger.OF_ONE_RATE and without_vat:
        return line
    if soort not in allowed:
        problems.add("BOE-0082", f"De btwsoort van het grootboek komt niet overeen: {line.name}")
    return line


def check_rows_against_lines(
    lines: Sequence[BookedLine], btw: Sequence[Btw], *, known: frozenset[str], problems: Problems
) -> None:
    """Note VAT rows of an unknown kind, and those that no line asks for; an empty one does no harm."""
    needed = {line.btw_soort for line in lines}
    for row in btw:
        if row.soort == "Geen":
            problems.check(not row.bedrag, "BOE-0069")
        elif row.soort not in known:
            problems.add("BOE-0082")
        elif row.bedrag and row.soort not in needed:
            of_purchase = row.soort.startswith("Inkopen")
            has_purchase = any(ledger.is_purchase(line.grootboek.grootboekfunctie) for line in lines)
            problems.add("BOE-0053" if of_purchase and not has_purchase else "BOE-0082")


def check_missing_rows(lines: Sequence[BookedLine], btw: Sequence[Btw], problems: Problems) -> None:
    """Note taxed lines without a VAT row of their kind."""
    given = {row.soort for row in btw}
    without = [line for line in lines if line.soort in TAXED and line.btw_soort not in given]
    if without:
        accounts = ", ".join(dict.fromkeys(line.name for line in without))
        problems.add("BOE-0082", f"Voor de volgende grootboeken ontbreekt de btwboeking: {accounts}")


def check_amounts(
    call: Call, lines: Sequence[BookedLine], *, btw: Sequence[Btw], on: WallTime, problems: Problems
) -> None:
    """Note VAT that is too far from the percentage of the day times the lines of its kind."""
    for kind in {line.btw_soort for line in lines if line.soort in TAXED}:
        of_kind = [line for line in lines if line.btw_soort == kind]
        percentage = ledger.rate_on(call.books.btwtarieven, of_kind[0].soort, on)
        if percentage is None:
            problems.add("BOE-0069")
            continue
        expected = sum((line.regel.bedrag for line in of_kind), ZERO) * percentage / PERCENT
        booked = sum((row.bedrag for row in btw if row.soort == kind), ZERO)
        tolerance = call.switches.vat_tolerance_per_line * len(of_kind)
        problems.check(abs(booked - expected) <= tolerance, "BOE-0069")


def _prefix(functie: str) -> str:
    return "Inkopen" if ledger.is_purchase(functie) else "Verkopen"
