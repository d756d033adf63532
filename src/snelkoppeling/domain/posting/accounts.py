"""Chooses the ledger account of a line, and checks that it may hold the line."""

from collections.abc import Mapping

from snelkoppeling.domain.invoice import InvoiceLine
from snelkoppeling.domain.ledger import ALLOWED_PURPOSES, CASE_WORDS, AccountPurpose, LedgerAccount, VatCase
from snelkoppeling.domain.posting import oss
from snelkoppeling.domain.posting.desk import Desk

NO_GROUP = {"group_nl": "", "group_en": ""}
TO_SORT_OUT = frozenset(
    {
        VatCase.PURCHASE_HIGH,
        VatCase.PURCHASE_LOW,
        VatCase.PURCHASE_OTHER,
        VatCase.PURCHASE_UNTAXED,
        VatCase.PURCHASE_REVERSE_CHARGE,
    }
)
"""Cases whose lines may go to the account for what has yet to be sorted out, when none was chosen."""


def account_of(
    desk: Desk, line: InvoiceLine, *, field: str, case: VatCase
) -> tuple[LedgerAccount, bool] | None:
    """Choose the account of a line, and tell whether it is marked; None when none will do."""
    number, is_marked = _number(desk, line, case)
    if number is None:
        asked = line.revenue_group or line.item_class or ""
        group = {"group_nl": f" (groep “{asked}”)", "group_en": f" (group “{asked}”)"} if asked else NO_GROUP
        desk.findings.refuse("no-account-for-case", field, asked, **group, **words(case))
        return None
    place = f"{field}.account_number"
    account = usable(desk, place, number=number)
    if account is None:
        return None
    if account.purpose not in ALLOWED_PURPOSES[case]:
        desk.findings.refuse("account-wrong-purpose", place, number, name=account.description, **words(case))
        return None
    if case is VatCase.OSS and oss.is_of_another_rate(desk, line, account):
        rate = f"{line.vat_rate.normalize():f}"
        desk.findings.refuse("oss-account-of-another-rate", place, rate, account=number)
        return None
    return account, is_marked or account.purpose is AccountPurpose.PURCHASE_UNKNOWN


def usable(desk: Desk, field: str, *, number: int) -> LedgerAccount | None:
    """Find an account that exists and is active; None when there is none, and `desk` says so."""
    account = desk.rules.chart.get(number)
    if account is None:
        desk.findings.refuse("account-not-found", field, number)
    elif not account.is_active:
        desk.findings.refuse("account-inactive", field, number, name=account.description)
    else:
        return account
    return None


def case_by_account(
    desk: Desk, line: InvoiceLine, candidates: Mapping[AccountPurpose, VatCase]
) -> VatCase | None:
    """Tell cases apart by the account that the CRM or a rule chose for just such lines."""
    if line.account_number is None:
        return _case_by_rule(desk, line, candidates)
    account = desk.rules.chart.get(line.account_number)
    return None if account is None else candidates.get(account.purpose)


def words(case: VatCase) -> dict[str, str]:
    """Name a case in both languages, for a problem's sentences."""
    nl, en = CASE_WORDS[case]
    return {"case_nl": nl, "case_en": en}


def _case_by_rule(
    desk: Desk, line: InvoiceLine, candidates: Mapping[AccountPurpose, VatCase]
) -> VatCase | None:
    """Ask the first rule that matches in one of the cases.

    A rule for a case that asks nothing else of a line says what account the case has, not that the line is
    one; it is passed over.
    """
    facts = [desk.facts_of(line, case) for case in candidates.values()]
    for rule in desk.rules.ledger_rules.rules:
        if not any(rule.matches(one) for one in facts):
            continue
        if rule.singles_out:
            account = desk.rules.chart.get(rule.account_number)
            return rule.case or (None if account is None else candidates.get(account.purpose))
        if rule.case is None:
            return None
    return None


def _number(desk: Desk, line: InvoiceLine, case: VatCase) -> tuple[int | None, bool]:
    if line.account_number is not None:
        return line.account_number, False
    rules = desk.rules.ledger_rules
    rule = rules.rule_for(desk.facts_of(line, case)) if rules.rules else None
    if rule is not None:
        return rule.account_number, rule.needs_review
    if case is VatCase.OSS:
        return oss.account_number(desk, line), False
    number = rules.defaults.get(case)
    if number is None and case in TO_SORT_OUT:
        number = rules.defaults.get(VatCase.PURCHASE_UNKNOWN)
    return number, False
