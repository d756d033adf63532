"""Made-up customers and suppliers, and their numbers."""

import email_validator
import phonenumbers
import pytest
import stdnum.be.vat
import stdnum.bic
import stdnum.de.vat
import stdnum.iban
import stdnum.iso7064.mod_97_10
import stdnum.nl.bsn
import stdnum.nl.btw
import stdnum.nl.postcode

from snelkoppeling.demo import company, numbers
from snelkoppeling.demo.company import SELLER, Firm, FirmMaker, LegalForm
from snelkoppeling.demo.vocabulary import TOWNS
from snelkoppeling.domain.relation import RelationRole
from tests.unit.demo.story import chance


def _customers(count: int = 200, *forms: LegalForm, seed: int = 1) -> list[Firm]:
    maker = FirmMaker(chance(seed), run="t", first_number=20001)
    return [maker.firm(*forms) for _ in range(count)]


def test_all_numbers_have_the_right_check_digits() -> None:
    for customer in [SELLER, *_customers()]:
        assert customer.iban
        assert customer.bic
        assert stdnum.iban.is_valid(customer.iban)
        assert stdnum.bic.is_valid(customer.bic)
        assert customer.iban[4:8] == customer.bic[:4]
        assert customer.kvk_number
        assert len(customer.kvk_number) == 8
        assert customer.vat_number is None or stdnum.nl.btw.is_valid(customer.vat_number)


def test_a_legal_person_has_the_older_vat_number_and_a_self_employed_one_the_newer() -> None:
    company_number = numbers.company_vat_number(chance(1))
    own_number = numbers.self_employed_vat_number(chance(1))

    assert stdnum.nl.bsn.is_valid(company_number[2:11])
    assert stdnum.iso7064.mod_97_10.is_valid(own_number)


def test_a_foundation_has_no_vat_number() -> None:
    assert {customer.vat_number for customer in _customers(20, LegalForm.FOUNDATION)} == {None}


def test_firms_in_the_eu_have_a_vat_number_of_their_country() -> None:
    maker = FirmMaker(chance(4), run="t", first_number=1)
    germans = [maker.firm_abroad("DE") for _ in range(40)]
    belgians = [maker.firm_abroad("BE") for _ in range(40)]

    assert all(stdnum.de.vat.is_valid(firm.vat_number or "") for firm in germans)
    assert all(stdnum.be.vat.is_valid(firm.vat_number or "") for firm in belgians)
    assert all(firm.is_in_eu and not firm.is_at_home for firm in (*germans, *belgians))


def test_a_firm_outside_the_eu_has_no_vat_number() -> None:
    swiss = FirmMaker(chance(4), run="t", first_number=1).firm_abroad("CH")

    assert (swiss.vat_number, swiss.is_in_eu, swiss.address.country_code) == (None, False, "CH")


def test_a_supplier_is_told_from_a_customer() -> None:
    maker = FirmMaker(chance(4), run="t", first_number=1)

    kinds = [maker.firm(role=role).kind for role in RelationRole]

    assert kinds == ["klant", "leverancier"]


def test_phone_numbers_and_addresses_of_mail_are_possible() -> None:
    for customer in _customers():
        for number in filter(None, (customer.phone, customer.mobile)):
            assert phonenumbers.is_valid_number(phonenumbers.parse(number, "NL"))
        for address in filter(None, (customer.email, customer.invoice_email)):
            email_validator.validate_email(address, check_deliverability=False)
            assert address.endswith(".example")


def test_a_postcode_belongs_to_its_town() -> None:
    towns = {town.name: town for town in TOWNS}
    for customer in _customers():
        town, digits = towns[customer.address.city], int(customer.address.postal_code[:4])
        assert town.first_postcode <= digits <= town.last_postcode
        assert stdnum.nl.postcode.is_valid(customer.address.postal_code)
        assert (customer.phone or "").startswith(town.area_code)


def test_everything_fits_into_the_books() -> None:
    for customer in _customers():
        assert max(len(customer.name), len(customer.contact), len(customer.address.street)) <= 50


def test_no_two_customers_have_the_same_name_or_number() -> None:
    customers = _customers()

    assert len({customer.name for customer in customers}) == len(customers)
    assert len({customer.email for customer in customers}) == len(customers)
    assert [customer.number for customer in customers] == list(range(20001, 20201))


def test_a_handful_of_firms_is_called_after_as_many_places() -> None:
    firms = _customers(40, LegalForm.LIMITED)

    assert len({firm.name.split()[0] for firm in firms}) == len(firms)


def test_the_same_seed_makes_the_same_customers() -> None:
    assert _customers(20, seed=9) == _customers(20, seed=9)


def test_a_mistyped_iban_is_not_valid() -> None:
    for customer in _customers(50):
        assert not stdnum.iban.is_valid(numbers.with_a_wrong_digit(customer.iban or ""))


@pytest.mark.parametrize("seed", range(20))
def test_a_change_changes_what_it_says_and_nothing_else(seed: int) -> None:
    random = chance(seed)
    before = _customers(1, seed=seed)[0]

    moved = company.moved(before, random)
    phoned = company.with_other_phone(before, random)
    contact = company.with_other_contact(before, random)
    bank = company.with_other_bank(before, random)

    assert moved.address.city != before.address.city
    assert phoned.phone != before.phone
    assert phoned.address == before.address
    assert contact.contact != before.contact
    assert bank.iban != before.iban
    assert {moved.name, phoned.name, contact.name, bank.name} == {before.name}
