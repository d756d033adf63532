"""The firms of the demonstration: the company itself, and those it trades with, made up at random."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from snelkoppeling.demo import numbers, vocabulary
from snelkoppeling.demo.vocabulary import TOWNS, TOWNS_ABROAD, Town
from snelkoppeling.demo.wording import capital
from snelkoppeling.domain.relation import RelationRole

LONGEST_NAME = 50
TRIES_FOR_ANOTHER_PLACE = 30
BOOKKEEPER = "Marijn Boterkolder"
"""Who keeps the company's books in SnelStart."""


class LegalForm(StrEnum):
    """What kind of firm it is."""

    LIMITED = "B.V."
    PARTNERSHIP = "V.O.F."
    SELF_EMPLOYED = "zzp"
    FOUNDATION = "Stichting"
    ABROAD = "buitenland"


FORMS_AT_HOME: Mapping[LegalForm, int] = {
    LegalForm.LIMITED: 5,
    LegalForm.PARTNERSHIP: 2,
    LegalForm.SELF_EMPLOYED: 3,
    LegalForm.FOUNDATION: 1,
}
"""How often each is met."""
VAT_NUMBERS_ABROAD: Mapping[str, Callable[[Random], str]] = {
    "DE": numbers.german_vat_number,
    "BE": numbers.belgian_vat_number,
}
"""Of the countries within the EU; a firm of any other has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostalAddress:
    """Where a firm is."""

    street: str
    postal_code: str
    city: str
    country_code: str = "NL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """A customer or supplier as the demonstration CRM knows it."""

    external_id: str
    number: int
    form: LegalForm
    role: RelationRole = RelationRole.CUSTOMER
    name: str
    address: PostalAddress
    contact: str
    phone: str | None
    mobile: str | None
    email: str
    invoice_email: str | None
    kvk_number: str | None
    """None for a firm abroad."""
    vat_number: str | None
    """None for a foundation without taxed activities, and for a firm outside the EU."""
    iban: str | None
    bic: str | None
    payment_term_days: int

    @property
    def is_in_eu(self) -> bool:
        """Whether it is in another country of the EU."""
        return self.address.country_code in VAT_NUMBERS_ABROAD

    @property
    def is_at_home(self) -> bool:
        """Whether it is in the Netherlands."""
        return self.form is not LegalForm.ABROAD

    @property
    def kind(self) -> str:
        """What it is to the company, in Dutch."""
        return "leverancier" if self.role is RelationRole.SUPPLIER else "klant"


SELLER = Firm(
    external_id="eigen",
    number=0,
    form=LegalForm.LIMITED,
    name="Lindewaard Installatie & Handel B.V.",
    address=PostalAddress(street="Ambachtsweg 18", postal_code="8021 VK", city="Zwolle"),
    contact=BOOKKEEPER,
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
"""The company whose CRM is shown; made up, like everybody it deals with."""


class FirmMaker:
    """Makes up firms; the same random source gives the same ones."""

    def __init__(self, random: Random, *, run: str, first_number: int) -> None:
        self._random = random
        self._run = run
        self._next_number = first_number
        self._names: set[str] = set()
        self._places: set[str] = set()

    def firm(self, *forms: LegalForm, role: RelationRole = RelationRole.CUSTOMER) -> Firm:
        """Make up one more Dutch firm, of one of these legal forms if any are named."""
        random = self._random
        form = random.choice(forms) if forms else self._any_form()
        town = random.choice(TOWNS)
        contact = person_name(random)
        is_customer = role is RelationRole.CUSTOMER
        trades = vocabulary.TRADES if is_customer else vocabulary.SUPPLIES
        name, domain = self._new_name(lambda: self._company_name(form, contact, trades=trades))
        iban, bank = numbers.bank_account(random)
        number = self._number()
        return Firm(
            external_id=f"{'klant' if is_customer else 'leverancier'}-{number}-{self._run}",
            number=number,
            form=form,
            role=role,
            name=name,
            address=address_in(random, town),
            contact=contact,
            phone=numbers.phone_number(random, town),
            mobile=random.choice((numbers.mobile_number(random), None)),
            email=f"info@{domain}.example",
            invoice_email=f"facturen@{domain}.example" if form is LegalForm.LIMITED and is_customer else None,
            kvk_number=numbers.kvk_number(random),
            vat_number=_vat_number(random, form),
            iban=iban,
            bic=bank.bic,
            payment_term_days=random.choice((8, 14, 14, 21, 30, 30)),
        )

    def firm_abroad(self, country_code: str, role: RelationRole = RelationRole.CUSTOMER) -> Firm:
        """Make up one more firm in another country."""
        random = self._random
        town = random.choice([one for one in TOWNS_ABROAD if one.country_code == country_code])
        trade = random.choice(vocabulary.TRADES_ABROAD)
        name, domain = self._new_name(lambda: f"{self._place()} {trade} {town.company_form}")
        number = self._number()
        make_vat_number = VAT_NUMBERS_ABROAD.get(country_code)
        return Firm(
            external_id=f"{'klant' if role is RelationRole.CUSTOMER else 'leverancier'}-{number}-{self._run}",
            number=number,
            form=LegalForm.ABROAD,
            role=role,
            name=name,
            address=PostalAddress(
                street=f"Industriestrasse {random.randrange(1, 90)}",
                postal_code=town.postal_code,
                city=town.name,
                country_code=country_code,
            ),
            contact=person_name(random),
            phone=None,
            mobile=None,
            email=f"info@{domain}.example",
            invoice_email=None,
            kvk_number=None,
            vat_number=make_vat_number(random) if make_vat_number else None,
            iban=None,
            bic=None,
            payment_term_days=30,
        )

    def _number(self) -> int:
        number, self._next_number = self._next_number, self._next_number + 1
        return number

    def _any_form(self) -> LegalForm:
        return self._random.choices(list(FORMS_AT_HOME), weights=list(FORMS_AT_HOME.values()))[0]

    def _company_name(self, form: LegalForm, contact: str, *, trades: Sequence[str]) -> str:
        random = self._random
        match form:
            case LegalForm.LIMITED:
                return f"{self._place()} {random.choice(trades)} B.V."
            case LegalForm.PARTNERSHIP:
                return f"V.O.F. {capital(contact.partition(' ')[2])} & {self._place()}"
            case LegalForm.SELF_EMPLOYED:
                return f"{contact} {random.choice(vocabulary.PRACTICES)}"
            case _:
                return f"Stichting {random.choice(vocabulary.FOUNDATIONS)} {self._place()}"

    def _place(self) -> str:
        """Make up a place to be called after; while there are others, no two firms share one."""
        place = ""
        for _ in range(TRIES_FOR_ANOTHER_PLACE):
            place = self._random.choice(vocabulary.NATURE) + self._random.choice(vocabulary.PLACE_ENDINGS)
            if place not in self._places:
                break
        self._places.add(place)
        return place

    def _new_name(self, make: Callable[[], str]) -> tuple[str, str]:
        """Make up a name that no other firm has, and the internet domain that goes with it."""
        while True:
            name = make()
            if name not in self._names and len(name) <= LONGEST_NAME:
                self._names.add(name)
                return name, _domain_label(name)


def moved(firm: Firm, random: Random) -> Firm:
    """Let a firm move to another town, with a telephone number of that area."""
    others = [town for town in TOWNS if town.name != firm.address.city]
    town = random.choice(others)
    return replace(firm, address=address_in(random, town), phone=numbers.phone_number(random, town))


def with_other_phone(firm: Firm, random: Random) -> Firm:
    """Give a firm another telephone number in its own town."""
    town = next(town for town in TOWNS if town.name == firm.address.city)
    return replace(firm, phone=_other(firm.phone, lambda: numbers.phone_number(random, town)))


def with_other_contact(firm: Firm, random: Random) -> Firm:
    """Give a firm another contact person."""
    return replace(firm, contact=_other(firm.contact, lambda: person_name(random)))


def with_other_bank(firm: Firm, random: Random) -> Firm:
    """Let a firm change banks."""
    iban, bank = numbers.bank_account(random)
    return replace(firm, iban=iban, bic=bank.bic)


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


def _domain_label(name: str) -> str:
    """Write a name as the label of an internet domain; how people know the firm says enough."""
    known_by = name.removeprefix("V.O.F. ").removesuffix(" B.V.")
    plain = unicodedata.normalize("NFKD", known_by).encode("ascii", "ignore").decode()
    return "".join(char for char in plain.lower() if char.isalnum())


def _vat_number(random: Random, form: LegalForm) -> str | None:
    match form:
        case LegalForm.LIMITED | LegalForm.PARTNERSHIP:
            return numbers.company_vat_number(random)
        case LegalForm.SELF_EMPLOYED:
            return numbers.self_employed_vat_number(random)
        case _:
            return None


def _other(present: str | None, make: Callable[[], str]) -> str:
    """Make up something that differs from what is there."""
    while (made := make()) == present:
        pass
    return made
