from dataclasses import replace

import pytest

from snelkoppeling.domain.ledger import (
    STANDARD_GOODS,
    STANDARD_SERVICES,
    AccountPurpose,
    LedgerAccount,
    LedgerRule,
    LedgerRules,
    VatCase,
    completed_by_function,
    rule_problems,
    rules_from_rgs,
)
from snelkoppeling.domain.vat import VatKind
from tests.unit.domain.booking_cases.reading import CHART
from tests.unit.domain.books import a_chart, an_account

HIGH, LOW = VatKind.HIGH, VatKind.LOW


def revenue(number: int, rgs_code: str, kind: VatKind = HIGH) -> LedgerAccount:
    purpose = AccountPurpose.SALES_HIGH if kind is HIGH else AccountPurpose.SALES_LOW
    return an_account(number, purpose, kind, rgs_code=rgs_code)


@pytest.mark.parametrize("rules", [STANDARD_SERVICES, STANDARD_GOODS])
def test_the_standard_rules_know_sales_and_purchases(rules: LedgerRules) -> None:
    covered = {*rules.defaults}

    assert covered >= {VatCase.HIGH, VatCase.LOW, VatCase.ZERO_OR_EXEMPT, VatCase.REVERSE_CHARGE}
    assert covered >= {VatCase.PURCHASE_HIGH, VatCase.PURCHASE_LOW, VatCase.PURCHASE_UNTAXED}
    assert rules.rules == ()


def test_services_come_before_merchandise_and_merchandise_before_the_rest() -> None:
    chart = a_chart(
        revenue(8000, "WOmzNop"),
        revenue(8100, "WOmzNohXyz"),
        revenue(8200, "WOmzNodXyz"),
        revenue(8110, "WOmzNoh", LOW),
        revenue(8010, "WOmzNop", LOW),
    )

    assert rules_from_rgs(chart).defaults == {VatCase.HIGH: 8200, VatCase.LOW: 8110}


def test_of_several_accounts_at_one_place_the_lowest_number_counts() -> None:
    chart = a_chart(revenue(8205, "WOmzNod"), revenue(8203, "WOmzNod"), revenue(8204, "WOmzNod"))

    assert rules_from_rgs(chart).defaults == {VatCase.HIGH: 8203}


@pytest.mark.parametrize(
    "account",
    [
        revenue(8200, "BVorDeb"),
        revenue(8200, ""),
        replace(revenue(8200, "WOmzNod"), is_active=False),
        replace(revenue(8200, "WOmzNod"), requires_cost_centre=True),
        replace(revenue(8200, "WOmzNod"), purpose=AccountPurpose.ELSE),
        replace(revenue(8200, "WOmzNod"), vat_kinds=frozenset({LOW})),
    ],
)
def test_an_account_that_does_not_agree_with_its_code_is_not_chosen(account: LedgerAccount) -> None:
    assert VatCase.HIGH not in rules_from_rgs(a_chart(account)).defaults


def test_costs_are_chosen_for_purchases() -> None:
    chart = a_chart(
        an_account(4000, AccountPurpose.PURCHASE_ANY, vat_kinds=frozenset(VatKind), rgs_code="WBedAlk"),
        an_account(7002, AccountPurpose.PURCHASE_HIGH, HIGH, rgs_code="WKprInh"),
        an_account(7011, AccountPurpose.EU_ACQUISITION_HIGH, rgs_code="WKprInh"),
    )

    assert rules_from_rgs(chart).defaults == {
        VatCase.PURCHASE_HIGH: 7002,
        VatCase.PURCHASE_LOW: 4000,
        VatCase.PURCHASE_OTHER: 4000,
        VatCase.PURCHASE_UNTAXED: 4000,
        VatCase.PURCHASE_REVERSE_CHARGE: 4000,
        VatCase.EU_ACQUISITION_HIGH: 7011,
    }


def test_what_the_codes_choose_fits_the_chart() -> None:
    coded = a_chart(
        *(
            replace(account, rgs_code="WOmzNod" if account.number >= 8000 else "WKpr")
            for account in CHART.accounts.values()
        )
    )

    assert rule_problems(rules_from_rgs(coded), coded) == []


def test_a_case_with_one_account_of_its_function_is_completed() -> None:
    rule = LedgerRule(account_number=8200, item_class="a")
    given = LedgerRules(rules=(rule,), defaults={VatCase.HIGH: 8200})

    completed = completed_by_function(given, CHART)

    assert completed.rules == (rule,)
    assert completed.defaults[VatCase.HIGH] == 8200
    assert completed.defaults[VatCase.EU_GOODS] == 8300
    assert completed.defaults[VatCase.EU_SERVICES] == 8310
    assert completed.defaults[VatCase.EU_ACQUISITION_LOW] == 7010
    assert VatCase.ZERO_OR_EXEMPT not in completed.defaults  # 8240 or 8250: nobody can tell.
    assert rule_problems(completed, CHART) == []
