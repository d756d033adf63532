"""What is asked to find out whether a relation is known, and how that fits in an address."""

from urllib.parse import quote

import pytest

from snelkoppeling.connectors.snelstart.relation_list import LONGEST_QUESTION, questions_about
from snelkoppeling.domain.matching import Traits


def asked(*traits: Traits) -> list[str]:
    return [question.text for question in questions_about(traits)]


@pytest.mark.parametrize(
    ("traits", "question"),
    [
        (Traits.of("x", kvk_number="12345678"), "KvkNummer eq '12345678'"),
        (
            Traits.of("x", vat_number="NL123456782B90"),
            "BtwNummer eq 'NL123456782B90' or BtwNummer eq '123456782B90'",
        ),
        (Traits.of("x", vat_number="BE0403170701"), "BtwNummer eq 'BE0403170701'"),
        (Traits.of("x", number=10042), "Relatiecode eq 10042"),
        (Traits.of("x", iban="NL91 ABNA 0417 1643 00"), "Iban eq 'NL91ABNA0417164300'"),
        (
            Traits.of("x", email="A@x.example; o'b@y.example"),
            "substringof('a@x.example',Email) eq true or substringof('o''b@y.example',Email) eq true",
        ),
        (
            Traits.of("x", postal_codes=("3511AB",)),
            "VestigingsAdres/Postcode eq '3511 AB' or VestigingsAdres/Postcode eq '3511AB'",
        ),
        (Traits.of("x", postal_codes=("1000",)), "VestigingsAdres/Postcode eq '1000'"),
    ],
)
def test_everything_that_tells_relations_apart_is_asked_about(traits: Traits, question: str) -> None:
    assert asked(traits) == [question]


@pytest.mark.parametrize("traits", [Traits.of("Jansen"), Traits.of("", postal_codes=("3511AB",))])
def test_a_name_or_a_postal_code_alone_asks_nothing(traits: Traits) -> None:
    assert asked(traits) == []


def test_what_two_relations_share_is_asked_once() -> None:
    one = Traits.of("x", email="info@x.example", kvk_number="12345678")
    other = Traits.of("y", email="info@x.example")
    (question,) = asked(one, other)
    assert question.count("info@x.example") == 1


def test_questions_fit_in_an_address_and_leave_nothing_out() -> None:
    many = [Traits.of("x", kvk_number=f"{10_000_000 + number}") for number in range(200)]
    questions = asked(*many)
    assert len(questions) > 1
    assert all(len(quote(question)) <= LONGEST_QUESTION for question in questions)
    conditions = [one for question in questions for one in question.split(" or ")]
    assert conditions == [f"KvkNummer eq '{10_000_000 + number}'" for number in range(200)]


def test_what_is_too_long_for_any_address_is_not_asked() -> None:
    endless = Traits.of("x", kvk_number="12345678", email="a" * 3000)
    assert asked(endless) == ["KvkNummer eq '12345678'"]
