import hashlib

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.document import ReceivedDocument, ReceivedFile
from snelkoppeling.domain.identity import ConnectionId, EntityType, ExternalId
from snelkoppeling.sync.intake import document_arrivals
from snelkoppeling.sync.records import Accepted, Incoming, ItemState, Lane
from tests.factories import a_key, a_relation, after, an_arrival, an_invoice
from tests.unit.sync.installation import Installation

PDF = "application/pdf"


def a_document(*files: tuple[str, bytes], has_relation: bool = True) -> ReceivedDocument:
    return ReceivedDocument(
        invoice_id=ExternalId("F1"),
        invoice=an_invoice(relation="R1"),
        relation=a_relation() if has_relation else None,
        files=tuple(ReceivedFile(name=name, media_type=PDF, content=content) for name, content in files),
    )


def names_of(arrivals: list[Incoming]) -> list[str]:
    return [arrival.record.file_name for arrival in arrivals if isinstance(arrival.record, Attachment)]


def test_a_new_record_is_stored_as_due_and_wakes_its_administration() -> None:
    installation = Installation()

    assert installation.push(an_arrival("R1")) == [Accepted.NEW]

    assert installation.item(a_key("R1")).state is ItemState.DUE
    assert installation.queue.awake == {installation.administration}


def test_a_changed_record_wakes_its_administration() -> None:
    installation = Installation()
    installation.push(an_arrival("R1"))
    installation.queue.awake.clear()

    assert installation.push(an_arrival("R1", a_relation("Nieuw B.V."))) == [Accepted.CHANGED]

    assert installation.queue.awake == {installation.administration}


def test_what_is_known_already_wakes_nobody() -> None:
    installation = Installation()
    installation.push(an_arrival("R1", modified_at=after(days=2)))
    installation.queue.awake.clear()

    same = an_arrival("R1", modified_at=after(days=2))
    older = an_arrival("R1", a_relation("Vroeger B.V."), modified_at=after(days=1))

    assert installation.push(same) == [Accepted.UNCHANGED]
    assert installation.push(older) == [Accepted.STALE]
    assert not installation.queue.awake


def test_a_document_becomes_its_customer_its_invoice_and_its_files_in_that_order() -> None:
    arrivals = document_arrivals(
        ConnectionId(1), a_document(("f.pdf", b"x")), modified_at=after(), lane=Lane.BACKFILL
    )

    assert [arrival.key for arrival in arrivals] == [
        a_key("R1"),
        a_key("F1", EntityType.INVOICE),
        a_key("F1#f.pdf", EntityType.ATTACHMENT),
    ]
    assert {arrival.lane for arrival in arrivals} == {Lane.BACKFILL}
    assert [arrival.modified_at for arrival in arrivals] == [after(), after(), None]


def test_a_file_is_described_by_its_digest_and_size_and_brings_its_content() -> None:
    *_, arrival = document_arrivals(ConnectionId(1), a_document(("f.pdf", b"pdf")))

    assert arrival.content == b"pdf"
    assert arrival.record == Attachment(
        invoice=ExternalId("F1"),
        file_name="f.pdf",
        media_type=PDF,
        sha256=hashlib.sha256(b"pdf").hexdigest(),
        size_bytes=3,
    )


def test_a_document_that_does_not_describe_its_customer_brings_none() -> None:
    arrivals = document_arrivals(ConnectionId(1), a_document(has_relation=False))

    assert [arrival.key.entity_type for arrival in arrivals] == [EntityType.INVOICE]


def test_the_same_content_is_attached_once() -> None:
    arrivals = document_arrivals(ConnectionId(1), a_document(("a.pdf", b"x"), ("b.pdf", b"x")))

    assert names_of(arrivals) == ["a.pdf"]


def test_files_of_one_name_get_different_ones() -> None:
    files = [("a.pdf", b"1"), ("a.pdf", b"2"), ("a.pdf", b"3"), ("read", b"4"), ("read", b"5")]

    arrivals = document_arrivals(ConnectionId(1), a_document(*files))

    assert names_of(arrivals) == ["a.pdf", "a (2).pdf", "a (3).pdf", "read", "read (2)"]
