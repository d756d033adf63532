from dataclasses import replace

import pytest

from snelkoppeling.domain.ledger import (
    STANDARD_GOODS,
    STANDARD_SERVICES,
    AccountPurpose,
    LedgerRule,
    LedgerRules,
    VatCase,
    rule_problems,
    uncovered_cases,
)
from snelkoppeling.domain.vat import VatKind
from tests.unit.domain.books import HIGH, LOW, REVERSED, UNTAXED, a_chart, an_account

COSTS = an_account(7000, AccountPurpose.PURCHASE_ANY, vat_kinds=frozenset(VatKind))
COSTS_LOW = an_account(7001, AccountPurpose.PURCHASE_LOW, VatKind.LOW)
COSTS_HIGH = an_account(7002, AccountPurpose.PURCHASE_HIGH, VatKind.HIGH)
FROM_EU = an_account(7011, AccountPurpose.EU_ACQUISITION_HIGH)
CLOSED = replace(HIGH, number=8299, is_active=False)
CHART = a_chart(HIGH, LOW, UNTAXED, REVERSED, COSTS, COSTS_LOW, COSTS_HIGH, FROM_EU, CLOSED)


def codes(rules: LedgerRules) -> list[tuple[str, str]]:
    return [(problem.code, problem.value) for problem in rule_problems(rules, CHART)]


def test_the_rules_for_services_fit_the_standard_chart() -> None:
    assert codes(STANDARD_SERVICES) == []


def test_each_account_that_will_not_do_is_told_with_the_reason() -> None:
    rules = LedgerRules(
        rules=(LedgerRule(account_number=9999), LedgerRule(account_number=8299, case=VatCase.HIGH)),
        defaults={VatCase.HIGH: 8210, VatCase.LOW: 7000, VatCase.PURCHASE_UNTAXED: 7002},
    )

    assert codes(rules) == [
        ("account-not-found", "9999"),
        ("account-inactive", "8299"),
        ("account-wrong-purpose", "8210"),
        ("account-wrong-purpose", "7000"),
        ("account-refuses-kind", "7002"),
    ]
    assert all(problem.field == "ledger_rules" for problem in rule_problems(rules, CHART))


def test_an_account_that_several_rules_lack_is_told_once() -> None:
    rules = LedgerRules(rules=(LedgerRule(account_number=9999), LedgerRule(account_number=9999)))

    assert codes(rules) == [("account-not-found", "9999")]


@pytest.mark.parametrize("case", [VatCase.PURCHASE_REVERSE_CHARGE, VatCase.EU_ACQUISITION_HIGH])
def test_where_a_policy_chooses_the_kind_of_vat_the_account_is_not_judged_by_it(case: VatCase) -> None:
    number = 7002 if case is VatCase.PURCHASE_REVERSE_CHARGE else 7011

    assert codes(LedgerRules(defaults={case: number})) == []


def test_a_rule_without_a_case_may_lead_to_any_account() -> None:
    assert codes(LedgerRules(rules=(LedgerRule(account_number=7000),))) == []


@pytest.mark.parametrize("rules", [STANDARD_SERVICES, STANDARD_GOODS])
def test_the_cases_that_the_standard_rules_leave_open_are_remarked(rules: LedgerRules) -> None:
    assert [remark.value for remark in uncovered_cases(rules)] == [
        "eu_goods",
        "eu_services",
        "export",
        "eu_acquisition_high",
        "import_high",
    ]
    assert {remark.code for remark in uncovered_cases(rules)} == {"case-without-account"}


def test_a_rule_for_a_case_covers_it_and_a_rule_for_everything_covers_all() -> None:
    named = LedgerRules(rules=(LedgerRule(account_number=8300, case=VatCase.EU_GOODS, item_class="a"),))

    assert "eu_goods" not in [remark.value for remark in uncovered_cases(named)]
    assert uncovered_cases(LedgerRules(rules=(LedgerRule(account_number=2100),))) == []
