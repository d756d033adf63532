"""A purchase booking and the open invoice it makes."""

from decimal import Decimal
from typing import Literal

from snelstart_simulator.models.boekingsregel import BoekingRegel
from snelstart_simulator.models.document import DocumentRegel
from snelstart_simulator.models.factuurnummer import number_key
from snelstart_simulator.models.record import Identified, Record, Reference, WallTime

InkoopBtwSoort = Literal[
    "Geen",
    "VerkopenLaag",
    "VerkopenHoog",
    "VerkopenOverig",
    "InkopenLaag",
    "InkopenHoog",
    "InkopenOverig",
    "InkopenVerlegd",
]


class InkoopBoekingBtwRegel(Record, frozen=True):
    """The VAT of one kind."""

    btw_soort: InkoopBtwSoort
    btw_bedrag: Decimal


class InkoopBoeking(Identified, frozen=True):
    """A purchase booking."""

    modified_on: WallTime
    boekstuk: str
    gewijzigd_door_accountant: bool
    markering: bool
    factuurdatum: WallTime
    factuurnummer: str
    leverancier: Reference
    omschrijving: str | None
    factuurbedrag: Decimal
    boekingsregels: tuple[BoekingRegel, ...]
    btw: tuple[InkoopBoekingBtwRegel, ...]
    documents: tuple[DocumentRegel, ...]

    @property
    def relatie(self) -> Reference:
        """Whom the booking is about."""
        return self.leverancier

    @property
    def number_key(self) -> str:
        """The number without case and spaces, to find its likes."""
        return number_key(self.factuurnummer)


class Inkoopfactuur(Identified, frozen=True):
    """What is still to be paid of a purchase booking."""

    inkoop_boeking: Reference
    modified_on: WallTime
    openstaand_saldo: Decimal
    factuurnummer: str
    verval_datum: WallTime
    relatie: Reference
    factuur_datum: WallTime
    factuur_bedrag: Decimal
