from datetime import date
from decimal import Decimal

import pytest

from snelkoppeling.domain.invoice import Direction, InvoiceLine, InvoiceType, VatSubtotal, totals_problems
from snelkoppeling.domain.money import ZERO, Money
from snelkoppeling.domain.vat import VatCategory
from snelkoppeling.einvoice import read_ubl
from tests.unit.einvoice.documents import CREDIT_NOTE, INVOICE, OF_PROJECT, WITHOUT_SELLER_NUMBERS, edited

S, E = VatCategory.STANDARD, VatCategory.EXEMPT
DUE_DATE = "  <cbc:DueDate>2026-04-01</cbc:DueDate>\n"
REFERENCES = (("  <cac:OrderReference><cbc:ID>45-1180</cbc:ID></cac:OrderReference>\n", ""),)


def a_line(description: str, net: str, *, rate: str = "21", revenue_group: str | None = None) -> InvoiceLine:
    return InvoiceLine(
        description=description,
        net_amount=Money.of(net),
        vat_category=S,
        vat_rate=Decimal(rate),
        revenue_group=revenue_group,
    )


def test_an_invoice_is_carried_with_its_own_figures() -> None:
    invoice = read_ubl(INVOICE.encode(), direction=Direction.SALES).invoice

    assert invoice.direction is Direction.SALES
    assert invoice.invoice_type is InvoiceType.INVOICE
    assert invoice.number == "2026-0117"
    assert invoice.issue_date == date(2026, 3, 2)
    assert invoice.due_date == date(2026, 4, 1)
    assert invoice.currency == "EUR"
    assert invoice.total_without_vat == Money.of("1175.00")
    assert invoice.total_vat == Money.of("222.75")
    assert invoice.total_with_vat == Money.of("1397.75")
    assert (invoice.prepaid_amount, invoice.rounding_amount) == (ZERO, ZERO)
    assert totals_problems(invoice) == []


def test_lines_come_first_and_then_allowances_and_charges_of_the_whole_document() -> None:
    invoice = read_ubl(INVOICE.encode(), direction=Direction.SALES).invoice

    assert invoice.lines == (
        a_line("Onderhoud espressomachine", "1000.00"),
        a_line("Koffiebonen", "200.00", rate="9", revenue_group="Koffie"),
        a_line("Contractkorting", "-50.00"),
        a_line("Toeslag", "25.00", rate="21.0"),
    )


def test_the_vat_breakdown_is_read_row_by_row() -> None:
    invoice = read_ubl(INVOICE.encode(), direction=Direction.SALES).invoice

    assert invoice.vat_breakdown == (
        VatSubtotal(
            vat_category=S, vat_rate=Decimal(21), taxable_amount=Money.of(975), vat_amount=Money.of("204.75")
        ),
        VatSubtotal(
            vat_category=S, vat_rate=Decimal(9), taxable_amount=Money.of(200), vat_amount=Money.of(18)
        ),
    )


def test_a_credit_note_keeps_its_positive_amounts_and_names_what_it_credits() -> None:
    invoice = read_ubl(CREDIT_NOTE.encode(), direction=Direction.SALES).invoice

    assert invoice.invoice_type is InvoiceType.CREDIT_NOTE
    assert invoice.number == "C2026-0004"
    assert invoice.due_date == date(2026, 3, 23)
    assert invoice.total_with_vat == Money.of("1397.75")
    assert len(invoice.lines) == 4
    assert invoice.description == "Creditnota C2026-0004, op factuur 2026-0117"


def test_a_document_without_a_type_is_what_its_root_element_says() -> None:
    plain = edited(INVOICE, ("  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>\n", ""))
    credit = edited(CREDIT_NOTE, ("  <cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>\n", ""))

    assert read_ubl(plain, direction=Direction.SALES).invoice.invoice_type is InvoiceType.INVOICE
    assert read_ubl(credit, direction=Direction.SALES).invoice.invoice_type is InvoiceType.CREDIT_NOTE


def test_an_invoice_element_of_type_381_is_a_credit_note() -> None:
    content = edited(INVOICE, ("TypeCode>380<", "TypeCode>381<"))

    assert read_ubl(content, direction=Direction.SALES).invoice.invoice_type is InvoiceType.CREDIT_NOTE


def test_an_invoice_is_named_by_its_seller_and_number() -> None:
    sale = read_ubl(INVOICE.encode(), direction=Direction.SALES)
    purchase = read_ubl(INVOICE.encode(), direction=Direction.PURCHASE)

    assert sale.invoice_id == "ubl:87654321:2026-0117"
    assert purchase.invoice_id == "ubl:vat:NL812345678B01:2026-0117"
    assert purchase.invoice.direction is Direction.PURCHASE


def test_prepaid_and_rounding_amounts_are_carried_for_posting_to_explain() -> None:
    content = edited(
        INVOICE,
        (
            '    <cbc:PayableAmount currencyID="EUR">1397.75<',
            (
                '    <cbc:PrepaidAmount currencyID="EUR">397.80</cbc:PrepaidAmount>\n'
                '    <cbc:PayableRoundingAmount currencyID="EUR">0.05</cbc:PayableRoundingAmount>\n'
                '    <cbc:PayableAmount currencyID="EUR">1000<'
            ),
        ),
    )

    invoice = read_ubl(content, direction=Direction.SALES).invoice

    assert invoice.prepaid_amount == Money.of("397.80")
    assert invoice.rounding_amount == Money.of("0.05")


def test_figures_that_contradict_each_other_are_carried_and_not_corrected() -> None:
    content = edited(INVOICE, (">1000.00<", ">1000.01<"), (">222.75<", ">222.74<"))

    invoice = read_ubl(content, direction=Direction.SALES).invoice

    assert invoice.lines[0].net_amount == Money.of("1000.01")
    assert invoice.total_vat == Money.of("222.74")
    assert [problem.code for problem in totals_problems(invoice)] == [
        "lines-differ-from-total",
        "vat-differs-from-total",
        "total-does-not-add-up",
        "vat-base-differs",
    ]


def test_another_currency_is_carried_for_posting_to_explain() -> None:
    content = edited(INVOICE, ('currencyID="EUR"', 'currencyID="SEK"'), ("Code>EUR<", "Code>SEK<"))

    assert read_ubl(content, direction=Direction.SALES).invoice.currency == "SEK"


def test_an_amount_without_a_currency_is_in_that_of_the_document() -> None:
    content = edited(INVOICE, (' currencyID="EUR"', ""))

    assert read_ubl(content, direction=Direction.SALES).invoice.total_with_vat == Money.of("1397.75")


def test_the_vat_total_in_the_currency_of_the_taxman_is_passed_over() -> None:
    in_kroner = '<cac:TaxTotal><cbc:TaxAmount currencyID="DKK">1661.72</cbc:TaxAmount></cac:TaxTotal>'
    content = edited(INVOICE, ("  <cac:TaxTotal>", f"{in_kroner}<cac:TaxTotal>"))

    assert read_ubl(content, direction=Direction.SALES).invoice.total_vat == Money.of("222.75")


@pytest.mark.parametrize("code", ["Z", "E", "AE", "K", "G", "O", " ae "])
def test_a_category_without_vat_needs_no_percentage(code: str) -> None:
    content = edited(
        INVOICE,
        (
            "<cbc:ID>S</cbc:ID><cbc:Percent>9</cbc:Percent>",
            f"<cbc:ID>{code}</cbc:ID>",
        ),
    )

    line = read_ubl(content, direction=Direction.SALES).invoice.lines[1]

    assert line.vat_category.value == code.strip().upper()
    assert line.vat_rate == 0


def test_a_rate_that_a_category_should_not_have_is_carried_for_posting_to_explain() -> None:
    content = edited(INVOICE, ("<cbc:ID>S</cbc:ID><cbc:Percent>9<", "<cbc:ID>E</cbc:ID><cbc:Percent>9<"))

    line = read_ubl(content, direction=Direction.SALES).invoice.lines[1]

    assert (line.vat_category, line.vat_rate) == (E, Decimal(9))


def test_taxes_other_than_vat_are_passed_over() -> None:
    packaging = (
        "<cac:ClassifiedTaxCategory><cbc:ID>V</cbc:ID><cac:TaxScheme><cbc:ID>ENV</cbc:ID></cac:TaxScheme>"
        "</cac:ClassifiedTaxCategory><cac:ClassifiedTaxCategory>"
    )
    content = edited(INVOICE, ("<cac:ClassifiedTaxCategory>", packaging))

    assert read_ubl(content, direction=Direction.SALES).invoice.lines[0].vat_category is S


@pytest.mark.parametrize(
    ("change", "description"),
    [
        (("<cbc:Name>Koffiebonen</cbc:Name>", ""), "Arabica, gebrand in februari"),
        (("Koffiebonen", "  Koffie-\n\tbonen "), "Koffie- bonen"),
        (("Koffiebonen", "Koffie\N{ZERO WIDTH SPACE}bonen"), "Koffiebonen"),
    ],
)
def test_a_line_is_described_by_its_name_or_else_its_description(
    change: tuple[str, str], description: str
) -> None:
    content = edited(INVOICE, change)

    assert read_ubl(content, direction=Direction.SALES).invoice.lines[1].description == description


def test_a_line_without_a_name_is_called_by_its_number() -> None:
    content = edited(INVOICE, ("<cbc:Name>Onderhoud espressomachine</cbc:Name>", ""))

    assert read_ubl(content, direction=Direction.SALES).invoice.lines[0].description == "Regel 1"


def test_an_allowance_without_a_reason_is_called_a_discount() -> None:
    content = edited(INVOICE, ("Contractkorting", " "))

    assert read_ubl(content, direction=Direction.SALES).invoice.lines[2].description == "Korting"


def test_a_charge_may_be_marked_with_one_and_an_allowance_with_zero() -> None:
    content = edited(INVOICE, ("Indicator>true<", "Indicator>1<"), ("Indicator>false<", "Indicator>0<"))

    lines = read_ubl(content, direction=Direction.SALES).invoice.lines

    assert [line.net_amount for line in lines[2:]] == [Money.of(-50), Money.of(25)]


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        ("Betaling binnen 30 dagen", date(2026, 4, 1)),
        ("14 dagen netto", date(2026, 3, 16)),
        ("Payment within 8 days.", date(2026, 3, 10)),
        ("Betaaltermijn: 21 dagen", date(2026, 3, 23)),
        ("Binnen 10 dagen 2% korting", None),
        ("Payment within 10 days, 2% discount", None),
        ("Direct te voldoen", None),
    ],
)
def test_a_due_date_is_counted_from_a_term_that_says_only_that(terms: str, due: date | None) -> None:
    content = edited(INVOICE, (DUE_DATE, ""), ("Betaling binnen 30 dagen", terms))

    assert read_ubl(content, direction=Direction.SALES).invoice.due_date == due


def test_a_term_that_runs_beyond_the_calendar_gives_no_due_date() -> None:
    content = edited(INVOICE, (DUE_DATE, ""), ("2026-03-02", "9999-12-31"))

    assert read_ubl(content, direction=Direction.SALES).invoice.due_date is None


def test_an_invoice_without_terms_has_no_due_date() -> None:
    content = edited(INVOICE, (DUE_DATE, ""), ("<cbc:Note>Betaling binnen 30 dagen</cbc:Note>", ""))

    assert read_ubl(content, direction=Direction.SALES).invoice.due_date is None


def test_a_due_date_that_is_blank_is_none() -> None:
    content = edited(INVOICE, (">2026-04-01<", "> <"), ("Betaling binnen 30 dagen", "Direct"))

    assert read_ubl(content, direction=Direction.SALES).invoice.due_date is None


def test_of_several_instalments_the_first_due_date_counts() -> None:
    instalments = "".join(
        f"<cac:PaymentTerms><cbc:PaymentDueDate>{day}</cbc:PaymentDueDate></cac:PaymentTerms>"
        for day in ("2026-05-01", "2026-04-02")
    )
    content = edited(INVOICE, (DUE_DATE, ""), ("  <cac:PaymentTerms>", f"{instalments}<cac:PaymentTerms>"))

    assert read_ubl(content, direction=Direction.SALES).invoice.due_date == date(2026, 4, 2)


def test_a_date_may_carry_a_time_zone() -> None:
    content = edited(INVOICE, (">2026-03-02<", ">2026-03-02+01:00<"))

    assert read_ubl(content, direction=Direction.SALES).invoice.issue_date == date(2026, 3, 2)


def test_a_booking_is_called_by_the_references_it_is_searched_by() -> None:
    invoice = read_ubl(edited(INVOICE, OF_PROJECT), direction=Direction.SALES).invoice

    assert invoice.description == "Factuur 2026-0117, order 45-1180, project Winkel Zuilen"


def test_a_reference_that_says_there_is_none_is_passed_over() -> None:
    content = edited(INVOICE, ("45-1180", "NA"), OF_PROJECT)

    assert read_ubl(content, direction=Direction.SALES).invoice.description == (
        "Factuur 2026-0117, project Winkel Zuilen"
    )


def test_without_references_a_short_note_describes_the_booking() -> None:
    noted = (
        "  <cbc:DocumentCurrencyCode>",
        "<cbc:Note>#ADU#Werk in maart</cbc:Note><cbc:DocumentCurrencyCode>",
    )
    content = edited(INVOICE, *REFERENCES, noted)

    assert (
        read_ubl(content, direction=Direction.SALES).invoice.description == "Factuur 2026-0117, Werk in maart"
    )


def test_terms_and_conditions_do_not_describe_a_booking() -> None:
    noted = (
        "  <cbc:DocumentCurrencyCode>",
        f"<cbc:Note>{'Franco. ' * 20}</cbc:Note><cbc:DocumentCurrencyCode>",
    )
    content = edited(INVOICE, *REFERENCES, noted)

    assert read_ubl(content, direction=Direction.SALES).invoice.description == ""


def test_a_comment_within_an_amount_does_not_cut_it_short() -> None:
    content = edited(INVOICE, (">1397.75<", ">1397<!-- komma --><?druk af?>.75<"))

    assert read_ubl(content, direction=Direction.SALES).invoice.total_with_vat == Money.of("1397.75")


def test_amounts_may_be_written_with_more_zeros_and_a_sign() -> None:
    content = edited(INVOICE, (">1397.75<", ">+1397.7500<"))

    assert read_ubl(content, direction=Direction.SALES).invoice.total_with_vat == Money.of("1397.75")


def test_an_invoice_may_put_its_own_names_before_its_elements() -> None:
    content = INVOICE.replace("cbc:", "b:").replace("xmlns:cbc", "xmlns:b")
    content = content.replace("<Invoice xmlns=", "<i:Invoice xmlns:i=").replace("</Invoice>", "</i:Invoice>")

    assert read_ubl(content.encode(), direction=Direction.SALES).invoice.number == "2026-0117"


def test_two_sellers_with_the_same_number_are_two_invoices_and_neither_replaces_the_other() -> None:
    ours = read_ubl(INVOICE.encode(), direction=Direction.SALES)
    another = read_ubl(edited(INVOICE, ("87654321", "11223344")), direction=Direction.SALES)

    assert another.invoice.number == ours.invoice.number
    assert another.invoice_id != ours.invoice_id


def test_a_credit_note_never_takes_the_place_of_the_invoice_of_its_number() -> None:
    credit = edited(CREDIT_NOTE, ("<cbc:ID>C2026-0004<", "<cbc:ID>2026-0117<"))
    as_invoice = edited(INVOICE, ("TypeCode>380<", "TypeCode>381<"))

    for direction in Direction:
        invoice = read_ubl(INVOICE.encode(), direction=direction)
        named = {read_ubl(content, direction=direction).invoice_id for content in (credit, as_invoice)}
        assert len(named) == 1
        assert invoice.invoice_id not in named


def test_a_seller_without_any_number_leaves_the_invoice_its_number_alone() -> None:
    sale = read_ubl(edited(INVOICE, *WITHOUT_SELLER_NUMBERS), direction=Direction.SALES)

    assert sale.invoice_id == "ubl:2026-0117"
