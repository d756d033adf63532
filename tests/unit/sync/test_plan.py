import pytest

from snelkoppeling.errors import UnsafePlanError
from snelkoppeling.sync.plan import Plan, PlanLimits

LIMITS = PlanLimits(share=0.5, at_least=10)


def test_a_plan_below_the_number_is_safe_whatever_its_share() -> None:
    Plan(touched=9, in_books=9).require_safe(LIMITS)

    assert not Plan(touched=9, in_books=9).is_unusual(LIMITS)


def test_a_plan_below_the_share_is_safe_whatever_its_number() -> None:
    assert not Plan(touched=50, in_books=100).is_unusual(LIMITS)


def test_a_plan_above_both_is_refused_and_says_how_much_it_touches() -> None:
    with pytest.raises(UnsafePlanError) as refusal:
        Plan(touched=51, in_books=100).require_safe(LIMITS)

    assert (refusal.value.touched, refusal.value.in_books) == (51, 100)


def test_a_plan_that_was_approved_is_carried_out() -> None:
    plan = Plan(touched=51, in_books=100)

    plan.require_safe(LIMITS, approved=51)

    assert plan.is_unusual(LIMITS)


def test_a_plan_that_grew_after_its_approval_is_refused() -> None:
    with pytest.raises(UnsafePlanError):
        Plan(touched=52, in_books=100).require_safe(LIMITS, approved=51)
