"""Bookings of money and of the memorial journal, and the invoices that they settle."""

from decimal import Decimal
from typing import Literal

from snelstart_simulator.models.record import Identified, Record, Reference, WallTime
from snelstart_simulator.models.reference_data import RegelBtwSoort

BtwRegelType = Literal["TeVorderenBtwType", "AfTeDragenBtwType"]
BtwRegelTarief = Literal["Hoog", "Laag", "Overig"]


class GrootboekBoekingsRegel(Record, frozen=True):
    """An amount on a ledger account, without VAT."""

    omschrijving: str
    grootboek: Reference
    kostenplaats: Reference | None
    debet: Decimal
    credit: Decimal
    btw_soort: RegelBtwSoort


class VerantwoordingsRegel(Record, frozen=True):
    """An amount that settles an invoice, named by its booking."""

    boeking_id: Reference
    omschrijving: str | None
    debet: Decimal
    credit: Decimal


class BtwBoekingsRegel(Record, frozen=True):
    """The VAT of one kind and rate."""

    type: BtwRegelType
    tarief: BtwRegelTarief
    debet: Decimal
    credit: Decimal


class Geldboeking(Identified, frozen=True):
    """Money that came in or went out."""

    modified_on: WallTime
    datum: WallTime
    markering: bool
    boekstuk: str
    gewijzigd_door_accountant: bool
    omschrijving: str | None
    grootboek_boekings_regels: tuple[GrootboekBoekingsRegel, ...]
    inkoopboeking_boekings_regels: tuple[VerantwoordingsRegel, ...]
    verkoopboeking_boekings_regels: tuple[VerantwoordingsRegel, ...]
    btw_boekingsregels: tuple[BtwBoekingsRegel, ...]
    bedrag_uitgegeven: Decimal
    bedrag_ontvangen: Decimal
    dagboek: Reference


class Bankboeking(Geldboeking, frozen=True):
    """A booking in a bank journal."""


class Kasboeking(Geldboeking, frozen=True):
    """A booking in a cash journal."""


class MemoriaalBoekingsRegel(Record, frozen=True):
    """A line of the memorial journal."""

    omschrijving: str
    grootboek: Reference
    kostenplaats: Reference | None
    debet: Decimal
    credit: Decimal


class MemoriaalVerantwoordingsRegel(Record, frozen=True):
    """An amount with which the memorial journal settles an invoice, named by its booking."""

    boeking_id: Reference
    omschrijving: str
    bedrag: Decimal


class Memoriaalboeking(Identified, frozen=True):
    """A booking in the memorial journal."""

    modified_on: WallTime
    datum: WallTime
    markering: bool
    boekstuk: str
    gewijzigd_door_accountant: bool
    omschrijving: str | None
    memoriaal_boekings_regels: tuple[MemoriaalBoekingsRegel, ...]
    inkoopboeking_boekings_regels: tuple[MemoriaalVerantwoordingsRegel, ...]
    verkoopboeking_boekings_regels: tuple[MemoriaalVerantwoordingsRegel, ...]
    dagboek: Reference
