"""Checks whether the ledger rules of an administration fit its accounts, before any invoice is sent."""

from collections.abc import Iterator

from snelkoppeling.domain.ledger.accounts import Chart, LedgerAccount
from snelkoppeling.domain.ledger.cases import ALLOWED_PURPOSES, CASE_WORDS, KIND_OF_CASE, VatCase
from snelkoppeling.domain.ledger.rules import LedgerRules
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.domain.vat import VatKind

OFTEN_NEEDED = (
    VatCase.HIGH,
    VatCase.LOW,
    VatCase.ZERO_OR_EXEMPT,
    VatCase.REVERSE_CHARGE,
    VatCase.EU_GOODS,
    VatCase.EU_SERVICES,
    VatCase.EXPORT,
    VatCase.PURCHASE_HIGH,
    VatCase.PURCHASE_LOW,
    VatCase.PURCHASE_UNTAXED,
    VatCase.PURCHASE_REVERSE_CHARGE,
    VatCase.EU_ACQUISITION_HIGH,
    VatCase.IMPORT_HIGH,
)
"""Cases that any company may meet; the others ask for a choice of their own before they can occur."""

ANY_KIND = frozenset(
    {
        VatCase.PURCHASE_REVERSE_CHARGE,
        VatCase.EU_ACQUISITION_HIGH,
        VatCase.EU_ACQUISITION_LOW,
        VatCase.EU_ACQUISITION_OTHER,
        VatCase.IMPORT_HIGH,
        VatCase.IMPORT_LOW,
        VatCase.IMPORT_OTHER,
        VatCase.PURCHASE_UNKNOWN,
    }
)
"""Cases for which a policy chooses the kind of VAT of a line."""


def rule_problems(rules: LedgerRules, chart: Chart) -> list[Problem]:
    """List the accounts of the rules that are missing, inactive, meant for something else, or of other VAT.

    A rule without a case may lead to any account: which lines it meets is known only when they come.
    """
    chosen = [(rule.case, rule.account_number) for rule in rules.rules]
    found: dict[Problem, None] = {}
    for case, number in [*chosen, *rules.defaults.items()]:
        account = chart.get(number)
        if account is None:
            found[problem("account-not-found", "ledger_rules", number)] = None
        elif not account.is_active:
            found[problem("account-inactive", "ledger_rules", number, name=account.description)] = None
        elif case is not None:
            found.update(dict.fromkeys(_misfits(case, account)))
    return list(found)


def uncovered_cases(rules: LedgerRules) -> list[Problem]:
    """Remark which cases have no account: such invoices would wait, and many companies never have them."""
    named = {rule.case for rule in rules.rules}
    return [
        problem("case-without-account", "ledger_rules", case.value, **_words(case))
        for case in OFTEN_NEEDED
        if case not in rules.defaults and case not in named and None not in named
    ]


def _misfits(case: VatCase, account: LedgerAccount) -> Iterator[Problem]:
    told = {"name": account.description, **_words(case)}
    kind = KIND_OF_CASE.get(case, VatKind.NONE)
    if account.purpose not in ALLOWED_PURPOSES[case]:
        yield problem("account-wrong-purpose", "ledger_rules", account.number, **told)
    elif not account.takes(kind) and case not in ANY_KIND:
        yield problem("account-refuses-kind", "ledger_rules", account.number, **told)


def _words(case: VatCase) -> dict[str, str]:
    nl, en = CASE_WORDS[case]
    return {"case_nl": nl, "case_en": en}
