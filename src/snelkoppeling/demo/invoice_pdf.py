"""Draws an invoice as a PDF: letterhead, lines, VAT table, total, and how to pay."""

import io
from collections.abc import Sequence
from decimal import Decimal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from snelkoppeling.demo.company import Firm
from snelkoppeling.demo.invoices import DemoInvoice, DemoLine, VatRow, in_dutch
from snelkoppeling.demo.wording import capital
from snelkoppeling.domain.vat import VatCategory

INK = HexColor("#1f2933")
SOFT = HexColor("#6b7785")
ACCENT = HexColor("#0b6e5f")
HAIRLINE = HexColor("#d5dbe1")
LEFT = 22 * mm
RIGHT: float = A4[0] - 22 * mm
TOP: float = A4[1] - 24 * mm
LINE_HEIGHT = 6.2 * mm
VAT_WORDS = {
    VatCategory.REVERSE_CHARGE: "Btw verlegd",
    VatCategory.EXEMPT: "Vrijgesteld van btw",
    VatCategory.ZERO_RATED: "Btw 0%",
    VatCategory.INTRA_COMMUNITY: "Intracommunautair, btw 0%",
    VatCategory.EXPORT: "Uitvoer, btw 0%",
}


def invoice_pdf(invoice: DemoInvoice) -> bytes:
    """Draw an invoice; the same invoice gives the same bytes."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setTitle(capital(invoice.title))
    canvas.setAuthor(invoice.seller.name)
    page = _Page(canvas)
    _letterhead(page, invoice.seller)
    _addressee(page, invoice.buyer)
    _particulars(page, invoice)
    below_lines = _lines(page, invoice.lines, TOP - 92 * mm)
    below_totals = _totals(page, invoice, below_lines - 6 * mm)
    _payment(page, invoice, below_totals - 14 * mm)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class _Page:
    """A sheet on which text is put at a place, in one of few styles."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def text(
        self, text: str, x: float, *, y: float, size: float = 9.5, bold: bool = False, color: Color = INK
    ) -> None:
        self._style(size, color, bold=bold)
        self._canvas.drawString(x, y, text)

    def right(
        self, text: str, x: float, *, y: float, size: float = 9.5, bold: bool = False, color: Color = INK
    ) -> None:
        self._style(size, color, bold=bold)
        self._canvas.drawRightString(x, y, text)

    def rule(self, y: float, *, x: float = LEFT, color: Color = HAIRLINE, width: float = 0.6) -> None:
        self._canvas.setStrokeColor(color)
        self._canvas.setLineWidth(width)
        self._canvas.line(x, y, RIGHT, y)

    def _style(self, size: float, color: Color, *, bold: bool) -> None:
        self._canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self._canvas.setFillColor(color)


def _letterhead(page: _Page, seller: Firm) -> None:
    page.text(seller.name, LEFT, y=TOP, size=16, bold=True, color=ACCENT)
    address = seller.address
    registered = {"KvK": seller.kvk_number, "Btw": seller.vat_number}
    for index, line in enumerate(
        (
            f"{address.street}, {address.postal_code} {address.city}",
            "  ·  ".join(filter(None, (seller.phone, seller.email))),
            "  ·  ".join(f"{name} {number}" for name, number in registered.items() if number),
        )
    ):
        page.text(line, LEFT, y=TOP - (6 + index * 4.4) * mm, size=8.5, color=SOFT)
    page.rule(TOP - 19 * mm, color=ACCENT, width=1.4)


def _addressee(page: _Page, firm: Firm) -> None:
    address = firm.address
    lines = (
        firm.name,
        f"t.a.v. {firm.contact}",
        address.street,
        f"{address.postal_code}  {address.city}",
        *(() if firm.is_at_home else (address.country_code,)),
    )
    for index, line in enumerate(lines):
        page.text(line, LEFT, y=TOP - (31 + index * 5) * mm, size=10.5, bold=index == 0)


def _particulars(page: _Page, invoice: DemoInvoice) -> None:
    page.text("Creditfactuur" if invoice.is_credit else "Factuur", LEFT, y=TOP - 64 * mm, size=22, bold=True)
    particulars = (
        ("Factuurnummer", invoice.number),
        ("Factuurdatum", f"{invoice.issue_date:%d-%m-%Y}"),
        ("Vervaldatum", f"{invoice.due_date:%d-%m-%Y}"),
        ("Klantnummer", str(invoice.firm.number)),
        ("Btw-nummer klant", invoice.buyer.vat_number or "–"),
    )
    for index, (label, value) in enumerate(particulars):
        y = TOP - (57 + index * 5) * mm
        page.text(label, RIGHT - 70 * mm, y=y, color=SOFT)
        page.right(value, RIGHT, y=y)
    page.text(f"Betreft: {invoice.subject}", LEFT, y=TOP - 72 * mm, size=10)


def _lines(page: _Page, lines: Sequence[DemoLine], y: float) -> float:
    """Draw the lines and give the height at which they end."""
    page.text("Omschrijving", LEFT, y=y, size=8.5, bold=True, color=SOFT)
    for x, heading in ((108, "Aantal"), (132, "Prijs"), (146, "Btw"), (166, "Bedrag")):
        page.right(heading, LEFT + x * mm, y=y, size=8.5, bold=True, color=SOFT)
    page.rule(y - 2 * mm, color=INK, width=0.8)
    for line in lines:
        y -= LINE_HEIGHT
        page.text(line.description, LEFT, y=y - 1 * mm)
        page.right(f"{line.quantity} {line.unit}", LEFT + 108 * mm, y=y - 1 * mm)
        page.right(in_dutch(line.unit_price), LEFT + 132 * mm, y=y - 1 * mm)
        page.right(_rate(line.vat_category, line.vat_rate), LEFT + 146 * mm, y=y - 1 * mm)
        page.right(in_dutch(line.net_amount), LEFT + 166 * mm, y=y - 1 * mm)
        page.rule(y - 3 * mm)
    return float(y - 3 * mm)


def _totals(page: _Page, invoice: DemoInvoice, y: float) -> float:
    """Draw the VAT table and the total, and give the height at which they end."""
    x = LEFT + 84 * mm
    page.text("Totaal zonder btw", x, y=y)
    page.right(in_dutch(invoice.total_without_vat), LEFT + 166 * mm, y=y)
    for row in invoice.vat_rows:
        y -= 5.4 * mm
        page.text(f"{_vat_words(row)} over {in_dutch(row.taxable_amount)}", x, y=y, color=SOFT)
        page.right(in_dutch(row.vat_amount), LEFT + 166 * mm, y=y, color=SOFT)
    page.rule(y - 2.6 * mm, x=x, color=INK, width=0.8)
    y -= 8.4 * mm
    if invoice.prepaid:
        page.text("Totaal", x, y=y)
        page.right(in_dutch(invoice.total_with_vat), LEFT + 166 * mm, y=y)
        y -= 5.4 * mm
        page.text("Vooruitbetaald", x, y=y, color=SOFT)
        page.right(in_dutch(-invoice.prepaid), LEFT + 166 * mm, y=y, color=SOFT)
        y -= 6.4 * mm
    page.text("Terug te ontvangen" if invoice.is_credit else "Te betalen", x, y=y, size=12, bold=True)
    to_pay = in_dutch(invoice.total_with_vat - invoice.prepaid)
    page.right(to_pay, LEFT + 166 * mm, y=y, size=12, bold=True, color=ACCENT)
    return y


def _payment(page: _Page, invoice: DemoInvoice, y: float) -> None:
    seller = invoice.seller
    sentences = ["Het bedrag wordt met u verrekend."]
    if not invoice.is_credit:
        account = f" op rekening {seller.iban}" if seller.iban else ""
        sentences = [
            f"Wij ontvangen uw betaling graag uiterlijk {invoice.due_date:%d-%m-%Y}{account},",
            f"ten name van {seller.name}, onder vermelding van {invoice.number}.",
        ]
    if any(row.vat_category is VatCategory.REVERSE_CHARGE for row in invoice.vat_rows):
        sentences.append(f"Btw verlegd naar {invoice.buyer.vat_number}.")
    for index, sentence in enumerate(sentences):
        page.text(sentence, LEFT, y=y - index * 5 * mm)
    page.text(
        "Verzonnen factuur uit de demonstratie van Snelkoppeling.", LEFT, y=16 * mm, size=7.5, color=SOFT
    )


def _rate(category: VatCategory, rate: Decimal) -> str:
    if category is VatCategory.STANDARD:
        return f"{rate:f}%"
    return "verlegd" if category is VatCategory.REVERSE_CHARGE else "–"


def _vat_words(row: VatRow) -> str:
    return VAT_WORDS.get(row.vat_category, f"Btw {row.vat_rate:f}%")
