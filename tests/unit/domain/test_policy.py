from dataclasses import fields
from decimal import Decimal

import msgspec
import pytest

from snelkoppeling.domain.ledger import LedgerRule, LedgerRules, VatCase
from snelkoppeling.domain.policy import (
    AcquisitionForm,
    CompanyFacts,
    Doubt,
    LongNumbers,
    PostingPolicy,
    PostingRules,
    ReverseChargeForm,
)
from tests.unit.domain.books import STANDARD_RULES

FULL = PostingPolicy(
    out_of_scope=Doubt.BOOK,
    purchase_reverse_charge=ReverseChargeForm.NONE_SHIFTED,
    eu_purchase=AcquisitionForm.BY_ACCOUNT_ZERO,
    long_numbers=LongNumbers.SHORTEN,
    rounding_account=8990,
)


@pytest.mark.parametrize("policy", [PostingPolicy(), FULL])
def test_a_policy_is_read_as_it_was_stored(policy: PostingPolicy) -> None:
    assert msgspec.json.decode(msgspec.json.encode(policy), type=PostingPolicy) == policy


def test_a_policy_that_was_stored_before_a_choice_existed_reads_with_its_default() -> None:
    assert msgspec.json.decode(b'{"gone":1}', type=PostingPolicy) == PostingPolicy()


def test_what_nobody_chose_is_held_unless_it_is_documented_or_harmless() -> None:
    policy = PostingPolicy()
    chosen = {field.name: getattr(policy, field.name) for field in fields(policy)}

    assert {name for name, value in chosen.items() if value == "book"} == {"oss", "prepaid"}
    assert {name for name, value in chosen.items() if value not in {"hold", "book", None, False}} == set()


def test_a_company_of_which_nothing_is_known_is_an_ordinary_one() -> None:
    facts = CompanyFacts()

    assert not facts.is_small_business
    assert not facts.invoices_foreign_vat
    assert facts.filed_periods == ()


def test_rules_are_the_same_whatever_posting_remembers() -> None:
    rules = PostingRules(
        chart=STANDARD_RULES.chart,
        vat_table=STANDARD_RULES.vat_table,
        ledger_rules=STANDARD_RULES.ledger_rules,
    )
    rules.decided["something"] = {}

    assert rules == STANDARD_RULES


def test_ledger_rules_are_read_as_they_were_stored_by_this_version_and_the_one_before() -> None:
    rules = LedgerRules(
        rules=(LedgerRule(account_number=8100, case=VatCase.HIGH, vat_rate=Decimal(21), name="Hout"),),
        defaults={VatCase.PURCHASE_HIGH: 7002},
    )
    before = b'{"rules":[{"account_number":1,"case":"high","revenue_group":"a"}],"defaults":{"low":2}}'

    assert msgspec.json.decode(msgspec.json.encode(rules), type=LedgerRules) == rules
    assert msgspec.json.decode(before, type=LedgerRules) == LedgerRules(
        rules=(LedgerRule(account_number=1, case=VatCase.HIGH, revenue_group="a"),),
        defaults={VatCase.LOW: 2},
    )
