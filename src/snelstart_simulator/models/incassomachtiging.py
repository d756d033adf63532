"""A customer's leave to collect what it owes from its bank account."""

from snelstart_simulator.models.record import Identified, Reference, WallTime


class IncassoMachtiging(Identified, frozen=True):
    """A mandate; without a day of withdrawal it still holds."""

    kenmerk: str
    omschrijving: str | None
    klant: Reference
    afsluit_datum: WallTime
    intrekkings_datum: WallTime | None
