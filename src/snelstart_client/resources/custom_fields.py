"""Describes the fields that an administration has added to its relations."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from snelstart_client.wire import Model


class CustomFieldType(StrEnum):
    """What a custom field holds; Money has at most four decimals (REF-0013)."""

    TEXT = "Text"
    INTEGER = "Integer"
    MONEY = "Money"
    FLOAT = "Float"
    DATE_TIME = "DateTime"
    BOOLEAN = "Boolean"
    ENUM = "Enum"
    BYTE_ARRAY = "ByteArray"


class CustomFieldProperty(Model, frozen=True, kw_only=True):
    """One more thing to know about a custom field, such as what may be chosen."""

    name: str | None = None
    value: Any = None


class CustomFieldDefinition(Model, frozen=True, kw_only=True):
    """What a custom field is."""

    name: str = ""
    type: str | None = None
    """One of CustomFieldType."""
    properties: tuple[CustomFieldProperty, ...] = ()


class CustomField(Model, frozen=True, kw_only=True):
    """A custom field with what it holds here."""

    value: Any = None
    """A JSON value: text, whole number, Decimal, bool or None."""
    definition: CustomFieldDefinition | None = None


class RelatieCustomFields(Model, frozen=True, kw_only=True):
    """The custom fields of one relation: those of customers, and those of suppliers (REF-0006)."""

    klant_custom_fields: tuple[CustomField, ...] = ()
    leverancier_custom_fields: tuple[CustomField, ...] = ()


def new_values(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give values by the name of their field in the form a write takes."""
    return [{"name": name, "value": value} for name, value in values.items()]
