"""All booking cases, with a credit note of each that is booked."""

from tests.unit.domain.booking_cases import (
    accounts,
    documents,
    purchases_abroad,
    purchases_home,
    reasons,
    rounding,
    sales_abroad,
    sales_home,
    sales_oss,
)
from tests.unit.domain.booking_cases.case import BookingCase, as_credit_note

WRITTEN: tuple[BookingCase, ...] = (
    *sales_home.CASES,
    *sales_abroad.CASES,
    *sales_oss.CASES,
    *purchases_home.CASES,
    *purchases_abroad.CASES,
    *reasons.CASES,
    *rounding.CASES,
    *documents.CASES,
    *accounts.CASES,
)
NOT_CREDITED = frozenset(case.code for case in documents.CASES)
"""Their credit notes are cases of their own, or have another number or description."""
EVERY = (
    *WRITTEN,
    *(as_credit_note(case) for case in WRITTEN if case.booking and case.code not in NOT_CREDITED),
)
