"""A line of a sales or purchase booking."""

from decimal import Decimal

from snelstart_simulator.models.record import Record, Reference
from snelstart_simulator.models.reference_data import RegelBtwSoort


class BoekingRegel(Record, frozen=True):
    """A line without VAT: revenue in a sales booking, cost in a purchase booking."""

    omschrijving: str | None
    grootboek: Reference
    kostenplaats: Reference | None
    bedrag: Decimal
    btw_soort: RegelBtwSoort
