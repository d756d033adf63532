"""Finds whose booking it is when an invoice number exists in SnelStart (SnelStart API, section 8.1)."""

from collections.abc import Mapping, Sequence

from snelkoppeling.connectors.snelstart.booking_images import BookingImages
from snelkoppeling.connectors.snelstart.booking_sides import BookingSide, ListedInvoice, bare_number
from snelkoppeling.connectors.snelstart.mapping.invoice import PARTY_FIELDS, key_fields, money
from snelkoppeling.domain.booking import Booking
from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.problem import problem
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.choice import Candidate, Choice, ChoiceNeededError, Conflict
from snelkoppeling.sync.ports import Desired, Found
from snelkoppeling.sync.records import Image, ImageValue
from snelstart_client import SnelStart
from snelstart_client.errors import NotFoundError
from snelstart_client.ids import RelatieId
from snelstart_client.resources.boekingen import Boeking

FIELD_WORDS = {
    "invoice_number": "nummer",
    "invoice_date": "datum",
    "customer": "klant",
    "supplier": "leverancier",
    "total": "bedrag",
    "vat": "btw",
}
OTHER_SIDE = {Direction.SALES: Direction.PURCHASE, Direction.PURCHASE: Direction.SALES}
PROBLEM_OF_OTHER_SIDE = {
    Direction.SALES: "sales-number-of-purchase",
    Direction.PURCHASE: "purchase-number-of-sale",
}


class TakenNumbers:
    """Compares an invoice with the bookings that have its number."""

    def __init__(
        self, client: SnelStart, sides: Mapping[Direction, BookingSide], images: BookingImages
    ) -> None:
        self._client = client
        self._sides = sides
        self._images = images

    def adopted(self, desired: Desired, booking: Booking) -> Found:
        """Give the booking that is this very invoice.

        Raises:
            ChoiceNeededError: It is likely, but not certain.
            RecordRejectedError: The number belongs to something else.
        """
        side = self._sides[booking.direction]
        held = self._with_number(side, booking)
        images: dict[str, Image] = {}
        for books_id, boeking in held.items():
            images[books_id] = self._images.of(boeking)
            if not differing_keys(desired.image, images[books_id], direction=booking.direction):
                return Found(
                    books_id=BooksId(books_id), image=desired.image, label=desired.label, event="adopted"
                )
        if images:
            raise self._in_doubt(desired, booking, images)
        raise self._of_somebody_else(desired, booking)

    def _with_number(self, side: BookingSide, booking: Booking) -> dict[str, Boeking]:
        """Read the bookings that have the number: of a purchase, those of the same supplier."""
        wanted = bare_number(booking.invoice_number)
        rows = [row for row in side.listed(booking.invoice_number) if bare_number(row.number) == wanted]
        if side.direction is Direction.PURCHASE:
            rows = [row for row in rows if row.party == booking.counterparty]
        held: dict[str, Boeking] = {}
        for row in rows:
            try:
                held[row.booking] = side.get(row.booking)
            except NotFoundError:
                continue  # It went since it was listed.
        if not held:
            # The list may spell the number otherwise, or not have it yet.
            of_relation = side.of_relation(booking.counterparty)
            held = {side.id_of(one): one for one in of_relation if bare_number(one.factuurnummer) == wanted}
        return held

    def _in_doubt(self, desired: Desired, booking: Booking, images: Mapping[str, Image]) -> ChoiceNeededError:
        words = [
            self._difference(desired.image, image, direction=booking.direction) for image in images.values()
        ]
        return number_in_use(desired, images, words)

    def _difference(self, wanted: Image, held: Image, *, direction: Direction) -> str:
        """Say where two invoices differ, in Dutch: SnelStart's value first."""
        names = differing_keys(wanted, held, direction=direction)
        return ", ".join(
            f"{FIELD_WORDS[name]} {self._shown(name, held)} / {self._shown(name, wanted)}" for name in names
        )

    def _shown(self, name: str, image: Image) -> str:
        value = image.get(name)
        if name in PARTY_FIELDS.values() and isinstance(value, str):
            return self._name_of(value)
        return ", ".join(value) if isinstance(value, list) else str(value)

    def _of_somebody_else(self, desired: Desired, booking: Booking) -> RecordRejectedError:
        """Say whose the number is, when no booking of this party has it."""
        number, label = booking.invoice_number, desired.label
        if booking.direction is Direction.PURCHASE:
            others = [row for row in self._sides[Direction.PURCHASE].listed(number) if row.party]
            if others:
                name = self._name_of(others[0].party or "")
                found = problem("purchase-number-of-other-supplier", "number", number, supplier=name)
                return RecordRejectedError(label, [found])
        other = self._sides[OTHER_SIDE[booking.direction]]
        if any(True for _ in other.listed(number)):
            return RecordRejectedError(
                label, [problem(PROBLEM_OF_OTHER_SIDE[booking.direction], "number", number)]
            )
        found = problem("invoice-number-in-use", "number", number, difference="?")
        return RecordRejectedError(label, [found])

    def _name_of(self, relation: str) -> str:
        try:
            return self._client.relaties.get(RelatieId(relation)).naam
        except NotFoundError:
            return relation


def number_in_use(
    desired: Desired, images: Mapping[str, Image], differences: Sequence[str]
) -> ChoiceNeededError:
    """Ask whether a booking with the same number is this invoice; a second one cannot have it."""
    found = problem("invoice-number-in-use", "number", desired.label, difference="; ".join(differences))
    candidates = tuple(
        Candidate(
            books_id=BooksId(books_id), label=desired.label, reason=f"zelfde nummer; anders: {difference}"
        )
        for books_id, difference in zip(images, differences, strict=True)
    )
    conflict = Conflict(
        choices=(Choice.LINK, Choice.LEAVE_OUT),
        wanted=desired.image,
        in_books=next(iter(images.values())),
        candidates=candidates,
    )
    return ChoiceNeededError(desired.label, [found], conflict)


def listed_difference(wanted: Image, row: ListedInvoice, *, direction: Direction) -> str:
    """Say where an invoice differs from what a list shows of a booking, in Dutch; empty where it does not."""
    held = listed_image(row, direction=direction)
    names = [name for name in held if held[name] != wanted.get(name)]
    return ", ".join(f"{FIELD_WORDS[name]} {held[name]} / {wanted.get(name)}" for name in names)


def listed_image(row: ListedInvoice, *, direction: Direction) -> Image:
    """Say what a list shows of a booking, as far as it tells one invoice from another."""
    return {
        PARTY_FIELDS[direction]: row.party,
        "invoice_date": row.day.isoformat() if row.day else None,
        "total": money(row.total),
    }


def differing_keys(wanted: Image, held: Image, *, direction: Direction) -> list[str]:
    """Name the fields that tell two invoices apart and differ."""
    return [
        name for name in key_fields(direction) if _key(name, wanted.get(name)) != _key(name, held.get(name))
    ]


def _key(name: str, value: ImageValue) -> ImageValue:
    if isinstance(value, list):
        return sorted(value)
    return bare_number(value) if name == "invoice_number" and isinstance(value, str) else value
