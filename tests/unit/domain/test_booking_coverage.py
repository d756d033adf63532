"""Nothing is left without a booking case: no row of the VAT table, no way to round, no value of a policy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import EnumType
from typing import Any, Final, get_args, get_type_hints

import pytest

from snelkoppeling.domain.policy import PostingPolicy
from tests.unit.domain.booking_cases import chart
from tests.unit.domain.booking_cases.case import PURCHASE, SALES, BookingCase
from tests.unit.domain.booking_cases.every import EVERY


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedRow:
    """A row of the VAT table: what an account is for, what its line carries, and the row of VAT beside it."""

    purpose: str
    kinds: Iterable[str] = ("none",)
    vat: str | None = None
    direction: str = PURCHASE


ANY_RATE = ("low", "high", "other")
TABLE: Final[Mapping[str, BookedRow]] = {
    "sale_high": BookedRow(purpose="sales_high", kinds=["high"], vat="sales_high", direction=SALES),
    "sale_low": BookedRow(purpose="sales_low", kinds=["low"], vat="sales_low", direction=SALES),
    "sale_other": BookedRow(purpose="sales_other", kinds=["other"], vat="sales_other", direction=SALES),
    "sale_untaxed": BookedRow(purpose="sales_untaxed", direction=SALES),
    "sale_reverse_charge": BookedRow(purpose="sales_untaxed", vat="sales_reverse_charge", direction=SALES),
    "sale_eu_goods": BookedRow(purpose="sales_eu_goods", direction=SALES),
    "sale_eu_services": BookedRow(purpose="sales_eu_services", direction=SALES),
    "sale_export": BookedRow(purpose="sales_export", direction=SALES),
    "sale_oss": BookedRow(purpose="sales_oss", direction=SALES),
    "purchase_high": BookedRow(purpose="purchase_high", kinds=["high"], vat="purchase_high"),
    "purchase_low": BookedRow(purpose="purchase_low", kinds=["low"], vat="purchase_low"),
    "purchase_other": BookedRow(purpose="purchase_other", kinds=["other"], vat="purchase_other"),
    "purchase_any_rate": BookedRow(purpose="purchase_any", kinds=["high"], vat="purchase_high"),
    "purchase_untaxed": BookedRow(purpose="purchase_any"),
    "purchase_untaxed_on_rate_account": BookedRow(purpose="purchase_high"),
    "purchase_reverse_charge": BookedRow(
        purpose="purchase_any", kinds=["none", *ANY_RATE], vat="purchase_reverse_charge"
    ),
    **{
        f"purchase_{tag}_{kind}": BookedRow(purpose=f"{purpose}_{kind}", kinds=["none", kind])
        for tag, purpose in (("eu", "eu_acquisition"), ("import", "import"))
        for kind in ANY_RATE
    },
    "purchase_unknown": BookedRow(purpose="purchase_unknown", kinds=ANY_RATE, vat="purchase_high"),
}
"""SnelStart API, section 7.3."""
BESIDE: Final = {
    "untaxed_beside_taxed": {SALES, PURCHASE},
    "untaxed_beside_reverse_charge": {SALES, PURCHASE},
    "reverse_charge_mixed": {SALES, PURCHASE},
    "eu_without_number": {SALES},
    "kind_refused_by_account": {SALES, PURCHASE},
}
"""What section 7.3 says beside its table, with the directions that it holds for."""
ROUNDING: Final = {
    "rounded_per_rate": (),
    "rounded_per_line": (),
    "a_cent_per_line": (),
    "a_row_per_line": (),
    "lines_that_cancel_out": (),
    "zero_lines": (),
    "rounding_on_own_line": (),
    "more_than_a_cent_per_line": ("vat-amount-implausible",),
    "a_row_without_line": ("vat-amount-implausible",),
    "lines_differ_from_total": ("lines-differ-from-total", "vat-base-differs"),
    "total_differs_from_sum": ("total-does-not-add-up",),
}
"""SnelStart API, section 7.2, with the problems of what may not be."""
PURPOSES = {account["number"]: account["purpose"] for account in chart.ACCOUNTS}
SOME_ACCOUNT = "some account"


def tagged(tag: str) -> list[BookingCase]:
    return [case for case in EVERY if tag in case.tags]


def fits(case: BookingCase, row: BookedRow) -> bool:
    booking = case.booking or {"lines": [], "vat": []}
    kinds = {kind for account, _, kind, _ in booking["lines"] if PURPOSES[account] == row.purpose}
    entries = {kind for kind, amount in booking["vat"] if row.vat or amount.strip("-") != "0.00"}
    is_there = row.vat in entries if row.vat else not entries
    return bool(kinds & set(row.kinds)) and is_there and case.invoice["direction"] == row.direction


@pytest.mark.parametrize("tag", TABLE)
def test_a_row_of_the_table_is_booked_and_credited_and_its_cases_are_what_they_say(tag: str) -> None:
    cases = tagged(tag)

    assert [case.code for case in cases if not fits(case, TABLE[tag])] == []
    assert {case.invoice["invoice_type"] for case in cases} == {"380", "381"}


@pytest.mark.parametrize("tag", BESIDE)
def test_what_is_said_beside_the_table_has_a_case_in_each_direction(tag: str) -> None:
    assert {case.invoice["direction"] for case in tagged(tag)} == BESIDE[tag]


@pytest.mark.parametrize("tag", ROUNDING)
def test_a_way_of_rounding_is_booked_and_credited_or_held(tag: str) -> None:
    cases = tagged(tag)

    assert {tuple(case.problems) for case in cases} == {ROUNDING[tag]}
    expected = {"380"} if ROUNDING[tag] else {"380", "381"}
    assert {case.invoice["invoice_type"] for case in cases} == expected


@pytest.mark.parametrize("field", fields(PostingPolicy), ids=lambda field: str(field.name))
def test_every_value_of_a_policy_has_a_case(field: Any) -> None:
    default = getattr(PostingPolicy(), field.name)
    stated = {value_of(case.policy[field.name]) for case in EVERY if field.name in case.policy}
    by_default = [case for case in tagged(f"{field.name}={default}") if field.name not in case.policy]

    assert by_default
    assert {*stated, str(default)} == possible_values(field.name)


def value_of(stated: object) -> str:
    """Write a value of a policy; one account is as good as another."""
    return SOME_ACCOUNT if isinstance(stated, int) and not isinstance(stated, bool) else str(stated)


def possible_values(name: str) -> set[str]:
    """List the values that a policy can have."""
    hint = get_type_hints(PostingPolicy)[name]
    values: set[str] = set()
    for kind in get_args(hint) or (hint,):
        if isinstance(kind, EnumType):
            members: Iterable[object] = kind
            values |= {str(member) for member in members}
        elif kind is bool:
            values |= {"True", "False"}
        else:
            values.add("None" if kind is type(None) else SOME_ACCOUNT)
    return values


def test_every_tag_is_asked_for_here() -> None:
    policies = {f"{field.name}={getattr(PostingPolicy(), field.name)}" for field in fields(PostingPolicy)}
    assert {tag for case in EVERY for tag in case.tags} == {*TABLE, *BESIDE, *ROUNDING, *policies}
