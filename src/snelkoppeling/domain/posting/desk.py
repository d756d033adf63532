"""One invoice on the desk: what it says, what its administration wants, and what was found so far."""

from collections.abc import Mapping
from dataclasses import dataclass

from snelkoppeling.domain.identity import BooksId, ExternalId
from snelkoppeling.domain.invoice import Direction, Invoice, InvoiceLine
from snelkoppeling.domain.ledger import LedgerAccount, LineFacts, VatCase
from snelkoppeling.domain.policy import PostingPolicy, PostingRules
from snelkoppeling.domain.posting.findings import Findings
from snelkoppeling.domain.posting.place import Place
from snelkoppeling.domain.vat import VatKind


@dataclass(frozen=True, slots=True)
class Desk:
    """What deciding about a line may look at."""

    invoice: Invoice
    place: Place
    rules: PostingRules
    cost_centres: Mapping[ExternalId, BooksId]
    findings: Findings

    @property
    def policy(self) -> PostingPolicy:
        """What the administration decided."""
        return self.rules.policy

    @property
    def is_sale(self) -> bool:
        """Whether we sell."""
        return self.invoice.direction is Direction.SALES

    @property
    def is_oss(self) -> bool:
        """Whether the VAT is that of the customer's country (SnelStart API, section 7.5)."""
        return self.is_sale and self.rules.company.invoices_foreign_vat and self.place.is_private_in_eu

    def facts_of(self, line: InvoiceLine, case: VatCase) -> LineFacts:
        """Give what ledger rules can ask of a line."""
        return LineFacts(
            case=case,
            direction=self.invoice.direction,
            vat_rate=line.vat_rate,
            revenue_group=line.revenue_group,
            item_class=line.item_class,
            country_class=self.place.seat,
            relation=self.invoice.relation,
            project=line.project,
        )


@dataclass(frozen=True, slots=True)
class Treatment:
    """How a line is booked."""

    case: VatCase
    kind: VatKind
    account: LedgerAccount
    needs_review: bool


Treated = tuple[InvoiceLine, Treatment, BooksId | None]
"""A line that is not zero, with how it is booked and on which cost centre."""
