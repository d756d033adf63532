from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snelkoppeling.domain.money import ZERO, Money

CENTS = st.integers(min_value=-(10**12), max_value=10**12).map(lambda cents: Money(Decimal(cents) / 100))


@pytest.mark.parametrize("text", ["121", "121.0", "121.00", "121.000", "1.21E2"])
def test_an_amount_is_the_same_however_many_zeros_it_is_written_with(text: str) -> None:
    money = Money(Decimal(text))

    assert money == Money.of("121.00")
    assert hash(money) == hash(Money.of("121.00"))
    assert str(money) == "121.00"


@pytest.mark.parametrize("text", ["0.001", "-121.005", "NaN", "Infinity", "-Infinity", "1E20", "1E+999999"])
def test_what_is_no_whole_number_of_cents_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a whole number of cents"):
        Money(Decimal(text))


def test_whole_euros_and_text_give_the_same_amount() -> None:
    assert Money.of(12) == Money.of("12.00")


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.005", "0.01"), ("0.0049", "0.00"), ("-0.005", "-0.01"), ("1.015", "1.02"), ("2.675", "2.68")],
)
def test_half_a_cent_is_rounded_away_from_zero(amount: str, rounded: str) -> None:
    assert Money.rounded(Decimal(amount)) == Money.of(rounded)


def test_nothing_adds_up_to_zero() -> None:
    assert Money.total([]) == ZERO


def test_zero_is_false_and_has_no_sign() -> None:
    assert not Money(Decimal("-0.00"))
    assert str(-ZERO) == "0.00"
    assert Money.of("0.01")


def test_amounts_are_compared_by_value() -> None:
    assert Money.of("-1.00") < ZERO < Money.of("0.01")


@given(amounts=st.lists(CENTS, max_size=20))
def test_adding_up_loses_no_cent_in_any_order(amounts: list[Money]) -> None:
    cents = sum(int(money.amount * 100) for money in amounts)

    assert Money.total(amounts) == Money.total(reversed(amounts)) == Money(Decimal(cents) / 100)


@given(one=CENTS, other=CENTS)
def test_taking_away_undoes_adding(one: Money, other: Money) -> None:
    assert one + other - other == one
    assert one - other == -(other - one)
