"""Takes in what arrives at a door: stores it durably, then wakes the worker."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from snelkoppeling.domain.attachment import Attachment, attachment_id
from snelkoppeling.domain.document import ReceivedDocument, ReceivedFile
from snelkoppeling.domain.identity import ConnectionId, EntityType, RecordKey
from snelkoppeling.sync.ports import Clock, Inbox, JobQueue
from snelkoppeling.sync.records import Accepted, Connection, Incoming, Lane


class Intake:
    """The one way in for records, whichever door they come to."""

    def __init__(self, inbox: Inbox, queue: JobQueue, clock: Clock) -> None:
        self._inbox = inbox
        self._queue = queue
        self._clock = clock

    def accept(self, connection: Connection, arrivals: Sequence[Incoming]) -> Sequence[Accepted]:
        """Store all arrivals or none, and wake their administration; on return nothing can be lost.

        The worker is woken after the commit: a wake-up that is lost is made good by the sweep, and one that
        came before the commit would find nothing.
        """
        accepted = self._inbox.accept(arrivals, self._clock())
        if any(one in {Accepted.NEW, Accepted.CHANGED} for one in accepted):
            self._queue.wake([connection.administration])
        return accepted


def document_arrivals(
    connection: ConnectionId,
    document: ReceivedDocument,
    *,
    modified_at: datetime | None = None,
    lane: Lane = Lane.LIVE,
) -> list[Incoming]:
    """Take a document apart into its records: the customer if it describes one, the invoice, each file."""
    arrivals = []
    if document.relation is not None:
        key = RecordKey(connection, EntityType.RELATION, document.invoice.relation)
        arrivals.append(Incoming(key=key, record=document.relation, modified_at=modified_at, lane=lane))
    key = RecordKey(connection, EntityType.INVOICE, document.invoice_id)
    arrivals.append(
        Incoming(
            key=key,
            record=document.invoice,
            modified_at=modified_at,
            lane=lane,
            remarks=document.remarks,
        )
    )
    arrivals += [_attachment(key, file, lane) for file in _named_apart(document.files)]
    return arrivals


def _attachment(invoice: RecordKey, file: ReceivedFile, lane: Lane) -> Incoming:
    sha256 = hashlib.sha256(file.content).hexdigest()
    record = Attachment(
        invoice=invoice.external_id,
        file_name=file.name,
        media_type=file.media_type,
        sha256=sha256,
        size_bytes=len(file.content),
    )
    key = RecordKey(invoice.connection, EntityType.ATTACHMENT, attachment_id(invoice.external_id, file.name))
    return Incoming(key=key, record=record, lane=lane, content=file.content)


def _named_apart(files: Iterable[ReceivedFile]) -> list[ReceivedFile]:
    """Drop files of the same content, and give files of the same name different ones.

    The name is what tells two attachments of a booking apart (SnelStart API, section 6.8).
    """
    kept: dict[str, ReceivedFile] = {}
    contents = set()
    for file in files:
        if file.content in contents:
            continue
        contents.add(file.content)
        name, number = file.name, 1
        while name in kept:
            number += 1
            stem, dot, suffix = file.name.rpartition(".")
            name = f"{stem} ({number}).{suffix}" if dot else f"{file.name} ({number})"
        kept[name] = ReceivedFile(name=name, media_type=file.media_type, content=file.content)
    return list(kept.values())
