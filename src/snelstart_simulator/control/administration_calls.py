"""Control over one administration: making it, its keys and limits, its books, and its bookkeeper."""

import hashlib
from datetime import date
from typing import Any, Literal

import msgspec

from snelstart_simulator import bookkeeper
from snelstart_simulator.administration import (
    ALL_SCOPES,
    LIMITS,
    Administration,
    ClosedPeriod,
    Limits,
    LimitsName,
)
from snelstart_simulator.control.company_settings import changed_company_info
from snelstart_simulator.control.requests import Control, WrongRequest
from snelstart_simulator.models.record import Guid
from snelstart_simulator.models.reference_data import KostenplaatsInstelling
from snelstart_simulator.reading import guid_of
from snelstart_simulator.seed.administration import fresh_administration, koppelsleutel_of

LimitsChoice = LimitsName | Limits


class NewAdministration(msgspec.Struct, forbid_unknown_fields=True):
    """An administration to be made; without a key it gets one from its user's name and password."""

    naam: str
    koppelsleutels: list[str] | None = None
    username: str | None = None
    password: str | None = None
    scopes: list[str] | None = None
    limits: LimitsChoice = "productie"
    company_info: dict[str, Any] = {}


class AdministrationChanges(msgspec.Struct, forbid_unknown_fields=True):
    """What is to change about an administration; what is left out stays."""

    koppelsleutels: list[str] | None = None
    username: str | None = None
    password: str | None = None
    scopes: list[str] | None = None
    limits: LimitsChoice | None = None
    company_info: dict[str, Any] | None = None


class PeriodRequest(msgspec.Struct, forbid_unknown_fields=True):
    """The days to close, both ends included; without a first one, all up to the last."""

    tot_en_met: date
    van: date | None = None
    door: Literal["gebruiker", "accountant"] = "gebruiker"


class OpenRequest(msgspec.Struct, forbid_unknown_fields=True):
    """The days to open, both ends included; without any, all there are."""

    van: date | None = None
    tot_en_met: date | None = None


class Protection(msgspec.Struct, forbid_unknown_fields=True):
    """The code with which changing a booking is refused; null sets it free."""

    code: str | None = None


class CostCentreSetting(msgspec.Struct, forbid_unknown_fields=True):
    """Whether lines on a ledger account must, may or may not have a cost centre."""

    kostenplaats: KostenplaatsInstelling


def create(call: Control) -> dict[str, Any]:
    """Make a fresh administration."""
    asked, world = call.read(NewAdministration), call.world
    if asked.naam in world.administrations or not asked.naam or "/" in asked.naam:
        raise WrongRequest(f"the name '{asked.naam}' is empty, holds a slash, or is taken")
    try:
        made = fresh_administration(world, asked.naam, company_info=asked.company_info)
    except msgspec.ValidationError as error:
        raise WrongRequest(f"company_info: {error}") from error
    made.username, made.password = asked.username or asked.naam, asked.password or world.identifiers.text(12)
    made.koppelsleutels = asked.koppelsleutels or [koppelsleutel_of(made.username, made.password)]
    made.scopes = ALL_SCOPES if asked.scopes is None else tuple(asked.scopes)
    made.limits = _limits(asked.limits)
    world.administrations[made.naam] = made
    return describe(made)


def list_all(call: Control) -> list[dict[str, Any]]:
    """Describe all administrations."""
    return [describe(administration) for administration in call.world.administrations.values()]


def read(call: Control) -> dict[str, Any]:
    """Describe one administration."""
    return describe(call.administration)


def change(call: Control) -> dict[str, Any]:
    """Change an administration; new keys or scopes make the tokens worthless that were given before."""
    asked, own = call.read(AdministrationChanges), call.administration
    if asked.company_info is not None:
        own.company_info = changed_company_info(own, asked.company_info)
    own.koppelsleutels = own.koppelsleutels if asked.koppelsleutels is None else asked.koppelsleutels
    own.username, own.password = asked.username or own.username, asked.password or own.password
    own.limits = own.limits if asked.limits is None else _limits(asked.limits)
    if asked.scopes is not None:
        own.scopes = tuple(asked.scopes)
        call.world.drop_tokens(own.naam)
    return describe(own)


def remove(call: Control) -> dict[str, bool]:
    """Remove an administration with its books and tokens."""
    naam = call.administration.naam
    call.world.drop_tokens(naam)
    del call.world.administrations[naam]
    return {"removed": True}


def swap(call: Control) -> dict[str, Any]:
    """Put another administration behind the same keys; every identifier is void."""
    bookkeeper.swap(call.world, call.administration)
    return describe(call.administration)


def books(call: Control) -> dict[str, Any]:
    """Give all that is in the books, as on the wire; documents with hash and size instead of content."""
    own = call.administration.books
    state = own.state()
    tables = {name: getattr(state, name) for name in state.__struct_fields__ if name != "documenten"}
    return {
        **tables,
        "documenten": [
            {
                "id": document.id,
                "parentIdentifier": document.parent_identifier,
                "fileName": document.file_name,
                "readOnly": document.read_only,
                "sha256": hashlib.sha256(document.content).hexdigest(),
                "size": len(document.content),
            }
            for document in own.documenten
        ],
    }


def edit_record(call: Control) -> Any:
    """Change fields of a record, by their names on the wire."""
    _, resource, text = call.parameters
    changes = call.json()
    try:
        return bookkeeper.edit(
            call.world, call.administration, resource=resource, identifier=_guid(text), changes=changes
        )
    except msgspec.ValidationError as error:
        raise WrongRequest(str(error)) from error


def delete_record(call: Control) -> dict[str, bool]:
    """Remove a record."""
    _, resource, text = call.parameters
    bookkeeper.delete(call.world, call.administration, resource=resource, identifier=_guid(text))
    return {"removed": True}


def close_period(call: Control) -> ClosedPeriod:
    """Let nothing be booked any more on some days."""
    asked = call.read(PeriodRequest)
    return bookkeeper.close_period(
        call.administration, asked.van, tot_en_met=asked.tot_en_met, door=asked.door
    )


def open_periods(call: Control) -> dict[str, bool]:
    """Let be booked again on all days, or on some."""
    asked = call.read(OpenRequest)
    bookkeeper.open_period(call.administration, asked.van or date.min, asked.tot_en_met or date.max)
    return {"opened": True}


def protect(call: Control) -> dict[str, Any]:
    """Tie a booking to something that forbids changing it."""
    code = call.read(Protection).code
    try:
        bookkeeper.protect(call.administration, _guid(call.parameters[1]), code)
    except KeyError as error:
        raise WrongRequest(f"there is no error code {code}") from error
    return {"code": code}


def set_cost_centre(call: Control) -> dict[str, str]:
    """Set whether lines on a ledger account, given by its number, carry a cost centre."""
    nummer = call.parameters[1]
    if not nummer.isdecimal():
        raise WrongRequest(f"{nummer} is not the number of a ledger account")
    setting = call.read(CostCentreSetting).kostenplaats
    bookkeeper.set_kostenplaats(call.administration, int(nummer), setting)
    return {"kostenplaats": setting}


def describe(administration: Administration) -> dict[str, Any]:
    """Tell how to enter an administration and what it allows."""
    return {
        "naam": administration.naam,
        "identifier": administration.identifier,
        "koppelsleutels": administration.koppelsleutels,
        "username": administration.username,
        "password": administration.password,
        "scopes": administration.scopes,
        "limits": administration.limits,
        "company_info": administration.company_info,
    }


def _limits(choice: LimitsChoice) -> Limits:
    return choice if isinstance(choice, Limits) else LIMITS[choice]


def _guid(text: str) -> Guid:
    found = guid_of(text)
    if found is None:
        raise WrongRequest(f"{text} is not an identifier")
    return found
