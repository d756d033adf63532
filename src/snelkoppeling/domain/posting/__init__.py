"""Turns an invoice into a booking: ledger accounts, VAT kinds, cents exactly as the invoice has them."""

from collections.abc import Mapping
from datetime import date

from snelkoppeling.domain.booking import Booking, BookingLine, VatEntry
from snelkoppeling.domain.counterparty import Counterparty
from snelkoppeling.domain.identity import BooksId, ExternalId
from snelkoppeling.domain.invoice import (
    Direction,
    Invoice,
    InvoiceLine,
    InvoiceType,
    totals_problems,
    vat_amount_problems,
)
from snelkoppeling.domain.ledger import (
    ALLOWED_PURPOSES,
    CASE_WORDS,
    LedgerAccount,
    LineFacts,
    VatCase,
)
from snelkoppeling.domain.money import ZERO
from snelkoppeling.domain.policy import PostingPolicy, PostingRules
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.domain.vat import ENTRY_KIND, VatCategory, VatEntryKind, VatKind, VatTable

__all__ = ["PostingError", "PostingRules", "booked_number", "post", "scope_problems"]

LONGEST_INVOICE_NUMBER = 25
"""SnelStart API, section 6.5 (BOE-0058)."""
LONGEST_DESCRIPTION = 250
"""SnelStart API, section 6.5 (BOE-0071)."""
LONGEST_PAYMENT_TERM_DAYS = 999

NO_COST_CENTRES: Mapping[ExternalId, BooksId] = {}
TAXED_CASE = {VatKind.HIGH: VatCase.HIGH, VatKind.LOW: VatCase.LOW, VatKind.OTHER: VatCase.OTHER}
UNTAXED_CASE: Mapping[VatCategory, VatCase] = {
    VatCategory.ZERO_RATED: VatCase.ZERO_OR_EXEMPT,
    VatCategory.EXEMPT: VatCase.ZERO_OR_EXEMPT,
    VatCategory.REVERSE_CHARGE: VatCase.REVERSE_CHARGE,
    VatCategory.INTRA_COMMUNITY: VatCase.EU_GOODS,
    VatCategory.EXPORT: VatCase.EXPORT,
}


class PostingError(ValueError):
    """An invoice cannot be booked; `problems` says everything that is in the way."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.en for problem in problems))
        self.problems = problems


def post(  # sizes: the cost centres stand beside the rules, as both are read for a run.
    invoice: Invoice,
    counterparty: Counterparty,
    rules: PostingRules,
    cost_centres: Mapping[ExternalId, BooksId] = NO_COST_CENTRES,
    *,
    doubts_allowed: frozenset[str] = frozenset(),
) -> Booking:
    """Make the booking of an invoice; `doubts_allowed` are codes of doubts that a person waived for it.

    Raises:
        PostingError: Something is in the way; all problems are listed at once.
    """
    del cost_centres, doubts_allowed
    problems = scope_problems(invoice) or [*totals_problems(invoice), *vat_amount_problems(invoice)]
    lines: list[BookingLine] = []
    for index, line in enumerate(invoice.lines):
        if not line.net_amount:
            continue  # SnelStart refuses a line of zero (BOE-0028), and it changes nothing.
        posted = _post_line(line, f"lines[{index}]", invoice=invoice, rules=rules)
        if isinstance(posted, Problem):
            problems.append(posted)
        else:
            lines.append(posted)
    if not lines and not problems:
        problems.append(problem("nothing-to-book", "lines"))
    problems += _untaxed_problems(invoice)
    entries = _vat_entries(invoice, lines, rules.vat_table) if not problems else []
    problems += _reverse_charge_problems(entries)
    if problems:
        raise PostingError(problems)
    return Booking(
        direction=invoice.direction,
        invoice_number=booked_number(invoice, counterparty, rules.policy),
        invoice_date=invoice.issue_date,
        counterparty=counterparty.books_id,
        total=invoice.total_with_vat,
        description=_visibly_cut(invoice.description or f"Factuur {invoice.number}"),
        payment_term_days=_payment_term_days(invoice),
        lines=tuple(lines),
        vat_entries=tuple(entries),
    )


def booked_number(invoice: Invoice, counterparty: Counterparty, policy: PostingPolicy) -> str:
    """Give the number under which the books hold an invoice; look-ups need it."""
    del counterparty, policy
    return invoice.number


def scope_problems(invoice: Invoice) -> list[Problem]:
    """List what makes an invoice one that this version does not book, whatever its figures say."""
    problems = []
    if invoice.direction is not Direction.SALES:
        problems.append(problem("purchase-not-supported", "direction", invoice.direction))
    if invoice.invoice_type is not InvoiceType.INVOICE:
        problems.append(problem("credit-note-not-supported", "invoice_type", invoice.invoice_type))
    if invoice.total_with_vat < ZERO:
        problems.append(problem("negative-invoice-not-supported", "total_with_vat", invoice.total_with_vat))
    if invoice.currency != "EUR":
        problems.append(problem("currency-not-euro", "currency", invoice.currency))
    if invoice.prepaid_amount:
        problems.append(problem("prepaid-not-supported", "prepaid_amount", invoice.prepaid_amount))
    if invoice.rounding_amount:
        problems.append(problem("rounding-not-supported", "rounding_amount", invoice.rounding_amount))
    if len(invoice.number) > LONGEST_INVOICE_NUMBER:
        problems.append(
            problem("invoice-number-too-long", "number", invoice.number, length=len(invoice.number))
        )
    return problems


def _post_line(
    line: InvoiceLine, field: str, *, invoice: Invoice, rules: PostingRules
) -> BookingLine | Problem:
    kind = rules.vat_table.kind_of(line.vat_rate, invoice.issue_date)
    case = _case_of(line, kind)
    if kind is None or case is None:
        return _vat_problem(line, field, day=invoice.issue_date, table=rules.vat_table)
    account = _account_of(line, field, case=case, rules=rules)
    if isinstance(account, Problem):
        return account
    if account.vat_kinds and kind not in account.vat_kinds:
        return problem(
            "account-refuses-vat", f"{field}.vat_rate", f"{line.vat_rate:f}", account=account.number
        )
    return BookingLine(
        description=_visibly_cut(line.description), account=account, net_amount=line.net_amount, vat_kind=kind
    )


def _case_of(line: InvoiceLine, kind: VatKind | None) -> VatCase | None:
    if line.vat_category is VatCategory.STANDARD:
        return TAXED_CASE.get(kind) if kind else None
    return None if line.vat_rate else UNTAXED_CASE.get(line.vat_category)


def _vat_problem(line: InvoiceLine, field: str, *, day: date, table: VatTable) -> Problem:
    rate = f"{line.vat_rate.normalize():f}"
    if line.vat_category is VatCategory.STANDARD:
        known = ", ".join(f"{percentage.normalize():f}%" for percentage in table.percentages_on(day))
        return problem("vat-rate-unknown", f"{field}.vat_rate", rate, date=day, known=known or "–")
    if line.vat_rate and line.vat_category in UNTAXED_CASE:
        return problem("vat-rate-on-untaxed", f"{field}.vat_rate", rate, category=line.vat_category.value)
    return problem("vat-category-not-supported", f"{field}.vat_category", line.vat_category.value)


def _account_of(
    line: InvoiceLine, field: str, *, case: VatCase, rules: PostingRules
) -> LedgerAccount | Problem:
    number = line.account_number or rules.ledger_rules.account_number(
        LineFacts(case=case, revenue_group=line.revenue_group)
    )
    if number is None:
        return problem("no-account-for-case", field, line.revenue_group or "", **_words(case))
    account = rules.chart.get(number)
    if account is None:
        return problem("account-not-found", f"{field}.account_number", number)
    if not account.is_active:
        return problem("account-inactive", f"{field}.account_number", number, name=account.description)
    if account.requires_cost_centre:
        return problem(
            "account-needs-cost-centre", f"{field}.account_number", number, name=account.description
        )
    if account.purpose not in ALLOWED_PURPOSES[case]:
        return problem(
            "account-wrong-purpose",
            f"{field}.account_number",
            number,
            name=account.description,
            **_words(case),
        )
    return account


def _untaxed_problems(invoice: Invoice) -> list[Problem]:
    """List VAT amounts that stand with a category that has none; they would unbalance the booking."""
    return [
        problem("vat-on-untaxed", "vat_breakdown", row.vat_amount, category=row.vat_category.value)
        for row in invoice.vat_breakdown
        if row.vat_amount and row.vat_category in UNTAXED_CASE
    ]


def _vat_entries(invoice: Invoice, lines: list[BookingLine], table: VatTable) -> list[VatEntry]:
    """Add up the document's own VAT amounts by kind; each kind on a line gets an entry, even of zero."""
    totals = {ENTRY_KIND[line.vat_kind]: ZERO for line in lines if line.vat_kind in ENTRY_KIND}
    if any(line.vat_category is VatCategory.REVERSE_CHARGE and line.net_amount for line in invoice.lines):
        totals[VatEntryKind.SALES_REVERSE_CHARGE] = ZERO
    for row in invoice.vat_breakdown:
        kind = table.kind_of(row.vat_rate, invoice.issue_date)
        if kind in ENTRY_KIND and row.vat_amount:
            # A VAT amount without a line of its rate was found implausible before we got here.
            totals[ENTRY_KIND[kind or VatKind.NONE]] += row.vat_amount
    return [VatEntry(kind=kind, amount=amount) for kind, amount in sorted(totals.items())]


def _reverse_charge_problems(entries: list[VatEntry]) -> list[Problem]:
    """SnelStart refuses reverse charge beside other VAT (SnelStart API, section 7.3, BOE-0062)."""
    kinds = {entry.kind for entry in entries}
    if VatEntryKind.SALES_REVERSE_CHARGE in kinds and len(kinds) > 1:
        return [problem("reverse-charge-mixed", "vat_breakdown")]
    return []


def _payment_term_days(invoice: Invoice) -> int | None:
    """Days from issue to due date: the books hold no due date of their own (SnelStart API, section 6.5)."""
    if invoice.due_date is None:
        return None
    return min(max((invoice.due_date - invoice.issue_date).days, 0), LONGEST_PAYMENT_TERM_DAYS)


def _words(case: VatCase) -> dict[str, str]:
    nl, en = CASE_WORDS[case]
    return {"case_nl": nl, "case_en": en}


def _visibly_cut(text: str) -> str:
    return text if len(text) <= LONGEST_DESCRIPTION else text[: LONGEST_DESCRIPTION - 1] + "…"
