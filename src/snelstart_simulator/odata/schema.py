"""The properties a filter may name, read from the records themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from snelstart_simulator.models.btwaangifte import BtwAangifte
from snelstart_simulator.models.document import Document, DocumentRegel
from snelstart_simulator.models.geldboeking import Bankboeking, Kasboeking
from snelstart_simulator.models.grootboekmutatie import GrootboekMutatie
from snelstart_simulator.models.inkoopboeking import Inkoopfactuur
from snelstart_simulator.models.record import Guid, Record, Reference
from snelstart_simulator.models.reference_data import Grootboek
from snelstart_simulator.models.relatie import Adres, Relatie
from snelstart_simulator.models.vat_rates import VatRate, VatRateDefinition, VatRates
from snelstart_simulator.models.verkoopboeking import Verkoopfactuur

MODELS: dict[type[Record], str] = {
    Relatie: "SnelStart.B2B.Api.V2.Models.Relaties.RelatieModel",
    Adres: "SnelStart.B2B.Api.V2.Models.Relaties.AdresModel",
    Grootboek: "SnelStart.B2B.Api.V2.Models.Grootboeken.GrootboekModel",
    GrootboekMutatie: "SnelStart.B2B.Api.V2.Models.GrootboekMutaties.GrootboekMutatieModel",
    BtwAangifte: "SnelStart.B2B.Api.V2.Models.BtwAangiftes.BtwAangifteModel",
    VatRateDefinition: "SnelStart.B2B.Api.V2.Models.VatRates.VatRateDefinitionModel",
    VatRates: "SnelStart.B2B.Api.V2.Models.VatRates.VatRatesModel",
    VatRate: "SnelStart.B2B.Api.V2.Models.VatRates.VatRateModel",
    Bankboeking: "SnelStart.B2B.Api.V2.Models.Bankboekingen.BankboekingModel",
    Kasboeking: "SnelStart.B2B.Api.V2.Models.Kasboekingen.KasboekingModel",
    Verkoopfactuur: "SnelStart.B2B.Api.V2.Models.Verkoopfacturen.VerkoopfactuurModel",
    Inkoopfactuur: "SnelStart.B2B.Api.V2.Models.Inkoopfacturen.InkoopfactuurModel",
    Document: "SnelStart.B2B.Api.V2.Models.Documenten.DocumentContentModel",
    DocumentRegel: "SnelStart.B2B.Api.V2.Models.Documenten.DocumentModel",
    Reference: "SnelStart.B2B.Api.V2.Models.IdentifierModel",
}
_SIMPLE: dict[Any, str] = {
    Guid: "Edm.Guid",
    str: "Edm.String",
    int: "Edm.Decimal",
    Decimal: "Edm.Decimal",
    bool: "Edm.Boolean",
    datetime: "Edm.DateTime",
}


@dataclass(frozen=True, slots=True)
class EdmType:
    """The type of an expression: a simple one by name, a record, or a collection of either."""

    name: str
    record: type[Record] | None = None
    item: "EdmType | None" = None


@dataclass(frozen=True, slots=True)
class Property:
    """A property as a filter names it."""

    name: str
    wire_name: str
    attribute: str
    type: EdmType
    read: Callable[[Any], Any]


def name_of(record: type[Record]) -> str:
    """Give the name that SnelStart's messages use for a record."""
    return MODELS.get(record, f"SnelStart.B2B.Api.V2.Models.{record.__name__}Model")


@cache
def properties_of(record: type[Record]) -> dict[str, Property]:
    """List the properties of a record by their UpperCamelCase names."""
    hints = get_type_hints(record)
    found: dict[str, Property] = {}
    for field in msgspec.structs.fields(record):
        name = field.encode_name[0].upper() + field.encode_name[1:]
        kind = _type_of(hints[field.name])
        found[name] = Property(name, field.encode_name, field.name, kind, attrgetter(field.name))
    return found


def _type_of(hint: Any) -> EdmType:
    if hint in _SIMPLE:
        return EdmType(_SIMPLE[hint])
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return _type_of(next(option for option in get_args(hint) if option is not NoneType))
    if origin is Literal:
        return EdmType("Edm.String")
    if origin is tuple:
        item = _type_of(get_args(hint)[0])
        return EdmType(f"Collection({item.name})", item=item)
    return EdmType(name_of(hint), record=hint)
