"""Details of posting that no single case of VAT shows."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from snelkoppeling.domain.counterparty import Counterparty
from snelkoppeling.domain.identity import BooksId, ExternalId
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.ledger import AccountPurpose, LedgerRule, LedgerRules, VatCase
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.policy import (
    CompanyFacts,
    ForeignRate,
    LongNumbers,
    PostingPolicy,
    PostingRules,
    ReverseChargeForm,
)
from snelkoppeling.domain.posting import PostingError, booked_number, post
from snelkoppeling.domain.posting.lines import MOST_DECIDED
from snelkoppeling.domain.vat import VatCategory, VatKind, VatRate, VatTable
from tests.factories import a_line, an_invoice
from tests.unit.domain.booking_cases.reading import CHART, VAT_TABLE
from tests.unit.domain.books import CUSTOMER, STANDARD_RULES, a_chart, an_account, invoiced, untaxed

BELGIAN = Counterparty(BooksId("books-1"), ExternalId("R1"), "BE", "BE0428759497")
BELGIAN_PRIVATE = Counterparty(BooksId("books-1"), ExternalId("R1"), "BE", None)
K = VatCategory.INTRA_COMMUNITY


def rules_with(**fields: Any) -> PostingRules:
    given = {"chart": CHART, "vat_table": VAT_TABLE, "ledger_rules": LedgerRules(), **fields}
    return PostingRules(**given)


def codes(*arguments: Any) -> list[str]:
    with pytest.raises(PostingError) as refused:
        post(*arguments)
    return [problem.code for problem in refused.value.problems]


def test_a_look_up_knows_the_number_without_posting() -> None:
    policy = PostingPolicy(year_prefix_sales=True, long_numbers=LongNumbers.SHORTEN)

    assert booked_number(an_invoice(number="7"), CUSTOMER, policy=policy) == "2026-7"
    assert booked_number(an_invoice(number="F" * 40), CUSTOMER, policy=policy) == "…" + "F" * 24
    assert booked_number(an_invoice(number="F" * 40), CUSTOMER, policy=PostingPolicy()) == "F" * 40


@pytest.mark.parametrize(
    ("number", "booked_as", "policy"),
    [
        ("A-77", "R1-A-77", PostingPolicy(supplier_in_number=True)),
        ("A-77", "2025-R1-A-77", PostingPolicy(supplier_in_number=True, year_prefix_purchases=True)),
        ("A-77", "A-77", PostingPolicy(supplier_in_number=True)),
        ("A-77", "1044-A-77", PostingPolicy()),
        ("F" * 40, "…" + "F" * 24, PostingPolicy(supplier_in_number=True)),
        ("F" * 23, "…-" + "F" * 23, PostingPolicy()),
    ],
)
def test_a_number_stays_what_it_is_in_the_books(number: str, booked_as: str, policy: PostingPolicy) -> None:
    supplier = replace(CUSTOMER, number="1044")
    invoice = an_invoice(number, direction=Direction.PURCHASE, due_date=None)

    assert booked_number(invoice, supplier, policy=policy, booked_as=booked_as) == booked_as


@pytest.mark.parametrize("booked_as", ["2026-76", "177", "…99", "", "-"])
def test_another_number_of_the_document_makes_another_in_the_books(booked_as: str) -> None:
    policy = PostingPolicy(year_prefix_sales=True)

    assert booked_number(an_invoice("77"), CUSTOMER, policy=policy, booked_as=booked_as) == "2026-77"


def test_a_number_of_nothing_is_not_taken_from_the_books() -> None:
    assert booked_number(an_invoice(" "), CUSTOMER, policy=PostingPolicy(), booked_as="7- ") == " "


def test_an_invoice_number_of_nothing_is_refused() -> None:
    assert codes(an_invoice(number="  "), CUSTOMER, STANDARD_RULES) == ["invoice-number-empty"]


def test_a_voucher_that_does_not_fit_is_refused() -> None:
    assert codes(an_invoice(voucher="V" * 26), CUSTOMER, STANDARD_RULES) == ["voucher-too-long"]


def test_the_full_number_is_not_repeated_in_a_description_that_has_it() -> None:
    rules = replace(STANDARD_RULES, policy=PostingPolicy(long_numbers=LongNumbers.SHORTEN))

    assert post(an_invoice(number="F" * 40), CUSTOMER, rules).description == "Factuur " + "F" * 40


def test_what_a_bookkeeper_must_know_stays_at_the_end_of_a_long_description() -> None:
    invoice = an_invoice(description="x" * 300, original_currency="USD", prepaid_amount=Money.of(1))

    booking = post(invoice, CUSTOMER, STANDARD_RULES)

    assert booking.description.endswith("x… (oorspronkelijk USD) (vooruitbetaald 1,00)")
    assert len(booking.description) == 250


def test_descriptions_of_several_lines_stand_on_one() -> None:
    invoice = replace(invoiced(a_line(description="Advies\r\n\tin  maart\n")), description="Maart\n2026")

    booking = post(invoice, CUSTOMER, STANDARD_RULES)

    assert (booking.description, booking.lines[0].description) == ("Maart 2026", "Advies in maart")


@pytest.mark.parametrize("description", ["", " \n"])
def test_a_description_of_nothing_is_the_number_of_the_invoice(description: str) -> None:
    booking = post(an_invoice(description=description), CUSTOMER, STANDARD_RULES)

    assert booking.description == "Factuur 2026-0001"


def test_a_line_with_a_long_description_is_cut_visibly() -> None:
    booking = post(invoiced(a_line(description="x" * 251)), CUSTOMER, STANDARD_RULES)

    assert booking.lines[0].description == "x" * 249 + "…"
    assert [note.code for note in booking.notes] == ["text-shortened"]


def test_an_amount_that_cannot_be_reckoned_with_is_refused_before_anything_else() -> None:
    invoice = invoiced(a_line("1000000000000000.00"), number="F" * 26)

    assert codes(invoice, CUSTOMER, STANDARD_RULES) == ["invoice-number-too-long", "amount-too-large"]


@pytest.mark.parametrize("rate", ["101", "-1", "NaN", "sNaN", "Infinity"])
def test_a_rate_that_is_none_is_refused(rate: str) -> None:
    invoice = an_invoice(lines=(replace(a_line(), vat_rate=Decimal(rate)),))

    assert codes(invoice, CUSTOMER, STANDARD_RULES) == ["vat-rate-impossible"]


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        (LedgerRule(account_number=8310, case=VatCase.EU_GOODS, item_class="a"), None),
        (LedgerRule(account_number=8310, case=VatCase.EU_SERVICES, item_class="a"), 8310),
        (LedgerRule(account_number=8310), None),
        (LedgerRule(account_number=8310, item_class="b"), None),
        (LedgerRule(account_number=8310, item_class="a"), 8310),
        (LedgerRule(account_number=8310, relation=ExternalId("R1")), 8310),
    ],
)
def test_only_a_rule_that_singles_a_line_out_tells_goods_from_services(
    rule: LedgerRule, number: int | None
) -> None:
    rules = rules_with(ledger_rules=LedgerRules(rules=(rule,), defaults={VatCase.EU_SERVICES: 8310}))
    invoice = invoiced(untaxed("1.00", K, item_class="a"))

    if number is None:
        assert codes(invoice, BELGIAN, rules)[0] in {"eu-supply-unknown", "account-wrong-purpose"}
    else:
        assert [line.account.number for line in post(invoice, BELGIAN, rules).lines] == [number]


def test_a_rule_for_everything_stops_the_search_for_one_that_singles_out() -> None:
    chosen = LedgerRules(
        rules=(LedgerRule(account_number=8300), LedgerRule(account_number=8310, item_class="a"))
    )

    assert codes(invoiced(untaxed("1.00", K, item_class="a")), BELGIAN, rules_with(ledger_rules=chosen)) == [
        "eu-supply-unknown"
    ]


def test_an_account_that_takes_no_line_without_vat_is_refused_for_a_sale() -> None:
    odd = an_account(8240, AccountPurpose.SALES_UNTAXED, VatKind.HIGH)
    rules = rules_with(chart=a_chart(odd), ledger_rules=LedgerRules(defaults={VatCase.ZERO_OR_EXEMPT: 8240}))

    assert codes(invoiced(untaxed("1.00", VatCategory.EXEMPT)), CUSTOMER, rules) == ["account-refuses-vat"]


def test_shifted_vat_of_a_rate_that_the_table_does_not_have_is_refused() -> None:
    table = VatTable((VatRate(VatKind.HIGH, Decimal(21), date(2030, 1, 1), date.max),))
    rules = rules_with(
        vat_table=table,
        ledger_rules=LedgerRules(defaults={VatCase.PURCHASE_REVERSE_CHARGE: 7000}),
        policy=PostingPolicy(purchase_reverse_charge=ReverseChargeForm.NONE_SHIFTED),
    )
    invoice = invoiced(untaxed("1.00", VatCategory.REVERSE_CHARGE), direction=Direction.PURCHASE)

    assert codes(invoice, CUSTOMER, rules) == ["shifted-rate-unknown"]


def in_belgium(**fields: Any) -> PostingRules:
    rates = {"BE": (ForeignRate("SR", Decimal(21), date(1996, 1, 1)),)}
    company = CompanyFacts(invoices_foreign_vat=True, foreign_vat_account=BooksId("account-1680"))
    return rules_with(foreign_rates=rates, company=company, **fields)


def test_a_default_account_for_the_foreign_rate_is_kept_though_others_fit_too() -> None:
    second = replace(CHART.accounts[8330], number=8335, books_id=BooksId("account-8335"))
    rules = in_belgium(
        chart=a_chart(*CHART.accounts.values(), second),
        ledger_rules=LedgerRules(defaults={VatCase.OSS: 8335}),
    )

    assert [line.account.number for line in post(an_invoice(), BELGIAN_PRIVATE, rules).lines] == [8335, 1680]


def test_of_two_accounts_for_one_foreign_rate_none_is_guessed() -> None:
    second = replace(CHART.accounts[8330], number=8335, books_id=BooksId("account-8335"))
    rules = in_belgium(chart=a_chart(*CHART.accounts.values(), second))

    assert codes(an_invoice(), BELGIAN_PRIVATE, rules) == ["no-account-for-case"]


def test_an_account_for_foreign_vat_that_asks_for_a_cost_centre_cannot_be_used() -> None:
    strict = replace(CHART.accounts[1680], requires_cost_centre=True)
    rules = in_belgium(chart=a_chart(*{**CHART.accounts, 1680: strict}.values()))

    assert codes(an_invoice(), BELGIAN_PRIVATE, rules) == ["account-needs-cost-centre"]


def test_a_foreign_rate_that_begins_later_does_not_hold_yet() -> None:
    rates = {"BE": (ForeignRate("SR", Decimal(21), date(2026, 3, 3)),)}
    rules = replace(in_belgium(), foreign_rates=rates)

    assert codes(an_invoice(), BELGIAN_PRIVATE, rules) == ["oss-rate-unknown"]


def test_what_posting_remembers_does_not_grow_for_ever() -> None:
    rules = replace(STANDARD_RULES)
    rules.decided.update({number: {} for number in range(MOST_DECIDED + 1)})

    post(an_invoice(), CUSTOMER, rules)

    assert len(rules.decided) == 1


def test_rules_about_a_relation_are_not_remembered_for_another() -> None:
    rule = LedgerRule(account_number=8100, relation=ExternalId("R1"))
    rules = rules_with(ledger_rules=LedgerRules(rules=(rule,), defaults={VatCase.HIGH: 8200}))

    accounts = [
        post(an_invoice(relation=relation), CUSTOMER, rules).lines[0].account.number
        for relation in ("R1", "R2", "R1")
    ]

    assert accounts == [8100, 8200, 8100]
