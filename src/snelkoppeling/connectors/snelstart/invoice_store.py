"""Invoices in SnelStart, sales and purchases: booked once, found again by number, changed with care."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from snelkoppeling.connectors.snelstart.booking_images import BookingImages
from snelkoppeling.connectors.snelstart.booking_sides import (
    BookingSide,
    ListedInvoice,
    Purchases,
    Sales,
    bare_number,
)
from snelkoppeling.connectors.snelstart.mapping.invoice import body_over, image_of_booking, money
from snelkoppeling.connectors.snelstart.moved_lines import moved_accounts
from snelkoppeling.connectors.snelstart.outcomes import parent_suspected, translated
from snelkoppeling.connectors.snelstart.parties import Parties, cost_centres_of, planned_numbers
from snelkoppeling.connectors.snelstart.reference import ReferenceData
from snelkoppeling.connectors.snelstart.same_books import SameBooks
from snelkoppeling.connectors.snelstart.taken_numbers import (
    TakenNumbers,
    listed_difference,
    listed_image,
    number_in_use,
)
from snelkoppeling.domain.booking import Booking
from snelkoppeling.domain.field_names import FieldNames
from snelkoppeling.domain.identity import BooksId, RecordKey
from snelkoppeling.domain.invoice import Direction, Invoice
from snelkoppeling.domain.ledger import LedgerRules
from snelkoppeling.domain.policy import PostingPolicy, PostingRules
from snelkoppeling.domain.posting import DOUBTS, NEVER_BOOKED, PostingError, post
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.choice import Choice, ChoiceNeededError, Conflict
from snelkoppeling.sync.ports import Desired, Found, Links
from snelkoppeling.sync.records import Image, Intent, SyncItem
from snelstart_client import SnelStart
from snelstart_client.errors import NotFoundError, RejectedError
from snelstart_client.resources.boekingen import Boeking

NUMBER_EXISTS = "BOE-0021"
LEDGER_CHANGED = frozenset(
    {"BOE-0008", "BOE-0019", "BOE-0026", "BOE-0037", "BOE-0061", "BOE-0069", "BOE-0082", "BOE-0089"}
)
"""Refusals that may come of an old list of accounts, rates or cost centres; those are read again."""
LOCKED = frozenset(
    {"BOE-0042", "BOE-0046", "BOE-0047", "BOE-0048", "BOE-0049", "BOE-0050", "BOE-0051", "BOE-0083"}
)
"""A booking that SnelStart lets nobody change any more (SnelStart API, section 4.2)."""
NAMED_GONE = frozenset({"BOE-0001", "BOE-0002", "BOE-0019", "BOE-0038", "BOE-0060"})
"""So SnelStart may say that the customer, supplier or cost centre is not there that a booking names."""
VOLATILE = frozenset({"modifiedOn", "documents", "uri"})
"""What changes of a booking when somebody hangs a file on it."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What people set about posting."""

    ledger_rules: LedgerRules
    policy: PostingPolicy


class InvoiceStore:
    """Bookings of one administration, for one run."""

    refuses_doubles = True

    def __init__(
        self,
        client: SnelStart,
        reference: ReferenceData,
        *,
        rulebook: Callable[[], Rulebook],
        same_books: SameBooks,
        foresee: Callable[[Sequence[SyncItem]], None],
    ) -> None:
        """Open the invoices; `foresee` is told which items may cost calls before they do."""
        self._client = client
        self._reference = reference
        self._rulebook = rulebook
        self._same_books = same_books
        self._foresee = foresee
        self._sides: Mapping[Direction, BookingSide] = {
            Direction.SALES: Sales(client),
            Direction.PURCHASE: Purchases(client),
        }
        self._images = BookingImages(reference)
        self._parties = Parties(client, reference)
        self._taken = TakenNumbers(client, self._sides, self._images)
        self._rules: PostingRules | None = None
        self._listed: dict[tuple[Direction, str], list[ListedInvoice]] = defaultdict(list)
        self._items: dict[str, SyncItem] = {}
        self._numbers: dict[RecordKey, str] = {}
        self._read: dict[str, dict[str, Any]] = {}

    def survey(self) -> None:
        """Read the lists of invoices of both directions."""
        self._listed.clear()
        with translated("invoices"):
            for side in self._sides.values():
                for row in side.listed():
                    self._listed[side.direction, bare_number(row.number)].append(row)

    def prepare(self, items: Sequence[SyncItem], *, waiting: int) -> None:
        """Read the accounts, the VAT rates, the facts of the company and our rules."""
        del waiting
        self._foresee(items)
        self._items = {item.books_id: item for item in items if item.books_id is not None}
        self._numbers.update({item.key: number for item in items if (number := _number_of(item))})
        invoices = [item.record for item in items if isinstance(item.record, Invoice)]
        rulebook = self._rulebook()
        self._rules = PostingRules(
            chart=self._reference.chart(),
            vat_table=self._reference.vat_table(),
            ledger_rules=rulebook.ledger_rules,
            policy=rulebook.policy,
            company=self._reference.company(invoice.issue_date for invoice in invoices),
            foreign_rates=self._reference.foreign_rates(),
        )

    def desired(self, item: SyncItem, links: Links) -> Desired:
        """Make the booking of an invoice."""
        if not isinstance(item.record, Invoice) or self._rules is None:
            raise TypeError(f"{item.key} is no invoice, or nothing was prepared")
        booking = self._posted(item, item.record, links=links)
        named = {line.cost_centre for line in booking.lines if line.cost_centre is not None}
        centres = self._reference.cost_centres() if named else {}
        numbers = {one: row.nummer for one in named if (row := centres.get(one)) and row.nummer is not None}
        image = image_of_booking(booking, {**planned_numbers(item, item.record, links=links), **numbers})
        return Desired(
            image=image,
            payload=booking,
            match_keys=frozenset({f"{_word(booking.direction)}:{booking.invoice_number}"}),
            label=booking.invoice_number,
            asks_before={**_turned(item, image=image), **_moved(item, item.record, image=image)},
            notes=booking.notes,
        )

    def twin_of(self, item: SyncItem, desired: Desired) -> Found | None:
        """Find the invoice in the lists, if they were read; else SnelStart refuses its number (BOE-0021)."""
        del item
        booking = _booking(desired)
        rows = self._listed.get((booking.direction, bare_number(booking.invoice_number)), [])
        if booking.direction is Direction.PURCHASE:
            rows = [row for row in rows if row.party == booking.counterparty]
        if not rows:
            return None
        for row in rows:
            if not listed_difference(desired.image, row, direction=booking.direction):
                return Found(
                    books_id=BooksId(row.booking), image=desired.image, label=desired.label, event="adopted"
                )
        raise number_in_use(
            desired,
            {row.booking: listed_image(row, direction=booking.direction) for row in rows},
            [listed_difference(desired.image, row, direction=booking.direction) for row in rows],
        )

    def written_by(self, item: SyncItem, intent: Intent) -> Sequence[Found]:
        """Find the booking with this number, customer or supplier, date and amount."""
        direction = Direction.PURCHASE if "supplier" in intent.image else Direction.SALES
        side, number = self._sides[direction], str(intent.image["invoice_number"])
        party = str(intent.image["supplier" if direction is Direction.PURCHASE else "customer"])
        wanted = (party, intent.image["invoice_date"], intent.image["total"])
        with translated(str(item.key)):
            found = [
                row.booking
                for row in side.listed(number)
                if row.number == number and row.day is not None
                if (row.party, row.day.isoformat(), money(row.total)) == wanted
            ]
            if not found and direction is Direction.PURCHASE:
                found = [
                    side.id_of(boeking)
                    for boeking in side.of_relation(party)
                    if boeking.factuurnummer == number and boeking.factuurdatum is not None
                    if (party, boeking.factuurdatum.isoformat(), money(boeking.factuurbedrag)) == wanted
                ]
        return [
            Found(books_id=BooksId(books_id), image=intent.image, label=number, event="found")
            for books_id in found
        ]

    def get(self, books_id: BooksId) -> Image | None:
        """Read a booking."""
        with translated(books_id):
            found = self._found_on(books_id)
        if found is None:
            self._same_books.doubt()
            return None
        self._read[books_id] = found.bron
        return self._images.of(found, agreed=self._agreed(books_id))

    def create(self, desired: Desired) -> Found:
        """Book an invoice; a number that exists for the same invoice means that it was booked before."""
        booking = _booking(desired)
        side = self._sides[booking.direction]
        refused = self._same_books.doubted_when_refused
        with parent_suspected(NAMED_GONE), translated(f"invoice {desired.label}"), refused():
            try:
                boeking = side.create(booking)
            except RejectedError as error:
                self._learn(error)
                if NUMBER_EXISTS not in error.codes:
                    raise
                return self._taken.adopted(desired, booking)
        return Found(books_id=BooksId(side.id_of(boeking)), image=desired.image, label=desired.label)

    def update(self, books_id: BooksId, desired: Desired, fields: frozenset[str]) -> Found:
        """Change a booking, unless it is another by now than the one that was decided about."""
        booking = _booking(desired)
        side = self._sides[booking.direction]
        with translated(f"invoice {desired.label}"), self._same_books.doubted_when_refused():
            try:
                boeking = side.get(books_id)
            except NotFoundError:
                gone = problem("removed-from-books", value=desired.label)
                raise RecordRejectedError(desired.label, [gone]) from None
            self._require_unedited(books_id, boeking, desired=desired)
            try:
                side.update(books_id, body_over(boeking.bron, booking, fields=fields))
            except RejectedError as error:
                self._learn(error)
                if error.codes & LOCKED:
                    raise self._locked(desired, boeking, error=error) from error
                raise
        return Found(books_id=books_id, image=desired.image, label=desired.label, event="updated")

    def _posted(self, item: SyncItem, invoice: Invoice, *, links: Links) -> Booking:
        if self._rules is None:
            raise TypeError("nothing was prepared")
        party = self._parties.counterparty_of(item, invoice, links=links, company=self._rules.company)
        try:
            return post(
                invoice,
                party,
                self._rules,
                cost_centres_of(item, invoice, links=links),
                doubts_allowed=item.doubts_allowed,
                booked_as=self._numbers.get(item.key, ""),
            )
        except PostingError as error:
            codes = tuple(dict.fromkeys(one.code for one in error.problems))
            if DOUBTS.issuperset(codes):
                choices = (Choice.ALLOW, Choice.LEAVE_OUT)
                doubts = (*sorted(item.doubts_allowed.difference(codes)), *codes)
                conflict = Conflict(choices=choices, agreed=item.last_agreed, doubts=doubts)
                raise ChoiceNeededError(str(item.key), error.problems, conflict) from error
            if item.books_id is None and NEVER_BOOKED.issuperset(codes):
                conflict = Conflict(choices=(Choice.LEAVE_OUT,))
                raise ChoiceNeededError(str(item.key), error.problems, conflict) from error
            raise RecordRejectedError(str(item.key), error.problems) from error

    def _found_on(self, books_id: BooksId) -> Boeking | None:
        """Read a booking of which the direction may be unknown; of the items at hand it is known."""
        item = self._items.get(books_id)
        known = item.record.direction if item and isinstance(item.record, Invoice) else None
        for side in [self._sides[known]] if known else self._sides.values():
            try:
                return side.get(books_id)
            except NotFoundError:
                continue
        return None

    def _agreed(self, books_id: BooksId) -> Image | None:
        item = self._items.get(books_id)
        return item.last_agreed if item else None

    def _require_unedited(self, books_id: BooksId, boeking: Boeking, *, desired: Desired) -> None:
        """Make sure that nobody edited the booking since it was read for the decision."""
        read = self._read.get(books_id)
        now = boeking.bron
        edited = {
            name for name in {*now, *(read or {})} - VOLATILE if now.get(name) != (read or {}).get(name)
        }
        if read is not None and not edited:
            return
        self._read[books_id] = now
        why = problem("edited-in-books", value=desired.label, fields=FieldNames.of(edited))
        conflict = self._conflict(desired, boeking)
        raise ChoiceNeededError(desired.label, [why], conflict)

    def _locked(self, desired: Desired, boeking: Boeking, *, error: RejectedError) -> ChoiceNeededError:
        answer = " ".join(str(one) for one in error.problems if one.code in LOCKED)
        why = problem("booking-locked", value=desired.label, answer=answer)
        return ChoiceNeededError(desired.label, [why], self._conflict(desired, boeking))

    def _conflict(self, desired: Desired, boeking: Boeking) -> Conflict:
        agreed = self._agreed(BooksId(self._sides[_booking(desired).direction].id_of(boeking)))
        return Conflict(
            choices=(Choice.KEEP_BOOKS, Choice.USE_CRM),
            wanted=desired.image,
            in_books=self._images.of(boeking, agreed=agreed),
            agreed=agreed,
        )

    def _learn(self, error: RejectedError) -> None:
        if error.codes & LEDGER_CHANGED:
            self._reference.forget_ledger()


def _turned(item: SyncItem, *, image: Image) -> Mapping[str, Problem]:
    """Say what keeps an invoice from becoming a credit note, or the other way round, when it is booked.

    Raises:
        RecordRejectedError: A sale became a purchase, or the other way round.
    """
    agreed = item.last_agreed or {}
    number = image["invoice_number"]
    if agreed and ("supplier" in agreed) != ("supplier" in image):
        raise RecordRejectedError(
            str(item.key), [problem("direction-changed-after-booking", "direction", number)]
        )
    before, after = str(agreed.get("total") or ""), str(image.get("total") or "")
    if before and before.startswith("-") != after.startswith("-"):
        return {"total": problem("turned-after-booking", "invoice_type", number)}
    return {}


def _moved(item: SyncItem, invoice: Invoice, *, image: Image) -> Mapping[str, Problem]:
    """Say what keeps the lines of a booking from following, when they would move and nobody asked for it."""
    asked_for = {line.account_number for line in invoice.lines if line.account_number is not None}
    moves = moved_accounts(item.last_agreed or {}, image, asked_for=asked_for)
    if not moves:
        return {}
    return {"lines": problem("accounts-would-move", "lines", image["invoice_number"], moves=moves)}


def _number_of(item: SyncItem) -> str:
    """Give the number that an invoice has in the books, or was about to get; empty when neither."""
    for image in (item.last_agreed, item.intent.image if item.intent else None):
        if image is not None and image.get("invoice_number"):
            return str(image["invoice_number"])
    return ""


def _booking(desired: Desired) -> Booking:
    if not isinstance(desired.payload, Booking):
        raise TypeError(f"{desired.label} is no booking")
    return desired.payload


def _word(direction: Direction) -> str:
    return "invoice" if direction is Direction.SALES else "purchase"
