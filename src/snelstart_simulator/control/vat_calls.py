"""Control over the VAT returns of an administration."""

from datetime import date

import msgspec

from snelstart_simulator import vat_returns
from snelstart_simulator.bookkeeper import UnknownRecord
from snelstart_simulator.control.requests import Control, WrongRequest
from snelstart_simulator.models.btwaangifte import BtwAangifte, BtwAangifteStatus
from snelstart_simulator.reading import guid_of
from snelstart_simulator.vat_returns import Periode


class NewReturn(msgspec.Struct, forbid_unknown_fields=True):
    """A return to be made; without a length its period is as long as the administration's are."""

    begin: date
    periode: Periode | None = None
    status: BtwAangifteStatus = "NietVerzonden"
    is_suppletie: bool = False


class ReturnChanges(msgspec.Struct, forbid_unknown_fields=True):
    """The status that a return gets."""

    status: BtwAangifteStatus


def create(call: Control) -> BtwAangifte:
    """Make a VAT return over what is in the books."""
    asked, own = call.read(NewReturn), call.administration
    if asked.begin.day != 1:
        raise WrongRequest(f"a period begins on the first day of a month, not on {asked.begin}")
    made = vat_returns.make(
        call.world, own, begin=asked.begin, periode=asked.periode, is_suppletie=asked.is_suppletie
    )
    return vat_returns.set_status(call.world, own.books, aangifte=made, status=asked.status)


def change(call: Control) -> BtwAangifte:
    """Let a VAT return get another status; filing ties the bookings that are in it."""
    status = call.read(ReturnChanges).status
    return vat_returns.set_status(
        call.world, call.administration.books, aangifte=_existing(call), status=status
    )


def remove(call: Control) -> dict[str, bool]:
    """Remove a VAT return, and set its bookings free."""
    vat_returns.remove(call.administration.books, _existing(call))
    return {"removed": True}


def _existing(call: Control) -> BtwAangifte:
    text = call.parameters[1]
    found = call.administration.books.btwaangiftes.get(guid_of(text))
    if found is None:
        raise UnknownRecord(f"btwaangiftes has no {text}")
    return found
