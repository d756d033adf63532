"""Checks the VAT of a sales booking (SnelStart API, section 7)."""

from dataclasses import dataclass
from decimal import Decimal

from snelstart_simulator import ledger
from snelstart_simulator.call import Call
from snelstart_simulator.countries import is_other_eu_country
from snelstart_simulator.models.record import ZERO, WallTime
from snelstart_simulator.models.reference_data import BtwTarief, Grootboek
from snelstart_simulator.models.relatie import Relatie
from snelstart_simulator.refusals import Problems
from snelstart_simulator.resources.verkoopboeking_concept import Btw, Regel

_TAXED = ("Laag", "Hoog", "Overig")
_REVERSED = "VerkopenVerlegd"
_PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class BookedLine:
    """A line with the ledger account it stands on and the VAT kind it has, given or implied."""

    regel: Regel
    grootboek: Grootboek
    soort: str

    @property
    def btw_soort(self) -> str:
        """The kind of the VAT row that this line needs."""
        return ("Inkopen" if ledger.is_purchase(self.grootboek.grootboekfunctie) else "Verkopen") + self.soort


def book_line(regel: Regel, grootboek: Grootboek, problems: Problems) -> BookedLine:
    """Settle the VAT kind of a line, which may be left out where the account allows only one."""
    allowed = grootboek.btw_soort
    soort = regel.btw_soort
    if soort is None and grootboek.grootboekfunctie not in ledger.MUST_NAME_KIND and allowed:
        soort = allowed[0]
    if soort not in allowed:
        problems.add("BOE-0082", f"De btwsoort van het grootboek komt niet overeen: {_named(grootboek)}")
    return BookedLine(regel, grootboek, soort or "Geen")


def check_vat(
    call: Call, lines: list[BookedLine], *, btw: tuple[Btw, ...], on: WallTime, problems: Problems
) -> None:
    """Note what is wrong between the lines and the VAT rows of a booking."""
    if any(row.soort == _REVERSED for row in btw):
        _check_reverse_charge(lines, btw, problems)
        return
    _check_rows_against_lines(lines, btw, problems)
    _check_missing_rows(lines, btw, problems)
    if call.switches.check_vat_amount:
        _check_amounts(call, lines, btw=btw, on=on, problems=problems)


def check_customer(
    call: Call, klant: Relatie, *, lines: list[BookedLine], btw: tuple[Btw, ...], problems: Problems
) -> None:
    """Note what the customer's country and VAT number forbid."""
    functions = {line.grootboek.grootboekfunctie for line in lines}
    foreign = is_other_eu_country((klant.btw_nummer or "")[:2])
    if functions & ledger.FOR_EU_CUSTOMERS and not foreign:
        problems.add("BOE-0080")
    if not _is_oss(call, klant):
        return
    vat_account = call.administration.company_info.buitenlandse_btw_grootboek
    for line in lines:
        is_vat = vat_account is not None and line.grootboek.id == vat_account.id
        problems.check(is_vat or line.grootboek.grootboekfunctie == ledger.FOR_OSS, "BOE-0061")
    problems.check(not any(row.bedrag or row.soort != "Geen" for row in btw), "BOE-0069")


def rate_on(tarieven: list[BtwTarief], soort: str, on: WallTime) -> Decimal | None:
    """Find the percentage of a kind on a day; the last day of a rate is included."""
    for tarief in tarieven:
        if (
            tarief.btw_soort == soort
            and tarief.datum_vanaf.date() <= on.date() <= tarief.datum_tot_en_met.date()
        ):
            return tarief.btw_percentage
    return None


def _is_oss(call: Call, klant: Relatie) -> bool:
    land = klant.vestigings_adres.land
    found = call.books.landen.get(land.id) if land else None
    abroad = found is not None and is_other_eu_country(found.landcode)
    return call.administration.company_info.factureer_buitenlands_btw and abroad and not klant.btw_nummer


def _check_reverse_charge(lines: list[BookedLine], btw: tuple[Btw, ...], problems: Problems) -> None:
    others = any(row.soort not in {_REVERSED, "Geen"} for row in btw)
    if others or any(line.soort != "Geen" for line in lines):
        problems.add("BOE-0062")
    elif not any(line.grootboek.grootboekfunctie == ledger.REVERSE_CHARGE_REVENUE for line in lines):
        problems.add("BOE-0082")
    problems.check(not any(row.bedrag for row in btw if row.soort in {_REVERSED, "Geen"}), "BOE-0069")


def _check_rows_against_lines(lines: list[BookedLine], btw: tuple[Btw, ...], problems: Problems) -> None:
    needed = {line.btw_soort for line in lines}
    for row in btw:
        if row.soort == "Geen":
            problems.check(not row.bedrag, "BOE-0069")
        elif row.soort not in ledger.VAT_ACCOUNT_OF:
            problems.add("BOE-0082")
        elif row.bedrag and row.soort not in needed:
            of_purchase = row.soort.startswith("Inkopen")
            has_purchase = any(ledger.is_purchase(line.grootboek.grootboekfunctie) for line in lines)
            problems.add("BOE-0053" if of_purchase and not has_purchase else "BOE-0082")


def _check_missing_rows(lines: list[BookedLine], btw: tuple[Btw, ...], problems: Problems) -> None:
    given = {row.soort for row in btw}
    without = [line.grootboek for line in lines if line.soort in _TAXED and line.btw_soort not in given]
    if without:
        accounts = ", ".join(dict.fromkeys(_named(grootboek) for grootboek in without))
        problems.add("BOE-0082", f"Voor de volgende grootboeken ontbreekt de btwboeking: {accounts}")


def _check_amounts(
    call: Call, lines: list[BookedLine], *, btw: tuple[Btw, ...], on: WallTime, problems: Problems
) -> None:
    for kind in {line.btw_soort for line in lines if line.soort in _TAXED}:
        of_kind = [line for line in lines if line.btw_soort == kind]
        percentage = rate_on(call.books.btwtarieven, of_kind[0].soort, on)
        if percentage is None:
            problems.add("BOE-0069")
            continue
        expected = sum((line.regel.bedrag for line in of_kind), ZERO) * percentage / _PERCENT
        booked = sum((row.bedrag for row in btw if row.soort == kind), ZERO)
        tolerance = call.switches.vat_tolerance_per_line * len(of_kind)
        problems.check(abs(booked - expected) <= tolerance, "BOE-0069")


def _named(grootboek: Grootboek) -> str:
    return f"{grootboek.nummer} {grootboek.omschrijving}"
