"""The words and numbers of a booking: its number, voucher, description and payment term."""

from snelkoppeling.domain.counterparty import Counterparty
from snelkoppeling.domain.invoice import Direction, Invoice, InvoiceType
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.policy import LongNumbers, PostingPolicy
from snelkoppeling.domain.posting.findings import Findings

LONGEST_NUMBER = 25
"""SnelStart API, section 6.5 (BOE-0058, and BOE-0068 for the voucher)."""
LONGEST_DESCRIPTION = 250
"""SnelStart API, section 6.5 (BOE-0071)."""
LONGEST_PAYMENT_TERM_DAYS = 999
ELLIPSIS = "…"


def booked_number(
    invoice: Invoice, counterparty: Counterparty, *, policy: PostingPolicy, booked_as: str = ""
) -> str:
    """Give the number under which the books hold an invoice; look-ups need it.

    `booked_as` is the number that it has there, or that was sent there, already. It stays as long as the
    document keeps its own, whatever becomes of the supplier's number, of the year or of the settings.
    """
    if _is_form_of(booked_as, invoice.number):
        return booked_as
    number = _with_prefixes(invoice, counterparty, policy)
    if len(number) > LONGEST_NUMBER and policy.long_numbers is LongNumbers.SHORTEN:
        return ELLIPSIS + number[1 - LONGEST_NUMBER :]
    return number


def _is_form_of(booked: str, number: str) -> bool:
    """Tell whether a number in the books is that of a document, with or without what stands before it."""
    if booked.startswith(ELLIPSIS):
        ending = booked.removeprefix(ELLIPSIS)
        return number.endswith(ending) or ending.endswith(f"-{number}")
    return bool(number.strip()) and (booked == number or booked.endswith(f"-{number}"))


def _with_prefixes(invoice: Invoice, counterparty: Counterparty, policy: PostingPolicy) -> str:
    is_sale = invoice.direction is Direction.SALES
    number = invoice.number
    if policy.supplier_in_number and not is_sale:
        number = f"{counterparty.number or counterparty.external_id}-{number}"
    if policy.year_prefix_sales if is_sale else policy.year_prefix_purchases:
        number = f"{invoice.issue_date.year}-{number}"
    return number


def check_numbers(invoice: Invoice, booked: str, findings: Findings) -> None:
    """Note a number or voucher that the books cannot hold, and a number that was changed for them."""
    if not invoice.number.strip():
        findings.refuse("invoice-number-empty", "number", invoice.number)
    elif len(booked) > LONGEST_NUMBER:
        findings.refuse("invoice-number-too-long", "number", booked, length=len(booked))
    elif booked != invoice.number:
        findings.note("number-changed", "number", invoice.number, booked=booked)
    if len(invoice.voucher) > LONGEST_NUMBER:
        findings.refuse("voucher-too-long", "voucher", invoice.voucher, length=len(invoice.voucher))


def description_of(invoice: Invoice, booked: str, findings: Findings) -> str:
    """Say what the booking is called; what a bookkeeper must know stands at its end and is never cut."""
    word = "Creditnota" if invoice.invoice_type is InvoiceType.CREDIT_NOTE else "Factuur"
    text = on_one_line(invoice.description) or f"{word} {invoice.number}"
    additions = []
    if ELLIPSIS in booked and invoice.number not in text:
        additions.append(f"nummer {invoice.number}")
    if invoice.original_currency:
        additions.append(f"oorspronkelijk {_original(invoice)}")
    if invoice.prepaid_amount:
        additions.append(f"vooruitbetaald {_in_dutch(invoice.prepaid_amount)}")
    if not additions and len(text) <= LONGEST_DESCRIPTION:
        return text
    addition = shortened("".join(f" ({one})" for one in additions), LONGEST_DESCRIPTION // 2)
    room = LONGEST_DESCRIPTION - len(addition)
    if len(text) > room:
        findings.note("text-shortened", "description", text, limit=LONGEST_DESCRIPTION)
    return shortened(text, room) + addition


def on_one_line(text: str) -> str:
    """Write a text without the line breaks and tabs of a document: the books show it in a list."""
    return " ".join(text.split())


def shortened(text: str, longest: int = LONGEST_DESCRIPTION) -> str:
    """Cut a text visibly to what fits."""
    return text if len(text) <= longest else text[: longest - 1] + ELLIPSIS


def payment_term_days(invoice: Invoice) -> int | None:
    """Count the days to the due date of a sale: the books hold no due date (SnelStart API, section 6.5)."""
    if invoice.due_date is None or invoice.direction is not Direction.SALES:
        return None
    return min(max((invoice.due_date - invoice.issue_date).days, 0), LONGEST_PAYMENT_TERM_DAYS)


def _original(invoice: Invoice) -> str:
    # As it stands on the document, which is no Dutch one.
    total = "" if invoice.original_total is None else f" {invoice.original_total:,}"
    return f"{invoice.original_currency}{total}"


def _in_dutch(amount: Money) -> str:
    return f"{amount.amount + 0:,.2f}".translate(str.maketrans(",.", ".,"))
