"""Writes domain records as JSON and reads them back, also those that an earlier version wrote.

A field that is added to a domain record later must have a default: what was stored before it reads as that.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, assert_never

import msgspec

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.identity import EntityType, RecordKey
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.problem import Problem
from snelkoppeling.domain.project import Project
from snelkoppeling.domain.relation import Relation
from snelkoppeling.sync.choice import Conflict, Decision
from snelkoppeling.sync.planned import StoredPlan
from snelkoppeling.sync.records import Image, ImageValue, Intent, Record

JSON: Final = msgspec.json.Encoder(order="deterministic")
RECORD_DECODERS: Final[Mapping[EntityType, msgspec.json.Decoder[Any]]] = {
    EntityType.RELATION: msgspec.json.Decoder(Relation),
    EntityType.PROJECT: msgspec.json.Decoder(Project),
    EntityType.INVOICE: msgspec.json.Decoder(Invoice),
    EntityType.ATTACHMENT: msgspec.json.Decoder(Attachment),
}
IMAGE_DECODER: Final = msgspec.json.Decoder(dict[str, ImageValue])
INTENT_DECODER: Final = msgspec.json.Decoder(Intent)
CONFLICT_DECODER: Final = msgspec.json.Decoder(Conflict)
DECISION_DECODER: Final = msgspec.json.Decoder(Decision)
PLAN_DECODER: Final = msgspec.json.Decoder(StoredPlan)
PROBLEM_DECODER: Final = msgspec.json.Decoder(Problem)
PROBLEMS_DECODER: Final = msgspec.json.Decoder(tuple[Problem, ...])
EMPTY_FIELD: Final = re.compile(rb',?"[a-z0-9_]+":(?:null|""|\[\])')
FIRST_COMMA: Final = re.compile(rb'\{,(?="[a-z0-9_]+":)')
ZEROS: Final = re.compile(rb'("(?:amount|vat_rate|original_total)":"-?[0-9]+)(?:\.0+|(\.[0-9]*?[1-9])0+)"')
"""Names every field that is a Decimal. A quote inside a text is escaped, so no text looks like a field."""


@dataclass(frozen=True, slots=True)
class EncodedRecord:
    """A record as it is stored, and the digest of what it says."""

    payload: bytes
    content_hash: bytes


def encode_record(record: Record) -> EncodedRecord:
    """Write a record, and digest what it says.

    The digest leaves out empty fields and zeros at the end of numbers: a field that a later version adds, or
    21.0 instead of 21, makes no record another one.
    """
    payload = JSON.encode(record)
    said = FIRST_COMMA.sub(b"{", EMPTY_FIELD.sub(b"", ZEROS.sub(rb'\1\2"', payload)))
    return EncodedRecord(payload=payload, content_hash=hashlib.sha256(said).digest())


def decode_record(entity_type: EntityType, text: str) -> Record:
    """Read a record."""
    record: Record = RECORD_DECODERS[entity_type].decode(text)
    return record


def encode(value: object) -> str:
    """Write an image, an intent, problems, or rows for a statement, in the way that `jsonb` can hold."""
    # A NUL cannot be stored in jsonb; it becomes the sign for a character that is not shown.
    return JSON.encode(value).replace(rb"\u0000", rb"\ufffd").decode()


def decode_image(text: str | None) -> Image | None:
    """Read an image."""
    return None if text is None else IMAGE_DECODER.decode(text)


def decode_intent(text: str | None) -> Intent | None:
    """Read an intent."""
    return None if text is None else INTENT_DECODER.decode(text)


def decode_conflict(text: str | None) -> Conflict | None:
    """Read what a person must decide."""
    return None if text is None else CONFLICT_DECODER.decode(text)


def decode_decision(text: str | None) -> Decision | None:
    """Read what a person decided."""
    return None if text is None else DECISION_DECODER.decode(text)


def decode_plan(text: str | None) -> StoredPlan | None:
    """Read a plan."""
    return None if text is None else PLAN_DECODER.decode(text)


def decode_problem(text: str | None) -> Problem | None:
    """Read one problem, if there is any."""
    return None if text is None else decode_the_problem(text)


def decode_the_problem(text: str) -> Problem:
    """Read one problem."""
    return PROBLEM_DECODER.decode(text)


def decode_problems(text: str) -> tuple[Problem, ...]:
    """Read a list of problems."""
    return PROBLEMS_DECODER.decode(text)


def search_text(key: RecordKey, record: Record) -> str:
    """Give the text in which people look for a record: its external id, number and name, in lower case."""
    match record:
        case Relation():
            name = record.name
        case Project():
            name = f"{record.number} {record.description}"
        case Invoice():
            name = record.number
        case Attachment():
            name = record.file_name
        case _:
            assert_never(record)
    return f"{key.external_id}\n{name}".lower().replace("\0", "")
