"""Tells final invoices from drafts: only final ones belong in the books."""

import re

from snelkoppeling.web.api.fields import refused

FINAL_STATUSES = frozenset({
    "approved", "betaald", "booked", "confirmed", "definitief", "definitive", "final", "finalized",
    "geboekt", "goedgekeurd", "issued", "open", "openstaand", "overdue", "paid", "partially_paid",
    "partly_paid", "posted", "sent", "unpaid", "validated", "verstuurd", "verzonden",
})  # fmt: skip
DRAFT_STATUSES = frozenset({
    "afgekeurd", "canceled", "cancelled", "concept", "deleted", "draft", "estimate", "geannuleerd",
    "in_progress", "new", "nieuw", "offerte", "pending", "pro_forma", "proforma", "provisional", "quotation",
    "quote", "rejected", "to_approve", "unapproved", "void", "voided", "voorlopig",
})  # fmt: skip
DRAFT_NUMBER = re.compile(
    r"[\W_]*|\(?(prov|draft|concept|proforma|pro forma|voorlopig|tmp|temp)\b.*|\(prov.*"
    r"|false|true|none|null|nan|undefined|nil|n/a|nvt|n\.v\.t\.|new|nieuw|0+",
    re.IGNORECASE,
)
"""What systems put where the number of a draft will stand: Dolibarr (PROV1), Odoo False or /, Python None."""


def read_invoice_number(value: str) -> str:
    """Check that a number is one that was given for good."""
    if is_draft_number(value):
        raise refused("invoice-number-draft")
    return value


def is_draft_number(number: str) -> bool:
    """Tell whether a number is only a placeholder."""
    return DRAFT_NUMBER.fullmatch(number.strip()) is not None


def read_status(value: str) -> str:
    """Check that a status means that the invoice is final."""
    status = re.sub(r"[\s\-]+", "_", value.strip().lower())
    if status in DRAFT_STATUSES or not status:
        raise refused("invoice-not-final")
    if status not in FINAL_STATUSES:
        raise refused("choice-unknown", known="final, sent, approved, posted, paid, …")
    return status
