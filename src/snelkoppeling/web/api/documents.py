"""Checks the files that come with an invoice: only a PDF or a UBL that is one, by a name that is safe."""

import base64
import binascii
import re
from pathlib import PurePosixPath
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core.core_schema import ValidationInfo

from snelkoppeling.domain.document import ReceivedFile
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.web.api.body import Body
from snelkoppeling.web.api.fields import refused
from snelkoppeling.web.limits import LARGEST_DOCUMENT

LONGEST_FILE_NAME = 100
PDF, XML = "application/pdf", "application/xml"
MEDIA_TYPES = {"application/pdf": PDF, "application/x-pdf": PDF, "application/xml": XML, "text/xml": XML}
SUFFIXES = {PDF: ".pdf", XML: ".xml"}
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_media_type(value: str) -> str:
    """Read what kind of file it is; only a PDF and a UBL are attached."""
    kind = MEDIA_TYPES.get(value.partition(";")[0].strip().lower())
    if kind is None:
        raise refused("document-type-unknown")
    return kind


def read_base64(value: Any, info: ValidationInfo) -> bytes:
    """Decode a file, and check that it is what its media type says."""
    if not isinstance(value, str):
        raise refused("document-not-base64")
    try:
        content = base64.b64decode("".join(value.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise refused("document-not-base64") from error
    if code := wrong_with(info.data.get("media_type"), content):
        raise refused(code, size=len(content))
    return content


class DocumentBody(Body):
    """The PDF or UBL of the invoice."""

    file_name: Annotated[str, StringConstraints(min_length=1, max_length=4000)]
    media_type: Annotated[str, AfterValidator(read_media_type)] = Field(
        description="application/pdf or application/xml", examples=[PDF]
    )
    content: Annotated[
        bytes, PlainValidator(read_base64), WithJsonSchema({"type": "string", "contentEncoding": "base64"})
    ] = Field(description="The file in base64, at most 10 MB.")


def to_file(body: DocumentBody) -> ReceivedFile:
    """Make the file of a checked document."""
    return ReceivedFile(
        name=safe_file_name(body.file_name, SUFFIXES[body.media_type]),
        media_type=body.media_type,
        content=body.content,
    )


def check_upload(field: str, name: str, *, media_type: str, content: bytes) -> ReceivedFile | Problem:
    """Make a file of an uploaded part, or say why it cannot be one."""
    kind = MEDIA_TYPES.get(media_type.partition(";")[0].strip().lower())
    if kind is None:
        return problem("document-type-unknown", field, media_type)
    if code := wrong_with(kind, content):
        return problem(code, field, name, size=len(content))
    return ReceivedFile(name=safe_file_name(name, SUFFIXES[kind]), media_type=kind, content=content)


def wrong_with(kind: str | None, content: bytes) -> str | None:
    """Name what is wrong with the content of a file of this kind; None when it is right."""
    if not content:
        return "document-empty"
    if len(content) > LARGEST_DOCUMENT:
        return "document-too-large"
    if kind == PDF and not content.startswith(b"%PDF-"):
        return "document-not-pdf"
    if kind == XML and not _looks_like_xml(content):
        return "document-not-xml"
    return None


def safe_file_name(name: str, suffix: str) -> str:
    """Keep of a file name what every system can hold (SnelStart API, section 6.8), with the right suffix."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(char for char in last if char.isprintable() and char not in '<>:"|?*')
    stem = re.sub(r"\s+", " ", printable).strip(" .")
    if stem.lower().endswith(suffix):
        stem = stem[: -len(suffix)].rstrip(" .")
    return (stem or "factuur")[: LONGEST_FILE_NAME - len(suffix)] + suffix


def _looks_like_xml(content: bytes) -> bool:
    for mark in BYTE_ORDER_MARKS:
        content = content.removeprefix(mark)
    return content[:64].replace(b"\0", b"").lstrip().startswith(b"<")
