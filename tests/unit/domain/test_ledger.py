import pytest

from snelkoppeling.domain.ledger import (
    ALLOWED_PURPOSES,
    CASE_WORDS,
    STANDARD_GOODS,
    STANDARD_SERVICES,
    AccountPurpose,
    LedgerRule,
    LedgerRules,
    SalesCase,
)
from tests.unit.domain.books import HIGH, a_chart


def test_an_account_is_found_by_its_number() -> None:
    chart = a_chart(HIGH)

    assert chart.get(8200) == HIGH
    assert chart.get(8201) is None


@pytest.mark.parametrize(
    ("rule", "matches"),
    [
        (LedgerRule(account_number=1), True),
        (LedgerRule(account_number=1, case=SalesCase.HIGH), True),
        (LedgerRule(account_number=1, case=SalesCase.LOW), False),
        (LedgerRule(account_number=1, revenue_group="Koffie"), True),
        (LedgerRule(account_number=1, revenue_group="Thee"), False),
        (LedgerRule(account_number=1, case=SalesCase.HIGH, revenue_group="Koffie"), True),
        (LedgerRule(account_number=1, case=SalesCase.LOW, revenue_group="Koffie"), False),
    ],
)
def test_a_rule_matches_when_each_of_its_conditions_does(rule: LedgerRule, *, matches: bool) -> None:
    assert rule.matches(SalesCase.HIGH, "Koffie") is matches


def test_a_rule_for_a_group_does_not_match_a_line_without_one() -> None:
    assert not LedgerRule(account_number=1, revenue_group="Koffie").matches(SalesCase.HIGH, None)


def test_the_first_rule_that_matches_decides_and_then_the_default() -> None:
    rules = LedgerRules(
        rules=(
            LedgerRule(account_number=8001, revenue_group="Koffie", case=SalesCase.LOW),
            LedgerRule(account_number=8002, revenue_group="Koffie"),
            LedgerRule(account_number=8003, revenue_group="Koffie"),
        ),
        defaults={SalesCase.HIGH: 8200},
    )

    assert rules.account_number(SalesCase.LOW, "Koffie") == 8001
    assert rules.account_number(SalesCase.HIGH, "Koffie") == 8002
    assert rules.account_number(SalesCase.HIGH, "Thee") == 8200
    assert rules.account_number(SalesCase.LOW, "Thee") is None


def test_rules_are_empty_until_somebody_makes_them() -> None:
    assert LedgerRules().account_number(SalesCase.HIGH, None) is None


def test_every_case_has_words_and_accounts_it_may_go_to() -> None:
    assert set(CASE_WORDS) == set(ALLOWED_PURPOSES) == set(SalesCase)
    assert all(AccountPurpose.ELSE not in purposes for purposes in ALLOWED_PURPOSES.values())


@pytest.mark.parametrize(("rules", "high"), [(STANDARD_SERVICES, 8200), (STANDARD_GOODS, 8100)])
def test_the_standard_charts_know_the_usual_cases(rules: LedgerRules, high: int) -> None:
    assert rules.account_number(SalesCase.HIGH, None) == high
    assert rules.account_number(SalesCase.LOW, "iets") == high + 10
    assert rules.account_number(SalesCase.ZERO_OR_EXEMPT, None) == high + 40
    assert rules.account_number(SalesCase.REVERSE_CHARGE, None) == high + 50
    assert rules.account_number(SalesCase.EXPORT, None) is None
