"""What sales and purchases have in common where VAT is missing, odd, or of a territory of its own."""

from snelkoppeling.domain.invoice import InvoiceLine
from snelkoppeling.domain.posting.desk import Desk


def refuse_rate(desk: Desk, line: InvoiceLine, field: str) -> None:
    """Say that a rate is none of the administration's on the day, and which ones are."""
    day = desk.invoice.issue_date
    known = ", ".join(f"{one.normalize():f}%" for one in desk.rules.vat_table.percentages_on(day))
    rate = f"{line.vat_rate.normalize():f}"
    desk.findings.refuse("vat-rate-unknown", f"{field}.vat_rate", rate, date=day, known=known or "–")


def refuse_spanish_territory(desk: Desk, line: InvoiceLine, field: str) -> None:
    """Say that the taxes of the Canary Islands (L), Ceuta and Melilla (M) are no VAT."""
    desk.findings.refuse("spanish-territory-tax", f"{field}.vat_category", line.vat_category.value)
