import dataclasses
import json
import typing
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.identity import BooksId, EntityType, ExternalId
from snelkoppeling.domain.invoice import Invoice, InvoiceLine, VatSubtotal
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.problem import Problem
from snelkoppeling.domain.project import Project
from snelkoppeling.domain.relation import Address, ContactPerson, Relation, RelationRole
from snelkoppeling.storage import codec
from snelkoppeling.sync.choice import Candidate, Choice, Conflict, Decision
from snelkoppeling.sync.records import Image, Intent, WriteAction
from tests.factories import NOON, a_key, a_line, a_project, a_relation, an_attachment, an_invoice

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
moneys = st.builds(Money.rounded, st.decimals(-(10**9), 10**9, places=2, allow_nan=False))
said = st.text('{},:"[]\\\\ulname0.', max_size=12)
"""Texts that look like what stands around them."""
addresses = st.builds(Address, street=texts, postal_code=texts, city=texts, country_code=texts)
relations = st.builds(
    Relation,
    name=texts,
    roles=st.frozensets(st.sampled_from(RelationRole)),
    visiting_address=st.none() | addresses,
    contacts=st.lists(st.builds(ContactPerson, name=texts, is_primary=st.booleans()), max_size=2).map(tuple),
    email=st.none() | texts,
    payment_term_days=st.none() | st.integers(0, 365),
    is_active=st.booleans(),
    stated=st.frozensets(texts, max_size=3),
)
lines = st.builds(
    InvoiceLine,
    description=texts,
    net_amount=moneys,
    vat_rate=st.decimals(0, 100, places=2),
    account_number=st.none() | st.integers(1, 9999),
    revenue_group=st.none() | texts,
)
subtotals = st.builds(
    VatSubtotal, vat_rate=st.decimals(0, 100, places=2), taxable_amount=moneys, vat_amount=moneys
)
invoices = st.builds(
    Invoice,
    relation=texts.map(ExternalId),
    number=texts,
    currency=texts,
    description=texts,
    lines=st.lists(lines, max_size=3).map(tuple),
    vat_breakdown=st.lists(subtotals, max_size=2).map(tuple),
    total_without_vat=moneys,
    total_vat=moneys,
    total_with_vat=moneys,
    prepaid_amount=moneys,
    rounding_amount=moneys,
)


@given(relations)
def test_a_relation_is_read_as_it_was_written(relation: Relation) -> None:
    payload = codec.encode_record(relation).payload.decode()

    assert codec.decode_record(EntityType.RELATION, payload) == relation


@given(invoices)
def test_an_invoice_is_read_as_it_was_written(invoice: Invoice) -> None:
    payload = codec.encode_record(invoice).payload.decode()

    assert codec.decode_record(EntityType.INVOICE, payload) == invoice


def test_an_attachment_is_read_as_it_was_written() -> None:
    payload = codec.encode_record(an_attachment()).payload.decode()

    assert codec.decode_record(EntityType.ATTACHMENT, payload) == an_attachment()


@given(said, said)
def test_two_texts_have_one_digest_only_when_they_are_the_same(one: str, other: str) -> None:
    digests = [codec.encode_record(a_relation(name=name)).content_hash for name in (one, other)]

    assert (digests[0] == digests[1]) == (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (an_invoice(number="2026.10"), an_invoice(number="2026.1")),
        (an_invoice(number="10"), an_invoice(number="10.0")),
        (an_invoice(lines=(a_line("10.00"),)), an_invoice(lines=(a_line("100.00"),))),
        (an_invoice(lines=(a_line("10.50"),)), an_invoice(lines=(a_line("10.05"),))),
        (an_invoice(lines=(a_line(rate="0"),)), an_invoice(lines=(a_line(rate="10"),))),
        (an_invoice(lines=(a_line(), a_line())), an_invoice(lines=(a_line(),))),
        (a_relation(name='"vat_rate":"21.00"'), a_relation(name='"vat_rate":"21"')),
        (a_relation(name='x,"email":null'), a_relation(name="x")),
        (a_relation(name="{,"), a_relation(name="{")),
        (a_relation(payment_term_days=0), a_relation(payment_term_days=None)),
        (a_relation(is_active=False), a_relation(is_active=True)),
        (a_relation(email=None), a_relation(email=None, stated=frozenset({"name"}))),
        (
            a_relation(contacts=(ContactPerson(name="a"), ContactPerson(name="b"))),
            a_relation(contacts=(ContactPerson(name="b"), ContactPerson(name="a"))),
        ),
        (
            a_relation(visiting_address=Address(country_code="")),
            a_relation(visiting_address=Address(country_code="NL")),
        ),
    ],
)
def test_what_differs_has_another_digest(one: Relation | Invoice, other: Relation | Invoice) -> None:
    assert codec.encode_record(one).content_hash != codec.encode_record(other).content_hash


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (an_invoice(lines=(a_line("100.00"),)), an_invoice(lines=(a_line("100"),))),
        (an_invoice(lines=(a_line("100.50"),)), an_invoice(lines=(a_line("100.5"),))),
        (an_invoice(lines=(a_line(rate="21"),)), an_invoice(lines=(a_line(rate="21.000"),))),
        (a_relation(email=None), a_relation(email="")),
        (
            a_relation(stated=frozenset(["name", "email", "roles"])),
            a_relation(stated=frozenset(["roles", "name", "email"])),
        ),
    ],
)
def test_what_is_written_otherwise_has_the_same_digest(
    one: Relation | Invoice, other: Relation | Invoice
) -> None:
    assert codec.encode_record(one).content_hash == codec.encode_record(other).content_hash


def test_the_digest_knows_every_decimal_field() -> None:
    names = {name for record in (Relation, Invoice, Attachment) for name in _decimal_fields(record)}

    assert names == {"amount", "original_total", "vat_rate"}
    assert all(codec.ZEROS.search(f'"{name}":"1.50"'.encode()) for name in names)


def test_a_record_of_an_earlier_version_reads_with_the_defaults_of_what_is_new() -> None:
    text = json.dumps({"name": "De Halm", "roles": ["customer"], "left_out_since": 1})

    assert codec.decode_record(EntityType.RELATION, text) == Relation(name="De Halm")


def test_images_intents_and_problems_are_read_as_they_were_written() -> None:
    image: Image = {"name": "x", "number": 7, "is_active": False, "email": None, "roles": ["customer"]}
    intent = Intent(action=WriteAction.UPDATE, image=image, at=NOON, version=3)
    problem = Problem("code", "nl", "en", "lines[2].vat_rate", "22")

    assert codec.decode_image(codec.encode(image)) == image
    assert codec.decode_intent(codec.encode(intent)) == intent
    assert codec.decode_problem(codec.encode(problem)) == problem
    assert codec.decode_problems(codec.encode([problem, problem])) == (problem, problem)


def test_a_problem_that_was_stored_without_who_can_solve_it_is_still_read() -> None:
    text = '{"code":"name-missing","nl":"Geen naam.","en":"No name.","field":"name","value":""}'

    assert codec.decode_problem(text) == Problem("name-missing", "Geen naam.", "No name.", "name")
    assert codec.decode_problems(f"[{text}]") == (Problem("name-missing", "Geen naam.", "No name.", "name"),)


def test_conflicts_and_decisions_are_read_as_they_were_written() -> None:
    conflict = Conflict(
        choices=(Choice.LINK,),
        in_books={"lines": ["1"], "is_active": True, "days": 1, "email": None},
        candidates=(Candidate(books_id=BooksId("B1"), label="x"),),
        allowed=("prepaid-held",),
    )
    decision = Decision(choice=Choice.LINK, at=NOON, books_id=BooksId("B1"), conflict=conflict.checksum)

    assert codec.decode_conflict(codec.encode(conflict)) == conflict
    assert codec.decode_decision(codec.encode(decision)) == decision
    assert decision.answers(codec.decode_conflict(codec.encode(conflict)) or Conflict(choices=()))


def test_nothing_is_read_as_nothing() -> None:
    assert codec.decode_conflict(None) is None
    assert codec.decode_decision(None) is None
    assert codec.decode_image(None) is None
    assert codec.decode_intent(None) is None
    assert codec.decode_problem(None) is None


def test_a_character_that_the_database_cannot_hold_is_replaced() -> None:
    assert codec.decode_image(codec.encode({"name": "a\0b"})) == {"name": "a\N{REPLACEMENT CHARACTER}b"}


@pytest.mark.parametrize(
    ("record", "text"),
    [
        (a_relation(name="De HALM"), "x1\nde halm"),
        (a_project(number="P-17"), "x1\np-17 verbouwing oudegracht"),
        (an_invoice(number="VF-1"), "x1\nvf-1"),
        (an_attachment(file_name="A\0.pdf"), "x1\na.pdf"),
    ],
)
def test_people_search_in_id_and_name_in_lower_case(
    record: Relation | Project | Invoice | Attachment, text: str
) -> None:
    assert codec.search_text(a_key("X1"), record) == text


def _decimal_fields(record: type) -> Iterator[str]:
    """Name the Decimal fields of a dataclass and of the dataclasses inside it."""
    hints = typing.get_type_hints(record)
    for field in dataclasses.fields(record):
        hint = hints[field.name]
        for part in (hint, *typing.get_args(hint)):
            if part is Decimal:
                yield field.name
            elif dataclasses.is_dataclass(part) and isinstance(part, type):
                yield from _decimal_fields(part)
