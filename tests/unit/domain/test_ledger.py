import pytest

from snelkoppeling.domain.ledger import (
    ALLOWED_PURPOSES,
    CASE_WORDS,
    STANDARD_GOODS,
    STANDARD_SERVICES,
    AccountPurpose,
    LedgerRule,
    LedgerRules,
    LineFacts,
    VatCase,
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
        (LedgerRule(account_number=1, case=VatCase.HIGH), True),
        (LedgerRule(account_number=1, case=VatCase.LOW), False),
        (LedgerRule(account_number=1, revenue_group="Koffie"), True),
        (LedgerRule(account_number=1, revenue_group="Thee"), False),
        (LedgerRule(account_number=1, case=VatCase.HIGH, revenue_group="Koffie"), True),
        (LedgerRule(account_number=1, case=VatCase.LOW, revenue_group="Koffie"), False),
    ],
)
def test_a_rule_matches_when_each_of_its_conditions_does(rule: LedgerRule, *, matches: bool) -> None:
    assert rule.matches(LineFacts(case=VatCase.HIGH, revenue_group="Koffie")) is matches


def test_a_rule_for_a_group_does_not_match_a_line_without_one() -> None:
    assert not LedgerRule(account_number=1, revenue_group="Koffie").matches(
        LineFacts(case=VatCase.HIGH, revenue_group=None)
    )


def test_the_first_rule_that_matches_decides_and_then_the_default() -> None:
    rules = LedgerRules(
        rules=(
            LedgerRule(account_number=8001, revenue_group="Koffie", case=VatCase.LOW),
            LedgerRule(account_number=8002, revenue_group="Koffie"),
            LedgerRule(account_number=8003, revenue_group="Koffie"),
        ),
        defaults={VatCase.HIGH: 8200},
    )

    assert rules.account_number(LineFacts(case=VatCase.LOW, revenue_group="Koffie")) == 8001
    assert rules.account_number(LineFacts(case=VatCase.HIGH, revenue_group="Koffie")) == 8002
    assert rules.account_number(LineFacts(case=VatCase.HIGH, revenue_group="Thee")) == 8200
    assert rules.account_number(LineFacts(case=VatCase.LOW, revenue_group="Thee")) is None


def test_rules_are_empty_until_somebody_makes_them() -> None:
    assert LedgerRules().account_number(LineFacts(case=VatCase.HIGH, revenue_group=None)) is None


def test_every_case_has_words_and_accounts_it_may_go_to() -> None:
    assert set(CASE_WORDS) == set(ALLOWED_PURPOSES) == set(VatCase)
    assert all(
        AccountPurpose.ELSE not in purposes
        for case, purposes in ALLOWED_PURPOSES.items()
        if case is not VatCase.ROUNDING and case not in {VatCase.OUT_OF_SCOPE, VatCase.SMALL_BUSINESS}
    )


@pytest.mark.parametrize(("rules", "high"), [(STANDARD_SERVICES, 8200), (STANDARD_GOODS, 8100)])
def test_the_standard_charts_know_the_usual_cases(rules: LedgerRules, high: int) -> None:
    assert rules.account_number(LineFacts(case=VatCase.HIGH, revenue_group=None)) == high
    assert rules.account_number(LineFacts(case=VatCase.LOW, revenue_group="iets")) == high + 10
    assert rules.account_number(LineFacts(case=VatCase.ZERO_OR_EXEMPT, revenue_group=None)) == high + 40
    assert rules.account_number(LineFacts(case=VatCase.REVERSE_CHARGE, revenue_group=None)) == high + 50
    assert rules.account_number(LineFacts(case=VatCase.EXPORT, revenue_group=None)) is None
