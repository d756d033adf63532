"""Control over bookings: what a bookkeeper or an accountant does with them in SnelStart itself."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

import msgspec

from snelstart_simulator import backups, bookkeeper, posting
from snelstart_simulator.booking_edits import BookingEdit, edit_booking
from snelstart_simulator.control.requests import Control, WrongRequest
from snelstart_simulator.models.boeking import Boeking, Factuur
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


class Restoring(msgspec.Struct, forbid_unknown_fields=True):
    """The backup to put back; null is one of this very moment."""

    backup: int | None = None


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


def edit(call: Control) -> Boeking:
    """Change a booking as a bookkeeper does, who keeps it in balance."""
    return edit_booking(
        call.world,
        call.administration,
        identifier=_guid(call.parameters[1]),
        edit=call.read(BookingEdit),
    )


def delete(call: Control) -> dict[str, bool]:
    """Remove a sales or purchase booking."""
    books, identifier = call.administration.books, _guid(call.parameters[1])
    found = books.boeking(identifier)
    if found is None:
        raise bookkeeper.UnknownRecord(f"there is no booking {identifier}")
    posting.unpost_booking(books, found)
    return {"removed": True}


def back_up(call: Control) -> dict[str, int]:
    """Make a backup of the books."""
    return {"backup": backups.make(call.administration)}


def restore(call: Control) -> dict[str, str]:
    """Put a backup back; every identifier is void."""
    number = call.read(Restoring).backup
    try:
        backups.restore(call.world, call.administration, number)
    except IndexError as error:
        raise WrongRequest(f"there is no backup {number}") from error
    return {"identifier": call.administration.identifier}


def bring_back(call: Control) -> dict[str, str]:
    """Bring back the books that a backup replaced."""
    try:
        backups.bring_back(call.administration)
    except LookupError as error:
        raise WrongRequest(str(error)) from error
    return {"identifier": call.administration.identifier}


def _guid(text: str) -> Guid:
    found = guid_of(text)
    if found is None:
        raise WrongRequest(f"{text} is not an identifier")
    return found
