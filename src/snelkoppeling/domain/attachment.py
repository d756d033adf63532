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


def attachment_id(invoice: ExternalId, file_name: str) -> ExternalId:
    """Name an attachment: one file name on one invoice is one attachment.

    Many CRMs print the PDF anew each time they are asked, so its content is no means to tell two apart.
    """
    return ExternalId(f"{invoice}#{file_name}")
