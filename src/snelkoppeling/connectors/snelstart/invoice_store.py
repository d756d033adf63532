"""Sales invoices in SnelStart: booked once, found again by their number."""

from collections.abc import Callable, Sequence

from snelkoppeling.connectors.snelstart.mapping.invoice import (
    KEY_FIELDS,
    image_of_booking,
    image_of_verkoopboeking,
    money,
    to_verkoopboeking,
)
from snelkoppeling.connectors.snelstart.outcomes import translated
from snelkoppeling.connectors.snelstart.reference import ReferenceData
from snelkoppeling.connectors.snelstart.same_books import SameBooks
from snelkoppeling.domain.booking import Booking
from snelkoppeling.domain.counterparty import Counterparty
from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.ledger import LedgerRules
from snelkoppeling.domain.policy import PostingRules
from snelkoppeling.domain.posting import PostingError, post
from snelkoppeling.domain.problem import problem
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.entity_types import ENTITY_TYPES
from snelkoppeling.sync.ports import Desired, Found, Links
from snelkoppeling.sync.records import Image, Intent, SyncItem
from snelstart_client import SnelStart, where
from snelstart_client.errors import NotFoundError, RejectedError
from snelstart_client.ids import VerkoopboekingId

NUMBER_EXISTS = "BOE-0021"
LEDGER_CHANGED = frozenset({"BOE-0008", "BOE-0037", "BOE-0061", "BOE-0069", "BOE-0082", "BOE-0089"})
"""Refusals that may come of an old list of accounts or rates; it is read again before the next try."""


class InvoiceStore:
    """Sales bookings of one administration, for one run."""

    refuses_doubles = True

    def __init__(
        self,
        client: SnelStart,
        reference: ReferenceData,
        *,
        ledger_rules: Callable[[], LedgerRules],
        same_books: SameBooks,
        foresee: Callable[[Sequence[SyncItem]], None],
    ) -> None:
        """Open the invoices; `foresee` is told which items may cost calls before they do."""
        self._client = client
        self._same_books = same_books
        self._foresee = foresee
        self._reference = reference
        self._ledger_rules = ledger_rules
        self._rules: PostingRules | None = None

    def survey(self) -> None:
        """Need no list yet: SnelStart itself refuses a number that exists (BOE-0021)."""

    def prepare(self, items: Sequence[SyncItem], *, waiting: int) -> None:
        """Read the ledger accounts, the VAT rates and our rules."""
        del waiting
        self._foresee(items)
        self._rules = PostingRules(
            chart=self._reference.chart(),
            vat_table=self._reference.vat_table(),
            ledger_rules=self._ledger_rules(),
        )

    def desired(self, item: SyncItem, links: Links) -> Desired:
        """Make the booking of an invoice."""
        if not isinstance(item.record, Invoice) or self._rules is None:
            raise TypeError(f"{item.key} is no invoice, or nothing was prepared")
        relation, *_ = ENTITY_TYPES[item.key.entity_type].dependencies(item.key, item.record)
        customer = Counterparty(
            books_id=links[relation].books_id or BooksId(""),
            external_id=item.record.relation,
            country_code=None,
            vat_number=None,
        )
        try:
            booking = post(item.record, customer, self._rules)
        except PostingError as error:
            raise RecordRejectedError(str(item.key), error.problems) from error
        return Desired(
            image=image_of_booking(booking),
            payload=booking,
            match_keys=frozenset({f"invoice:{booking.invoice_number}"}),
            label=booking.invoice_number,
        )

    def twin_of(self, item: SyncItem, desired: Desired) -> Found | None:
        """Look for none: SnelStart itself refuses a number that exists, at no extra call (BOE-0021)."""
        del item, desired
        return None

    def written_by(self, item: SyncItem, intent: Intent) -> Sequence[Found]:
        """Find the booking with this number, customer, date and amount."""
        number = str(intent.image["invoice_number"])
        wanted = (intent.image["customer"], intent.image["invoice_date"], intent.image["total"])
        with translated(str(item.key)):
            rows = self._client.verkoopfacturen.list(where("Factuurnummer").eq(number))
        return [
            Found(books_id=BooksId(row.verkoop_boeking.id), image=intent.image, label=number, event="found")
            for row in rows
            if row.verkoop_boeking and row.relatie and row.factuur_datum
            if (row.relatie.id, row.factuur_datum.isoformat(), money(row.factuur_bedrag)) == wanted
        ]

    def get(self, books_id: BooksId) -> Image | None:
        """Read a booking."""
        with translated(books_id):
            try:
                return image_of_verkoopboeking(self._client.verkoopboekingen.get(VerkoopboekingId(books_id)))
            except NotFoundError:
                return None

    def create(self, desired: Desired) -> Found:
        """Book an invoice; a number that exists for the same invoice means that it was booked before."""
        booking = desired.payload
        if not isinstance(booking, Booking):
            raise TypeError(f"{desired.label} is no booking")
        with translated(f"invoice {desired.label}"), self._same_books.doubted_when_refused():
            try:
                boeking = self._client.verkoopboekingen.create(to_verkoopboeking(booking))
            except RejectedError as error:
                if error.codes & LEDGER_CHANGED:
                    self._reference.forget_ledger()
                if NUMBER_EXISTS not in error.codes:
                    raise
                return self._adopted(desired)
        return Found(books_id=BooksId(boeking.id), image=desired.image, label=desired.label)

    def update(self, books_id: BooksId, desired: Desired, fields: frozenset[str]) -> Found:
        """Refuse: a booking is a legal document, and is never changed silently."""
        del books_id
        names = ", ".join(sorted(fields))
        raise RecordRejectedError(
            desired.label, [problem("changed-after-booking", value=names, fields=names)]
        )

    def _adopted(self, desired: Desired) -> Found:
        """Give the booking that has this number already, when it is the same invoice; else refuse."""
        rows = self._client.verkoopfacturen.list(where("Factuurnummer").eq(desired.label))
        differences = []
        for row in rows:
            if row.verkoop_boeking is None:
                continue
            books_id = row.verkoop_boeking.id
            image = image_of_verkoopboeking(self._client.verkoopboekingen.get(books_id))
            different = [name for name in KEY_FIELDS if not _same(desired.image[name], image.get(name))]
            if not different:
                return Found(
                    books_id=BooksId(books_id), image=desired.image, label=desired.label, event="adopted"
                )
            differences += [f"{name} {image.get(name)} / {desired.image[name]}" for name in different]
        found = problem(
            "invoice-number-in-use", "number", desired.label, difference="; ".join(differences) or "?"
        )
        raise RecordRejectedError(desired.label, [found])


def _same(ours: object, theirs: object) -> bool:
    return (
        sorted(ours) == sorted(theirs)
        if isinstance(ours, list) and isinstance(theirs, list)
        else ours == theirs
    )
