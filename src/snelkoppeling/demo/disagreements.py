"""The bookkeeper and the CRM change the same booking: nobody's work is lost, and somebody chooses."""

from decimal import Decimal

from snelkoppeling.demo.api import decision_push
from snelkoppeling.demo.books import BookedInvoice, DemoBooks, JsonObject
from snelkoppeling.demo.company import BOOKKEEPER
from snelkoppeling.demo.crm import Act, Expectation, HandWork, KeptInvoice
from snelkoppeling.demo.happenings import Subject
from snelkoppeling.demo.invoices import in_dutch
from snelkoppeling.demo.kinds import InvoiceKind
from snelkoppeling.demo.life import Life
from snelkoppeling.demo.mishaps import FollowUp
from snelkoppeling.domain.money import Money

WHO = BOOKKEEPER.partition(" ")[0]
OTHER_ACCOUNT = 8100
"""Revenue of goods with the high rate, where the rules chose that of services."""
TYPING_ERROR = Decimal(90)
KEEP_BOOKS, USE_CRM = "keep_books", "use_crm"


class Disagreements:
    """Lets the bookkeeper change bookings in SnelStart which the CRM changes afterwards."""

    def __init__(self, life: Life, books: DemoBooks) -> None:
        self._life = life
        self._books = books

    def books_are_right(self) -> tuple[HandWork, FollowUp]:
        """Let the bookkeeper improve a booking; in the end SnelStart stays as it is."""
        kept = self._disputed()
        number = kept.invoice.number
        work = HandWork(
            sentence=f"{WHO} zet in SnelStart factuur {number} op grootboek {OTHER_ACCOUNT}",
            do=lambda: self._left(
                kept,
                {
                    "omschrijving": f"{number} goederen, nagekeken",
                    "regels": [
                        {"regel": index, "grootboek": OTHER_ACCOUNT}
                        for index in range(len(kept.invoice.lines))
                    ],
                },
            ),
            done_as="verbeterd in SnelStart zelf, buiten het CRM om",
        )
        return work, lambda: self._changed_in_crm(kept, KEEP_BOOKS)

    def crm_is_right(self) -> tuple[HandWork, FollowUp]:
        """Let the bookkeeper mistype an amount; in the end SnelStart is made equal to the CRM."""
        kept = self._disputed()
        number, line = kept.invoice.number, kept.invoice.lines[0]
        mistyped = Money(line.net_amount.amount + TYPING_ERROR)
        return (
            HandWork(
                sentence=(
                    f"{WHO} wijzigt in SnelStart per ongeluk een bedrag van factuur {number}: "
                    f"{in_dutch(line.net_amount)} wordt {in_dutch(mistyped)}"
                ),
                do=lambda: self._edited(kept, {"regels": [{"regel": 0, "bedrag": str(mistyped)}]}),
                done_as="SnelStart en CRM verschillen nu",
            ),
            lambda: self._changed_in_crm(kept, USE_CRM),
        )

    def _disputed(self) -> KeptInvoice:
        """Choose an invoice that stands in SnelStart, and that can go to another project.

        Raises:
            LookupError: There is none.
        """
        life = self._life
        if len(life.open_projects()) < 2:  # noqa: PLR2004 - the one it is on, and another.
            raise LookupError("there is no other project to put it on")
        kept = life.some_invoice(lambda one: one.kind is InvoiceKind.HIGH and not one.is_credit)
        kept.is_disputed = True
        return kept

    def _changed_in_crm(self, kept: KeptInvoice, choice: str) -> tuple[Act, FollowUp]:
        """Change the invoice in the CRM, where nobody knows what the bookkeeper did."""
        life = self._life
        project = life.put_on_other_project(kept)
        act = life.invoice_act(
            kept,
            f"Het CRM zet {kept.invoice.title} op project {project}",
            expects=Expectation.LISTED,
        )
        return act, lambda: self._decided(kept, choice)

    def _decided(self, kept: KeptInvoice, choice: str) -> Act:
        keeps = choice == KEEP_BOOKS
        says = "SnelStart blijft zoals het is" if keeps else "het CRM heeft gelijk"
        return Act(
            subject=Subject.SALE,
            sentence=f"{WHO} kiest bij {kept.invoice.title}: {says}",
            push=decision_push(kept.state_url, {"choice": choice, "by": BOOKKEEPER}),
            arrives_as="zo gelaten" if keeps else "boeking weer gelijk aan het CRM",
            record=kept,
            amount=kept.invoice.booked_total,
        )

    def _left(self, kept: KeptInvoice, changes: JsonObject) -> bool:
        """Edit the booking, and note how it was left."""
        is_done = self._edited(kept, changes)
        kept.left_as = self._booking(kept) if is_done else None
        return is_done

    def _edited(self, kept: KeptInvoice, changes: JsonObject) -> bool:
        booking = self._booking(kept)
        return booking is not None and self._books.edit(booking, changes)

    def _booking(self, kept: KeptInvoice) -> BookedInvoice | None:
        books = self._books.read()
        return books.booking(kept.invoice.direction, kept.invoice.number) if books else None
