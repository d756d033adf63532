"""A sales booking and the open invoice it makes."""

from decimal import Decimal
from typing import Literal

from snelstart_simulator.models.boekingsregel import BoekingRegel
from snelstart_simulator.models.document import DocumentRegel
from snelstart_simulator.models.factuurnummer import number_key
from snelstart_simulator.models.record import Identified, Record, Reference, WallTime

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
    boekingsregels: tuple[BoekingRegel, ...]
    btw: tuple[VerkoopBoekingBtwRegel, ...]
    documents: tuple[DocumentRegel, ...]

    @property
    def relatie(self) -> Reference:
        """Whom the booking is about."""
        return self.klant

    @property
    def number_key(self) -> str:
        """The number without case and spaces, to find its likes."""
        return number_key(self.factuurnummer)

    @property
    def mandate(self) -> str | None:
        """The reference of the mandate to collect this invoice only."""
        once = self.eenmalige_incasso_machtiging
        return once.kenmerk if once else None


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
