"""Writes domain records as JSON and reads them back, also those that an earlier version wrote.

A field that is added to a domain record later must have a default: what was stored before it reads as that.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, assert_never

import msgspec

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.identity import EntityType, RecordKey
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.problem import Problem
from snelkoppeling.domain.relation import Relation
from snelkoppeling.sync.records import Image, ImageValue, Intent, Record

JSON: Final = msgspec.json.Encoder(order="deterministic")
RECORD_DECODERS: Final[Mapping[EntityType, msgspec.json.Decoder[Any]]] = {
    EntityType.RELATION: msgspec.json.Decoder(Relation),
    EntityType.INVOICE: msgspec.json.Decoder(Invoice),
    EntityType.ATTACHMENT: msgspec.json.Decoder(Attachment),
}
IMAGE_DECODER: Final = msgspec.json.Decoder(dict[str, ImageValue])
INTENT_DECODER: Final = msgspec.json.Decoder(Intent)
PROBLEM_DECODER: Final = msgspec.json.Decoder(Problem)
PROBLEMS_DECODER: Final = msgspec.json.Decoder(tuple[Problem, ...])
EMPTY: Final[tuple[object, ...]] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class EncodedRecord:
    """A record as it is stored, and the digest of what it says."""

    payload: bytes
    content_hash: bytes


def encode_record(record: Record) -> EncodedRecord:
    """Write a record, and digest what it says.

    The digest leaves out empty fields and trailing zeros of amounts: a field that a later version adds, or
    21.0 instead of 21, makes no record another one.
    """
    tree = msgspec.to_builtins(record, order="sorted", builtin_types=(Decimal,))
    canonical = msgspec.json.encode(_canonical(tree))
    return EncodedRecord(payload=JSON.encode(record), content_hash=hashlib.sha256(canonical).digest())


def decode_record(entity_type: EntityType, text: str) -> Record:
    """Read a record."""
    record: Record = RECORD_DECODERS[entity_type].decode(text)
    return record


def encode(value: object) -> bytes:
    """Write an image, an intent, problems, or a list of rows for a statement."""
    return JSON.encode(value)


def decode_image(text: str | None) -> Image | None:
    """Read an image."""
    return None if text is None else IMAGE_DECODER.decode(text)


def decode_intent(text: str | None) -> Intent | None:
    """Read an intent."""
    return None if text is None else INTENT_DECODER.decode(text)


def decode_problem(text: str | None) -> Problem | None:
    """Read one problem."""
    return None if text is None else PROBLEM_DECODER.decode(text)


def decode_problems(text: str) -> tuple[Problem, ...]:
    """Read a list of problems."""
    return PROBLEMS_DECODER.decode(text)


def search_text(key: RecordKey, record: Record) -> str:
    """Give the text in which people look for a record: its external id, number and name, in lower case."""
    match record:
        case Relation():
            name = record.name
        case Invoice():
            name = record.number
        case Attachment():
            name = record.file_name
        case _:
            assert_never(record)
    return f"{key.external_id}\n{name}".lower()


def _canonical(value: Any) -> Any:
    """Drop what says nothing: empty fields, and zeros at the end of a number."""
    if isinstance(value, dict):
        kept = ((name, _canonical(each)) for name, each in value.items())
        return {name: each for name, each in kept if each not in EMPTY}
    if isinstance(value, list | tuple):
        return [_canonical(each) for each in value]
    if isinstance(value, Decimal):
        return f"{value.normalize() + 0:f}"
    return value
