"""Which relation in the books is one of the CRM."""

from collections.abc import Collection, Sequence
from typing import Any

import pytest

from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.matching import (
    MOST_SHARED,
    KnownRelation,
    Match,
    RelationIndex,
    Traits,
    Verdict,
    name_key,
    resemblance,
)

NAME = "Bakkerij De Halm B.V."
WANTED = Traits.of(
    NAME,
    number=10042,
    kvk_number="12345678",
    vat_number="NL123456782B90",
    iban="NL91 ABNA 0417 1643 00",
    email="info@dehalm.example",
    postal_codes=("3511 AB",),
)


def known(books_id: str = "a", name: str = NAME, *, is_active: bool = True, **traits: Any) -> KnownRelation:
    return KnownRelation(books_id=BooksId(books_id), traits=Traits.of(name, **traits), is_active=is_active)


def match(*relations: KnownRelation, wanted: Traits = WANTED, linked: Sequence[str] = ()) -> Match:
    def taken(_ids: Sequence[BooksId]) -> Collection[BooksId]:
        return [BooksId(one) for one in linked]

    return RelationIndex(relations).match(wanted, taken)


def ids(found: Match) -> list[str]:
    return [one.known.books_id for one in found.candidates]


@pytest.mark.parametrize(
    ("relation", "reason"),
    [
        (known(kvk_number="12345678"), "zelfde KvK-nummer"),
        (known(vat_number="NL123456782B90"), "zelfde btw-nummer"),
        (known(vat_number="123456782B90"), "zelfde btw-nummer"),
        (known(name="DE HALM BAKKERIJ", number=10042), "zelfde relatiecode en naam"),
        (known(name="Bakkerij De Halm BV", number=10042), "zelfde relatiecode en naam"),
    ],
)
def test_a_number_of_its_own_makes_it_certain(relation: KnownRelation, reason: str) -> None:
    found = match(relation)
    assert (found.verdict, found.candidates[0].reason) == (Verdict.CERTAIN, reason)


@pytest.mark.parametrize(
    ("relation", "reason"),
    [
        (known(name="Iets anders", number=10042), "zelfde relatiecode, andere naam"),
        (known(iban="NL91ABNA0417164300"), "zelfde IBAN"),
        (known(email="INFO@DeHalm.example"), "zelfde e-mailadres"),
        (known(email="ander@x.example; info@dehalm.example"), "zelfde e-mailadres"),
        (known(name="Bakkerij de Halm bv", postal_codes=("3511AB",)), "zelfde naam en postcode"),
        (known(name="Bakkerij de Halm", postal_codes=(None, "3511 ab")), "zelfde naam en postcode"),
    ],
)
def test_what_several_may_share_makes_it_likely(relation: KnownRelation, reason: str) -> None:
    found = match(relation)
    assert (found.verdict, found.candidates[0].reason) == (Verdict.LIKELY, reason)


@pytest.mark.parametrize(
    "relation",
    [
        known(name=NAME),
        known(name=NAME, postal_codes=("9999 ZZ",)),
        known(name="Slagerij", postal_codes=("3511 AB",)),
        known(email="infodehalm.example"),
        known(name=NAME, number=-2),
    ],
)
def test_what_says_too_little_is_no_candidate(relation: KnownRelation) -> None:
    assert match(relation).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "relation",
    [
        known(name="Halm, De (bakker)", kvk_number="12345678"),
        known(name="De", kvk_number="12345678"),
        known(name="Molen Oost", kvk_number="12345678", postal_codes=("3511AB",)),
        known(name="Halm Webshop", kvk_number="12345678", postal_codes=("3511AB",)),
        known(name="Halm Webshop", kvk_number="12345678", email="info@dehalm.example"),
        known(kvk_number="12345678", postal_codes=("9999ZZ",)),
        known(name="...", kvk_number="12345678"),
    ],
)
def test_a_company_is_itself_under_part_of_its_name_at_its_own_address_or_after_it_moved(
    relation: KnownRelation,
) -> None:
    assert match(relation).verdict is Verdict.CERTAIN


@pytest.mark.parametrize(
    ("relation", "reason"),
    [
        (known(name="Molen De Oost", kvk_number="12345678"), "zelfde KvK-nummer, andere naam"),
        (
            known(name="De Halm", kvk_number="12345678", postal_codes=("9999ZZ",)),
            "zelfde KvK-nummer, andere naam",
        ),
        (
            known(
                name="Bakkerij De Halm Zwolle",
                kvk_number="12345678",
                vat_number="NL123456782B90",
                iban="NL91ABNA0417164300",
                email="info@dehalm.example",
                postal_codes=("9999ZZ",),
            ),
            "zelfde KvK-nummer, zelfde btw-nummer, zelfde IBAN, zelfde e-mailadres, andere naam",
        ),
    ],
)
def test_a_branch_office_is_asked_about(relation: KnownRelation, reason: str) -> None:
    found = match(relation)
    assert (found.verdict, found.candidates[0].reason) == (Verdict.LIKELY, reason)


def test_companies_of_a_fiscal_unit_are_asked_about_although_they_share_address_mail_and_bank() -> None:
    holding = known(
        name="Bakkerij De Halm Holding",
        vat_number="NL123456782B90",
        iban="NL91ABNA0417164300",
        email="info@dehalm.example",
        postal_codes=("3511AB",),
    )
    assert match(holding).verdict is Verdict.LIKELY


def test_a_branch_office_gets_a_relation_of_its_own_when_the_head_office_has_one() -> None:
    head = known("a", kvk_number="12345678", name="De Halm Zwolle", postal_codes=("9999ZZ",))
    assert match(head, linked=("a",)).verdict is Verdict.UNKNOWN


def test_of_two_branch_offices_the_one_of_that_name_is_taken() -> None:
    other = known("a", kvk_number="12345678", name="De Halm Zwolle", postal_codes=("9999ZZ",))
    found = match(other, known("b", kvk_number="12345678"))
    assert (found.verdict, ids(found)) == (Verdict.CERTAIN, ["b"])


@pytest.mark.parametrize("number", [{"kvk_number": "87654321"}, {"vat_number": "NL999999999B01"}])
@pytest.mark.parametrize(
    "alike", [{"number": 10042}, {"email": "info@dehalm.example"}, {"iban": "NL91ABNA0417164300"}]
)
def test_another_number_outweighs_all_that_is_merely_alike(
    number: dict[str, Any], alike: dict[str, Any]
) -> None:
    assert match(known(name=NAME, **number, **alike)).verdict is Verdict.UNKNOWN


def test_numbers_that_contradict_each_other_are_left_to_a_person() -> None:
    found = match(known(vat_number="NL123456782B90", kvk_number="87654321"))
    assert found.verdict is Verdict.AMBIGUOUS
    assert found.candidates[0].reason == "zelfde btw-nummer, maar een ander KvK-nummer (87654321)"


def test_one_that_is_certain_goes_before_all_that_are_likely() -> None:
    found = match(known("a", email="info@dehalm.example"), known("b", kvk_number="12345678"))
    assert (found.verdict, ids(found)) == (Verdict.CERTAIN, ["b"])


@pytest.mark.parametrize(
    "others",
    [
        (known("a", kvk_number="12345678"), known("b", kvk_number="12345678")),
        (known("a", kvk_number="12345678"), known("b", vat_number="NL123456782B90")),
        (known("a", email="info@dehalm.example"), known("b", iban="NL91ABNA0417164300")),
        (known("a", kvk_number="12345678"), known("b", vat_number="NL123456782B90", kvk_number="87654321")),
    ],
)
def test_several_are_left_to_a_person(others: tuple[KnownRelation, ...]) -> None:
    found = match(*others)
    assert (found.verdict, sorted(ids(found))) == (Verdict.AMBIGUOUS, ["a", "b"])


def test_of_two_that_are_certain_the_one_in_use_is_taken() -> None:
    found = match(known("a", kvk_number="12345678", is_active=False), known("b", kvk_number="12345678"))
    assert (found.verdict, ids(found)) == (Verdict.CERTAIN, ["b"])


@pytest.mark.parametrize("alike", [{"kvk_number": "12345678"}, {"email": "info@dehalm.example"}])
def test_one_out_of_use_is_told(alike: dict[str, Any]) -> None:
    assert match(known(is_active=False, **alike)).verdict is Verdict.INACTIVE


def test_a_certain_one_out_of_use_is_told_although_another_is_likely() -> None:
    found = match(known("a", kvk_number="12345678", is_active=False), known("b", email="info@dehalm.example"))
    assert (found.verdict, ids(found)) == (Verdict.INACTIVE, ["a"])


def test_one_that_is_likely_and_in_use_goes_before_one_out_of_use() -> None:
    found = match(
        known("a", email="info@dehalm.example", is_active=False), known("b", iban="NL91ABNA0417164300")
    )
    assert (found.verdict, ids(found)) == (Verdict.LIKELY, ["b"])


def test_one_that_belongs_to_another_record_is_no_candidate_for_being_alike() -> None:
    relations = (known("a", email="info@dehalm.example"), known("b", email="info@dehalm.example"))
    assert match(*relations, linked=("a", "b")).verdict is Verdict.UNKNOWN
    found = match(*relations, linked=("a",))
    assert (found.verdict, ids(found)) == (Verdict.LIKELY, ["b"])


def test_one_that_belongs_to_another_record_is_still_the_same_company_by_its_number() -> None:
    assert match(known("a", kvk_number="12345678"), linked=("a",)).verdict is Verdict.CERTAIN


def test_what_many_share_tells_nobody_apart() -> None:
    many = [known(str(number), email="info@dehalm.example") for number in range(MOST_SHARED + 1)]
    assert match(*many[:-1]).verdict is Verdict.AMBIGUOUS
    assert match(*many).verdict is Verdict.UNKNOWN


def test_a_relation_that_changed_is_found_by_what_it_is_now() -> None:
    index = RelationIndex([known("a", kvk_number="12345678")])
    index.add(known("a", email="info@dehalm.example"))
    assert index.match(WANTED).verdict is Verdict.LIKELY
    index.remove(BooksId("a"))
    index.remove(BooksId("a"))
    assert (index.match(WANTED).verdict, len(index)) == (Verdict.UNKNOWN, 0)


def test_a_relation_without_any_trait_matches_nothing() -> None:
    assert match(known(name=""), wanted=Traits.of("")).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bakkerij De Halm B.V.", "BAKKERIJ DE HALM BV"),
        ("Halm, De", "De Halm"),
        ("Jansen & Zonen", "Jansen en Zonen V.O.F."),
        ("Café René", "Cafe Rene"),
        ("'t Hoekje", "t Hoekje"),
        ("Müller GmbH", "Muller"),
        ("B.V.", "bv"),
    ],
)
def test_a_name_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


def test_other_names_stay_others() -> None:
    assert name_key("De Halm Holding") != name_key("De Halm")
    assert name_key("...") == ""


def test_two_that_have_nothing_in_common_do_not_resemble_each_other() -> None:
    assert resemblance(WANTED, known(name="Slagerij", kvk_number="")) is None


def test_a_relation_is_called_by_its_number_and_name() -> None:
    assert known(name="De Halm", number=7).label == "7 De Halm"
    assert known(name="De Halm").label == "De Halm"
