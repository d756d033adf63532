"""The ordinary life of a company: firms come and change, projects run, invoices are written and received."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from snelkoppeling.demo import company
from snelkoppeling.demo.api import Push, SentFile, record_path
from snelkoppeling.demo.company import Firm, FirmMaker, LegalForm
from snelkoppeling.demo.crm import Act, Crm, Expectation, KeptInvoice, KeptProject, KeptRelation
from snelkoppeling.demo.happenings import Subject
from snelkoppeling.demo.invoice_pdf import invoice_pdf
from snelkoppeling.demo.invoice_ubl import invoice_ubl
from snelkoppeling.demo.invoices import DemoInvoice, InvoiceMaker, Rounding, in_dutch, on_project
from snelkoppeling.demo.kinds import InvoiceKind
from snelkoppeling.demo.payloads import invoice_body, project_body, relation_body
from snelkoppeling.demo.projects import ProjectMaker
from snelkoppeling.demo.wording import capital
from snelkoppeling.domain.relation import RelationRole

PDF = "application/pdf"
XML = "application/xml"
UBL_DOOR = "/invoices/ubl?direction=sales"
PURCHASE_KINDS = frozenset(kind for kind in InvoiceKind if kind.value.startswith("purchase"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Makers:
    """What makes up all that comes into being."""

    firms: FirmMaker
    projects: ProjectMaker
    invoices: InvoiceMaker


class Life:
    """Does one ordinary thing at a time in the CRM; each gives the act to carry out."""

    def __init__(
        self,
        crm: Crm,
        random: Random,
        *,
        makers: Makers,
        clock: Callable[[], datetime],
    ) -> None:
        self.crm = crm
        self.random = random
        self.now = clock
        self.invoices = makers.invoices
        self._firms = makers.firms
        self._projects = makers.projects

    def new_customer(self, *forms: LegalForm) -> Act:
        """Let a customer come."""
        return self.relation_comes(self.arrive(*forms))

    def new_supplier(self) -> Act:
        """Let the company begin to buy from somebody."""
        return self.relation_comes(self.arrive(LegalForm.LIMITED, role=RelationRole.SUPPLIER))

    def relation_comes(self, kept: KeptRelation) -> Act:
        """Send on a relation that came."""
        firm = kept.firm
        sentence = f"Nieuwe {firm.kind}: {firm.name} uit {firm.address.city}"
        return self.relation_act(kept, sentence, arrives_as="relatie {label} aangemaakt")

    def phone_changed(self) -> Act:
        """Let a relation have another telephone number."""
        kept = self.some_relation(lambda firm: firm.is_at_home)
        kept.firm = company.with_other_phone(kept.firm, self.random)
        return self._changed(kept, f"{kept.firm.name} heeft een ander telefoonnummer")

    def moved(self) -> Act:
        """Let a relation move house."""
        kept = self.some_relation(lambda firm: firm.is_at_home)
        kept.firm = company.moved(kept.firm, self.random)
        return self._changed(kept, f"{kept.firm.name} is verhuisd naar {kept.firm.address.city}")

    def contact_changed(self) -> Act:
        """Let somebody else be the contact person of a relation."""
        kept = self.some_relation()
        kept.firm = company.with_other_contact(kept.firm, self.random)
        return self._changed(kept, f"{kept.firm.contact} is nu contactpersoon van {kept.firm.name}")

    def bank_changed(self) -> Act:
        """Let a relation change banks."""
        kept = self.some_relation(lambda firm: firm.is_at_home)
        kept.firm = company.with_other_bank(kept.firm, self.random)
        return self._changed(kept, f"{kept.firm.name} heeft een andere bankrekening")

    def project_begun(self) -> Act:
        """Begin a project."""
        project = self._projects.project()
        kept = KeptProject(name=f"project {project.number}", project=project)
        self.crm.projects.append(kept)
        sentence = f"Nieuw project {project.number}: {project.description}"
        return self._project_act(kept, sentence, arrives_as="kostenplaats {label}")

    def project_closed(self) -> Act:
        """Close a project that is done."""
        # One that somebody still has to choose about is needed for what comes of the choice.
        disputed = {
            line.project.external_id
            for one in self.crm.invoices
            if one.is_disputed
            for line in one.invoice.lines
            if line.project
        }
        projects = [one for one in self.open_projects() if one.project.external_id not in disputed]
        if not projects:
            raise LookupError("no project can be closed")
        kept = self.random.choice(projects)
        kept.project = replace(kept.project, is_active=False)
        sentence = f"Project {kept.project.number} is afgerond"
        return self._project_act(kept, sentence, arrives_as="kostenplaats op nonactief")

    def project_reopened(self) -> Act:
        """Reopen a project that was closed."""
        closed = [one for one in self.crm.projects if not one.project.is_active and one.has_arrived]
        if not closed:
            raise LookupError("no project is closed")
        kept = self.random.choice(closed)
        kept.project = replace(kept.project, is_active=True)
        sentence = f"Project {kept.project.number} gaat toch verder"
        return self._project_act(kept, sentence, arrives_as="kostenplaats weer actief")

    def invoice_approved(self, kind: InvoiceKind | None = None, *, with_project: bool | None = None) -> Act:
        """Approve an invoice to a customer, or on a purchase of a supplier; often it is for a project."""
        role = RelationRole.SUPPLIER if kind in PURCHASE_KINDS else RelationRole.CUSTOMER
        shifts = kind is InvoiceKind.REVERSE_CHARGE
        kept = self.some_relation(
            lambda firm: firm.is_at_home and (firm.vat_number is not None or not shifts), role
        )
        return self.approved(kept, kind, with_project=with_project)

    def purchase_received(self) -> Act:
        """Take in an invoice of a supplier."""
        return self.approved(self.some_relation(role=RelationRole.SUPPLIER))

    def sale_to_anybody(self) -> Act:
        """Approve an invoice to any customer, be it abroad."""
        return self.approved(self.some_relation(role=RelationRole.CUSTOMER))

    def approved(
        self, kept: KeptRelation, kind: InvoiceKind | None = None, *, with_project: bool | None = None
    ) -> Act:
        """Approve an invoice of a relation."""
        invoice = self.invoices.invoice(kept.firm, kind)
        projects = self.open_projects()
        wants_project = self.random.random() < (0.8 if invoice.is_purchase else 0.4)
        if projects and (wants_project if with_project is None else with_project):
            invoice = on_project(invoice, self.random.choice(projects).project)
        return self.invoice_act(self.keep_invoice(invoice), _approval(invoice))

    def credited(self, role: RelationRole = RelationRole.CUSTOMER) -> Act:
        """Credit part of an invoice: to a customer, or as a supplier does."""
        kept = self.some_invoice(lambda one: one.firm.role is role and not one.is_credit)
        credit = self.invoices.credit_note(kept.invoice)
        project = credit.lines[0].project
        if project and project.external_id not in {one.project.external_id for one in self.open_projects()}:
            credit = replace(credit, lines=tuple(replace(line, project=None) for line in credit.lines))
        sentence = f"{capital(credit.title)} op {kept.invoice.number}, {credit.firm.name}"
        return self.invoice_act(self.keep_invoice(credit), sentence)

    def moved_to_project(self) -> Act:
        """Put a booked invoice on another project; nothing that is printed changes."""
        kept = self.some_invoice(lambda one: not one.is_credit)
        project = self.put_on_other_project(kept)
        sentence = f"{capital(kept.invoice.title)} hoort bij project {project}"
        return self.invoice_act(kept, sentence, arrives_as="boeking bijgewerkt: andere kostenplaats")

    def put_on_other_project(self, kept: KeptInvoice) -> str:
        """Put an invoice on a project that it is not on, and give its number.

        Raises:
            LookupError: There is no other.
        """
        present = {line.project.number for line in kept.invoice.lines if line.project}
        others = [one.project for one in self.open_projects() if one.project.number not in present]
        if not others:
            raise LookupError("there is no other project")
        project = self.random.choice(others)
        kept.invoice = on_project(kept.invoice, project)
        return project.number

    def ubl_sent(self) -> Act:
        """Send an invoice as UBL, to a customer that the service learns of by that very document."""
        customer = self._firms.firm(LegalForm.LIMITED)
        kind = self.random.choice((InvoiceKind.HIGH, InvoiceKind.HIGH_AND_LOW))
        invoice = self.invoices.invoice(customer, kind, rounding=Rounding.PER_RATE)
        pdf = _pdf_of(invoice)
        ubl = invoice_ubl(invoice, pdf.content)
        kept = self.keep_invoice(invoice, (pdf, SentFile(f"{invoice.number}.xml", XML, ubl)))
        self.crm.relations.append(KeptRelation(name=f"klant {customer.name}", firm=customer, came_with=kept))
        push = Push(method="POST", path=UBL_DOOR, body=ubl, headers={"Idempotency-Key": invoice.external_id})
        kept.pushes.append(push)
        total = in_dutch(invoice.total_with_vat)
        return Act(
            subject=Subject.SALE,
            sentence=f"E-factuur (UBL) {invoice.number} verstuurd aan {customer.name}, {total}",
            push=push,
            arrives_as="klant aangemaakt en factuur geboekt",
            record=kept,
            amount=invoice.booked_total,
            brings_customer=f"klant {customer.name}",
        )

    def arrive(self, *forms: LegalForm, role: RelationRole = RelationRole.CUSTOMER) -> KeptRelation:
        """Put a new Dutch relation in the CRM, without sending it on."""
        return self._keep(self._firms.firm(*forms, role=role))

    def arrive_abroad(self, country_code: str, role: RelationRole = RelationRole.CUSTOMER) -> KeptRelation:
        """Put a new relation from abroad in the CRM, without sending it on."""
        return self._keep(self._firms.firm_abroad(country_code, role))

    def keep_invoice(self, invoice: DemoInvoice, files: tuple[SentFile, ...] | None = None) -> KeptInvoice:
        """Put a final invoice in the CRM, with its PDF unless other files are given."""
        kept = KeptInvoice(
            name=invoice.title,
            invoice=invoice,
            files=files if files is not None else (_pdf_of(invoice),),
        )
        self.crm.invoices.append(kept)
        return kept

    def some_relation(
        self, is_wanted: Callable[[Firm], bool] = lambda _: True, role: RelationRole | None = None
    ) -> KeptRelation:
        """Choose a relation that the service knows.

        Raises:
            LookupError: There is none.
        """
        wanted = [kept for kept in self.crm.known_relations(role) if is_wanted(kept.firm)]
        if not wanted:
            raise LookupError("no such relation is known to the service yet")
        return self.random.choice(wanted)

    def some_invoice(self, is_wanted: Callable[[DemoInvoice], bool]) -> KeptInvoice:
        """Choose an invoice that stands in SnelStart and that nobody disputes.

        Raises:
            LookupError: There is none.
        """
        wanted = [
            kept
            for kept in self.crm.invoices
            # What came as UBL cannot be told anew over the other door.
            if kept.has_arrived
            and not kept.is_disputed
            and kept.pushes[0].method == "PUT"
            and is_wanted(kept.invoice)
        ]
        if not wanted:
            raise LookupError("no such invoice stands in SnelStart yet")
        return self.random.choice(wanted)

    def open_projects(self) -> Sequence[KeptProject]:
        """List the projects that run and that the service knows."""
        return [one for one in self.crm.projects if one.project.is_active and one.state_url]

    def relation_act(
        self,
        kept: KeptRelation,
        sentence: str,
        *,
        arrives_as: str,
        expects: Expectation = Expectation.CARRIED,
        stated: Firm | None = None,
    ) -> Act:
        """Make the act of sending a relation as it is now, or as somebody mistyped it."""
        body = relation_body(stated or kept.firm, self.now())
        push = Push(method="PUT", path=record_path("relations", kept.firm.external_id), body=body)
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
        self,
        kept: KeptInvoice,
        sentence: str,
        *,
        expects: Expectation = Expectation.CARRIED,
        arrives_as: str = "geboekt",
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
            subject=Subject.PURCHASE if invoice.is_purchase else Subject.SALE,
            sentence=f"{sentence}, {in_dutch(invoice.booked_total)}",
            push=push,
            arrives_as=arrives_as,
            record=kept,
            expects=expects,
            amount=invoice.booked_total,
        )

    def _keep(self, firm: Firm) -> KeptRelation:
        kept = KeptRelation(name=f"{firm.kind} {firm.name}", firm=firm)
        self.crm.relations.append(kept)
        return kept

    def _project_act(self, kept: KeptProject, sentence: str, *, arrives_as: str) -> Act:
        body = project_body(kept.project, self.now())
        push = Push(method="PUT", path=record_path("projects", kept.project.external_id), body=body)
        kept.pushes.append(push)
        return Act(subject=Subject.PROJECT, sentence=sentence, push=push, arrives_as=arrives_as, record=kept)

    def _changed(self, kept: KeptRelation, sentence: str) -> Act:
        return self.relation_act(kept, sentence, arrives_as="relatie {label} bijgewerkt")


def _approval(invoice: DemoInvoice) -> str:
    """Say that an invoice was approved, and for which project."""
    project = invoice.lines[0].project
    about = f" voor project {project.number}" if project else ""
    if invoice.is_purchase:
        return f"Inkoopfactuur {invoice.number} van {invoice.firm.name}{about}"
    return f"Factuur {invoice.number} goedgekeurd voor {invoice.firm.name}{about}"


def _pdf_of(invoice: DemoInvoice) -> SentFile:
    return SentFile(f"factuur-{invoice.number}.pdf", PDF, invoice_pdf(invoice))
