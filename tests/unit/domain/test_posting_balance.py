"""Whatever an invoice says, its booking balances and holds the document's own totals, or it is explained."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from snelkoppeling.domain.booking import UNPAID, Booking
from snelkoppeling.domain.counterparty import Counterparty
from snelkoppeling.domain.identity import BooksId, ExternalId
from snelkoppeling.domain.invoice import Direction, Invoice, InvoiceLine, InvoiceType, Supply, VatSubtotal
from snelkoppeling.domain.ledger import LedgerRule, LedgerRules, VatCase
from snelkoppeling.domain.money import ZERO, Money
from snelkoppeling.domain.policy import (
    AcquisitionForm,
    CompanyFacts,
    Doubt,
    LongNumbers,
    Period,
    PostingPolicy,
    PostingRules,
    ReverseChargeForm,
)
from snelkoppeling.domain.posting import DOUBTS, PostingError, post
from snelkoppeling.domain.vat import VatCategory
from tests.factories import a_line, an_invoice
from tests.unit.domain.booking_cases import chart
from tests.unit.domain.booking_cases.reading import CHART, FOREIGN_RATES, VAT_TABLE
from tests.unit.domain.books import invoiced

S = VatCategory.STANDARD
NUMBERS = st.none() | st.sampled_from([given["number"] for given in chart.ACCOUNTS])
TEXTS = st.none() | st.sampled_from(["a", "b", ""])
PROJECTS = st.sampled_from([None, None, None, "P1", "P1"])
CENTS = st.sampled_from([0] * 12 + [1, -1, 2, -2]).map(lambda cents: Money(Decimal(cents) / 100))
AMOUNTS = st.integers(min_value=-1_000, max_value=1_000_000).map(lambda cents: f"{Decimal(cents) / 100}")
USUAL = [(S, "21"), (S, "9.00"), (S, "21.0"), (VatCategory.EXEMPT, "0"), (VatCategory.ZERO_RATED, "0")]
CATEGORIES = st.sampled_from(
    [
        *(USUAL * 12),
        *((S, rate) for rate in ("5", "25", "19", "12")),
        *((category, "0") for category in VatCategory if category is not S),
    ]
)
PARTIES = st.builds(
    Counterparty,
    books_id=st.just(BooksId("books-1")),
    external_id=st.just(ExternalId("R1")),
    country_code=st.sampled_from([None, "NL", "NL", "NL", "BE", "DE", "GR", "GB", "US", "MC", "??"]),
    vat_number=st.sampled_from(
        [None, None, "", "NL123456782B90", "BE0428759497", "EL094259216", "XI1", "US1"]
    ),
    number=st.sampled_from(["", "1044", "9" * 30]),
)
POLICIES = st.builds(
    PostingPolicy,
    eu_supply=st.none() | st.sampled_from(Supply),
    out_of_scope=st.sampled_from(Doubt),
    small_business=st.sampled_from(Doubt),
    oss=st.sampled_from(Doubt),
    untaxed_purchase_on_rate_account=st.sampled_from(Doubt),
    prepaid=st.sampled_from(Doubt),
    purchase_reverse_charge=st.sampled_from(ReverseChargeForm),
    eu_purchase=st.sampled_from(AcquisitionForm),
    import_purchase=st.sampled_from(AcquisitionForm),
    rounding_account=st.sampled_from([None, 8990, 8990, 8200, 9999]),
    year_prefix_sales=st.booleans(),
    year_prefix_purchases=st.booleans(),
    supplier_in_number=st.booleans(),
    long_numbers=st.sampled_from(LongNumbers),
)
COMPANIES = st.builds(
    CompanyFacts,
    is_small_business=st.sampled_from([False, False, False, True]),
    invoices_foreign_vat=st.booleans(),
    foreign_vat_account=st.sampled_from(
        [None, BooksId("account-1680"), BooksId("account-1680"), BooksId("gone")]
    ),
    current_book_year=st.sampled_from([None, 2026, 2026, 2030]),
    filed_periods=st.sampled_from(
        [
            (),
            (),
            (),
            (Period(date(2026, 2, 1), date(2026, 2, 28)), Period(date(2026, 3, 1), date(2026, 3, 31))),
        ]
    ),
)
LEDGER_RULES = st.sampled_from(
    [
        *[LedgerRules(defaults={VatCase(case): number for case, number in chart.DEFAULTS.items()})] * 4,
        LedgerRules(defaults={VatCase.PURCHASE_UNKNOWN: 2100, VatCase.HIGH: 8200}),
        LedgerRules(
            rules=(
                LedgerRule(account_number=7010, item_class="a"),
                LedgerRule(account_number=8310, revenue_group="b"),
                LedgerRule(account_number=8240, needs_review=True, project=ExternalId("P1")),
            )
        ),
    ]
)
RULES = st.builds(
    PostingRules,
    chart=st.just(CHART),
    vat_table=st.just(VAT_TABLE),
    ledger_rules=LEDGER_RULES,
    policy=POLICIES,
    company=COMPANIES,
    foreign_rates=st.just(FOREIGN_RATES),
)
ALLOWED = st.sampled_from([frozenset(), DOUBTS])


@st.composite
def lines(draw: Callable[[Any], Any]) -> InvoiceLine:
    category, rate = draw(CATEGORIES)
    return a_line(
        draw(AMOUNTS),
        rate=rate,
        vat_category=category,
        account_number=draw(NUMBERS) if draw(st.sampled_from([True] + [False] * 9)) else None,
        revenue_group=draw(TEXTS),
        item_class=draw(TEXTS),
        project=None if (project := draw(PROJECTS)) is None else ExternalId(project),
        supply=draw(st.none() | st.sampled_from(Supply)),
    )


@st.composite
def invoices(draw: Callable[[Any], Any]) -> Invoice:
    """Make an invoice that adds up, but for a few cents here and there."""
    invoice = invoiced(*draw(st.lists(lines(), min_size=1, max_size=5)))
    rows = [
        replace(one, vat_amount=one.vat_amount + draw(CENTS)) if one.vat_category is S else one
        for one in invoice.vat_breakdown
    ]
    category, rate = draw(CATEGORIES)
    stray = VatSubtotal(
        vat_category=category, vat_rate=Decimal(rate), taxable_amount=ZERO, vat_amount=draw(CENTS)
    )
    rows += [stray] if draw(st.sampled_from([True] + [False] * 9)) else []
    vat = Money.total(one.vat_amount for one in rows)
    return replace(
        invoice,
        direction=draw(st.sampled_from(Direction)),
        invoice_type=draw(st.sampled_from([InvoiceType.INVOICE, *InvoiceType])),
        number=draw(
            st.sampled_from(["1", "2026-1", "2026-2", "2026-3", "2026-4", "2026-5", "N" * 25, "N" * 40])
        ),
        vat_breakdown=tuple(rows),
        total_vat=vat,
        total_with_vat=invoice.total_without_vat + vat,
        rounding_amount=draw(CENTS),
        prepaid_amount=draw(CENTS),
    )


def posted_or_refused(invoice: Invoice, *arguments: Any, **options: Any) -> Booking | PostingError:
    try:
        return post(invoice, *arguments, **options)
    except PostingError as error:
        return error


def assert_holds_the_documents_totals(booking: Booking, invoice: Invoice) -> None:
    sign = -1 if invoice.invoice_type is InvoiceType.CREDIT_NOTE else 1
    net = sum(line.net_amount.amount for line in booking.lines)
    vat = sum(entry.amount.amount for entry in booking.vat_entries if entry.kind not in UNPAID)
    total = invoice.total_with_vat.amount + invoice.rounding_amount.amount
    assert net + vat == booking.total.amount == sign * total
    assert vat in {sign * invoice.total_vat.amount, 0}  # Foreign VAT stands on lines.
    assert all(line.net_amount for line in booking.lines)
    assert booking.lines
    assert len(booking.invoice_number) <= 25
    assert len(booking.description) <= 250


@settings(max_examples=400, deadline=None)
@given(invoice=invoices(), party=PARTIES, rules=RULES, allowed=ALLOWED)
def test_whatever_is_invoiced_is_booked_in_balance_or_explained(
    invoice: Invoice, party: Counterparty, rules: PostingRules, allowed: frozenset[str]
) -> None:
    centres = {ExternalId("P1"): BooksId("centre-1")}

    outcome = posted_or_refused(invoice, party, rules, centres, doubts_allowed=allowed)

    if isinstance(outcome, Booking):
        assert_holds_the_documents_totals(outcome, invoice)
    else:
        assert outcome.problems
        assert len(set(outcome.problems)) == len(outcome.problems)


ANY_MONEY = st.builds(
    Money,
    st.integers(min_value=-(10**21), max_value=10**21).map(lambda cents: Decimal(cents) / 100)
    | st.sampled_from([Decimal("-0.00"), Decimal("0E+3"), Decimal("1E+19"), Decimal("9" * 20 + ".99")]),
)
ANY_RATE = st.decimals(allow_nan=True, allow_infinity=True) | st.sampled_from(
    [Decimal("sNaN"), Decimal(-21), Decimal("21.0000"), Decimal("1E+40"), Decimal("1E-40")]
)
ANY_LINE = st.builds(
    InvoiceLine,
    description=st.text(max_size=300),
    net_amount=ANY_MONEY,
    vat_category=st.sampled_from(VatCategory),
    vat_rate=ANY_RATE,
    account_number=st.none() | st.integers(),
    revenue_group=st.none() | st.text(max_size=5),
)
ANY_ROW = st.builds(
    VatSubtotal,
    vat_category=st.sampled_from(VatCategory),
    vat_rate=ANY_RATE,
    taxable_amount=ANY_MONEY,
    vat_amount=ANY_MONEY,
    exemption_code=st.text(max_size=5),
)


@settings(max_examples=200, deadline=None)
@given(
    invoice=st.builds(
        Invoice,
        direction=st.sampled_from(Direction),
        invoice_type=st.sampled_from(InvoiceType),
        number=st.text(max_size=40),
        issue_date=st.dates(),
        due_date=st.none() | st.dates(),
        currency=st.sampled_from(["EUR", "", "USD"]),
        relation=st.text(max_size=5).map(ExternalId),
        lines=st.lists(ANY_LINE, max_size=4).map(tuple),
        vat_breakdown=st.lists(ANY_ROW, max_size=3).map(tuple),
        total_without_vat=ANY_MONEY,
        total_vat=ANY_MONEY,
        total_with_vat=ANY_MONEY,
        prepaid_amount=ANY_MONEY,
        rounding_amount=ANY_MONEY,
        description=st.text(max_size=300),
        voucher=st.text(max_size=30),
        original_currency=st.text(max_size=4),
        original_total=st.none() | st.decimals(),
    ),
    party=PARTIES,
    rules=RULES,
    allowed=ALLOWED,
)
def test_whatever_nonsense_is_invoiced_is_explained(
    invoice: Invoice, party: Counterparty, rules: PostingRules, allowed: frozenset[str]
) -> None:
    outcome = posted_or_refused(invoice, party, rules, doubts_allowed=allowed)

    if isinstance(outcome, Booking):
        assert_holds_the_documents_totals(outcome, invoice)
    else:
        assert outcome.problems


def test_remembering_how_a_line_was_booked_carries_no_doubt_over_to_the_next_invoice() -> None:
    rules = PostingRules(
        chart=CHART,
        vat_table=VAT_TABLE,
        ledger_rules=LedgerRules(defaults={VatCase.PURCHASE_UNTAXED: 7000}),
    )
    unknown = Counterparty(BooksId("books-1"), ExternalId("R1"), None, None)
    invoice = replace(
        invoiced(a_line("1.00", rate="0", vat_category=VatCategory.EXEMPT)), direction=Direction.PURCHASE
    )

    waved = post(invoice, unknown, rules, doubts_allowed=frozenset({"country-missing"}))
    held = posted_or_refused(invoice, unknown, rules)

    assert waved.needs_review
    assert isinstance(held, PostingError)


def test_a_margin_scheme_is_seen_after_an_ordinary_exempt_sale() -> None:
    rules = PostingRules(
        chart=CHART, vat_table=VAT_TABLE, ledger_rules=LedgerRules(defaults={VatCase.ZERO_OR_EXEMPT: 8240})
    )
    customer = Counterparty(BooksId("books-1"), ExternalId("R1"), "NL", None)
    plain = invoiced(a_line("1.00", rate="0", vat_category=VatCategory.EXEMPT))
    margin = replace(
        plain, vat_breakdown=tuple(replace(one, exemption_code="vatex-eu-f") for one in plain.vat_breakdown)
    )

    assert isinstance(posted_or_refused(plain, customer, rules), Booking)
    assert isinstance(posted_or_refused(margin, customer, rules), PostingError)


def test_the_books_of_an_invoice_without_lines_are_empty() -> None:
    rules = PostingRules(chart=CHART, vat_table=VAT_TABLE, ledger_rules=LedgerRules())
    customer = Counterparty(BooksId("books-1"), ExternalId("R1"), "NL", None)
    outcome = posted_or_refused(
        an_invoice(lines=(), vat_breakdown=(), total_without_vat=ZERO, total_vat=ZERO, total_with_vat=ZERO),
        customer,
        rules,
    )

    assert isinstance(outcome, PostingError)
    assert [problem.code for problem in outcome.problems] == ["nothing-to-book"]
