"""Decides how each line of an invoice is booked: case, account, kind of VAT, cost centre."""

from collections.abc import Mapping

from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.invoice import InvoiceLine
from snelkoppeling.domain.ledger import KIND_OF_CASE, AccountPurpose, LedgerAccount, VatCase
from snelkoppeling.domain.policy import AcquisitionForm, Doubt, ReverseChargeForm
from snelkoppeling.domain.posting.accounts import account_of
from snelkoppeling.domain.posting.desk import Desk, Treated, Treatment
from snelkoppeling.domain.posting.purchase import case_of_purchase
from snelkoppeling.domain.posting.sale import case_of_sale
from snelkoppeling.domain.vat import VatCategory, VatKind

WITH_RATE = frozenset({VatCategory.STANDARD, VatCategory.CANARY_ISLANDS, VatCategory.CEUTA_MELILLA})
RATE_OF_PURPOSE: Mapping[AccountPurpose, VatKind] = {
    AccountPurpose.PURCHASE_LOW: VatKind.LOW,
    AccountPurpose.PURCHASE_OTHER: VatKind.OTHER,
    AccountPurpose.EU_ACQUISITION_LOW: VatKind.LOW,
    AccountPurpose.EU_ACQUISITION_OTHER: VatKind.OTHER,
    AccountPurpose.IMPORT_LOW: VatKind.LOW,
    AccountPurpose.IMPORT_OTHER: VatKind.OTHER,
}
MOST_DECIDED = 10_000
EU_ACQUISITIONS = frozenset(
    {VatCase.EU_ACQUISITION_HIGH, VatCase.EU_ACQUISITION_LOW, VatCase.EU_ACQUISITION_OTHER}
)
IMPORTS = frozenset({VatCase.IMPORT_HIGH, VatCase.IMPORT_LOW, VatCase.IMPORT_OTHER})
BY_RATE = frozenset({ReverseChargeForm.RATE_ZERO, ReverseChargeForm.RATE_SHIFTED})
BY_ACCOUNT = frozenset({AcquisitionForm.BY_ACCOUNT, AcquisitionForm.BY_ACCOUNT_ZERO})


def treat_lines(desk: Desk) -> list[Treated]:
    """Decide about every line that is not zero; SnelStart refuses those of zero (BOE-0028)."""
    treated: list[Treated] = []
    known = _known_treatments(desk)
    for index, line in enumerate(desk.invoice.lines):
        if not line.net_amount.amount:
            continue
        key = (
            line.vat_category,
            line.vat_rate,
            line.account_number,
            line.revenue_group,
            line.item_class,
            line.project,
            line.supply,
        )
        treatment = known.get(key)
        if treatment is None:
            # What is refused is worded for each line, as each must be corrected.
            found_before = desk.findings.times
            treatment = _treatment_of(desk, line, f"lines[{index}]")
            if treatment is None:
                continue
            if desk.findings.times == found_before:
                known[key] = treatment
        cost_centre = None
        if line.project is not None or treatment.account.requires_cost_centre:
            cost_centre = _cost_centre_of(
                desk, line, field=f"lines[{index}].project", account=treatment.account
            )
        treated.append((line, treatment, cost_centre))
    return treated


def _known_treatments(desk: Desk) -> dict[object, Treatment]:
    """Give what was decided about lines of earlier invoices of the same direction, day and place.

    Only what raised no question is kept, and a decision may rest on nothing else of its invoice.
    """
    invoice, rules = desk.invoice, desk.rules
    relation = invoice.relation if rules.ledger_rules.rules else None
    if len(rules.decided) > MOST_DECIDED:
        rules.decided.clear()
    return rules.decided.setdefault((invoice.direction, invoice.issue_date, desk.place, relation), {})


def rate_of(account: LedgerAccount) -> VatKind:
    """Name the rate that an account for purchases is for; the high one unless it is for another."""
    return RATE_OF_PURPOSE.get(account.purpose, VatKind.HIGH)


def form_of(desk: Desk, case: VatCase) -> AcquisitionForm | None:
    """Give the form in which the books want a purchase from abroad; None for any other case."""
    if case in EU_ACQUISITIONS:
        return desk.policy.eu_purchase
    return desk.policy.import_purchase if case in IMPORTS else None


def _treatment_of(desk: Desk, line: InvoiceLine, field: str) -> Treatment | None:
    if line.vat_rate and line.vat_category not in WITH_RATE:
        rate = f"{line.vat_rate.normalize():f}"
        desk.findings.refuse(
            "vat-rate-on-untaxed", f"{field}.vat_rate", rate, category=line.vat_category.value
        )
        return None
    case = case_of_sale(desk, line, field) if desk.is_sale else case_of_purchase(desk, line, field)
    if case is None:
        return None
    found = account_of(desk, line, field=field, case=case)
    if found is None:
        return None
    account, is_marked = found
    treatment = Treatment(
        case=case,
        kind=_kind_of(desk, case, account),
        account=account,
        needs_review=is_marked,
    )
    return None if _is_refused(desk, line, field=field, treatment=treatment) else treatment


def _kind_of(desk: Desk, case: VatCase, account: LedgerAccount) -> VatKind:
    is_by_rate = (
        desk.policy.purchase_reverse_charge in BY_RATE
        if case is VatCase.PURCHASE_REVERSE_CHARGE
        else form_of(desk, case) in BY_ACCOUNT
    )
    return rate_of(account) if is_by_rate else KIND_OF_CASE.get(case, VatKind.NONE)


def _is_refused(desk: Desk, line: InvoiceLine, *, field: str, treatment: Treatment) -> bool:
    """Tell whether the account does not take the kind of VAT, and nobody decided that it may."""
    account, kind = treatment.account, treatment.kind
    if account.takes(kind) or form_of(desk, treatment.case) is not None:
        # Which kind the books want on a purchase from abroad is what the administration chose.
        return False
    if kind is VatKind.NONE and not desk.is_sale:
        return desk.policy.untaxed_purchase_on_rate_account is Doubt.HOLD and desk.findings.doubts(
            "untaxed-on-rate-account", f"{field}.account_number", account.number, name=account.description
        )
    rate = f"{line.vat_rate.normalize():f}"
    desk.findings.refuse("account-refuses-vat", f"{field}.vat_rate", rate, account=account.number)
    return True


def _cost_centre_of(desk: Desk, line: InvoiceLine, *, field: str, account: LedgerAccount) -> BooksId | None:
    """Find the cost centre that a project names or an account asks for (SnelStart API, section 6.4)."""
    if line.project is None:
        desk.findings.refuse("account-needs-cost-centre", field, account.number, name=account.description)
        return None
    cost_centre = desk.cost_centres.get(line.project)
    if cost_centre is None:
        desk.findings.refuse("project-without-cost-centre", field, line.project)
    return cost_centre
