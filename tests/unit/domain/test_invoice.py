from decimal import Decimal
from typing import Any

import pytest

from snelkoppeling.domain.invoice import (
    Invoice,
    InvoiceLine,
    VatSubtotal,
    totals_problems,
    vat_amount_problems,
)
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.vat import VatCategory
from tests.factories import a_line, an_invoice

S, E = VatCategory.STANDARD, VatCategory.EXEMPT


def a_row(base: str, vat: str, *, rate: str = "21", category: VatCategory = S) -> VatSubtotal:
    return VatSubtotal(
        vat_category=category, vat_rate=Decimal(rate), taxable_amount=Money.of(base), vat_amount=Money.of(vat)
    )


def invoiced(lines: list[InvoiceLine], rows: list[VatSubtotal], **fields: Any) -> Invoice:
    net = Money.total(line.net_amount for line in lines)
    vat = Money.total(row.vat_amount for row in rows)
    totals: dict[str, Any] = {
        "total_without_vat": net,
        "total_vat": vat,
        "total_with_vat": net + vat,
        **fields,
    }
    return an_invoice(lines=tuple(lines), vat_breakdown=tuple(rows), **totals)


def codes(invoice: Invoice) -> list[str]:
    return [problem.code for problem in totals_problems(invoice)]


def test_an_invoice_that_adds_up_has_no_problems() -> None:
    invoice = invoiced(
        [
            a_line("100.00"),
            a_line("-20.00"),
            a_line("50.00", rate="9.00"),
            a_line("10.00", rate="0", vat_category=E),
        ],
        [
            a_row("80.00", "16.80", rate="21.0"),
            a_row("50.00", "4.50", rate="9"),
            a_row("10.00", "0.00", rate="0", category=E),
        ],
    )

    assert totals_problems(invoice) == []
    assert vat_amount_problems(invoice) == []


def test_a_category_may_take_several_rows_of_the_breakdown() -> None:
    invoice = invoiced([a_line("100.00")], [a_row("60.00", "12.60"), a_row("40.00", "8.40")])

    assert totals_problems(invoice) == []


def test_a_cent_of_difference_is_shown_and_not_corrected() -> None:
    invoice = an_invoice(total_without_vat=Money.of("100.01"))

    problems = totals_problems(invoice)

    assert [(problem.code, problem.field, problem.value) for problem in problems] == [
        ("lines-differ-from-total", "total_without_vat", "100.01"),
        ("total-does-not-add-up", "total_with_vat", "121.00"),
    ]
    assert "(verschil 0,01)" in problems[0].nl
    assert "(difference -0.01)" in problems[1].en


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"total_vat": Money.of("21.01")}, ["vat-differs-from-total", "total-does-not-add-up"]),
        ({"total_with_vat": Money.of("121.01")}, ["total-does-not-add-up"]),
        ({"vat_breakdown": ()}, ["vat-differs-from-total", "vat-base-differs"]),
        ({"lines": ()}, ["lines-differ-from-total", "vat-base-differs"]),
        ({"lines": (a_line("100.00", rate="9"),)}, ["vat-base-differs", "vat-base-differs"]),
        (
            {"lines": (a_line("100.00", vat_category=VatCategory.ZERO_RATED),)},
            ["vat-base-differs", "vat-base-differs"],
        ),
    ],
)
def test_each_contradiction_has_its_own_problem(fields: dict[str, Any], expected: list[str]) -> None:
    assert codes(an_invoice(**fields)) == expected


def test_a_row_of_nothing_contradicts_nothing() -> None:
    invoice = invoiced([a_line("100.00")], [a_row("100.00", "21.00"), a_row("0.00", "0.00", rate="9")])

    assert totals_problems(invoice) == []
    assert vat_amount_problems(invoice) == []


@pytest.mark.parametrize("vat", ["20.97", "20.98", "21.00", "21.02", "21.03"])
def test_a_cent_a_line_is_rounding(vat: str) -> None:
    lines = [a_line("33.33"), a_line("33.33"), a_line("33.34")]

    assert vat_amount_problems(invoiced(lines, [a_row("100.00", vat)])) == []


@pytest.mark.parametrize("vat", ["20.96", "21.04", "0.00", "-21.00", "9.00"])
def test_more_than_a_cent_a_line_is_not(vat: str) -> None:
    lines = [a_line("33.33"), a_line("33.33"), a_line("33.34")]
    problems = vat_amount_problems(invoiced(lines, [a_row("100.00", vat)]))

    assert [(problem.code, problem.value) for problem in problems] == [("vat-amount-implausible", vat)]
    assert "21% over 100,00: dat is 21,00" in problems[0].nl


def test_lines_of_zero_and_of_other_rates_allow_no_rounding() -> None:
    lines = [a_line("100.00"), a_line("0.00"), a_line("0.00"), a_line("5.00", rate="9")]
    invoice = invoiced(lines, [a_row("100.00", "21.02"), a_row("5.00", "0.45", rate="9")])

    assert [problem.value for problem in vat_amount_problems(invoice)] == ["21.02"]


def test_a_vat_amount_without_any_line_is_implausible_to_the_cent() -> None:
    invoice = invoiced([a_line("100.00")], [a_row("100.00", "21.00"), a_row("0.00", "0.01", rate="9")])

    assert [problem.value for problem in vat_amount_problems(invoice)] == ["0.01"]


def test_negative_amounts_are_compared_alike() -> None:
    invoice = invoiced([a_line("-100.00")], [a_row("-100.00", "-21.01")])

    assert totals_problems(invoice) == []
    assert vat_amount_problems(invoice) == []
