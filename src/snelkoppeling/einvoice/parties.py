"""Reads the seller and the buyer: who they are, and which numbers they are known by."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from snelkoppeling.domain import identifiers
from snelkoppeling.domain.identity import ExternalId
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.relation import Address, ContactPerson, Relation, RelationRole
from snelkoppeling.einvoice.nodes import Node

SELLER = "cac:AccountingSupplierParty"
BUYER = "cac:AccountingCustomerParty"
OTHER_SIDE: Mapping[Direction, str] = {Direction.SALES: BUYER, Direction.PURCHASE: SELLER}
ROLE: Mapping[Direction, RelationRole] = {
    Direction.SALES: RelationRole.CUSTOMER,
    Direction.PURCHASE: RelationRole.SUPPLIER,
}
KVK_SCHEMES = frozenset({"0106", "NL:KVK"})
"""ISO 6523 and, in older Dutch files, its name."""
DUTCH_VAT_SCHEMES = frozenset({"9944", "NL:VAT"})
EMAIL_SCHEME = "EM"
SEPA_SCHEME = "SEPA"
"""A bank's name for a creditor who collects by direct debit: it identifies a mandate, not a company."""
HOME_COUNTRY = "NL"
LONGEST_PLAIN_ID = 60


@dataclass(frozen=True, slots=True)
class Party:
    """A relation as a document describes it, with the id that follows from the description."""

    external_id: ExternalId
    relation: Relation


def read_party(document: Node, direction: Direction) -> Party:
    """Read the customer of a sale or the supplier of a purchase; it is a problem when there is none."""
    path = f"{OTHER_SIDE[direction]}/cac:Party"
    node = document.only(path)
    if node is None:
        document.add("ubl-element-missing", path)
        return Party(external_id=ExternalId(""), relation=Relation(name=""))
    name = _name(node)
    fields = _known(node)
    if direction is Direction.PURCHASE:
        fields |= _bank_account(document, node)
    relation = Relation(
        name=name, roles=frozenset({ROLE[direction]}), stated=frozenset({"name", "roles", *fields}), **fields
    )
    return Party(external_id=_external_id(node, relation, direction), relation=relation)


def seller_numbers(document: Node) -> frozenset[str]:
    """List the VAT and KvK numbers of the seller, in capitals and digits only, valid or not."""
    party = document.first(f"{SELLER}/cac:Party")
    if party is None:
        return frozenset()
    numbers = [text for _, text in (*_vat_texts(party), *_kvk_texts(party))]
    numbers += [node.own_text for node in party.all("cbc:EndpointID") if _scheme(node) in DUTCH_VAT_SCHEMES]
    return frozenset(compact for number in numbers if (compact := identifiers.compact(number)))


def _name(party: Node) -> str:
    """Choose the legal name, which VAT and KvK number belong to; a trading name only when it stands alone."""
    legal = party.text("cac:PartyLegalEntity/cbc:RegistrationName")
    name = legal or party.text("cac:PartyName/cbc:Name")
    if not name:
        party.add("ubl-element-missing", "cac:PartyLegalEntity/cbc:RegistrationName")
    return name


def _known(party: Node) -> dict[str, Any]:
    """Read all that the document states of a party and that is valid, by the name of its field."""
    contact = party.text("cac:Contact/cbc:Name")
    vat_number = _first_valid(_vat_texts(party), identifiers.vat_number, nl="Btw-nummer", en="VAT number")
    # The books check a VAT number against the country of the visiting address: UBL's one address is that one.
    address = _address(party, vat_number)
    country = address.country_code if address else "NL"
    fields: dict[str, Any] = {
        "vat_number": _vat_number_at(address, vat_number, party),
        "visiting_address": address,
        "kvk_number": _first_valid(
            _kvk_texts(party), identifiers.kvk_number, nl="KvK-nummer", en="KvK number"
        ),
        "email": _first_valid(
            _at(party, "cac:Contact/cbc:ElectronicMail"),
            identifiers.email,
            nl="E-mailadres",
            en="e-mail address",
        ),
        "invoice_email": _first_valid(
            [(node, text) for node, text in _at(party, "cbc:EndpointID") if _scheme(node) == EMAIL_SCHEME],
            identifiers.email,
            nl="E-mailadres",
            en="e-mail address",
        ),
        "phone": _first_valid(
            _at(party, "cac:Contact/cbc:Telephone"),
            lambda text: identifiers.phone(text, country),
            nl="Telefoonnummer",
            en="phone number",
        ),
        "contacts": (ContactPerson(name=contact, is_invoice_contact=True),) if contact else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _vat_number_at(address: Address | None, vat_number: str | None, party: Node) -> str | None:
    """Leave out a VAT number of another country than the address's (SnelStart API, section 6.1, REL-0087)."""
    if (
        address is None
        or vat_number is None
        or identifiers.is_vat_number_of(vat_number, address.country_code)
    ):
        return vat_number
    party.remark(
        "ubl-vat-number-of-other-country",
        "cac:PartyTaxScheme/cbc:CompanyID",
        vat_number,
        country=address.country_code,
    )
    return None


def _vat_texts(party: Node) -> list[tuple[Node, str]]:
    schemes = [
        scheme
        for scheme in party.all("cac:PartyTaxScheme")
        if scheme.text("cac:TaxScheme/cbc:ID").upper() in {"VAT", ""}
    ]
    return [found for scheme in schemes for found in _at(scheme, "cbc:CompanyID")]


def _kvk_texts(party: Node) -> list[tuple[Node, str]]:
    """Find the numbers that say they are of the KvK, and a Dutch company's number that says nothing."""
    paths = ("cac:PartyLegalEntity/cbc:CompanyID", "cac:PartyIdentification/cbc:ID", "cbc:EndpointID")
    stated = [found for path in paths for found in _at(party, path) if _scheme(found[0]) in KVK_SCHEMES]
    if stated or party.text("cac:PostalAddress/cac:Country/cbc:IdentificationCode").upper() not in {"NL", ""}:
        return stated
    return [
        (node, text)
        for node, text in _at(party, "cac:PartyLegalEntity/cbc:CompanyID")
        if not _scheme(node) and identifiers.kvk_number(text)
    ]


def _first_valid(
    found: list[tuple[Node, str]], check: Callable[[str], str | None], *, nl: str, en: str
) -> str | None:
    """Choose the first valid value; one that is not valid is left out, and that is said."""
    chosen = None
    for node, text in found:
        value = check(text)
        if value is None:
            node.remark("ubl-value-left-out", "", text, what_nl=nl, what_en=en)
        chosen = chosen or value
    return chosen


def _address(party: Node, vat_number: str | None) -> Address | None:
    node = party.first("cac:PostalAddress")
    if node is None:
        return None
    country = node.text("cac:Country/cbc:IdentificationCode")
    code = identifiers.country_code(country) if country else _country_of(vat_number)
    if code is None:
        node.remark(
            "ubl-value-left-out",
            "cac:Country",
            country,
            what_nl="Land van het adres",
            what_en="country of the address",
        )
        return None
    address = Address(
        street=_street(node),
        postal_code=node.text("cbc:PostalZone"),
        city=node.text("cbc:CityName"),
        country_code=code,
    )
    # A country alone says nothing of an address at home; from abroad it says which VAT rules hold.
    is_told = address.street or address.postal_code or address.city or code != HOME_COUNTRY
    return address if is_told else None


def _street(address: Node) -> str:
    """Join the street with its house number, which some packages put in a field of its own."""
    street = address.text("cbc:StreetName")
    number = address.text("cbc:BuildingNumber")
    more = [address.text("cbc:AdditionalStreetName"), *address.texts("cac:AddressLine/cbc:Line")]
    if number and number not in street.split():
        street = f"{street} {number}".strip()
    elif more[0][:1].isdigit() and not any(char.isdigit() for char in street):
        street = f"{street} {more.pop(0)}".strip()
    return ", ".join(part for part in (street, *more) if part)


def _country_of(vat_number: str | None) -> str:
    """Take the country from the VAT number when the address has none; without either it is our own."""
    if vat_number is None:
        return "NL"
    return identifiers.country_of_vat_number(vat_number)


def _bank_account(document: Node, supplier: Node) -> dict[str, str]:
    """Read the account to pay a supplier on, unless it is somebody else's."""
    accounts = document.all("cac:PaymentMeans/cac:PayeeFinancialAccount")
    numbers = [found for account in accounts for found in _at(account, "cbc:ID")]
    payee = document.text("cac:PayeeParty/cac:PartyName/cbc:Name")
    if numbers and payee and payee != _name(supplier):
        node, text = numbers[0]
        node.remark("ubl-account-of-other-payee", "", text, payee=payee)
        return {}
    chosen = _first_valid(numbers, identifiers.iban, nl="IBAN", en="IBAN")
    if chosen is None:
        return {}
    others = sorted(
        {number for _, text in numbers if (number := identifiers.iban(text)) and number != chosen}
    )
    if others:
        document.remark("ubl-several-accounts", "cac:PaymentMeans", ", ".join(others), used=chosen)
    banks = [
        found
        for account in accounts
        if identifiers.iban(account.text("cbc:ID")) == chosen
        for found in _at(account, "cac:FinancialInstitutionBranch/cbc:ID")
    ]
    bank = _first_valid(banks, identifiers.bic, nl="BIC", en="BIC")
    return {"iban": chosen} | ({"bic": bank} if bank else {})


def _external_id(party: Node, relation: Relation, direction: Direction) -> ExternalId:
    """Derive an id that stays the same from invoice to invoice, from the strongest number there is."""
    if relation.vat_number:
        return ExternalId(f"ubl:vat:{relation.vat_number}")
    if relation.kvk_number:
        return ExternalId(f"ubl:kvk:{relation.kvk_number}")
    for path in ("cac:PartyIdentification/cbc:ID", "cac:PartyLegalEntity/cbc:CompanyID", "cbc:EndpointID"):
        for node, text in _at(party, path):
            scheme = _scheme(node)
            # Without a scheme it is the seller's own numbering: ours on a sale, anybody's on a purchase.
            if scheme in {EMAIL_SCHEME, SEPA_SCHEME} or (not scheme and direction is Direction.PURCHASE):
                continue
            return ExternalId(f"ubl:id:{_short(f'{scheme}:{text}' if scheme else text)}")
    address = relation.visiting_address or Address()
    described = "\n".join(
        (relation.name, identifiers.compact(address.postal_code), address.country_code)
    ).casefold()
    return ExternalId(f"ubl:name:{_digest(described)}")


def _at(node: Node, path: str) -> list[tuple[Node, str]]:
    """List the elements at a path that hold text, with their text."""
    return [(found, text) for found in node.all(path) if (text := found.own_text)]


def _scheme(node: Node) -> str:
    return node.element.get("schemeID", "").strip().upper()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_PLAIN_ID else _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
