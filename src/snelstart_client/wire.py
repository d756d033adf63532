"""Turns SnelStart's JSON into records and back: exact in amounts, tolerant of what it does not know.

Reading never fails for one odd field: that field is left out, and once a log line says so. What the models do
not name is kept too, in `bron`, because an update replaces the whole record (SnelStart API, section 6.1).
"""

import base64
import functools
import logging
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar, get_args, get_origin
from uuid import UUID

import msgspec

logger = logging.getLogger(__name__)

CENT: Final = Decimal("0.01")
WHOLE: Final = Decimal(1)

if TYPE_CHECKING:
    Dag = date
    Moment = datetime
else:

    class _Mark(type):
        """Makes a class that stands for another: JSON libraries then leave the reading to `read_hook`."""

        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, cls.stands_for)

    class Dag(metaclass=_Mark):
        """A booking date: a plain date, that SnelStart writes with a time of midnight."""

        stands_for = date

    class Moment(metaclass=_Mark):
        """A moment, taken as UTC; the zone is not documented, so read with hours of overlap."""

        stands_for = datetime


Id = TypeVar("Id", bound=str)
M = TypeVar("M", bound="Model")


class UnreadableError(ValueError):
    """A body that is not what the call should give."""


class Model(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A thing of SnelStart; an attribute is the wire name in snake_case, and None means not given."""

    identified_by: ClassVar[str] = "id"
    """The attribute that tells one record from the next, for kinds that have such a thing."""


class Record(Model, frozen=True, kw_only=True, dict=True):
    """A thing that is read, changed and written back whole."""

    @property
    def bron(self) -> dict[str, Any]:
        """A copy of the whole JSON object it was read from, unknown fields too; empty when made here."""
        read_from: bytes = self.__dict__.get("_bron", b"")
        return UNTYPED.decode(read_from) if read_from else {}


class Verwijzing(msgspec.Struct, Generic[Id], frozen=True):
    """A reference to another record; SnelStart needs only its id (SnelStart API, section 2)."""

    id: Id


Body = Model | Mapping[str, Any]
"""What a write takes: a model, or a JSON object such as a changed `bron`."""


def read_hook(kind: type, value: Any) -> Any:
    """Read a date or moment as SnelStart writes it: no zone, sometimes a fraction, sometimes a Z."""
    text = value if isinstance(value, str) else ""
    if kind is Dag:
        return date.fromisoformat(text[:10])
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


UNTYPED: Final = msgspec.json.Decoder(float_hook=Decimal)
ROWS: Final = msgspec.json.Decoder(list[msgspec.Raw])
ENCODER: Final = msgspec.json.Encoder(decimal_format="number")


@functools.cache
def decoder_of(kind: type[M]) -> msgspec.json.Decoder[M]:
    """Make the decoder of a model once."""
    return msgspec.json.Decoder(kind, dec_hook=read_hook, float_hook=Decimal)


def read_one(data: bytes | msgspec.Raw, kind: type[M]) -> M:
    """Read one record; raise UnreadableError when it is none, or has no id where it should."""
    try:
        model: M = decoder_of(kind).decode(data)
    except msgspec.ValidationError:
        model = read_tolerantly(data, kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise UnreadableError("the answer is not JSON") from None
    if not getattr(model, kind.identified_by, "-"):
        raise UnreadableError(f"the answer is a {kind.__name__} without its {kind.identified_by}")
    if isinstance(model, Record):
        msgspec.structs.force_setattr(model, "_bron", bytes(data))
    return model


def read_list(data: bytes, kind: type[M]) -> list[M]:
    """Read the records of a bare array; one that is no record at all makes the whole unreadable."""
    try:
        rows = ROWS.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise UnreadableError("the answer is not a JSON array") from None
    return [read_one(row, kind) for row in rows]


def read_tolerantly(data: bytes | msgspec.Raw, kind: type[M]) -> M:
    """Read a record field by field, leaving out those that are not what they should be."""
    value = UNTYPED.decode(data)
    if not isinstance(value, dict):
        raise UnreadableError(f"the answer is not a {kind.__name__}")
    convert = functools.partial(msgspec.convert, type=kind, dec_hook=read_hook, strict=False)
    model: M
    try:
        model = convert(without_nulls(value))  # A null where a list or text should be is the usual oddity.
    except (msgspec.ValidationError, ArithmeticError):
        model = convert(readable_part(value, kind))
    return model


def without_nulls(value: Any) -> Any:
    """Give a JSON value without the nulls in it."""
    if isinstance(value, dict):
        return {name: without_nulls(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [without_nulls(item) for item in value if item is not None]
    return value


def readable_part(value: dict[str, Any], kind: Any) -> dict[str, Any]:
    """Give the fields of a JSON object that a model can take."""
    readable: dict[str, Any] = {}
    for name, field in fields_of(kind).items():
        found = value.get(name)
        if found is None:
            continue
        kept = readable_value(found, field.type)
        if kept is not None:
            readable[name] = kept
        elif found != "":
            warn_once(getattr(kind, "__name__", str(kind)), name)
    return readable


def readable_value(value: Any, kind: Any) -> Any:
    """Give a value in the form its type takes, or None when it has none."""
    kind = without_none(kind)
    if get_origin(kind) is tuple:
        kept = (
            [readable_value(item, get_args(kind)[0]) for item in value if item is not None]
            if isinstance(value, list)
            else []
        )
        return [item for item in kept if item is not None] if isinstance(value, list) else None
    if is_struct(kind):
        value = readable_part(value, kind) if isinstance(value, dict) else value
    elif kind is str and isinstance(value, int | Decimal):
        value = str(value)
    elif kind is int and isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    try:
        msgspec.convert(value, kind, dec_hook=read_hook, strict=False)
    except (msgspec.ValidationError, ArithmeticError):
        return None
    return value


def without_none(kind: Any) -> Any:
    """Give the type that stands beside None in an optional one."""
    choices = [choice for choice in get_args(kind) if choice is not type(None)]
    return choices[0] if type(None) in get_args(kind) else kind


def is_struct(kind: Any) -> bool:
    """Say whether a type is a model, with or without type arguments."""
    plain = get_origin(kind) or kind
    return isinstance(plain, type) and issubclass(plain, msgspec.Struct)


@functools.cache
def fields_of(kind: Any) -> dict[str, msgspec.structs.FieldInfo]:
    """Give the fields of a model by their names on the wire."""
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


@functools.cache
def warn_once(kind: str, field: str) -> None:
    """Log, the first time, that a field could not be read; never with its value."""
    logger.warning("field unreadable, left out kind=%s field=%s", kind, field)


def body_of(model: Model) -> dict[str, Any]:
    """Give the JSON object of a model, by its names on the wire and without what was not given."""
    return {name: value for name, value in given_fields(model) if value is not None}


def with_id(body: Body, identifier: str) -> dict[str, Any]:
    """Give a body that names its own id, as an update must (REL-0047)."""
    named = body_of(body) if isinstance(body, Model) else dict(body)
    others = {name: value for name, value in named.items() if name.lower() != "id"}
    return {**others, "id": identifier}


def given_fields(model: msgspec.Struct) -> list[tuple[str, Any]]:
    """Give the fields of a model that differ from their default, ready for the wire."""
    given: list[tuple[str, Any]] = []
    for name, field in fields_of(type(model)).items():
        value = getattr(model, field.name)
        if field.required or value != field.default:
            given.append((name, plain(value, is_model=True)))
    return given


def written(body: Body) -> bytes:
    """Write a body as JSON: amounts as numbers of at most two decimals, dates without a zone."""
    return ENCODER.encode(plain(body, is_model=isinstance(body, Model)))


def plain(value: Any, *, is_model: bool) -> Any:  # noqa: PLR0911 - one way out for each kind of value
    """Give a value in the form SnelStart takes (SnelStart API, section 12); refuse what it would distort."""
    match value:
        case None | bool() | Enum() | UUID():
            return value
        case str() | int():
            return value
        case Decimal():
            return number(value, exact=is_model)
        case datetime():
            return (value.astimezone(UTC) if value.tzinfo else value).replace(tzinfo=None).isoformat()
        case date():
            return f"{value.isoformat()}T00:00:00"
        case bytes():
            return base64.b64encode(value).decode()
        case msgspec.Struct():
            return dict(given_fields(value))
        case Mapping():
            return {key: plain(item, is_model=False) for key, item in value.items()}
        case list() | tuple():
            return [plain(item, is_model=is_model) for item in value]
        case _:
            # A float above all: it cannot hold an amount.
            raise TypeError(f"a {type(value).__name__} cannot be written to SnelStart")


def number(value: Decimal, *, exact: bool) -> Decimal:
    """Give an amount with two decimals; `exact` refuses the fraction of a cent."""
    if not value.is_finite():
        raise ValueError("an amount is a finite number")
    in_cents = value.quantize(CENT)
    if in_cents == value:
        return in_cents
    if exact:
        raise ValueError(f"{value} is not a whole number of cents")
    return (
        value  # Read from SnelStart in a field that is no amount, a percentage say: it goes back as it came.
    )
