"""Reads, adds and removes the attachments of bookings and relations."""

from enum import StrEnum

from snelstart_client.ids import DocumentId
from snelstart_client.session import Session
from snelstart_client.wire import Model

LARGEST_CONTENT = 10 * 1024 * 1024
"""Bytes that an attachment may hold, before base64 (SnelStart API, section 6.8)."""


class Documenttype(StrEnum):
    """What an attachment hangs on."""

    INKOOPBOEKINGEN = "Inkoopboekingen"
    VERKOOPBOEKINGEN = "Verkoopboekingen"
    RELATIES = "Relaties"


class Document(Model, frozen=True, kw_only=True):
    """An attachment; its content comes only when it is read by its own id (SnelStart API, section 6.8)."""

    id: DocumentId = DocumentId("")
    file_name: str = ""
    parent_identifier: str | None = None
    verkoop_boeking_id: str | None = None
    """What a list calls the parent, whatever it is."""
    read_only: bool | None = None
    content: bytes | None = None

    @property
    def parent(self) -> str | None:
        """What it hangs on, by whichever name SnelStart gave it."""
        return self.parent_identifier or self.verkoop_boeking_id


class Documenten:
    """The calls of `/documenten`; reading needs documenten:read, writing also boekhouden:write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, document_id: DocumentId) -> Document:
        """Read one attachment with its content."""
        return self._session.one("/documenten/{}", Document, document_id)

    def create(self, soort: Documenttype, parent: str, *, file_name: str, content: bytes) -> DocumentId:
        """Attach a file and give its id; twice the same file makes two attachments."""
        body = {"parentIdentifier": parent, "fileName": file_name, "content": content}
        return self._session.create("/documenten/{}", body, soort.value, kind=Document).id

    def delete(self, document_id: DocumentId) -> None:
        """Remove an attachment."""
        self._session.delete("/documenten/{}", document_id)

    def list(self, soort: Documenttype, parent: str) -> tuple[Document, ...]:
        """Read which attachments a booking or relation has, without their content."""
        return tuple(self._session.plain_list("/documenten/{}/{}", Document, soort.value, parent))
