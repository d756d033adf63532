"""Situations in which a person has to choose."""

from snelkoppeling.domain.identity import EntityType
from snelkoppeling.domain.money import Money
from snelkoppeling.sync.choice import Choice
from tests.factories import (
    a_key,
    an_arrival,
    an_attachment,
    an_invoice,
    an_unnumbered_relation,
)
from tests.unit.sync.installation import Installation

RELATION, PROJECT, INVOICE, ATTACHMENT = EntityType
R1, P1, F1 = a_key("R1"), a_key("P1", PROJECT), a_key("F1", INVOICE)
PDF = a_key("F1#factuur.pdf", ATTACHMENT)
DEARER = an_invoice(total_with_vat=Money.of("122.00"))
KEEP_OR_USE = (Choice.KEEP_BOOKS, Choice.USE_CRM)


def an_edited_booking(installation: Installation, **edits: str | bool) -> None:
    """Leave a person to choose between the booking as edited in the books and the newer invoice."""
    booking = installation.book()
    installation.ledger.edit(INVOICE, booking.id, **(edits or {"description": "met de hand"}))
    installation.push(an_arrival("F1", DEARER))
    installation.run()


def a_removed_booking(installation: Installation) -> None:
    """Leave a person to choose what becomes of an invoice whose booking was removed."""
    booking = installation.book(an_arrival(record=an_attachment("F1")))
    installation.ledger.remove(INVOICE, booking.id)
    for file in installation.ledger.all(ATTACHMENT):
        installation.ledger.remove(ATTACHMENT, file.id)
    installation.push(an_arrival("F1", DEARER))
    installation.run()


def a_likely_match(installation: Installation) -> None:
    """Leave a person to choose whether a relation is the one in the books with its phone number."""
    installation.ledger.add(RELATION, {"name": "De heer Jansen", "phone": "030"})
    installation.push(an_arrival("R1", an_unnumbered_relation(phone="030")))
    installation.run()
