"""Control over bookings: what a bookkeeper or an accountant does with them in SnelStart itself."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

import msgspec

from snelstart_simulator import bookkeeper
from snelstart_simulator.control.requests import Control, WrongRequest
from snelstart_simulator.models.boeking import Factuur
from snelstart_simulator.models.record import Guid
from snelstart_simulator.reading import guid_of


class Payment(msgspec.Struct, forbid_unknown_fields=True):
    """A payment of an invoice; without an amount, all that is open."""

    factuurnummer: str
    bedrag: Decimal | None = None
    datum: datetime | None = None
    soort: Literal["verkoop", "inkoop"] = "verkoop"
    relatie: str | None = None
    """Whose invoice, where more than one supplier uses the number."""


def pay(call: Control) -> Factuur:
    """Book a payment of an invoice."""
    asked = call.read(Payment)
    boeking = bookkeeper.booking_with(
        call.administration,
        asked.soort,
        factuurnummer=asked.factuurnummer,
        relatie=_guid(asked.relatie) if asked.relatie else None,
    )
    datum = asked.datum.replace(tzinfo=None) if asked.datum else None
    return bookkeeper.pay(call.world, call.administration, boeking=boeking, bedrag=asked.bedrag, datum=datum)


def _guid(text: str) -> Guid:
    found = guid_of(text)
    if found is None:
        raise WrongRequest(f"{text} is not an identifier")
    return found
