"""What is missing, malformed or ambiguous keeps an invoice out, each with its place and its value."""

import pytest

from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.problem import Problem
from snelkoppeling.einvoice import EinvoiceError, read_ubl
from snelkoppeling.einvoice.nodes import MOST_PROBLEMS
from tests.unit.einvoice.documents import CREDIT_NOTE, INVOICE, edited

TOTALS = "LegalMonetaryTotal"
FIRST_VAT = "<cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent>"


def problems_of(content: bytes) -> list[Problem]:
    with pytest.raises(EinvoiceError) as refused:
        read_ubl(content, direction=Direction.SALES)
    return list(refused.value.problems)


def found_in(content: bytes) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.field, problem.value) for problem in problems_of(content)]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("  <cbc:ID>2026-0117</cbc:ID>\n", "ID"),
        ("  <cbc:IssueDate>2026-03-02</cbc:IssueDate>\n", "IssueDate"),
        ("  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>\n", "DocumentCurrencyCode"),
        (
            '    <cbc:TaxExclusiveAmount currencyID="EUR">1175.00</cbc:TaxExclusiveAmount>\n',
            f"{TOTALS}/TaxExclusiveAmount",
        ),
        (
            '    <cbc:TaxInclusiveAmount currencyID="EUR">1397.75</cbc:TaxInclusiveAmount>\n',
            f"{TOTALS}/TaxInclusiveAmount",
        ),
        ('    <cbc:PayableAmount currencyID="EUR">1397.75</cbc:PayableAmount>\n', f"{TOTALS}/PayableAmount"),
        ('    <cbc:TaxAmount currencyID="EUR">222.75</cbc:TaxAmount>\n', "TaxTotal/TaxAmount"),
        (
            '      <cbc:TaxableAmount currencyID="EUR">200.00</cbc:TaxableAmount>\n',
            "TaxTotal/TaxSubtotal[2]/TaxableAmount",
        ),
        (
            '      <cbc:TaxAmount currencyID="EUR">18.00</cbc:TaxAmount>\n',
            "TaxTotal/TaxSubtotal[2]/TaxAmount",
        ),
        (
            '    <cbc:LineExtensionAmount currencyID="EUR">200.00</cbc:LineExtensionAmount>\n',
            "InvoiceLine[2]/LineExtensionAmount",
        ),
        ('    <cbc:Amount currencyID="EUR">50.00</cbc:Amount>\n', "AllowanceCharge[1]/Amount"),
        ("    <cbc:ChargeIndicator>true</cbc:ChargeIndicator>\n", "AllowanceCharge[2]/ChargeIndicator"),
        ("<cbc:Percent>21.0</cbc:Percent>", "AllowanceCharge[2]/TaxCategory/Percent"),
    ],
)
def test_an_element_that_is_missing_is_named_with_its_place(text: str, field: str) -> None:
    assert ("ubl-element-missing", field, "") in found_in(edited(INVOICE, (text, "")))


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("cac:InvoiceLine", "InvoiceLine"),
        ("cac:LegalMonetaryTotal", "LegalMonetaryTotal"),
        ("cac:TaxTotal", "TaxTotal/TaxSubtotal"),
        ("cac:AccountingCustomerParty", "AccountingCustomerParty/Party"),
        ("cac:ClassifiedTaxCategory", "InvoiceLine[1]/Item/ClassifiedTaxCategory"),
        ("cac:TaxCategory", "AllowanceCharge[1]/TaxCategory"),
    ],
)
def test_a_group_that_is_missing_is_named_with_its_place(name: str, field: str) -> None:
    content = edited(INVOICE, (f"<{name}>", "<cac:Nothing>"), (f"</{name}>", "</cac:Nothing>"))

    assert ("ubl-element-missing", field) in [found[:2] for found in found_in(content)]


def test_a_customer_without_any_name_is_a_problem() -> None:
    content = edited(
        INVOICE,
        ("<cbc:RegistrationName>Bakkerij De Halm B.V.</cbc:RegistrationName>", ""),
        ("<cbc:Name>De Halm</cbc:Name>", "<cbc:Name> </cbc:Name>"),
    )

    assert found_in(content) == [
        ("ubl-element-missing", "AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName", "")
    ]


@pytest.mark.parametrize(
    ("old", "field"),
    [
        ("  <cbc:ID>2026-0117</cbc:ID>\n", "ID"),
        ("  <cbc:IssueDate>2026-03-02</cbc:IssueDate>\n", "IssueDate"),
        ('    <cbc:PayableAmount currencyID="EUR">1397.75</cbc:PayableAmount>\n', f"{TOTALS}/PayableAmount"),
        (
            '    <cbc:LineExtensionAmount currencyID="EUR">1000.00</cbc:LineExtensionAmount>\n',
            "InvoiceLine[1]/LineExtensionAmount",
        ),
        ("<cbc:Percent>21.0</cbc:Percent>", "AllowanceCharge[2]/TaxCategory/Percent"),
    ],
)
def test_what_may_stand_once_is_a_problem_when_it_stands_twice(old: str, field: str) -> None:
    assert found_in(edited(INVOICE, (old, old + old))) == [("ubl-element-repeated", field, "2")]


def test_two_vat_categories_on_a_line_are_a_problem() -> None:
    category = "<cac:ClassifiedTaxCategory>"
    content = edited(
        INVOICE, (category, f"{category}<cbc:ID>Z</cbc:ID></cac:ClassifiedTaxCategory>{category}")
    )

    assert found_in(content) == [
        ("ubl-element-repeated", "InvoiceLine[1]/Item/ClassifiedTaxCategory", "2"),
        ("ubl-element-repeated", "InvoiceLine[2]/Item/ClassifiedTaxCategory", "2"),
    ]


def test_two_vat_breakdowns_in_the_same_currency_are_a_problem() -> None:
    start = INVOICE.index("  <cac:TaxTotal>")
    end = INVOICE.index("  <cac:LegalMonetaryTotal>")
    content = INVOICE[:end] + INVOICE[start:end] + INVOICE[end:]

    assert found_in(content.encode()) == [("ubl-element-repeated", "TaxTotal", "2")]


@pytest.mark.parametrize(
    "text",
    [
        "1.397,75",
        "1397,75",
        "",
        "-",
        ".",
        "1e3",
        "NaN",
        "Infinity",
        "١٢٣",
        "1 397.75",
        "1" * 14,
        "€ 5",
        "0x1F",
    ],
)
def test_what_is_no_amount_is_named_with_its_place_and_value(text: str) -> None:
    content = edited(
        INVOICE, ('InclusiveAmount currencyID="EUR">1397.75<', f'InclusiveAmount currencyID="EUR">{text}<')
    )

    assert found_in(content) == [("ubl-not-an-amount", f"{TOTALS}/TaxInclusiveAmount", text)]


def test_a_fraction_of_a_cent_is_not_rounded_silently() -> None:
    content = edited(INVOICE, (">1000.00<", ">999.9951<"))

    problems = problems_of(content)

    assert [(problem.code, problem.field, problem.value) for problem in problems] == [
        ("ubl-fraction-of-cent", "InvoiceLine[1]/LineExtensionAmount", "999.9951")
    ]
    assert problems[0].nl.startswith("InvoiceLine[1]/LineExtensionAmount is 999.9951: meer dan twee cijfers")
    assert problems[0].en.startswith("InvoiceLine[1]/LineExtensionAmount is 999.9951: more than two decimals")


def test_an_amount_in_another_currency_is_a_problem() -> None:
    content = edited(INVOICE, ('currencyID="EUR">18.00<', 'currencyID="USD">18.00<'))

    assert found_in(content) == [("ubl-amount-in-other-currency", "TaxTotal/TaxSubtotal[2]/TaxAmount", "USD")]


@pytest.mark.parametrize("text", ["euro", "eur", "EU", "€"])
def test_a_currency_is_a_code_of_three_letters(text: str) -> None:
    content = edited(INVOICE, ("Code>EUR<", f"Code>{text}<"), (' currencyID="EUR"', ""))

    assert found_in(content) == [("ubl-currency-invalid", "DocumentCurrencyCode", text)]


@pytest.mark.parametrize(
    "text", ["02-03-2026", "2026-02-30", "20260302", "2026-3-2", "gisteren", "2026-03-02T10:00:00"]
)
def test_what_is_no_date_is_named_with_its_place_and_value(text: str) -> None:
    issue = edited(INVOICE, (">2026-03-02<", f">{text}<"))
    due = edited(INVOICE, (">2026-04-01<", f">{text}<"))

    assert found_in(issue) == [("ubl-not-a-date", "IssueDate", text)]
    assert found_in(due) == [("ubl-not-a-date", "DueDate", text)]


@pytest.mark.parametrize("text", ["21%", "-21", "101", "0,21", "hoog", "1e1"])
def test_what_is_no_percentage_is_named_with_its_place_and_value(text: str) -> None:
    content = edited(INVOICE, ("<cbc:Percent>21.0<", f"<cbc:Percent>{text}<"))

    assert found_in(content) == [("ubl-not-a-percentage", "AllowanceCharge[2]/TaxCategory/Percent", text)]


@pytest.mark.parametrize("code", ["AA", "B", "hoog"])
def test_an_unknown_vat_category_is_named_with_its_place_and_value(code: str) -> None:
    content = edited(
        INVOICE, ("<cbc:ID>S</cbc:ID><cbc:Percent>21.0<", f"<cbc:ID>{code}</cbc:ID><cbc:Percent>21.0<")
    )

    assert found_in(content) == [
        ("ubl-vat-category-unknown", "AllowanceCharge[2]/TaxCategory/ID", code.upper())
    ]


def test_a_vat_category_without_a_code_is_missing_only_once() -> None:
    content = edited(INVOICE, ("<cbc:ID>S</cbc:ID><cbc:Percent>21.0<", "<cbc:ID/><cbc:Percent>21.0<"))

    assert found_in(content) == [("ubl-element-missing", "AllowanceCharge[2]/TaxCategory/ID", "")]


def test_a_charge_indicator_is_true_or_false() -> None:
    content = edited(INVOICE, ("Indicator>true<", "Indicator>ja<"))

    assert found_in(content) == [("ubl-not-yes-or-no", "AllowanceCharge[2]/ChargeIndicator", "ja")]


def test_an_amount_due_that_does_not_follow_from_the_total_is_a_problem() -> None:
    content = edited(
        INVOICE, ('PayableAmount currencyID="EUR">1397.75<', 'PayableAmount currencyID="EUR">1000.00<')
    )

    problems = problems_of(content)

    assert [(problem.code, problem.value) for problem in problems] == [("ubl-payable-differs", "1000.00")]
    assert "1.397,75" in problems[0].nl


@pytest.mark.parametrize("code", ["384", "386", "389", "326", "factuur"])
def test_a_document_of_another_type_is_refused(code: str) -> None:
    content = edited(INVOICE, ("TypeCode>380<", f"TypeCode>{code}<"))

    assert found_in(content) == [("ubl-type-not-supported", "InvoiceTypeCode", code)]


def test_a_credit_note_that_says_it_is_an_invoice_is_refused() -> None:
    content = edited(CREDIT_NOTE, ("TypeCode>381<", "TypeCode>380<"))

    assert found_in(content) == [("ubl-type-contradicts", "CreditNoteTypeCode", "380")]


def test_a_number_of_unusual_length_is_no_invoice_number() -> None:
    content = edited(INVOICE, (">2026-0117<", f">{'7' * 101}<"))

    assert [found[:2] for found in found_in(content)] == [("ubl-number-too-long", "ID")]


@pytest.mark.parametrize(
    ("root", "name"),
    [
        ('<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>', "Order"),
        ("<CrossIndustryInvoice/>", "CrossIndustryInvoice"),
        ("<Invoice/>", "Invoice"),
        ("<ubl:Invoice/>", "Invoice"),
        ('<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"/>', "Invoice"),
        ("<html><body/></html>", "html"),
    ],
)
def test_another_kind_of_document_is_named(root: str, name: str) -> None:
    assert found_in(root.encode()) == [("ubl-other-document", "", name)]


def test_all_problems_are_told_at_once() -> None:
    content = edited(
        INVOICE, (">2026-03-02<", ">maart<"), (">18.00<", ">18,00<"), ("TypeCode>380<", "TypeCode>384<")
    )

    assert [found[0] for found in found_in(content)] == [
        "ubl-type-not-supported",
        "ubl-not-a-date",
        "ubl-not-an-amount",
    ]


def test_after_many_problems_it_says_that_there_are_more() -> None:
    line = INVOICE[INVOICE.index("  <cac:InvoiceLine>") : INVOICE.index("</Invoice>")]
    broken = line.replace(">1000.00<", ">?<") * (MOST_PROBLEMS + 10)
    problems = problems_of(edited(INVOICE, ("</Invoice>", f"{broken}</Invoice>")))

    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1].code == "ubl-more-problems"


def test_the_error_says_what_is_wrong() -> None:
    with pytest.raises(EinvoiceError, match="The file lacks IssueDate"):
        read_ubl(
            edited(INVOICE, ("  <cbc:IssueDate>2026-03-02</cbc:IssueDate>\n", "")), direction=Direction.SALES
        )
