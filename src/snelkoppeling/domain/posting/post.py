"""Posts one invoice: everything that is in the way at once, or the booking."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from snelkoppeling.domain.booking import Booking, BookingLine, VatEntry
from snelkoppeling.domain.counterparty import Counterparty
from snelkoppeling.domain.identity import BooksId, ExternalId
from snelkoppeling.domain.invoice import Invoice, InvoiceType
from snelkoppeling.domain.policy import PostingRules
from snelkoppeling.domain.posting import oss
from snelkoppeling.domain.posting.accounts import usable
from snelkoppeling.domain.posting.desk import Desk, Treated
from snelkoppeling.domain.posting.document import check_document
from snelkoppeling.domain.posting.findings import Findings
from snelkoppeling.domain.posting.lines import treat_lines
from snelkoppeling.domain.posting.numbers import (
    LONGEST_DESCRIPTION,
    booked_number,
    check_numbers,
    description_of,
    on_one_line,
    payment_term_days,
    shortened,
)
from snelkoppeling.domain.posting.place import place_of
from snelkoppeling.domain.posting.reasons import check_reasons, check_untaxed_abroad
from snelkoppeling.domain.posting.vat_rows import check_mixing, vat_entries
from snelkoppeling.domain.vat import VatKind

NO_COST_CENTRES: Mapping[ExternalId, BooksId] = {}


def post(  # sizes: the cost centres stand beside the rules, as both are read once for a run.
    invoice: Invoice,
    counterparty: Counterparty,
    rules: PostingRules,
    cost_centres: Mapping[ExternalId, BooksId] = NO_COST_CENTRES,
    *,
    doubts_allowed: frozenset[str] = frozenset(),
    booked_as: str = "",
) -> Booking:
    """Make the booking of an invoice; `cost_centres` has those of the projects on its lines.

    `doubts_allowed` are codes of DOUBTS that a person waved through for this invoice; it is marked then.
    `booked_as` is the number that the invoice has in the books already; see `booked_number`.

    Raises:
        PostingError: Something is in the way; all problems are listed at once.
    """
    findings = Findings(doubts_allowed)
    number = booked_number(invoice, counterparty, policy=rules.policy, booked_as=booked_as)
    check_numbers(invoice, number, findings)
    check_document(invoice, rules, findings)
    desk = Desk(invoice, place_of(counterparty), rules, cost_centres, findings)
    check_reasons(desk)
    check_untaxed_abroad(desk)
    treated = treat_lines(desk)
    if not treated and not findings.has_problems:
        findings.refuse("nothing-to-book", "lines")
    check_mixing(desk, treated)
    lines = _lines(desk, treated)
    entries = vat_entries(desk, treated)
    description = description_of(invoice, number, findings)
    findings.require_none()
    is_credit = invoice.invoice_type is InvoiceType.CREDIT_NOTE
    total = invoice.total_with_vat
    if invoice.rounding_amount.amount:
        total += invoice.rounding_amount
    return Booking(
        direction=invoice.direction,
        invoice_number=number,
        invoice_date=invoice.issue_date,
        counterparty=counterparty.books_id,
        total=-total if is_credit else total,
        description=description,
        voucher=invoice.voucher,
        payment_term_days=payment_term_days(invoice),
        lines=_negated_lines(lines) if is_credit else tuple(lines),
        vat_entries=_negated_entries(entries) if is_credit else tuple(entries),
        needs_review=findings.needs_review or any(treatment.needs_review for _, treatment, _ in treated),
        notes=findings.notes,
    )


def _lines(desk: Desk, treated: Sequence[Treated]) -> list[BookingLine]:
    lines = []
    for line, treatment, cost_centre in treated:
        description = on_one_line(line.description)
        if len(description) > LONGEST_DESCRIPTION:
            desk.findings.note("text-shortened", "lines", description, limit=LONGEST_DESCRIPTION)
            description = shortened(description)
        lines.append(
            BookingLine(
                description=description,
                account=treatment.account,
                net_amount=line.net_amount,
                vat_kind=treatment.kind,
                cost_centre=cost_centre,
            )
        )
    if desk.is_oss:
        lines += oss.vat_lines(desk, treated)
    if desk.invoice.rounding_amount.amount:
        lines += _rounding_lines(desk)
    return lines


def _rounding_lines(desk: Desk) -> list[BookingLine]:
    """Make a line of what rounding added to the payable amount (BT-114)."""
    amount, number = desk.invoice.rounding_amount, desk.policy.rounding_account
    if number is None:
        desk.findings.refuse("rounding-without-account", "rounding_amount", amount)
        return []
    account = usable(desk, "rounding_amount", number=number)
    if account is None:
        return []
    if not account.takes(VatKind.NONE):
        desk.findings.refuse("account-refuses-vat", "rounding_amount", "0", account=number)
    if account.requires_cost_centre:
        desk.findings.refuse("account-needs-cost-centre", "rounding_amount", number, name=account.description)
    return [BookingLine(description="Afronding", account=account, net_amount=amount, vat_kind=VatKind.NONE)]


def _negated_lines(lines: Sequence[BookingLine]) -> tuple[BookingLine, ...]:
    """Books have no credit notes: they hold negative amounts (SnelStart API, section 6.5)."""
    return tuple(replace(line, net_amount=-line.net_amount) for line in lines)


def _negated_entries(entries: Sequence[VatEntry]) -> tuple[VatEntry, ...]:
    return tuple(VatEntry(kind=entry.kind, amount=-entry.amount) for entry in entries)
