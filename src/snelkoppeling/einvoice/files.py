"""Takes the files out of an e-invoice: what is embedded, and the e-invoice itself."""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from snelkoppeling.domain.document import ReceivedFile
from snelkoppeling.einvoice.nodes import Node

MEGABYTE = 1024 * 1024
LARGEST_FILE_BYTES = 10 * MEGABYTE
"""SnelStart API, section 6.8 (BLG-0006)."""
LONGEST_FILE_NAME = 100
"""SnelStart API, section 6.8 (BLG-0017)."""
MOST_FILES = 25
REFUSED_IN_NAMES = frozenset('\\/:*?"<>|')


@dataclass(frozen=True, slots=True)
class FileType:
    """A type of file that is carried: its suffixes, the usual one first, and how to recognise its content."""

    suffixes: tuple[str, ...]
    is_content: Callable[[bytes], bool]


def _starts_with(start: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(start)


def _is_pdf(content: bytes) -> bool:
    """Readers allow a little before the header, and some programs write a line there."""
    return b"%PDF-" in content[:1024]


def _is_plain_text(content: bytes) -> bool:
    return b"\0" not in content and not content.lstrip().startswith(b"<")


FILE_TYPES: Mapping[str, FileType] = {
    "application/pdf": FileType((".pdf",), _is_pdf),
    "image/png": FileType((".png",), _starts_with(b"\x89PNG\r\n\x1a\n")),
    "image/jpeg": FileType((".jpg", ".jpeg"), _starts_with(b"\xff\xd8\xff")),
    "text/csv": FileType((".csv",), _is_plain_text),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": FileType(
        (".xlsx",), _starts_with(b"PK\x03\x04")
    ),
    "application/vnd.oasis.opendocument.spreadsheet": FileType((".ods",), _starts_with(b"PK\x03\x04")),
}
"""The types of EN 16931 (BT-125): documents without programs in them."""
OTHER_NAMES: Mapping[str, str] = {"image/jpg": "image/jpeg", "application/x-pdf": "application/pdf"}


def read_files(document: Node, content: bytes, *, number: str) -> tuple[ReceivedFile, ...]:
    """Take out the embedded files, and add the e-invoice itself, byte for byte: it is the legal document.

    A file that cannot be carried is left out with a remark, since the invoice is good without it.
    """
    files = []
    references = document.all("cac:AdditionalDocumentReference")
    embedded = [
        (reference, node)
        for reference in references
        if (node := reference.first("cac:Attachment/cbc:EmbeddedDocumentBinaryObject"))
    ]
    if len(embedded) > MOST_FILES:
        document.remark(
            "ubl-too-many-files", "cac:AdditionalDocumentReference", len(embedded), limit=MOST_FILES
        )
    for reference, node in embedded[:MOST_FILES]:
        files += _decoded(node, reference.text("cbc:ID") or number)
    for node in references[:MOST_FILES]:
        if address := node.text("cac:Attachment/cac:ExternalReference/cbc:URI"):
            node.remark("ubl-file-elsewhere", "cac:Attachment/cac:ExternalReference", address)
    itself = ReceivedFile(
        name=file_name(number.replace("/", "-"), (".xml",)), media_type="application/xml", content=content
    )
    return tuple([*files, itself] if _fits(document, itself) else files)


def _decoded(node: Node, reference: str) -> list[ReceivedFile]:
    """Decode one embedded file; none, with a remark, when it is damaged, too large or of another type."""
    media_type = node.element.get("mimeCode", "").partition(";")[0].strip().lower()
    media_type = OTHER_NAMES.get(media_type, media_type)
    stated = node.element.get("filename", "").strip() or reference
    file_type = FILE_TYPES.get(media_type)
    if file_type is None:
        node.remark("ubl-file-type", "", stated, kind=media_type or "?")
        return []
    name = file_name(stated, file_type.suffixes)
    try:
        content = base64.b64decode("".join((node.element.text or "").split()), validate=True)
    except (binascii.Error, ValueError):
        content = b""
    if not content or not file_type.is_content(content):
        node.remark("ubl-file-broken", "", name, kind=media_type)
        return []
    file = ReceivedFile(name=name, media_type=media_type, content=content)
    return [file] if _fits(node, file) else []


def _fits(node: Node, file: ReceivedFile) -> bool:
    if len(file.content) <= LARGEST_FILE_BYTES:
        return True
    node.remark(
        "ubl-file-too-large",
        "",
        file.name,
        size=f"{len(file.content) / MEGABYTE:.1f}",
        limit=f"{LARGEST_FILE_BYTES / MEGABYTE:.0f}",
    )
    return False


def file_name(stated: str, suffixes: tuple[str, ...]) -> str:
    """Make a file name that is safe everywhere: no folders, short, with its true suffix."""
    last = stated.replace("\\", "/").rpartition("/")[2]
    clean = "".join("_" if char in REFUSED_IN_NAMES else char for char in last if char.isprintable())
    stem = clean.rstrip(" .")
    suffix = next((suffix for suffix in suffixes if stem.lower().endswith(suffix)), "")
    if suffix:
        stem = stem[: -len(suffix)]
    suffix = suffix or suffixes[0]
    return f"{stem[: LONGEST_FILE_NAME - len(suffix)].strip(' .') or 'bijlage'}{suffix}"
