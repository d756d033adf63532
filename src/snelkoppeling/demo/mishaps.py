"""What goes wrong in any office, done on purpose: typing errors, drafts, doubles, things out of order."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from snelkoppeling.demo import numbers
from snelkoppeling.demo.api import Push, record_path
from snelkoppeling.demo.company import Firm
from snelkoppeling.demo.crm import Act, Deed, Expectation, KeptInvoice, KeptProject, KeptRecord, KeptRelation
from snelkoppeling.demo.happenings import Subject
from snelkoppeling.demo.invoices import DemoInvoice, in_dutch, with_lines
from snelkoppeling.demo.kinds import InvoiceKind
from snelkoppeling.demo.life import Life
from snelkoppeling.demo.payloads import invoice_body
from snelkoppeling.demo.wording import capital
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.relation import RelationRole
from snelkoppeling.domain.vat import VatCategory

FollowUp = Callable[[], "Deed | tuple[Deed, FollowUp | None]"]
"""What somebody later does about it, which may have a sequel of its own."""
OLD_HIGH_RATE = Decimal(19)
"""The high rate until October 2012; no rate of today."""
TYPING_ERROR = Money.of(90)
"""What a total is off by when somebody swaps two of its figures."""


class Mishaps:
    """Does one thing wrong at a time; what somebody later does about it comes along as a follow-up."""

    def __init__(self, life: Life) -> None:
        self._life = life

    def wrong_iban(self) -> tuple[Act, FollowUp]:
        """Mistype the IBAN of a new customer; it is corrected later."""
        life = self._life
        kept = life.arrive()
        mistyped = replace(kept.firm, iban=numbers.with_a_wrong_digit(kept.firm.iban or ""))
        act = life.relation_act(
            kept,
            f"Nieuwe klant met een tikfout in de IBAN: {kept.firm.name}",
            arrives_as="relatie {label} aangemaakt",
            expects=Expectation.REFUSED,
            stated=mistyped,
        )

        def corrected() -> Act:
            kept.pushes.clear()
            return life.relation_act(
                kept, f"IBAN van {kept.firm.name} verbeterd", arrives_as="relatie {label} aangemaakt"
            )

        return act, corrected

    def unbalanced_invoice(self) -> tuple[Act, None]:
        """Approve an invoice whose total is mistyped; nobody corrects it, so that it stays on the list."""
        life = self._life
        invoice = life.invoices.invoice(self._customer(), InvoiceKind.HIGH)
        kept = life.keep_invoice(replace(invoice, total_with_vat=invoice.total_with_vat + TYPING_ERROR))
        sentence = f"Factuur {invoice.number} goedgekeurd met een totaal dat niet klopt"
        return life.invoice_act(kept, sentence, expects=Expectation.LISTED), None

    def unknown_rate(self) -> tuple[Act, FollowUp]:
        """Approve an invoice with a VAT rate of the past; it is corrected later, and then has its PDF."""
        life = self._life
        right = life.invoices.invoice(self._customer(), InvoiceKind.HIGH)
        kept = life.keep_invoice(_with_old_rate(right), files=())
        sentence = f"Factuur {right.number} goedgekeurd met {OLD_HIGH_RATE}% btw"
        act = life.invoice_act(kept, sentence, expects=Expectation.LISTED)

        def corrected() -> Act:
            life.crm.invoices.remove(kept)
            mended = life.keep_invoice(right)
            mended.state_url = kept.state_url
            return life.invoice_act(mended, f"Factuur {right.number} verbeterd naar 21% btw")

        return act, corrected

    def customer_comes_later(self) -> tuple[Act, FollowUp]:
        """Approve an invoice before its customer was sent on; the customer follows."""
        life = self._life
        kept = life.arrive()
        invoice = life.invoices.invoice(kept.firm)
        act = life.invoice_act(
            life.keep_invoice(invoice),
            f"Factuur {invoice.number} voor een klant die nog niet is doorgestuurd",
            expects=Expectation.WAITING,
        )

        def customer_comes() -> Act:
            return life.relation_act(
                kept,
                f"De klant van factuur {invoice.number} volgt: {kept.firm.name}",
                arrives_as="relatie {label} aangemaakt",
            )

        return act, customer_comes

    def draft(self) -> tuple[Act, None]:
        """Send an invoice that is still a draft."""
        life = self._life
        customer = self._customer()
        invoice = replace(life.invoices.sample(customer), number="(CONCEPT)")
        push = Push(
            method="PUT",
            path=record_path("invoices", f"{invoice.external_id}-concept"),
            body=invoice_body(invoice, life.now(), status="draft"),
        )
        sentence = f"Conceptfactuur voor {customer.name} bewaard"
        return Act(subject=Subject.OTHER, sentence=sentence, push=push, expects=Expectation.REFUSED), None

    def quote_sent(self) -> tuple[Act, None]:
        """Send a quote, which the books have no place for."""
        life = self._life
        invoice = life.invoices.sample(self._customer())
        push = Push(
            method="PUT",
            path=record_path("quotes", f"offerte-{invoice.external_id}"),
            body={"number": f"O{invoice.number}", "total_with_vat": str(invoice.total_with_vat)},
        )
        sentence = f"Offerte van {in_dutch(invoice.total_with_vat)} gemaakt voor {invoice.firm.name}"
        return Act(subject=Subject.OTHER, sentence=sentence, push=push, expects=Expectation.REFUSED), None

    def repeated(self) -> tuple[Act, None]:
        """Send something a second time, as a CRM does that is not sure of its first time."""
        crm = self._life.crm
        kept = self._life.random.choice(
            [one for one in (*crm.invoices, *crm.projects, *crm.known_relations()) if _is_repeatable(one)]
        )
        return _again(kept, kept.pushes[-1], f"{capital(kept.name)} nog eens gestuurd"), None

    def out_of_date(self) -> tuple[Act, None]:
        """Send a state older than what was sent before, as when messages overtake each other."""
        changed = [kept for kept in self._life.crm.known_relations() if len(kept.pushes) > 1]
        if not changed:
            raise LookupError("no customer has changed yet")
        kept = self._life.random.choice(changed)
        return _again(kept, kept.pushes[-2], f"Een oude stand van {kept.name} komt te laat binnen"), None

    def _customer(self) -> Firm:
        return self._life.some_relation(lambda firm: firm.is_at_home, RelationRole.CUSTOMER).firm


def _with_old_rate(invoice: DemoInvoice) -> DemoInvoice:
    return with_lines(
        invoice,
        [
            replace(line, vat_rate=OLD_HIGH_RATE) if line.vat_category is VatCategory.STANDARD else line
            for line in invoice.lines
        ],
    )


def _is_repeatable(kept: KeptRecord) -> bool:
    return bool(kept.state_url and kept.pushes and not kept.is_refused)


def _again(kept: KeptRecord, push: Push, sentence: str) -> Act:
    return Act(
        subject=_subject_of(kept),
        sentence=sentence,
        push=push,
        record=kept,
        expects=Expectation.NOTHING_NEW,
    )


def _subject_of(kept: KeptRecord) -> Subject:
    match kept:
        case KeptRelation():
            return Subject.RELATION
        case KeptProject():
            return Subject.PROJECT
        case KeptInvoice(invoice=invoice):
            return Subject.PURCHASE if invoice.is_purchase else Subject.SALE
        case _:
            return Subject.OTHER
