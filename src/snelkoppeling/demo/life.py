"""The ordinary life of a company: customers come and change, invoices are approved."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from snelkoppeling.demo import company
from snelkoppeling.demo.api import Push, SentFile, record_path
from snelkoppeling.demo.company import Customer, CustomerMaker, LegalForm
from snelkoppeling.demo.crm import Act, Crm, Expectation, KeptCustomer, KeptInvoice
from snelkoppeling.demo.happenings import Subject
from snelkoppeling.demo.invoice_pdf import invoice_pdf
from snelkoppeling.demo.invoice_ubl import invoice_ubl
from snelkoppeling.demo.invoices import DemoInvoice, InvoiceKind, InvoiceMaker, Rounding, in_dutch
from snelkoppeling.demo.payloads import invoice_body, relation_body

PDF = "application/pdf"
XML = "application/xml"
UBL_DOOR = "/invoices/ubl?direction=sales"


class Life:
    """Does one ordinary thing at a time in the CRM; each gives the act to carry out."""

    def __init__(
        self,
        crm: Crm,
        random: Random,
        *,
        customers: CustomerMaker,
        invoices: InvoiceMaker,
        clock: Callable[[], datetime],
    ) -> None:
        self.crm = crm
        self.random = random
        self.invoices = invoices
        self._customers = customers
        self._clock = clock

    def new_customer(self, *forms: LegalForm) -> Act:
        """Let a customer come."""
        kept = self.arrive(*forms)
        customer = kept.customer
        return self.relation_act(
            kept,
            f"Nieuwe klant: {customer.name} uit {customer.address.city}",
            arrives_as="relatie {label} aangemaakt",
        )

    def phone_changed(self) -> Act:
        """Let a customer have another telephone number."""
        kept = self.some_customer()
        kept.customer = company.with_other_phone(kept.customer, self.random)
        return self._changed(kept, f"{kept.customer.name} heeft een ander telefoonnummer")

    def moved(self) -> Act:
        """Let a customer move house."""
        kept = self.some_customer()
        kept.customer = company.moved(kept.customer, self.random)
        return self._changed(kept, f"{kept.customer.name} is verhuisd naar {kept.customer.address.city}")

    def contact_changed(self) -> Act:
        """Let somebody else be the contact person of a customer."""
        kept = self.some_customer()
        kept.customer = company.with_other_contact(kept.customer, self.random)
        return self._changed(kept, f"{kept.customer.contact} is nu contactpersoon van {kept.customer.name}")

    def bank_changed(self) -> Act:
        """Let a customer change banks."""
        kept = self.some_customer()
        kept.customer = company.with_other_bank(kept.customer, self.random)
        return self._changed(kept, f"{kept.customer.name} heeft een andere bankrekening")

    def invoice_approved(self, kind: InvoiceKind | None = None) -> Act:
        """Approve an invoice to a customer."""
        shifts = kind is InvoiceKind.REVERSE_CHARGE
        kept = self.some_customer(lambda customer: customer.vat_number is not None or not shifts)
        invoice = self.invoices.invoice(kept.customer, kind)
        return self.invoice_act(
            self.keep_invoice(invoice), f"Factuur {invoice.number} goedgekeurd voor {invoice.customer.name}"
        )

    def ubl_sent(self) -> Act:
        """Send an invoice as UBL, to a customer that the service learns of by that very document."""
        customer = self._customers.customer(LegalForm.LIMITED)
        kind = self.random.choice((InvoiceKind.HIGH, InvoiceKind.HIGH_AND_LOW))
        invoice = self.invoices.invoice(customer, kind, rounding=Rounding.PER_RATE)
        pdf = _pdf_of(invoice)
        ubl = invoice_ubl(invoice, pdf.content)
        kept = self.keep_invoice(invoice, (pdf, SentFile(f"{invoice.number}.xml", XML, ubl)))
        self.crm.customers.append(
            KeptCustomer(name=f"klant {customer.name}", customer=customer, came_with=kept)
        )
        push = Push(method="POST", path=UBL_DOOR, body=ubl, headers={"Idempotency-Key": invoice.external_id})
        kept.pushes.append(push)
        total = in_dutch(invoice.total_with_vat)
        return Act(
            subject=Subject.INVOICE,
            sentence=f"E-factuur (UBL) {invoice.number} verstuurd aan {customer.name}, {total}",
            push=push,
            arrives_as="klant aangemaakt en factuur geboekt",
            record=kept,
            amount=invoice.total_with_vat,
            brings_customer=f"klant {customer.name}",
        )

    def arrive(self, *forms: LegalForm) -> KeptCustomer:
        """Put a new customer in the CRM, without sending it on."""
        customer = self._customers.customer(*forms)
        kept = KeptCustomer(name=f"klant {customer.name}", customer=customer)
        self.crm.customers.append(kept)
        return kept

    def keep_invoice(self, invoice: DemoInvoice, files: tuple[SentFile, ...] | None = None) -> KeptInvoice:
        """Put an approved invoice in the CRM, with its PDF unless other files are given."""
        kept = KeptInvoice(
            name=f"factuur {invoice.number}",
            invoice=invoice,
            files=files if files is not None else (_pdf_of(invoice),),
        )
        self.crm.invoices.append(kept)
        return kept

    def now(self) -> datetime:
        """Tell the time by the CRM's clock."""
        return self._clock()

    def some_customer(self, is_wanted: Callable[[Customer], bool] = lambda _: True) -> KeptCustomer:
        """Choose a customer that the service knows.

        Raises:
            LookupError: There is none.
        """
        wanted = [kept for kept in self.crm.known_customers() if is_wanted(kept.customer)]
        if not wanted:
            raise LookupError("no customer of the demonstration is known to the service yet")
        return self.random.choice(wanted)

    def relation_act(
        self,
        kept: KeptCustomer,
        sentence: str,
        *,
        arrives_as: str,
        expects: Expectation = Expectation.CARRIED,
        stated: Customer | None = None,
    ) -> Act:
        """Make the act of sending a customer as it is now, or as somebody mistyped it."""
        body = relation_body(stated or kept.customer, self.now())
        push = Push(method="PUT", path=record_path("relations", kept.customer.external_id), body=body)
        kept.pushes.append(push)
        return Act(
            subject=Subject.RELATION,
            sentence=sentence,
            push=push,
            arrives_as=arrives_as,
            record=kept,
            expects=expects,
        )

    def invoice_act(
        self, kept: KeptInvoice, sentence: str, *, expects: Expectation = Expectation.CARRIED
    ) -> Act:
        """Make the act of sending an invoice with its files."""
        invoice = kept.invoice
        push = Push(
            method="PUT",
            path=record_path("invoices", invoice.external_id),
            body=invoice_body(invoice, self.now()),
            files=kept.files,
        )
        kept.pushes.append(push)
        return Act(
            subject=Subject.INVOICE,
            sentence=f"{sentence}, {in_dutch(invoice.total_with_vat)}",
            push=push,
            arrives_as="geboekt",
            record=kept,
            expects=expects,
            amount=invoice.total_with_vat,
        )

    def _changed(self, kept: KeptCustomer, sentence: str) -> Act:
        return self.relation_act(kept, sentence, arrives_as="relatie {label} bijgewerkt")


def _pdf_of(invoice: DemoInvoice) -> SentFile:
    return SentFile(f"factuur-{invoice.number}.pdf", PDF, invoice_pdf(invoice))
