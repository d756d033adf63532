"""Whatever is done to a document, it is read as an invoice or refused with reasons; nothing else happens."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from snelkoppeling.domain.booking import Booking
from snelkoppeling.domain.document import ReceivedDocument
from snelkoppeling.domain.invoice import Direction, Invoice, InvoiceType
from snelkoppeling.domain.posting import PostingError, PostingRules, post
from snelkoppeling.einvoice import EinvoiceError, read_ubl
from tests.unit.domain.books import CUSTOMER, STANDARD_RULES
from tests.unit.einvoice.documents import CREDIT_NOTE, INVOICE

DOCUMENTS = st.sampled_from([INVOICE.encode(), CREDIT_NOTE.encode()])
DIRECTIONS = st.sampled_from(list(Direction))
XML_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=30
)
NASTY = st.sampled_from(
    [
        "",
        "0",
        "-0",
        "-1",
        "0.005",
        "99999999999999",
        "9999999999999.99",
        "9999-12-31",
        "0001-01-01",
        "1e400",
        "NaN",
        "S",
        "EUR",
        "true",
        "381",
        "../..",
        "=cmd()",
        "NL000000000B00",
        "\u202egnp.exe",
        "x" * 5000,
    ]
)
TEXTS = NASTY | XML_TEXT
POSITIONS = st.integers(min_value=0, max_value=10_000)
MUTATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("drop"), POSITIONS, POSITIONS, TEXTS),
        st.tuples(st.just("text"), POSITIONS, POSITIONS, TEXTS),
        st.tuples(st.just("swap"), POSITIONS, POSITIONS, TEXTS),
        st.tuples(st.just("move"), POSITIONS, POSITIONS, TEXTS),
        st.tuples(st.just("copy"), POSITIONS, POSITIONS, TEXTS),
        st.tuples(st.just("attribute"), POSITIONS, POSITIONS, TEXTS),
    ),
    min_size=1,
    max_size=6,
)


def read_or_refused(content: bytes, direction: Direction) -> ReceivedDocument | EinvoiceError:
    try:
        return read_ubl(content, direction=direction, seller_numbers=frozenset({"87654321"}))
    except EinvoiceError as error:
        return error


def posted_or_refused(invoice: Invoice, rules: PostingRules) -> Booking | PostingError:
    try:
        return post(invoice, CUSTOMER, rules)
    except PostingError as error:
        return error


def assert_sound(outcome: ReceivedDocument | EinvoiceError) -> None:
    if isinstance(outcome, EinvoiceError):
        assert all(problem.nl and problem.en for problem in outcome.problems)
        assert outcome.problems
        return
    assert outcome.invoice.number
    assert outcome.invoice.lines
    assert outcome.relation is not None
    assert outcome.relation.name
    assert len({outcome.invoice_id, outcome.invoice.relation}) == 2
    assert all(len(file.name) <= 100 and "/" not in file.name for file in outcome.files)
    posted = posted_or_refused(outcome.invoice, STANDARD_RULES)
    if isinstance(posted, Booking):
        is_credit = outcome.invoice.invoice_type is InvoiceType.CREDIT_NOTE
        assert posted.total == (
            -outcome.invoice.total_with_vat if is_credit else outcome.invoice.total_with_vat
        )
    else:
        assert posted.problems


def mutate(content: bytes, mutations: list[tuple[str, int, int, str]]) -> bytes:
    root = etree.fromstring(content)
    for kind, first, second, text in mutations:
        elements = list(root.iter())
        one = elements[first % len(elements)]
        other = elements[second % len(elements)]
        parent = one.getparent()
        if kind == "text":
            one.text = text
        elif kind == "swap":
            one.text, other.text = other.text, one.text
        elif kind == "attribute":
            for name in one.attrib or ["currencyID"]:
                one.set(name, text)
        elif parent is None:
            continue
        elif kind == "drop":
            parent.remove(one)
        elif kind == "copy":
            parent.append(etree.fromstring(etree.tostring(one)))
        elif one not in [other, *other.iterancestors()]:
            other.append(one)
    return etree.tostring(root)


@settings(max_examples=100, deadline=None)
@given(content=DOCUMENTS, direction=DIRECTIONS, mutations=MUTATIONS)
def test_a_document_with_elements_dropped_moved_and_filled_with_anything(
    content: bytes, direction: Direction, mutations: list[tuple[str, int, int, str]]
) -> None:
    assert_sound(read_or_refused(mutate(content, mutations), direction))


@settings(max_examples=75, deadline=None)
@given(
    content=DOCUMENTS,
    flips=st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), min_size=1, max_size=5),
)
def test_a_document_with_bytes_flipped(content: bytes, flips: list[tuple[int, int]]) -> None:
    damaged = bytearray(content)
    for position, value in flips:
        damaged[position % len(damaged)] = value

    assert_sound(read_or_refused(bytes(damaged), Direction.SALES))


@settings(max_examples=100, deadline=None)
@given(content=DOCUMENTS, start=POSITIONS, length=POSITIONS)
def test_a_document_with_a_piece_cut_out(content: bytes, start: int, length: int) -> None:
    assert_sound(read_or_refused(content[:start] + content[start + length :], Direction.SALES))


@settings(max_examples=100, deadline=None)
@given(
    content=st.binary(max_size=200),
    prefix=st.sampled_from([b"", b"<", b"<?xml ", b"\xef\xbb\xbf", b"\xff\xfe"]),
)
def test_a_file_of_anything(content: bytes, prefix: bytes) -> None:
    assert_sound(read_or_refused(prefix + content, Direction.PURCHASE))


@settings(max_examples=100, deadline=None)
@given(
    net=st.decimals(min_value=Decimal("0.01"), max_value=Decimal(99_999_999), places=2),
    rate=st.sampled_from([Decimal(21), Decimal(9)]),
)
def test_a_document_that_adds_up_is_booked_to_the_cent(net: Decimal, rate: Decimal) -> None:
    vat = (net * rate / 100).quantize(Decimal("0.01"))
    content = ONE_LINE.format(net=net, vat=vat, total=net + vat, rate=rate).encode()

    outcome = read_or_refused(content, Direction.SALES)

    assert isinstance(outcome, ReceivedDocument)
    booking = post(outcome.invoice, CUSTOMER, STANDARD_RULES)
    assert booking.total.amount == net + vat
    assert [line.net_amount.amount for line in booking.lines] == [net]


VAT = "<cbc:ID>S</cbc:ID><cbc:Percent>{rate}</cbc:Percent>"
ONE_LINE = (
    INVOICE[: INVOICE.index("  <cac:AllowanceCharge>")]
    + "<cac:TaxTotal><cbc:TaxAmount>{vat}</cbc:TaxAmount><cac:TaxSubtotal>"
    "<cbc:TaxableAmount>{net}</cbc:TaxableAmount><cbc:TaxAmount>{vat}</cbc:TaxAmount>"
    f"<cac:TaxCategory>{VAT}</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>"
    "<cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount>{net}</cbc:TaxExclusiveAmount>"
    "<cbc:TaxInclusiveAmount>{total}</cbc:TaxInclusiveAmount><cbc:PayableAmount>{total}</cbc:PayableAmount>"
    "</cac:LegalMonetaryTotal><cac:InvoiceLine><cbc:ID>1</cbc:ID>"
    "<cbc:LineExtensionAmount>{net}</cbc:LineExtensionAmount><cac:Item><cbc:Name>Werk</cbc:Name>"
    f"<cac:ClassifiedTaxCategory>{VAT}</cac:ClassifiedTaxCategory></cac:Item></cac:InvoiceLine></Invoice>"
)
