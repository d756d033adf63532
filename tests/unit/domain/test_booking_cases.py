"""Every case of VAT, rounding and policy, from what the CRM sends to what the books are to hold."""

import json
from collections import Counter

import pytest

from snelkoppeling.domain.ledger import VatCase
from snelkoppeling.domain.policy import AcquisitionForm, PostingPolicy, ReverseChargeForm
from snelkoppeling.domain.posting import DOUBTS, PostingError, post
from snelkoppeling.domain.vat import VatEntryKind
from tests.unit.domain.booking_cases.case import BookingCase
from tests.unit.domain.booking_cases.every import EVERY, WRITTEN
from tests.unit.domain.booking_cases.reading import (
    cost_centres_of,
    counterparty_of,
    invoice_of,
    neutral,
    rules_of,
)


def named(case: BookingCase) -> str:
    return f"{case.code} {case.title}"


BOOKED = pytest.mark.parametrize("case", [case for case in EVERY if case.booking], ids=named)
REFUSED = pytest.mark.parametrize("case", [case for case in EVERY if not case.booking], ids=named)


@BOOKED
def test_the_invoice_becomes_just_this_booking(case: BookingCase) -> None:
    booking = post(
        invoice_of(case),
        counterparty_of(case),
        rules_of(case),
        cost_centres_of(case),
        doubts_allowed=frozenset(case.doubts_allowed),
    )

    assert case.booking is not None
    expected = {"number": case.invoice["number"], **case.booking}
    assert {name: neutral(booking)[name] for name in expected} == expected
    assert [note.code for note in booking.notes] == list(case.notes)


@REFUSED
def test_the_invoice_is_held_with_just_these_problems(case: BookingCase) -> None:
    with pytest.raises(PostingError) as refused:
        post(
            invoice_of(case),
            counterparty_of(case),
            rules_of(case),
            cost_centres_of(case),
            doubts_allowed=frozenset(case.doubts_allowed),
        )

    assert [problem.code for problem in refused.value.problems] == list(case.problems)


def test_cases_are_plain_data_with_a_source_and_a_code_of_their_own() -> None:
    assert all(json.loads(json.dumps(case.as_json())) for case in EVERY)
    assert all(case.source and case.title for case in EVERY)
    assert [code for code, times in Counter(case.code for case in EVERY).items() if times > 1] == []
    assert len({case.invoice["number"] for case in EVERY}) == len(EVERY) - len({"D10", "D11"}) + 1


def test_every_doubt_is_held_in_one_case_and_waved_through_in_another() -> None:
    held = {code for case in WRITTEN for code in case.problems}
    waved = {code for case in WRITTEN if case.booking for code in case.doubts_allowed}

    assert held >= DOUBTS
    assert waved >= DOUBTS


def test_every_value_of_every_policy_stands_in_a_case() -> None:
    stated = {(name, value) for case in WRITTEN for name, value in case.policy.items()}

    for name in ("out_of_scope", "small_business", "untaxed_purchase_on_rate_account"):
        assert (name, "book") in stated
        assert getattr(PostingPolicy(), name) == "hold"
    assert {("oss", "hold"), ("prepaid", "hold"), ("long_numbers", "shorten")} <= stated
    assert {("eu_supply", "goods"), ("eu_supply", "services"), ("supplier_in_number", True)} <= stated
    assert {("year_prefix_sales", True), ("year_prefix_purchases", True)} <= stated
    forms = set(AcquisitionForm) - {AcquisitionForm.HOLD}
    assert {("eu_purchase", form.value) for form in forms} <= stated
    assert {("import_purchase", form.value) for form in forms} <= stated
    reverse = set(ReverseChargeForm) - {ReverseChargeForm.HOLD}
    assert {("purchase_reverse_charge", form.value) for form in reverse} <= stated
    assert any(name == "rounding_account" for name, _ in stated)


def test_every_kind_of_vat_entry_is_booked_in_a_case_and_credited_in_another() -> None:
    amounts: dict[str, set[bool]] = {}
    for case in EVERY:
        for kind, amount in (case.booking or {}).get("vat", []):
            amounts.setdefault(kind, set()).add(amount.startswith("-"))

    assert set(amounts) == {kind.value for kind in VatEntryKind}
    always_zero = {VatEntryKind.SALES_REVERSE_CHARGE.value}
    assert all(len(signs) > 1 for kind, signs in amounts.items() if kind not in always_zero)


def test_every_case_of_vat_is_booked() -> None:
    accounts = {entry[0] for case in WRITTEN if case.booking for entry in case.booking["lines"]}

    assert len(VatCase) == 24  # A new one asks for cases here.
    assert accounts >= {8200, 8210, 8220, 8240, 8250, 8300, 8310, 8320, 8330, 8900, 8990}
    assert accounts >= {7000, 7001, 7002, 7003, 7010, 7011, 7012, 7020, 7021, 2100}
