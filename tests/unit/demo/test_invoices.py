"""Made-up invoices, as figures, PDF and UBL."""

import base64
import re
import zlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from snelkoppeling.demo.company import Firm, FirmMaker, LegalForm
from snelkoppeling.demo.invoice_pdf import invoice_pdf
from snelkoppeling.demo.invoice_ubl import invoice_ubl
from snelkoppeling.demo.invoices import (
    DemoInvoice,
    DemoLine,
    InvoiceMaker,
    Rounding,
    in_dutch,
    on_project,
    total_up,
    with_lines,
)
from snelkoppeling.demo.kinds import InvoiceKind, kinds_for
from snelkoppeling.demo.projects import DemoProject
from snelkoppeling.domain.invoice import Direction, totals_problems, vat_amount_problems
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.relation import RelationRole
from snelkoppeling.domain.vat import VatCategory
from snelkoppeling.einvoice import read_ubl
from tests.unit.demo.story import chance

TODAY = date(2026, 3, 17)


SALES_AT_HOME = [
    InvoiceKind.HIGH,
    InvoiceKind.HIGH_AND_LOW,
    InvoiceKind.WITH_EXEMPT,
    InvoiceKind.ZERO_RATED,
    InvoiceKind.REVERSE_CHARGE,
]


def _firm_for(kind: InvoiceKind | None, makers: FirmMaker, form: LegalForm) -> Firm:
    """Make a firm that gets or sends such invoices."""
    role = RelationRole.SUPPLIER if kind and kind.value.startswith("purchase") else RelationRole.CUSTOMER
    match kind:
        case InvoiceKind.EU_GOODS | InvoiceKind.EU_SERVICES | InvoiceKind.PURCHASE_IN_EU:
            return makers.firm_abroad("DE", role)
        case InvoiceKind.EXPORT:
            return makers.firm_abroad("CH", role)
        case _:
            return makers.firm(form, role=role)


def _invoices(
    kind: InvoiceKind | None,
    count: int = 25,
    *,
    rounding: Rounding | None = None,
    form: LegalForm = LegalForm.LIMITED,
) -> list[DemoInvoice]:
    random = chance(11)
    firms = FirmMaker(random, run="t", first_number=20001)
    maker = InvoiceMaker(random, run="t", today=TODAY, first_number=1)
    return [maker.invoice(_firm_for(kind, firms, form), kind, rounding=rounding) for _ in range(count)]


def _line(amount: str) -> DemoLine:
    return DemoLine(
        description="Arbeid",
        unit="uur",
        quantity=1,
        unit_price=Money.of(amount),
        vat_category=VatCategory.STANDARD,
        vat_rate=Decimal(21),
    )


@pytest.mark.parametrize("kind", InvoiceKind)
@pytest.mark.parametrize("rounding", Rounding)
def test_the_figures_of_every_invoice_add_up(kind: InvoiceKind, rounding: Rounding) -> None:
    for invoice in _invoices(kind, rounding=rounding):
        assert Money.total(line.net_amount for line in invoice.lines) == invoice.total_without_vat
        assert Money.total(row.vat_amount for row in invoice.vat_rows) == invoice.total_vat
        assert invoice.total_without_vat + invoice.total_vat == invoice.total_with_vat
        assert 1 <= len(invoice.lines) <= 5


def test_rounding_per_line_and_per_rate_differ_by_cents() -> None:
    lines = [_line("0.02"), _line("0.02"), _line("0.02")]

    _, _, per_line = total_up(lines, Rounding.PER_LINE)
    _, _, per_rate = total_up(lines, Rounding.PER_RATE)

    assert (per_line, per_rate) == (Money.of("0.00"), Money.of("0.01"))


def test_half_a_cent_of_vat_is_rounded_up() -> None:
    rows, _, vat = total_up([_line("0.50")], Rounding.PER_RATE)

    assert vat == Money.of("0.11")
    assert rows[0].taxable_amount == Money.of("0.50")


def test_numbers_follow_on_one_another_and_a_sample_uses_none_up() -> None:
    random = chance(2)
    customer = FirmMaker(random, run="t", first_number=1).firm()
    maker = InvoiceMaker(random, run="t", today=TODAY, first_number=7)

    numbers = [maker.invoice(customer).number, maker.sample(customer).number, maker.invoice(customer).number]

    assert numbers == ["2026-0007", "2026-0008", "2026-0008"]


def test_shifted_vat_never_stands_beside_other_vat() -> None:
    for invoice in _invoices(InvoiceKind.REVERSE_CHARGE):
        assert {line.vat_category for line in invoice.lines} == {VatCategory.REVERSE_CHARGE}
        assert not invoice.total_vat


@pytest.mark.parametrize("kind", InvoiceKind)
def test_every_kind_fits_some_firm(kind: InvoiceKind) -> None:
    firm = _firm_for(kind, FirmMaker(chance(1), run="t", first_number=1), LegalForm.LIMITED)

    assert kinds_for(firm)[kind] > 0


def test_a_purchase_has_its_suppliers_number_and_a_voucher_of_our_own() -> None:
    invoices = _invoices(InvoiceKind.PURCHASE_HIGH)

    assert len({invoice.number for invoice in invoices}) == len(invoices)
    assert [invoice.voucher for invoice in invoices[:2]] == ["INK-0001", "INK-0002"]
    assert all(invoice.is_purchase and invoice.buyer.name.startswith("Lindewaard") for invoice in invoices)


def test_a_suppliers_number_that_the_books_hold_is_not_used_again() -> None:
    numbers = [_numbered({"OA80686"}), _numbered(set())]

    assert "OA80686" not in numbers


def _numbered(in_use: set[str]) -> str:
    firms = FirmMaker(chance(1), run="t", first_number=1)
    maker = InvoiceMaker(chance(3), run="t", today=TODAY, first_number=1, numbers_in_use=in_use)
    return maker.invoice(firms.firm(role=RelationRole.SUPPLIER)).number


def test_a_credit_note_counts_as_less_and_shows_amounts_as_on_paper() -> None:
    random = chance(2)
    firm = FirmMaker(random, run="t", first_number=1).firm(LegalForm.LIMITED)
    maker = InvoiceMaker(random, run="t", today=TODAY, first_number=7)
    invoice = maker.invoice(firm, InvoiceKind.HIGH)

    credit = maker.credit_note(invoice)

    assert (credit.number, credit.title) == ("2026-0008", "creditfactuur 2026-0008")
    assert credit.lines == invoice.lines[:1]
    assert credit.total_with_vat.amount > 0
    assert credit.booked_total == -credit.total_with_vat
    assert credit.subject == "Credit op 2026-0007"


def test_another_project_changes_no_figure() -> None:
    invoice = _invoices(InvoiceKind.HIGH, 1)[0]
    project = DemoProject(external_id="p", number="P-2026-001", description="Nieuwbouw")

    moved = on_project(invoice, project)

    assert {line.project for line in moved.lines} == {project}
    assert with_lines(moved, moved.lines, Rounding.PER_RATE).total_without_vat == invoice.total_without_vat
    assert moved.total_with_vat == invoice.total_with_vat


def test_vat_is_only_shifted_to_a_customer_with_a_vat_number() -> None:
    invoices = _invoices(None, 60, form=LegalForm.FOUNDATION)

    assert all(row.vat_category is not VatCategory.REVERSE_CHARGE for one in invoices for row in one.vat_rows)


def test_an_invoice_is_due_after_the_customers_own_term() -> None:
    for invoice in _invoices(None):
        assert (invoice.due_date - invoice.issue_date).days == invoice.firm.payment_term_days
        assert date(2026, 1, 1) <= invoice.issue_date <= TODAY


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("1234.5", "€\u00a01.234,50"),
        ("0.00", "€\u00a00,00"),
        ("-12.30", "€\u00a0-12,30"),
        ("1000000.00", "€\u00a01.000.000,00"),
    ],
)
def test_amounts_are_written_as_the_dutch_do(amount: str, written: str) -> None:
    assert in_dutch(Money(Decimal(amount))) == written


def _text_of(pdf: bytes) -> str:
    """Take the text out of the compressed pages."""
    pages = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    drawn = b"".join(
        zlib.decompress(base64.a85decode(page.strip(), adobe=False)) for page in map(_undelimited, pages)
    )
    return (
        b"\n".join(re.findall(rb"\((.*?)\) Tj", drawn))
        .decode("cp1252")
        .replace("\\(", "(")
        .replace("\\)", ")")
    )


def _undelimited(page: bytes) -> bytes:
    return page.strip().removesuffix(b"~>")


def test_the_pdf_shows_who_what_and_how_much() -> None:
    invoice = _invoices(InvoiceKind.HIGH_AND_LOW, 1)[0]

    pdf = invoice_pdf(invoice)

    text = _text_of(pdf).replace("\\200", "€").replace("\\240", "\u00a0")
    assert pdf.startswith(b"%PDF-")
    for shown in (invoice.number, invoice.firm.name, "Te betalen", "21%", "9%"):
        assert shown in text
    assert in_dutch(invoice.total_with_vat)[2:] in text


def test_the_same_invoice_gives_the_same_pdf() -> None:
    invoice = _invoices(InvoiceKind.WITH_EXEMPT, 1)[0]

    assert invoice_pdf(invoice) == invoice_pdf(invoice)


def test_an_invoice_with_shifted_vat_says_to_whom() -> None:
    invoice = _invoices(InvoiceKind.REVERSE_CHARGE, 1)[0]

    assert f"Btw verlegd naar {invoice.firm.vat_number}" in _text_of(invoice_pdf(invoice))


def test_a_credit_note_says_so_on_paper() -> None:
    invoice = _invoices(InvoiceKind.HIGH, 1)[0]
    maker = InvoiceMaker(chance(1), run="t", today=TODAY, first_number=2)

    text = _text_of(invoice_pdf(maker.credit_note(invoice)))

    assert "Creditfactuur" in text
    assert "Terug te ontvangen" in text


def test_what_was_paid_before_is_taken_off_what_is_to_be_paid() -> None:
    invoice = replace(_invoices(InvoiceKind.HIGH, 1)[0], prepaid=Money.of("10.00"))

    text = _text_of(invoice_pdf(invoice)).replace("\\200", "€").replace("\\240", "\u00a0")

    assert "Vooruitbetaald" in text
    assert in_dutch(invoice.total_with_vat - Money.of("10.00"))[2:] in text


def test_a_purchase_is_written_by_its_supplier() -> None:
    invoice = _invoices(InvoiceKind.PURCHASE_IN_EU, 1)[0]

    text = _text_of(invoice_pdf(invoice))

    assert text.index(invoice.firm.name) < text.index("Lindewaard Installatie")


@pytest.mark.parametrize("kind", SALES_AT_HOME)
def test_the_ubl_says_what_the_invoice_says(kind: InvoiceKind) -> None:
    for invoice in _invoices(kind, 5, rounding=Rounding.PER_RATE):
        ubl = invoice_ubl(invoice, b"%PDF-1.4 the invoice")

        document = read_ubl(ubl, direction=Direction.SALES)

        read = document.invoice
        assert (read.number, read.issue_date, read.due_date) == (
            invoice.number,
            invoice.issue_date,
            invoice.due_date,
        )
        assert (read.total_without_vat, read.total_vat) == (invoice.total_without_vat, invoice.total_vat)
        assert read.total_with_vat == invoice.total_with_vat
        assert [line.net_amount for line in read.lines] == [line.net_amount for line in invoice.lines]
        assert [*totals_problems(read), *vat_amount_problems(read)] == []
        assert [file.content for file in document.files] == [b"%PDF-1.4 the invoice", ubl]
        assert document.relation is not None
        assert document.relation.vat_number == invoice.firm.vat_number
        assert document.relation.kvk_number == invoice.firm.kvk_number
