from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from snelkoppeling.domain.booking import Booking, VatEntry
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.ledger import AccountPurpose, LedgerAccount, LedgerRule, LedgerRules
from snelkoppeling.domain.money import ZERO, Money
from snelkoppeling.domain.policy import PostingRules
from snelkoppeling.domain.posting import PostingError, post
from snelkoppeling.domain.problem import Problem
from snelkoppeling.domain.vat import VatCategory, VatEntryKind, VatKind
from tests.factories import a_line, an_invoice
from tests.unit.domain.books import (
    CUSTOMER,
    HIGH,
    STANDARD_RULES,
    UNTAXED,
    a_chart,
    an_account,
    invoiced,
    untaxed,
)

S = VatCategory.STANDARD


def posted(invoice: Invoice, rules: PostingRules = STANDARD_RULES) -> Booking:
    return post(invoice, CUSTOMER, rules)


def problems_of(invoice: Invoice, rules: PostingRules = STANDARD_RULES) -> list[Problem]:
    with pytest.raises(PostingError) as refused:
        post(invoice, CUSTOMER, rules)
    return refused.value.problems


def codes(invoice: Invoice, rules: PostingRules = STANDARD_RULES) -> list[str]:
    return [problem.code for problem in problems_of(invoice, rules)]


def with_account(account: LedgerAccount) -> PostingRules:
    accounts = {**STANDARD_RULES.chart.accounts, account.number: account}
    return replace(STANDARD_RULES, chart=a_chart(*accounts.values()))


def test_an_invoice_becomes_a_booking_with_its_own_cents() -> None:
    booking = posted(invoiced(a_line("100.00"), a_line("50.05", rate="9"), a_line("-10.00")))

    assert booking.invoice_number == "2026-0001"
    assert booking.invoice_date == date(2026, 3, 2)
    assert booking.counterparty == CUSTOMER.books_id
    assert booking.total == Money.of("163.45")
    assert [(line.account.number, str(line.net_amount), line.vat_kind) for line in booking.lines] == [
        (8200, "100.00", VatKind.HIGH),
        (8210, "50.05", VatKind.LOW),
        (8200, "-10.00", VatKind.HIGH),
    ]
    assert booking.vat_entries == (
        VatEntry(kind=VatEntryKind.SALES_HIGH, amount=Money.of("18.90")),
        VatEntry(kind=VatEntryKind.SALES_LOW, amount=Money.of("4.50")),
    )


def test_vat_is_booked_as_the_invoice_rounded_it() -> None:
    invoice = invoiced(a_line("0.10"), a_line("0.10"))
    per_line = replace(
        invoice,
        vat_breakdown=(replace(invoice.vat_breakdown[0], vat_amount=Money.of("0.04")),),
        total_vat=Money.of("0.04"),
        total_with_vat=Money.of("0.24"),
    )

    assert posted(per_line).vat_entries == (VatEntry(kind=VatEntryKind.SALES_HIGH, amount=Money.of("0.04")),)


@pytest.mark.parametrize(
    ("category", "account", "kinds"),
    [
        (VatCategory.ZERO_RATED, 8240, []),
        (VatCategory.EXEMPT, 8240, []),
        (VatCategory.REVERSE_CHARGE, 8250, [VatEntryKind.SALES_REVERSE_CHARGE]),
    ],
)
def test_each_reason_for_no_vat_goes_to_its_own_account(
    category: VatCategory, account: int, kinds: list[VatEntryKind]
) -> None:
    booking = posted(invoiced(untaxed("100.00", category)))

    assert [(line.account.number, line.vat_kind) for line in booking.lines] == [(account, VatKind.NONE)]
    assert [(entry.kind, entry.amount) for entry in booking.vat_entries] == [(kind, ZERO) for kind in kinds]


def test_a_third_rate_is_booked_as_other() -> None:
    booking = posted(invoiced(a_line("100.00", rate="5")))

    assert [line.account.number for line in booking.lines] == [8220]
    assert booking.vat_entries == (VatEntry(kind=VatEntryKind.SALES_OTHER, amount=Money.of(5)),)


def test_the_rate_of_the_invoice_date_counts() -> None:
    invoice = invoiced(a_line("100.00", rate="6"), issue_date=date(2018, 12, 31), due_date=None)

    assert [line.vat_kind for line in posted(invoice).lines] == [VatKind.LOW]


def test_lines_of_zero_are_left_out() -> None:
    booking = posted(invoiced(a_line("100.00"), a_line("0.00"), a_line("0.00", rate="9")))

    assert len(booking.lines) == 1
    assert [entry.kind for entry in booking.vat_entries] == [VatEntryKind.SALES_HIGH]


def test_lines_that_cancel_out_keep_their_vat_entry() -> None:
    booking = posted(invoiced(a_line("100.00"), a_line("50.00", rate="9"), a_line("-50.00", rate="9")))

    assert VatEntry(kind=VatEntryKind.SALES_LOW, amount=ZERO) in booking.vat_entries


def test_exempt_lines_may_stand_beside_taxed_ones() -> None:
    booking = posted(invoiced(a_line("100.00"), untaxed("50.00", VatCategory.EXEMPT)))

    assert [line.account.number for line in booking.lines] == [8200, 8240]
    assert [entry.kind for entry in booking.vat_entries] == [VatEntryKind.SALES_HIGH]


def test_reverse_charge_cannot_stand_beside_other_vat() -> None:
    assert codes(invoiced(a_line("100.00"), untaxed("50.00", VatCategory.REVERSE_CHARGE))) == [
        "reverse-charge-mixed"
    ]


def test_a_reverse_charge_of_nothing_does_not_stand_in_the_way() -> None:
    booking = posted(invoiced(a_line("100.00"), untaxed("0.00", VatCategory.REVERSE_CHARGE)))

    assert [entry.kind for entry in booking.vat_entries] == [VatEntryKind.SALES_HIGH]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"currency": "USD"}, "currency-not-euro"),
        ({"rounding_amount": Money.of("-0.01")}, "rounding-without-account"),
        ({"number": "F" * 26}, "invoice-number-too-long"),
    ],
)
def test_what_cannot_be_booked_as_it_is_is_explained(fields: dict[str, Any], code: str) -> None:
    assert codes(an_invoice(**fields)) == [code]


def test_an_invoice_number_of_25_characters_is_booked() -> None:
    assert posted(an_invoice(number="F" * 25)).invoice_number == "F" * 25


def test_figures_that_contradict_each_other_are_not_booked() -> None:
    assert codes(an_invoice(total_with_vat=Money.of("121.01"))) == ["total-does-not-add-up"]


def test_an_implausible_vat_amount_is_not_booked() -> None:
    invoice = an_invoice(
        vat_breakdown=(replace(an_invoice().vat_breakdown[0], vat_amount=Money.of("9.00")),),
        total_vat=Money.of("9.00"),
        total_with_vat=Money.of("109.00"),
    )

    assert codes(invoice) == ["vat-amount-implausible"]


@pytest.mark.parametrize("category", [VatCategory.EXEMPT, VatCategory.REVERSE_CHARGE])
def test_a_vat_amount_on_what_has_no_vat_is_not_booked(category: VatCategory) -> None:
    invoice = invoiced(untaxed("100.00", category))
    taxed = replace(
        invoice,
        vat_breakdown=(replace(invoice.vat_breakdown[0], vat_amount=Money.of("0.01")),),
        total_vat=Money.of("0.01"),
        total_with_vat=Money.of("100.01"),
    )

    assert codes(taxed) == ["vat-on-untaxed"]


def test_a_vat_amount_of_an_unknown_rate_on_lines_of_zero_is_not_booked() -> None:
    invoice = invoiced(untaxed("100.00", VatCategory.EXEMPT), a_line("0.00", rate="25"))
    exempt, unknown = invoice.vat_breakdown
    taxed = replace(
        invoice,
        vat_breakdown=(exempt, replace(unknown, vat_amount=Money.of("0.01"))),
        total_vat=Money.of("0.01"),
        total_with_vat=Money.of("100.01"),
    )

    assert codes(taxed) == ["vat-amount-implausible"]


def test_an_invoice_of_nothing_is_not_booked() -> None:
    assert codes(invoiced(a_line("0.00"))) == ["nothing-to-book"]


@pytest.mark.parametrize(("rate", "shown"), [("25", "25"), ("6.0", "6"), ("0", "0")])
def test_a_rate_that_the_books_do_not_know_is_not_booked(rate: str, shown: str) -> None:
    problems = problems_of(invoiced(a_line("100.00", rate=rate)))

    assert [(problem.code, problem.field, problem.value) for problem in problems] == [
        ("vat-rate-unknown", "lines[0].vat_rate", shown)
    ]
    assert "(wel: 21%, 9%, 5%)" in problems[0].nl


def test_without_any_rate_on_the_date_none_is_named() -> None:
    problems = problems_of(invoiced(a_line("100.00"), issue_date=date(1999, 12, 31), due_date=None))

    assert problems[0].code == "vat-rate-unknown"
    assert "(wel: –)" in problems[0].nl


def test_a_rate_on_a_category_without_one_is_not_booked() -> None:
    invoice = invoiced(a_line("100.00", rate="21", vat_category=VatCategory.EXEMPT))

    assert codes(invoice) == ["vat-on-untaxed", "vat-rate-on-untaxed"]


@pytest.mark.parametrize(
    ("category", "rate"), [(VatCategory.CANARY_ISLANDS, "7"), (VatCategory.CEUTA_MELILLA, "10")]
)
def test_the_taxes_of_spanish_territories_are_explained(category: VatCategory, rate: str) -> None:
    problems = problems_of(invoiced(a_line("100.00", rate=rate, vat_category=category)))

    assert [(problem.code, problem.field) for problem in problems] == [
        ("spanish-territory-tax", "lines[0].vat_category")
    ]


def test_the_crm_may_choose_the_account_of_a_line() -> None:
    chosen = an_account(8205, AccountPurpose.SALES_HIGH, VatKind.HIGH)

    booking = posted(invoiced(a_line("100.00", account_number=8205)), with_account(chosen))

    assert [line.account for line in booking.lines] == [chosen]


def test_a_ledger_rule_may_choose_the_account_of_a_line() -> None:
    chosen = an_account(8205, AccountPurpose.SALES_HIGH, VatKind.HIGH)
    rules = replace(
        with_account(chosen),
        ledger_rules=LedgerRules(
            rules=(LedgerRule(account_number=8205, revenue_group="Koffie"),),
            defaults=STANDARD_RULES.ledger_rules.defaults,
        ),
    )

    booking = posted(invoiced(a_line("100.00", revenue_group="Koffie"), a_line("1.00")), rules)

    assert [line.account.number for line in booking.lines] == [8205, 8200]


def test_an_account_that_does_not_say_which_vat_it_takes_takes_any() -> None:
    silent = replace(HIGH, vat_kinds=frozenset())

    assert [line.account for line in posted(an_invoice(), with_account(silent)).lines] == [silent]


@pytest.mark.parametrize(
    ("account", "code", "field"),
    [
        (replace(HIGH, is_active=False), "account-inactive", "lines[0].account_number"),
        (replace(HIGH, requires_cost_centre=True), "account-needs-cost-centre", "lines[0].project"),
        (replace(HIGH, purpose=AccountPurpose.SALES_LOW), "account-wrong-purpose", "lines[0].account_number"),
        (replace(HIGH, purpose=AccountPurpose.ELSE), "account-wrong-purpose", "lines[0].account_number"),
        (replace(HIGH, vat_kinds=frozenset({VatKind.LOW})), "account-refuses-vat", "lines[0].vat_rate"),
    ],
)
def test_an_account_that_cannot_hold_a_line_is_explained(
    account: LedgerAccount, code: str, field: str
) -> None:
    problems = problems_of(an_invoice(), with_account(account))

    assert [(problem.code, problem.field) for problem in problems] == [(code, field)]


def test_an_account_that_does_not_exist_is_explained() -> None:
    problems = problems_of(invoiced(a_line("100.00"), a_line("1.00", account_number=9999)))

    assert [(problem.code, problem.field, problem.value) for problem in problems] == [
        ("account-not-found", "lines[1].account_number", "9999")
    ]


def test_a_case_without_an_account_is_explained() -> None:
    rules = replace(STANDARD_RULES, ledger_rules=LedgerRules())

    problems = problems_of(invoiced(a_line("100.00", revenue_group="Koffie")), rules)

    assert [(problem.code, problem.value) for problem in problems] == [("no-account-for-case", "Koffie")]
    assert "omzet met btw hoog" in problems[0].nl


def test_all_problems_are_told_at_once() -> None:
    invoice = invoiced(
        a_line("100.00", rate="25"),
        untaxed("1.00", VatCategory.OUT_OF_SCOPE),
        currency="USD",
        number="F" * 26,
    )

    with pytest.raises(PostingError, match="USD") as refused:
        posted(invoice)

    assert [problem.code for problem in refused.value.problems] == [
        "invoice-number-too-long",
        "currency-not-euro",
        "vat-rate-unknown",
        "out-of-scope-held",
    ]


@pytest.mark.parametrize(
    ("due", "days"),
    [
        (None, None),
        (date(2026, 3, 2), 0),
        (date(2026, 4, 1), 30),
        (date(2026, 2, 1), 0),
        (date(2036, 3, 2), 999),
    ],
)
def test_the_due_date_becomes_a_payment_term(due: date | None, days: int | None) -> None:
    assert posted(an_invoice(due_date=due)).payment_term_days == days


def test_a_booking_is_called_by_the_description_or_else_by_the_number() -> None:
    assert posted(an_invoice(description="Onderhoud maart")).description == "Onderhoud maart"
    assert posted(an_invoice(description="")).description == "Factuur 2026-0001"


def test_texts_that_are_too_long_for_the_books_are_cut_visibly() -> None:
    booking = posted(
        replace(
            invoiced(a_line("100.00", description="r" * 251), a_line("1.00", description="r" * 250)),
            description="o" * 300,
        )
    )

    assert booking.description == "o" * 249 + "…"
    assert [line.description for line in booking.lines] == ["r" * 249 + "…", "r" * 250]


def test_exempt_and_zero_rated_lines_go_to_the_same_account() -> None:
    invoice = invoiced(untaxed("10.00", VatCategory.EXEMPT), untaxed("5.00", VatCategory.ZERO_RATED))

    assert [line.account for line in posted(invoice).lines] == [UNTAXED, UNTAXED]
