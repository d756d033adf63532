"""Translates relations: Relatie in SnelStart's words, field by field."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from snelkoppeling.domain.matching import Traits
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.domain.relation import Address, Relation, RelationRole
from snelkoppeling.sync.records import Image, ImageValue
from snelstart_client.resources.relaties import Adres, Relatie, Relatiesoort

LONGEST = {
    "name": 50,
    "visiting_street": 50,
    "visiting_postal_code": 25,
    "visiting_city": 50,
    "postal_street": 50,
    "postal_postal_code": 25,
    "postal_city": 50,
    "contact_person": 50,
    "phone": 25,
    "mobile": 25,
    "email": 250,
    "invoice_email": 250,
    "kvk_number": 12,
    "vat_number": 50,
    "iban": 50,
    "bic": 15,
}
"""Characters that fit (SnelStart API, section 6.1); cut short, two long names would become one."""

PLAIN_FIELDS = {
    "name": "naam",
    "number": "relatiecode",
    "phone": "telefoon",
    "mobile": "mobieleTelefoon",
    "email": "email",
    "kvk_number": "kvkNummer",
    "vat_number": "btwNummer",
    "iban": "iban",
    "bic": "bic",
    "payment_term_days": "krediettermijn",
}
ADDRESS_FIELDS = {"street": "straat", "postal_code": "postcode", "city": "plaats"}
ADDRESSES = {"visiting": "vestigingsAdres", "postal": "correspondentieAdres"}
ROLE_FIELDS = {"is_customer": Relatiesoort.KLANT, "is_supplier": Relatiesoort.LEVERANCIER}
DUTCH_WITHOUT_PREFIX = re.compile(r"\d{9}B\d{2}")
HOME = "NL"
"""The country that SnelStart fills in where none is given (SnelStart API, section 6.1)."""


@dataclass(frozen=True, slots=True)
class Countries:
    """The countries of one administration: their ids differ from one to the next (SnelStart API, 6.1)."""

    ids: Mapping[str, str]
    """By two-letter code."""
    of_three_letters: Mapping[str, str] = field(default_factory=dict)
    """The two letters of a country by its three."""

    def code_of(self, land_id: str | None) -> str | None:
        """Name the country of an id; None for none or an unknown one."""
        return next((code for code, known in self.ids.items() if known == land_id), None)


def image_of_relation(relation: Relation) -> Image:
    """Say what the books should hold: the fields that the CRM states, and no others."""
    stated = relation.stated
    image: dict[str, ImageValue] = {
        name: getattr(relation, name) for name in (*PLAIN_FIELDS, "invoice_email") if name in stated
    }
    # A role is only ever added: SnelStart refuses to take one away from a relation with bookings.
    for name, role in (("is_customer", RelationRole.CUSTOMER), ("is_supplier", RelationRole.SUPPLIER)):
        if role in relation.roles:
            image[name] = True
    for prefix, address in (("visiting", relation.visiting_address), ("postal", relation.postal_address)):
        if f"{prefix}_address" in stated:
            image.update(_address_image(prefix, address))
    if "contacts" in stated:
        image["contact_person"] = relation.contact_person
    if "is_active" in stated:
        image["is_active"] = relation.is_active
    return image


def _address_image(prefix: str, address: Address | None) -> Image:
    shown = address or Address()
    parts = {"street": shown.street, "postal_code": shown.postal_code, "city": shown.city}
    return _named(prefix, parts, shown.country_code)


def _named(prefix: str, parts: Mapping[str, str | None], country: str | None) -> Image:
    """Name the parts of an address; one that is empty but for the home country is empty.

    SnelStart fills that country in itself. Were it told apart from none, a relation without an address
    would never be found again after a lost answer, and be made twice.
    """
    says_nothing = country == HOME and not any(parts.values())
    named = {f"{prefix}_{part}": text for part, text in parts.items()}
    return {**named, f"{prefix}_country": None if says_nothing else country}


def image_of_relatie(relatie: Relatie, countries: Countries) -> Image:
    """Say what the books hold, in our words."""
    email = relatie.factuur_email_versturen
    image: dict[str, ImageValue] = {
        "name": relatie.naam,
        "number": relatie.relatiecode,
        "is_customer": Relatiesoort.KLANT in relatie.relatiesoort,
        "is_supplier": Relatiesoort.LEVERANCIER in relatie.relatiesoort,
        "phone": relatie.telefoon,
        "mobile": relatie.mobiele_telefoon,
        "email": relatie.email,
        "invoice_email": email.email if email and email.should_send else None,
        "kvk_number": relatie.kvk_nummer,
        "vat_number": with_country(relatie.btw_nummer),
        "iban": relatie.iban,
        "bic": relatie.bic,
        "payment_term_days": relatie.krediettermijn,
        "is_active": not relatie.nonactief,
    }
    for prefix, adres in (
        ("visiting", relatie.vestigings_adres),
        ("postal", relatie.correspondentie_adres),
    ):
        image.update(_adres_image(prefix, adres or Adres(), countries))
    visiting = relatie.vestigings_adres
    image["contact_person"] = visiting.contactpersoon if visiting else None
    return image


def _adres_image(prefix: str, adres: Adres, countries: Countries) -> Image:
    parts = {"street": adres.straat, "postal_code": adres.postcode, "city": adres.plaats}
    return _named(prefix, parts, countries.code_of(adres.land.id if adres.land else None))


def traits_of_image(image: Image) -> Traits:
    """Say by what the books may know the relation of an image."""
    number = image.get("number")
    return Traits.of(
        _text(image, "name"),
        number=number if isinstance(number, int) else None,
        kvk_number=_text(image, "kvk_number"),
        vat_number=_text(image, "vat_number"),
        iban=_text(image, "iban"),
        email=_text(image, "email"),
        postal_codes=(_text(image, "visiting_postal_code"), _text(image, "postal_postal_code")),
    )


def traits_of_relatie(relatie: Relatie) -> Traits:
    """Say by what a relation in the books may be known."""
    addresses = (relatie.vestigings_adres, relatie.correspondentie_adres)
    return Traits.of(
        relatie.naam,
        number=relatie.relatiecode,
        kvk_number=relatie.kvk_nummer,
        vat_number=relatie.btw_nummer,
        iban=relatie.iban,
        email=relatie.email,
        postal_codes=(adres.postcode for adres in addresses if adres is not None),
    )


def _text(image: Image, name: str) -> str:
    value = image.get(name)
    return value if isinstance(value, str) else ""


def loosened(image: Image) -> Image:
    """Leave out of the texts what a system may write its own way: case, spaces and punctuation."""
    return {name: _bare(value) if isinstance(value, str) else value for name, value in image.items()}


def _bare(text: str) -> str | None:
    return "".join(char for char in text.casefold() if char.isalnum()) or None


def with_country(vat_number: str | None) -> str | None:
    """Give a VAT number its country: Dutch ones come back without NL (SnelStart API, section 6.1)."""
    if vat_number and DUTCH_WITHOUT_PREFIX.fullmatch(vat_number):
        return f"NL{vat_number}"
    return vat_number


def laid_over(
    bron: Mapping[str, Any], image: Image, *, fields: Iterable[str], countries: Countries
) -> dict[str, Any]:
    """Lay fields over a relation as SnelStart gave it, and leave all its others as they are.

    An update replaces the whole record (SnelStart API, section 6.1); an empty `bron` makes a new one.
    """
    body = dict(bron)
    for name in fields:
        value = image[name] if image[name] != "" else None
        prefix, _, part = name.partition("_")
        if name in PLAIN_FIELDS:
            body[PLAIN_FIELDS[name]] = value
        elif name in ROLE_FIELDS:
            known = list(body.get("relatiesoort") or [])
            body["relatiesoort"] = [*known, *({ROLE_FIELDS[name].value} - set(known))]
        elif name == "is_active":
            body["nonactief"] = not value
        elif name == "invoice_email":
            known_email = body.get("factuurEmailVersturen") or {}
            body["factuurEmailVersturen"] = {**known_email, "shouldSend": bool(value), "email": value or ""}
        elif name == "contact_person":
            _lay_address(body, "vestigingsAdres", field="contactpersoon", value=value)
        elif part == "country":
            land_id = countries.ids.get(str(value))
            land = {"id": land_id} if land_id else None
            _lay_address(body, ADDRESSES[prefix], field="land", value=land)
        else:
            _lay_address(body, ADDRESSES[prefix], field=ADDRESS_FIELDS[part], value=value)
    return body


def _lay_address(body: dict[str, Any], adres: str, *, field: str, value: object) -> None:
    body[adres] = {**(body.get(adres) or {}), field: value}


def relation_problems(image: Image, countries: Countries) -> list[Problem]:
    """List what SnelStart could not hold."""
    problems = [
        problem("text-too-long", name, image[name], length=len(str(image[name])), limit=limit)
        for name, limit in LONGEST.items()
        if len(str(image.get(name) or "")) > limit
    ]
    if not image.get("name"):
        problems.append(problem("name-missing", "name"))
    problems += [
        problem("country-unknown", f"{prefix}_address.country_code", code)
        for prefix in ADDRESSES
        if (code := image.get(f"{prefix}_country")) and code not in countries.ids
    ]
    return problems
