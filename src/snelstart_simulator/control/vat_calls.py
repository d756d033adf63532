"""Control over the VAT rates and returns of an administration."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

import msgspec

from snelstart_simulator import vat_returns
from snelstart_simulator.bookkeeper import UnknownRecord
from snelstart_simulator.control.requests import Control, WrongRequest
from snelstart_simulator.models.btwaangifte import BtwAangifte, BtwAangifteStatus
from snelstart_simulator.models.reference_data import BtwTarief
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


class NewRate(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    """A percentage that a kind of VAT has from a day on."""

    btw_soort: Literal["Laag", "Hoog", "Overig"]
    btw_percentage: Decimal
    datum_vanaf: date


def set_rate(call: Control) -> list[BtwTarief]:
    """Let a kind of VAT have another percentage from a day on, as long as the one it had that day."""
    asked, tarieven = call.read(NewRate), call.administration.books.btwtarieven
    first = datetime(asked.datum_vanaf.year, asked.datum_vanaf.month, asked.datum_vanaf.day)  # noqa: DTZ001 - SnelStart's date-times have no zone.
    for index, old in enumerate(tarieven):
        if old.btw_soort == asked.btw_soort and old.datum_vanaf <= first <= old.datum_tot_en_met:
            new = msgspec.structs.replace(old, btw_percentage=asked.btw_percentage, datum_vanaf=first)
            ended = msgspec.structs.replace(old, datum_tot_en_met=first - timedelta(days=1))
            tarieven[index : index + 1] = [new] if old.datum_vanaf == first else [new, ended]
            return tarieven
    raise WrongRequest(f"{asked.btw_soort} has no rate on {asked.datum_vanaf}")


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
