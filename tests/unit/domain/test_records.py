"""Names, relations, attachments and received documents: small records with small rules."""

import pytest

from snelkoppeling.domain.attachment import attachment_id
from snelkoppeling.domain.document import ReceivedDocument, ReceivedFile
from snelkoppeling.domain.identity import ConnectionId, EntityType, ExternalId, RecordKey
from snelkoppeling.domain.relation import ContactPerson, Relation, chosen_contact
from tests.factories import an_invoice

FIRST = ContactPerson(name="Eerste")
FOR_INVOICES = ContactPerson(name="Administratie", is_invoice_contact=True)
PRIMARY = ContactPerson(name="Directeur", is_primary=True)


@pytest.mark.parametrize(
    ("contacts", "chosen"),
    [
        ((FIRST, FOR_INVOICES, PRIMARY), PRIMARY),
        ((FIRST, FOR_INVOICES), FOR_INVOICES),
        ((FIRST, ContactPerson(name="Tweede")), FIRST),
        ((), None),
    ],
)
def test_the_contact_person_is_the_primary_one_or_that_for_invoices_or_the_first(
    contacts: tuple[ContactPerson, ...], chosen: ContactPerson | None
) -> None:
    assert chosen_contact(contacts) == chosen
    assert Relation(name="De Halm", contacts=contacts).contact_person == (chosen.name if chosen else None)


def test_a_key_is_shown_by_its_type_and_the_id_in_the_crm() -> None:
    key = RecordKey(ConnectionId(3), EntityType.INVOICE, ExternalId("F-17"))

    assert str(key) == "invoice F-17"


def test_files_of_another_name_are_other_attachments_of_an_invoice() -> None:
    invoice = ExternalId("F-17")

    assert attachment_id(invoice, "a.pdf") == attachment_id(invoice, "a.pdf")
    assert attachment_id(invoice, "a.pdf") != attachment_id(invoice, "b.pdf")
    assert attachment_id(invoice, "a.pdf") != attachment_id(ExternalId("F-18"), "a.pdf")


def test_a_received_file_is_shown_without_its_content() -> None:
    file = ReceivedFile(name="a.pdf", media_type="application/pdf", content=b"confidential")
    document = ReceivedDocument(invoice_id=ExternalId("F-17"), invoice=an_invoice(), files=(file,))

    assert "confidential" not in repr(document)
    assert "a.pdf" in repr(document)
