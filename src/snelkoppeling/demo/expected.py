"""Says what the books must hold of the CRM's records, reckoned from the CRM alone."""

from collections.abc import Mapping
from decimal import Decimal

from snelkoppeling.demo.books import BookedInvoice, BookedLine, CostCentre
from snelkoppeling.demo.company import Firm
from snelkoppeling.demo.invoices import DemoInvoice
from snelkoppeling.demo.kinds import HIGH_RATE, LOW_RATE
from snelkoppeling.demo.projects import DemoProject
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.relation import RelationRole
from snelkoppeling.domain.vat import VatKind

KIND_OF_RATE: Mapping[Decimal, VatKind] = {HIGH_RATE: VatKind.HIGH, LOW_RATE: VatKind.LOW}
KVK_NUMBER = "KvK-nummer"
ROLE_WORDS: Mapping[RelationRole, str] = {
    RelationRole.CUSTOMER: "Klant",
    RelationRole.SUPPLIER: "Leverancier",
}


def relation_fields(firm: Firm) -> Mapping[str, str]:
    """Name the fields of a firm as the books name theirs."""
    fields = {
        "naam": firm.name,
        "soort": ROLE_WORDS[firm.role],
        "contactpersoon": firm.contact,
        "straat": firm.address.street,
        "postcode": firm.address.postal_code,
        "plaats": firm.address.city,
        "land": firm.address.country_code,
        "telefoon": firm.phone,
        "mobiel": firm.mobile,
        "e-mail": firm.email,
        "factuur-e-mail": firm.invoice_email,
        KVK_NUMBER: firm.kvk_number,
        "btw-nummer": firm.vat_number,
        "IBAN": firm.iban,
        "BIC": firm.bic,
        "betalingstermijn": firm.payment_term_days,
    }
    return {name: "" if value is None else str(value) for name, value in fields.items()}


def identity_of(fields: Mapping[str, str]) -> str:
    """Give what tells a relation from all others: its KvK number, or its name when it has none."""
    return fields[KVK_NUMBER] or fields["naam"]


def cost_centre_of(project: DemoProject) -> CostCentre:
    """Say which cost centre a project must be."""
    return CostCentre(project.cost_centre, project.booked_as, project.is_active)


def expected_booking(invoice: DemoInvoice, relation_id: str, digests: tuple[str, ...]) -> BookedInvoice:
    """Say how the books must hold an invoice; a credit note is booked with all its signs turned."""

    def signed(amount: Money) -> Money:
        return -amount if invoice.is_credit else amount

    return BookedInvoice(
        id="",
        direction=invoice.direction,
        number=invoice.number,
        issue_date=invoice.issue_date,
        payment_term_days=None if invoice.is_purchase else (invoice.due_date - invoice.issue_date).days,
        relation_id=relation_id,
        total=invoice.booked_total,
        lines=tuple(
            BookedLine(
                KIND_OF_RATE.get(line.vat_rate, VatKind.NONE),
                signed(line.net_amount),
                line.project.cost_centre if line.project else None,
            )
            for line in invoice.lines
        ),
        vat=tuple(
            (KIND_OF_RATE[row.vat_rate], signed(row.vat_amount))
            for row in invoice.vat_rows
            if row.vat_rate in KIND_OF_RATE
        ),
        voucher=invoice.voucher,
        digests=digests,
    )
