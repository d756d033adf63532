"""The custom fields of a relation (SnelStart API, sections 4.2 and 6.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.custom_values import text_of, value_of
from snelstart_simulator.models.record import Guid
from snelstart_simulator.models.relatie import (
    CustomField,
    CustomFieldDefinition,
    ExtraVeld,
    Relatie,
    RelatieCustomFields,
)
from snelstart_simulator.reading import guid_of, read_json
from snelstart_simulator.refusals import ModelRefusal, NotFound, refuse
from snelstart_simulator.routing import Route

_KLANT, _LEVERANCIER = "Klant", "Leverancier"
Texts = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class _Change:
    """A field that a client wants to set."""

    name: str
    value: object


def read(call: Call) -> Answer:
    """Give the custom fields of a relation, those of its kinds only."""
    return json_answer(_shown(call, _existing(call)))


def change(call: Call) -> Answer:
    """Set the fields that are named, and leave the others as they are."""
    relatie = _existing(call)
    asked = {soort: _changes(call.body, name) for soort, name in _LISTS.items()}
    if any(changes and soort not in relatie.relatiesoort for soort, changes in asked.items()):
        raise refuse("REF-0006")
    kept = {_KLANT: _texts_of_klant(relatie), _LEVERANCIER: _texts_of_leverancier(call, relatie.id)}
    if call.switches.custom_fields_on_put == "replaced":
        kept = {soort: {} if asked[soort] else texts for soort, texts in kept.items()}
    of_klant = _changed(call.books.klant_velden, kept[_KLANT], asked[_KLANT])
    of_leverancier = _changed(call.books.leverancier_velden, kept[_LEVERANCIER], asked[_LEVERANCIER])
    touched = call.switches.custom_fields_touch_modified_on and any(asked.values())
    velden = tuple(ExtraVeld(naam=name, waarde=text) for name, text in of_klant.items() if text is not None)
    new = msgspec.structs.replace(
        relatie,
        extra_velden_klant=velden,
        modified_on=call.now if touched else relatie.modified_on,
    )
    call.books.relaties.put(new)
    call.books.waarden_leverancier[relatie.id] = of_leverancier
    return json_answer(_shown(call, new))


_LISTS = {_KLANT: "klantCustomFields", _LEVERANCIER: "leverancierCustomFields"}


def _changes(body: bytes, name: str) -> list[_Change]:
    """Read one list of fields to set; anything that is not one is an incomplete request."""
    try:
        values = read_json(body)
    except ModelRefusal as error:
        raise refuse("REF-0016") from error
    if not isinstance(values, dict):
        raise refuse("REF-0016")
    rows = next((value for key, value in values.items() if key.lower() == name.lower()), None)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise refuse("REF-0016")
    return [_change(row) for row in rows]


def _change(row: object) -> _Change:
    given = {name.lower(): value for name, value in row.items()} if isinstance(row, dict) else {}
    name = given.get("name")
    if not isinstance(name, str) or not name or "value" not in given:
        raise refuse("REF-0016")
    return _Change(name, given["value"])


def _changed(definitions: Sequence[CustomFieldDefinition], old: Texts, changes: Sequence[_Change]) -> Texts:
    by_name = {definition.name: definition for definition in definitions}
    names = [change.name for change in changes]
    if any(name not in by_name for name in names):
        raise refuse("REF-0002")
    if len(set(names)) < len(names):
        raise refuse("REF-0003")
    return {**old, **{change.name: text_of(by_name[change.name], change.value) for change in changes}}


def _shown(call: Call, relatie: Relatie) -> RelatieCustomFields:
    soorten, books = relatie.relatiesoort, call.books
    of_klant, of_leverancier = _texts_of_klant(relatie), _texts_of_leverancier(call, relatie.id)
    return RelatieCustomFields(
        klant_custom_fields=_fields(books.klant_velden, of_klant) if _KLANT in soorten else (),
        leverancier_custom_fields=(
            _fields(books.leverancier_velden, of_leverancier) if _LEVERANCIER in soorten else ()
        ),
    )


def _fields(
    definitions: Sequence[CustomFieldDefinition], texts: Mapping[str, str | None]
) -> tuple[CustomField, ...]:
    """Show every field there is, and those that only this relation still has as texts."""
    known = {definition.name for definition in definitions}
    older = [CustomFieldDefinition(name=name, type="Text") for name in texts if name not in known]
    return tuple(
        CustomField(value=value_of(definition, texts.get(definition.name)), definition=definition)
        for definition in (*definitions, *older)
    )


def _texts_of_klant(relatie: Relatie) -> Texts:
    return {veld.naam: veld.waarde for veld in relatie.extra_velden_klant}


def _texts_of_leverancier(call: Call, relatie: Guid) -> Texts:
    return call.books.waarden_leverancier.get(relatie, {})


def _existing(call: Call) -> Relatie:
    identifier = guid_of(call.parameters[0])
    if identifier is None:
        raise refuse("ALG-0103")
    found = call.books.relaties.get(identifier)
    if found is None or found.nonactief:
        raise NotFound
    return found


ROUTES = (
    Route("GET", "/relaties/{id}/customFields", ("relaties:read",), read),
    Route("PUT", "/relaties/{id}/customFields", ("relaties:write",), change),
)
