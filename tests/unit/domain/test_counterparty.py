import pytest

from snelkoppeling.domain.counterparty import Counterparty, CountryClass, country_class
from snelkoppeling.domain.identity import BooksId, ExternalId
from snelkoppeling.domain.posting.place import place_of

HOME, EU, OUTSIDE = CountryClass.HOME, CountryClass.EU, CountryClass.OUTSIDE_EU


def somebody(country: str | None, vat_number: str | None) -> Counterparty:
    return Counterparty(BooksId("books-1"), ExternalId("R1"), country, vat_number)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("NL", HOME),
        ("BE", EU),
        ("GR", EU),
        ("EL", EU),
        ("XI", EU),
        ("MC", EU),
        ("GB", OUTSIDE),
        ("CH", OUTSIDE),
        ("US", OUTSIDE),
        ("", None),
        (None, None),
    ],
)
def test_a_country_lies_at_home_in_the_eu_or_outside_it(
    code: str | None, expected: CountryClass | None
) -> None:
    assert country_class(code) is expected


def test_the_eu_has_26_countries_beside_the_netherlands() -> None:
    two_letters = [chr(first) + chr(second) for first in range(65, 91) for second in range(65, 91)]
    by_law = [code for code in two_letters if country_class(code) is EU and code not in {"EL", "XI", "MC"}]

    assert len(by_law) == 26


@pytest.mark.parametrize(
    ("country", "vat_number", "seat", "area"),
    [
        ("NL", None, HOME, HOME),
        ("BE", None, EU, EU),
        ("BE", "NL123456782B90", EU, HOME),
        ("GB", "XI980780684", OUTSIDE, EU),
        (None, "DE136695976", EU, EU),
        (None, None, None, None),
        ("US", "", OUTSIDE, OUTSIDE),
    ],
)
def test_an_address_says_where_somebody_is_and_a_vat_number_where_they_are_taxed(
    country: str | None, vat_number: str | None, seat: CountryClass | None, area: CountryClass | None
) -> None:
    place = place_of(somebody(country, vat_number))

    assert (place.seat, place.vat_area) == (seat, area)
    assert place.has_vat_number is bool(vat_number)


def test_a_private_person_in_the_eu_is_one_without_a_vat_number() -> None:
    assert place_of(somebody("BE", None)).is_private_in_eu
    assert not place_of(somebody("BE", "BE0428759497")).is_private_in_eu
    assert not place_of(somebody("NL", None)).is_private_in_eu
    assert not place_of(somebody(None, None)).is_private_in_eu


def test_northern_ireland_is_in_the_eu_for_goods_only() -> None:
    assert place_of(somebody("GB", "XI980780684")).is_only_for_goods
    assert not place_of(somebody("GB", "GB980780684")).is_only_for_goods
