"""An entry on a ledger account, as a booking makes it."""

from decimal import Decimal

from snelstart_simulator.models.document import DocumentRegel
from snelstart_simulator.models.record import Identified, Reference, WallTime


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
