"""A file that hangs on a booking or a relation."""

from snelstart_simulator.models.record import Guid, Identified


class DocumentRegel(Identified, frozen=True):
    """A document as it stands in the list of its parent.

    The API description names `verkoopBoekingId` for every parent and a client reads
    `parentIdentifier`, so both are given (SnelStart API, section 6.8).
    """

    verkoop_boeking_id: Guid
    parent_identifier: Guid
    file_name: str
    read_only: bool


class Document(Identified, frozen=True):
    """A document with its content."""

    content: bytes
    parent_identifier: Guid
    file_name: str
    read_only: bool
