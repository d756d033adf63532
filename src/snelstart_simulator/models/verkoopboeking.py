"""A sales booking, the open invoice it makes, and the ledger entries it leads to."""

from decimal import Decimal
from typing import Literal

from snelstart_simulator.models.document import DocumentRegel
from snelstart_simulator.models.record import Identified, Record, Reference, WallTime
from snelstart_simulator.models.reference_data import RegelBtwSoort

VerkoopBtwSoort = Literal[
    "Geen",
    "VerkopenLaag",
    "VerkopenHoog",
    "VerkopenOverig",
    "VerkopenVerlegd",
    "InkopenLaag",
    "InkopenHoog",
    "InkopenOverig",
]


class VerkoopBoekingRegel(Record, frozen=True):
    """A revenue line, without VAT."""

    omschrijving: str | None
    grootboek: Reference
    kostenplaats: Reference | None
    bedrag: Decimal
    btw_soort: RegelBtwSoort


class VerkoopBoekingBtwRegel(Record, frozen=True):
    """The VAT of one kind."""

    btw_soort: VerkoopBtwSoort
    btw_bedrag: Decimal


class EenmaligeIncassoMachtiging(Record, frozen=True):
    """A mandate to collect this invoice only."""

    kenmerk: str | None
    omschrijving: str
    datum: WallTime


class VerkoopBoeking(Identified, frozen=True):
    """A sales booking."""

    modified_on: WallTime
    boekstuk: str
    gewijzigd_door_accountant: bool
    markering: bool
    factuurdatum: WallTime
    factuurnummer: str
    klant: Reference
    omschrijving: str | None
    factuurbedrag: Decimal
    betalingstermijn: int
    eenmalige_incasso_machtiging: EenmaligeIncassoMachtiging | None
    doorlopende_incasso_machtiging: Reference | None
    boekingsregels: tuple[VerkoopBoekingRegel, ...]
    btw: tuple[VerkoopBoekingBtwRegel, ...]
    documents: tuple[DocumentRegel, ...]


class Verkoopfactuur(Identified, frozen=True):
    """What is still to be paid of a sales booking."""

    verkoop_boeking: Reference
    modified_on: WallTime
    openstaand_saldo: Decimal
    factuurnummer: str
    verval_datum: WallTime
    relatie: Reference
    factuur_datum: WallTime
    factuur_bedrag: Decimal
    verkoop_orders: tuple[Reference, ...] = ()


class GrootboekMutatie(Identified, frozen=True):
    """An entry on a ledger account."""

    grootboek: Reference
    kostenplaats: Reference | None
    datum: WallTime
    modified_on: WallTime
    dagboek: Reference
    omschrijving: str | None
    debet: Decimal
    credit: Decimal
    saldo: Decimal
    documents: tuple[DocumentRegel, ...]
    boekstuk: str
    factuur_nummer: str
    relatie_public_identifier: Reference | None
