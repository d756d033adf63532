"""Makes VAT returns, fills in their boxes, and ties the bookings of a filed one (BOE-0046)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

import msgspec

from snelstart_simulator import ledger
from snelstart_simulator.administration import Administration, Books
from snelstart_simulator.entries import entries_of
from snelstart_simulator.models.btwaangifte import (
    Boekjaar,
    BtwAangifte,
    BtwAangifteRubriek,
    BtwAangifteStatus,
)
from snelstart_simulator.models.grootboekmutatie import GrootboekMutatie
from snelstart_simulator.models.record import ZERO, Guid, WallTime
from snelstart_simulator.world import World

Periode = Literal["Maand", "Kwartaal", "Jaar"]
_MONTHS: dict[str, int] = {"Maand": 1, "Kwartaal": 3, "Jaar": 12}
_YEAR = 12
_PERCENT = Decimal(100)
_FILED: frozenset[BtwAangifteStatus] = frozenset(
    {"Verzonden", "Geaccepteerd", "GeaccepteerdEnHerberekend", "GeaccepteerdExtern"}
)
_TURNOVER_BOX = {
    "VerkopenOmzetHoog": "1a",
    "VerkopenOmzetLaag": "1b",
    "VerkopenOmzetOverig": "1c",
    "VerkopenOmzetOnbelastVerlegd": "1e",
    "VerkopenExportBuitenEU": "3a",
    "VerkopenExportBinnenEU": "3b",
    "DienstverleningBinnenEU": "3b",
}
"""The box in which an account counts as turnover; private persons abroad have their own return."""

_ACQUISITION_BOX = {"InkopenImportBuitenEU": "4a", "InkopenImportBinnenEU": "4b"}
_VAT_BOX = {
    "BtwAfTeDragenHoog": "1a",
    "BtwAfteDragenLaag": "1b",
    "BtwAfTeDragenOverig": "1c",
}
_SHIFTED_DUE = "BtwAfTeDragenVerlegdInkopen"
_CLAIMED = "BtwTeVorderen"
_DUE_BOXES = ("1a", "1b", "1c", "1d", "2a", "4a", "4b")
_OF_SALES_AND_VAT = ("Verkopen", "VerkoopGlobalisatie", "Dienstverlening", "InstallatieTeleverkoop", "Btw")


@dataclass(frozen=True, slots=True)
class VatPeriod:
    """The days of a return; the last one is included."""

    first: date
    last: date

    def holds(self, moment: WallTime) -> bool:
        """Tell whether a moment is in the period."""
        return self.first <= moment.date() <= self.last


def make(
    world: World, administration: Administration, *, begin: date, periode: Periode | None, is_suppletie: bool
) -> BtwAangifte:
    """Make a return that is not yet sent, for the period that begins on a day."""
    info, identifier = administration.company_info, world.identifiers.new()
    length = periode or info.btw_aangifte_periode_soort
    percentages = {
        kind: ledger.rate_on(administration.books.btwtarieven, kind, _midnight(begin)) or ZERO
        for kind in ("Hoog", "Laag", "Overig")
    }
    end = _months_later(begin, _MONTHS[length])
    aangifte = BtwAangifte(
        id=identifier,
        uri=f"/btwaangiftes/{identifier}",
        boekjaar=_boekjaar(begin, info.beginmaand_fiscale_boekjaar),
        betalen_voor=_midnight(_months_later(end, 1) - timedelta(days=1)),
        aangifte_periode_begin_datum=_midnight(begin),
        btw_aangifte_periode=length,
        datum_tijd_berekening=world.wall_time(),
        datum_tijd_verzending=None,
        is_suppletie=is_suppletie,
        is_aangifte_geschat=False,
        btw_percentage_hoog=percentages["Hoog"],
        btw_percentage_laag=percentages["Laag"],
        btw_percentage_overig=percentages["Overig"],
        betalingskenmerk=None,
        fout_bericht=None,
        btw_aangifte_status="NietVerzonden",
        btw_nummer=info.btw_nummer,
    )
    return administration.books.btwaangiftes.put(_filled(administration.books, aangifte))


def set_status(
    world: World, books: Books, *, aangifte: BtwAangifte, status: BtwAangifteStatus
) -> BtwAangifte:
    """Let a return get a status; filing ties the bookings in it, and taking it back sets them free."""
    was_filed, is_filed = aangifte.btw_aangifte_status in _FILED, status in _FILED
    if is_filed and not was_filed:
        aangifte = msgspec.structs.replace(_filled(books, aangifte), datum_tijd_berekening=world.wall_time())
        for boeking in _bookings_in(books, aangifte):
            books.aangifte_of[boeking] = aangifte.id
    elif was_filed and not is_filed:
        _untie(books, aangifte)
    sent = aangifte.datum_tijd_verzending
    if status != "GeaccepteerdExtern":
        sent = (sent or world.wall_time()) if is_filed else None
    return books.btwaangiftes.put(
        msgspec.structs.replace(aangifte, btw_aangifte_status=status, datum_tijd_verzending=sent)
    )


def remove(books: Books, aangifte: BtwAangifte) -> None:
    """Remove a return, and set its bookings free."""
    _untie(books, aangifte)
    books.btwaangiftes.remove(aangifte.id)


def is_filed(books: Books, day: date) -> bool:
    """Tell whether a return has been filed for a day."""
    filed = (period_of(one) for one in books.btwaangiftes if one.btw_aangifte_status in _FILED)
    return any(period.first <= day <= period.last for period in filed)


def period_of(aangifte: BtwAangifte) -> VatPeriod:
    """Give the days of a return."""
    first = aangifte.aangifte_periode_begin_datum.date()
    return VatPeriod(first, _months_later(first, _MONTHS[aangifte.btw_aangifte_periode]) - timedelta(days=1))


def _untie(books: Books, aangifte: BtwAangifte) -> None:
    for boeking in [boeking for boeking, own in books.aangifte_of.items() if own == aangifte.id]:
        del books.aangifte_of[boeking]


def _bookings_in(books: Books, aangifte: BtwAangifte) -> list[Guid]:
    """List the bookings of the period that matter to it and are in no other return.

    Cost without VAT matters when a purchase has it, and not when the bank or the memorial journal has it.
    """
    period = period_of(aangifte)
    return [
        boeking
        for boeking in books.mutaties_of
        if books.aangifte_of.get(boeking, aangifte.id) == aangifte.id
        and any(
            functie.startswith(_OF_SALES_AND_VAT)
            or (ledger.is_purchase(functie) and books.inkoopboekingen.get(boeking) is not None)
            for _, functie in _entries(books, boeking, period)
        )
    ]


def _entries(books: Books, boeking: Guid, period: VatPeriod) -> Iterator[tuple[GrootboekMutatie, str]]:
    for mutatie in entries_of(books, boeking):
        grootboek = books.grootboeken.get(mutatie.grootboek.id)
        if grootboek is not None and period.holds(mutatie.datum):
            yield mutatie, grootboek.grootboekfunctie


def _filled(books: Books, aangifte: BtwAangifte) -> BtwAangifte:
    """Fill in the boxes in whole euros, each rounded in favour of the one who pays."""
    turnover, vat, period = Counter[str](), dict.fromkeys((*_DUE_BOXES, "5b"), ZERO), period_of(aangifte)
    sums: dict[str, Decimal] = {}
    for boeking in _bookings_in(books, aangifte):
        found = list(_entries(books, boeking, period))
        _add_turnover(sums, found)
        _add_vat(vat, found)
    for box, amount in sums.items():
        turnover[box] = _floor(amount)
    due = {box: _floor(amount) for box, amount in vat.items()}
    total, claimed = sum(due[box] for box in _DUE_BOXES), int(vat["5b"].to_integral_value(ROUND_CEILING))
    boxes = {
        f"rubriek{box[0]}_{box[1]}": BtwAangifteRubriek(btw=due.get(box, 0), omzet=turnover[box])
        for box in (*_DUE_BOXES, "1e", "3a", "3b", "3c")
    }
    boxes["rubriek5_a"] = BtwAangifteRubriek(btw=total)
    boxes["rubriek5_b"] = BtwAangifteRubriek(btw=claimed)
    boxes["rubriek5_c"] = boxes["rubriek5_g"] = BtwAangifteRubriek(btw=total - claimed)
    filled: BtwAangifte = msgspec.structs.replace(aangifte, **boxes)
    return filled


def _add_turnover(sums: dict[str, Decimal], found: Iterable[tuple[GrootboekMutatie, str]]) -> None:
    rows = list(found)
    is_shifted = any(functie == _SHIFTED_DUE for _, functie in rows)
    for mutatie, functie in rows:
        box, amount = _TURNOVER_BOX.get(functie), -mutatie.saldo
        if box is None and ledger.is_purchase(functie):
            box, amount = _acquisition_box(functie) or ("2a" if is_shifted else None), mutatie.saldo
        if box is not None:
            sums[box] = sums.get(box, ZERO) + amount


def _add_vat(vat: dict[str, Decimal], found: Iterable[tuple[GrootboekMutatie, str]]) -> None:
    rows = list(found)
    bought = next((box for _, functie in rows if (box := _acquisition_box(functie))), "2a")
    for mutatie, functie in rows:
        if functie == _SHIFTED_DUE:
            vat[bought] -= mutatie.saldo
        elif functie in _VAT_BOX:
            vat[_VAT_BOX[functie]] -= mutatie.saldo
        elif functie.startswith(_CLAIMED):
            vat["5b"] += mutatie.saldo


def _acquisition_box(functie: str) -> str | None:
    return next((box for prefix, box in _ACQUISITION_BOX.items() if functie.startswith(prefix)), None)


def _floor(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_FLOOR))


def _boekjaar(day: date, first_month: int) -> Boekjaar:
    start = date(day.year if day.month >= first_month else day.year - 1, first_month, 1)
    end = _months_later(start, _YEAR) - timedelta(days=1)
    return Boekjaar(start_date=_midnight(start), end_date=_midnight(end))


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, _YEAR)
    return date(day.year + years, month + 1, 1)


def _midnight(day: date) -> WallTime:
    return WallTime(day.year, day.month, day.day)
