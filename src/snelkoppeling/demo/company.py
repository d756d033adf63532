"""The people and firms of the demonstration: the company that sells, and customers made up at random."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from snelkoppeling.demo import numbers, vocabulary
from snelkoppeling.demo.vocabulary import TOWNS, Town

LONGEST_NAME = 50


class LegalForm(StrEnum):
    """What kind of customer it is."""

    LIMITED = "B.V."
    PARTNERSHIP = "V.O.F."
    SELF_EMPLOYED = "zzp"
    FOUNDATION = "Stichting"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostalAddress:
    """Where a customer is."""

    street: str
    postal_code: str
    city: str
    country_code: str = "NL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer as the demonstration CRM knows it."""

    external_id: str
    number: int
    form: LegalForm
    name: str
    address: PostalAddress
    contact: str
    phone: str
    mobile: str | None
    email: str
    invoice_email: str | None
    kvk_number: str
    vat_number: str | None
    """None for a foundation without taxed activities."""
    iban: str
    bic: str
    payment_term_days: int


SELLER = Customer(
    external_id="eigen",
    number=0,
    form=LegalForm.LIMITED,
    name="Lindewaard Installatie & Handel B.V.",
    address=PostalAddress(street="Ambachtsweg 18", postal_code="8021 VK", city="Zwolle"),
    contact="Marijn Boterkolder",
    phone="038 4270180",
    mobile=None,
    email="administratie@lindewaard.example",
    invoice_email=None,
    kvk_number="64218305",
    vat_number="NL868819736B01",
    iban="NL86KNAB0486257029",
    bic="KNABNL2H",
    payment_term_days=14,
)
"""The firm whose CRM is shown; made up, like everybody it deals with."""


class CustomerMaker:
    """Makes up customers; the same random source gives the same customers."""

    def __init__(self, random: Random, *, run: str, first_number: int) -> None:
        self._random = random
        self._run = run
        self._next_number = first_number
        self._names: set[str] = set()

    def customer(self, *forms: LegalForm) -> Customer:
        """Make up one more customer, of one of these legal forms if any are named."""
        random = self._random
        form = random.choice(forms) if forms else self._any_form()
        town = random.choice(TOWNS)
        contact = person_name(random)
        name, domain = self._new_name(form, contact)
        iban, bank = numbers.bank_account(random)
        number, self._next_number = self._next_number, self._next_number + 1
        return Customer(
            external_id=f"klant-{number}-{self._run}",
            number=number,
            form=form,
            name=name,
            address=address_in(random, town),
            contact=contact,
            phone=numbers.phone_number(random, town),
            mobile=random.choice((numbers.mobile_number(random), None)),
            email=f"info@{domain}.example",
            invoice_email=f"facturen@{domain}.example" if form is LegalForm.LIMITED else None,
            kvk_number=numbers.kvk_number(random),
            vat_number=_vat_number(random, form),
            iban=iban,
            bic=bank.bic,
            payment_term_days=random.choice((8, 14, 14, 21, 30, 30)),
        )

    def _any_form(self) -> LegalForm:
        forms = list(LegalForm)
        return self._random.choices(forms, weights=[5, 2, 3, 1])[0]

    def _new_name(self, form: LegalForm, contact: str) -> tuple[str, str]:
        """Make up a name that no other customer has, and the domain that goes with it."""
        while True:
            name, domain = _company_name(self._random, form, contact)
            if name not in self._names and len(name) <= LONGEST_NAME:
                self._names.add(name)
                return name, domain


def moved(customer: Customer, random: Random) -> Customer:
    """Let a customer move to another town, with a telephone number of that area."""
    others = [town for town in TOWNS if town.name != customer.address.city]
    town = random.choice(others)
    return replace(customer, address=address_in(random, town), phone=numbers.phone_number(random, town))


def with_other_phone(customer: Customer, random: Random) -> Customer:
    """Give a customer another telephone number in its own town."""
    town = next(town for town in TOWNS if town.name == customer.address.city)
    return replace(customer, phone=_other(customer.phone, lambda: numbers.phone_number(random, town)))


def with_other_contact(customer: Customer, random: Random) -> Customer:
    """Give a customer another contact person."""
    return replace(customer, contact=_other(customer.contact, lambda: person_name(random)))


def with_other_bank(customer: Customer, random: Random) -> Customer:
    """Let a customer change banks."""
    iban, bank = numbers.bank_account(random)
    return replace(customer, iban=iban, bic=bank.bic)


def person_name(random: Random) -> str:
    """Make up the name of a person."""
    prefix = random.choice(vocabulary.SURNAME_PREFIXES)
    surname = random.choice(vocabulary.SURNAME_STEMS) + random.choice(vocabulary.SURNAME_ENDINGS)
    return f"{random.choice(vocabulary.GIVEN_NAMES)} {prefix}{surname}"


def address_in(random: Random, town: Town) -> PostalAddress:
    """Make up an address in a town, with a postcode of that town."""
    letters = ""
    while not letters or letters in vocabulary.UNUSED_POSTCODE_LETTERS:
        letters = "".join(random.choices(vocabulary.POSTCODE_LETTERS, k=2))
    house_number = f"{random.randrange(1, 190)}{random.choice(('', '', '', 'a', ' B'))}"
    return PostalAddress(
        street=f"{random.choice(vocabulary.STREETS)} {house_number}",
        postal_code=f"{random.randrange(town.first_postcode, town.last_postcode + 1)} {letters}",
        city=town.name,
    )


def _company_name(random: Random, form: LegalForm, contact: str) -> tuple[str, str]:
    """Make up a name and the label of its internet domain."""
    place = random.choice(vocabulary.NATURE) + random.choice(vocabulary.PLACE_ENDINGS)
    match form:
        case LegalForm.LIMITED:
            name = f"{place} {random.choice(vocabulary.TRADES)} B.V."
        case LegalForm.PARTNERSHIP:
            name = f"V.O.F. {_capitalised(contact.partition(' ')[2])} & {place}"
        case LegalForm.SELF_EMPLOYED:
            name = f"{contact} {random.choice(vocabulary.PRACTICES)}"
        case LegalForm.FOUNDATION:
            name = f"Stichting {random.choice(vocabulary.FOUNDATIONS)} {place}"
    label = contact if form is LegalForm.SELF_EMPLOYED else place
    return name, _domain_label(label)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _domain_label(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(char for char in plain.lower() if char.isalnum())


def _vat_number(random: Random, form: LegalForm) -> str | None:
    match form:
        case LegalForm.LIMITED | LegalForm.PARTNERSHIP:
            return numbers.company_vat_number(random)
        case LegalForm.SELF_EMPLOYED:
            return numbers.self_employed_vat_number(random)
        case LegalForm.FOUNDATION:
            return None


def _other(present: str, make: Callable[[], str]) -> str:
    """Make up something that differs from what is there."""
    while (made := make()) == present:
        pass
    return made
