"""What the demonstration's company chose for its administration: ledger rules, and what is booked how."""

from snelkoppeling.domain.ledger import STANDARD_SERVICES, LedgerRule, LedgerRules, VatCase
from snelkoppeling.domain.policy import AcquisitionForm, PostingPolicy, ReverseChargeForm

LEDGER_RULES = LedgerRules(
    rules=(
        LedgerRule(name="Onderaanneming", case=VatCase.PURCHASE_REVERSE_CHARGE, account_number=7100),
        LedgerRule(
            name="Inkoop zonder btw nakijken",
            case=VatCase.PURCHASE_UNTAXED,
            account_number=7000,
            needs_review=True,
        ),
    ),
    defaults={
        **STANDARD_SERVICES.defaults,
        VatCase.EU_GOODS: 8300,
        VatCase.EU_SERVICES: 8310,
        VatCase.EXPORT: 8320,
        VatCase.EU_ACQUISITION_HIGH: 7011,
    },
)
"""SnelStart's standard chart for services, and its accounts for trade with other countries."""
POSTING_POLICY = PostingPolicy(
    purchase_reverse_charge=ReverseChargeForm.NONE_ZERO,
    eu_purchase=AcquisitionForm.NONE,
)
"""SnelStart leaves open how purchases with shifted VAT and from the EU are booked; this was chosen."""
