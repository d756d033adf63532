"""A document that belongs to an invoice and is attached to its booking."""

from dataclasses import dataclass

from snelkoppeling.domain.identity import ExternalId


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file: the PDF of an invoice, or the UBL it came as. Its content is stored apart, under its digest."""

    invoice: ExternalId
    """External id of the invoice, in the same connection."""
    file_name: str
    media_type: str
    sha256: str
    """Hexadecimal digest of the content."""
    size_bytes: int


def attachment_id(invoice: ExternalId, sha256: str) -> ExternalId:
    """Name an attachment: the same content on the same invoice is the same attachment."""
    return ExternalId(f"{invoice}#{sha256[:16]}")
