"""The records a bookkeeper sets up once: countries, VAT rates, journals, ledger accounts, cost centres."""

from decimal import Decimal
from typing import Literal

import msgspec

from snelstart_simulator.models.record import Identified, Record, WallTime

RegelBtwSoort = Literal["Geen", "Laag", "Hoog", "Overig"]
DagboekSoort = Literal["Geen", "Kas", "Bank", "Verkoop", "Inkoop", "Memoriaal", "Balans"]
RekeningCode = Literal["Balans", "WinstEnVerlies"]
KostenplaatsInstelling = Literal["verplicht", "optioneel", "nee"]
"""The three-way setting of which the API shows one bit (SnelStart API, section 6.4)."""


class Land(Identified, frozen=True):
    """A country."""

    naam: str
    landcode_iso: str = msgspec.field(name="landcodeISO")
    landcode: str


class BtwTarief(Record, frozen=True):
    """A VAT rate in the period in which it holds; the last day is included."""

    btw_soort: RegelBtwSoort
    btw_percentage: Decimal
    datum_vanaf: WallTime
    datum_tot_en_met: WallTime


class Dagboek(Identified, frozen=True):
    """A journal."""

    omschrijving: str
    soort: DagboekSoort
    nonactief: bool
    nummer: int


class RgsCode(Record, frozen=True):
    """The place of a ledger account in the Dutch reference classification."""

    versie: str
    rgs_code: str


class Grootboek(Identified, frozen=True):
    """A ledger account."""

    modified_on: WallTime
    omschrijving: str
    kostenplaats_verplicht: bool
    rekening_code: RekeningCode
    nonactief: bool
    nummer: int
    grootboekfunctie: str
    grootboek_rubriek: str
    rgs_code: tuple[RgsCode, ...]
    btw_soort: tuple[RegelBtwSoort, ...]
    vat_rate_code: str | None


class Kostenplaats(Identified, frozen=True):
    """A cost centre."""

    omschrijving: str
    nonactief: bool
    nummer: int
