"""How SnelStart must behave where nobody could tell for certain, as the policy of a case supposes it."""

from typing import Final

from tests.unit.domain.booking_cases.case import BookingCase

Switches = dict[str, str]
REVERSE_CHARGES: Final[dict[str, Switches]] = {
    "none_zero": {"reverse_charge_line": "geen", "reverse_charge_row": "zero"},
    "rate_zero": {"reverse_charge_line": "rate", "reverse_charge_row": "zero"},
    "none_shifted": {"reverse_charge_line": "geen", "reverse_charge_row": "shifted_vat"},
    "rate_shifted": {"reverse_charge_line": "rate", "reverse_charge_row": "shifted_vat"},
}
ACQUISITIONS: Final[dict[str, Switches]] = {
    "none": {"acquisition_line": "geen", "acquisition_row": "none"},
    "none_zero": {"acquisition_line": "geen", "acquisition_row": "zero"},
    "by_account": {"acquisition_line": "by_account", "acquisition_row": "none"},
    "by_account_zero": {"acquisition_line": "by_account", "acquisition_row": "zero"},
}
UNTAXED = "untaxed_purchase_on_rate_account"
ON_RATE_ACCOUNTS = "purchase_without_vat_on_rate_accounts"
WORLDS: Final[tuple[Switches, ...]] = (
    {**REVERSE_CHARGES["none_zero"], **ACQUISITIONS["none"], ON_RATE_ACCOUNTS: "refused"},
    {**REVERSE_CHARGES["rate_zero"], **ACQUISITIONS["none_zero"], ON_RATE_ACCOUNTS: "accepted"},
    {**REVERSE_CHARGES["none_shifted"], **ACQUISITIONS["by_account"], ON_RATE_ACCOUNTS: "refused"},
    {**REVERSE_CHARGES["rate_shifted"], **ACQUISITIONS["by_account_zero"], ON_RATE_ACCOUNTS: "refused"},
)
"""As few as hold all cases, since each has to be waited for."""


def world_of(case: BookingCase) -> int:
    """Find the first world in which the case comes out as it says."""
    needs = _needs(case)
    return next(number for number, world in enumerate(WORLDS) if needs.items() <= world.items())


def _needs(case: BookingCase) -> Switches:
    needs: Switches = {}
    for name, forms in (
        ("purchase_reverse_charge", REVERSE_CHARGES),
        ("eu_purchase", ACQUISITIONS),
        ("import_purchase", ACQUISITIONS),
    ):
        needs |= forms.get(case.policy.get(name, ""), {})
    if case.policy.get(UNTAXED) == "book" or "untaxed-on-rate-account" in case.doubts_allowed:
        needs[ON_RATE_ACCOUNTS] = "accepted"
    return needs
