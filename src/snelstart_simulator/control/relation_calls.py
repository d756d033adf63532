"""Control over what belongs to relations and no client can make: custom fields and mandates."""

from datetime import date

import msgspec

from snelstart_simulator.bookkeeper import UnknownRecord
from snelstart_simulator.control.requests import Control, WrongRequest
from snelstart_simulator.models.incassomachtiging import IncassoMachtiging
from snelstart_simulator.models.record import WallTime, reference
from snelstart_simulator.models.relatie import CustomFieldDefinition
from snelstart_simulator.reading import guid_of


class CustomFieldsRequest(msgspec.Struct, forbid_unknown_fields=True):
    """The custom fields that customers and suppliers are to have; what is left out stays."""

    klant: list[CustomFieldDefinition] | None = None
    leverancier: list[CustomFieldDefinition] | None = None


class NewMandate(msgspec.Struct, forbid_unknown_fields=True):
    """A mandate to be made; without a day it was closed today."""

    relatie: str
    kenmerk: str
    omschrijving: str | None = None
    afgesloten: date | None = None
    ingetrokken: date | None = None
    eenmalig: bool = False


class Withdrawal(msgspec.Struct, forbid_unknown_fields=True):
    """The day on which a mandate ends; null lets it hold again."""

    ingetrokken: date | None = None


def set_custom_fields(call: Control) -> dict[str, list[CustomFieldDefinition]]:
    """Define the custom fields of relations."""
    asked, books = call.read(CustomFieldsRequest), call.administration.books
    books.klant_velden = books.klant_velden if asked.klant is None else asked.klant
    books.leverancier_velden = books.leverancier_velden if asked.leverancier is None else asked.leverancier
    return {"klant": books.klant_velden, "leverancier": books.leverancier_velden}


def add_mandate(call: Control) -> IncassoMachtiging:
    """Let a customer give leave to collect, once or for ever."""
    asked, books, world = call.read(NewMandate), call.administration.books, call.world
    klant = books.relaties.get(guid_of(asked.relatie))
    if klant is None or "Klant" not in klant.relatiesoort:
        raise UnknownRecord(f"relaties has no customer {asked.relatie}")
    tables = (books.doorlopende_machtigingen, books.eenmalige_machtigingen)
    if any(table.find("kenmerk", asked.kenmerk) for table in tables):
        raise WrongRequest(f"there is a mandate '{asked.kenmerk}' already")
    identifier = world.identifiers.new()
    table = books.eenmalige_machtigingen if asked.eenmalig else books.doorlopende_machtigingen
    return table.put(
        IncassoMachtiging(
            id=identifier,
            uri=f"/incassomachtigingen/{identifier}",
            kenmerk=asked.kenmerk,
            omschrijving=asked.omschrijving,
            klant=reference("relaties", klant.id),
            afsluit_datum=_midnight(asked.afgesloten or world.wall_time().date()),
            intrekkings_datum=_midnight(asked.ingetrokken) if asked.ingetrokken else None,
        )
    )


def withdraw_mandate(call: Control) -> IncassoMachtiging:
    """End a lasting mandate."""
    day, table = call.read(Withdrawal).ingetrokken, call.administration.books.doorlopende_machtigingen
    found = table.get(guid_of(call.parameters[1]))
    if found is None:
        raise UnknownRecord(f"there is no lasting mandate {call.parameters[1]}")
    return table.put(msgspec.structs.replace(found, intrekkings_datum=_midnight(day) if day else None))


def _midnight(day: date) -> WallTime:
    return WallTime(day.year, day.month, day.day)
