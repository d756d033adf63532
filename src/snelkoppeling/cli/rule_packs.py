"""The ledger rules that an administration can begin with, so that nobody begins with an empty table."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from snelkoppeling.cli import problems
from snelkoppeling.domain.ledger import (
    STANDARD_GOODS,
    STANDARD_SERVICES,
    Chart,
    LedgerRules,
    completed_by_function,
    rules_from_rgs,
)


class Pack(StrEnum):
    """A set of ledger rules."""

    SERVICES = "diensten"
    GOODS = "goederen"
    RGS = "rgs"
    """By the RGS codes of the accounts, whatever their numbers."""


PACKS: Mapping[Pack, Callable[[Chart], LedgerRules]] = {
    Pack.SERVICES: lambda _: STANDARD_SERVICES,
    Pack.GOODS: lambda _: STANDARD_GOODS,
    Pack.RGS: rules_from_rgs,
}


def rules_of(pack: Pack, chart: Chart) -> LedgerRules:
    """Give the rules of a pack; a case that it leaves out gets the one account meant for it, if any.

    Raises:
        CommandError: The pack goes by RGS codes, and the accounts bear none.
    """
    if pack is Pack.RGS and not any(account.rgs_code for account in chart.accounts.values()):
        raise problems.no_rgs_codes()
    return completed_by_function(PACKS[pack](chart), chart)
