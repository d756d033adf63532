"""A VAT return: its period, where it stands with the tax office, and what each box holds."""

from decimal import Decimal
from typing import Literal

from snelstart_simulator.models.record import Identified, Record, WallTime

BtwAangiftePeriode = Literal["Onbekend", "Maand", "Kwartaal", "Jaar"]
BtwAangifteStatus = Literal[
    "NietVerzonden", "Verzonden", "Geaccepteerd", "Fout", "GeaccepteerdEnHerberekend", "GeaccepteerdExtern"
]


class Boekjaar(Record, frozen=True):
    """The book year a return belongs to."""

    start_date: WallTime
    end_date: WallTime


class BtwAangifteRubriek(Record, frozen=True):
    """A box of the return, in whole euros."""

    btw: int = 0
    omzet: int = 0
    btw_schatting: int = 0
    omzet_schatting: int = 0


class BtwAangifte(Identified, frozen=True, kw_only=True):
    """A VAT return."""

    boekjaar: Boekjaar
    betalen_voor: WallTime
    aangifte_periode_begin_datum: WallTime
    btw_aangifte_periode: BtwAangiftePeriode
    datum_tijd_berekening: WallTime
    datum_tijd_verzending: WallTime | None
    is_suppletie: bool
    is_aangifte_geschat: bool
    btw_percentage_hoog: Decimal
    btw_percentage_laag: Decimal
    btw_percentage_overig: Decimal
    betalingskenmerk: str | None
    fout_bericht: str | None
    btw_aangifte_status: BtwAangifteStatus
    btw_nummer: str | None
    rubriek1_a: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek1_b: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek1_c: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek1_d: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek1_e: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek2_a: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek3_a: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek3_b: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek3_c: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek4_a: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek4_b: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek5_a: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek5_b: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek5_c: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek5_d: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek5_e: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek5_f: BtwAangifteRubriek = BtwAangifteRubriek()
    rubriek5_g: BtwAangifteRubriek = BtwAangifteRubriek()
