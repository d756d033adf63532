"""Checks whether the ledger rules of an administration fit its accounts, before any invoice is sent."""

from snelkoppeling.domain.ledger.accounts import Chart
from snelkoppeling.domain.ledger.cases import ALLOWED_PURPOSES, CASE_WORDS, VatCase
from snelkoppeling.domain.ledger.rules import LedgerRules
from snelkoppeling.domain.problem import Problem, problem


def rule_problems(rules: LedgerRules, chart: Chart) -> list[Problem]:
    """List the accounts of the rules that do not exist, are inactive, or are meant for something else."""
    chosen = [(rule.case, rule.account_number) for rule in rules.rules]
    problems = []
    for case, number in [*chosen, *rules.defaults.items()]:
        account = chart.get(number)
        nl, en = CASE_WORDS[case] if case else ("deze regel", "this rule")
        if account is None:
            problems.append(problem("account-not-found", "ledger_rules", number))
        elif not account.is_active:
            problems.append(problem("account-inactive", "ledger_rules", number, name=account.description))
        elif case and account.purpose not in ALLOWED_PURPOSES[case]:
            problems.append(
                problem(
                    "account-wrong-purpose",
                    "ledger_rules",
                    number,
                    name=account.description,
                    case_nl=nl,
                    case_en=en,
                )
            )
    return problems


def uncovered_cases(rules: LedgerRules) -> tuple[VatCase, ...]:
    """List the cases that no default and no rule for just that case has an account for."""
    named = {rule.case for rule in rules.rules}
    return tuple(case for case in VatCase if case not in rules.defaults and case not in named)
