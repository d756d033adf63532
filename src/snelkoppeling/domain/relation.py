"""A relation: a customer or supplier, with its addresses and its one contact person."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class RelationRole(StrEnum):
    """What a relation is to us."""

    CUSTOMER = "customer"
    SUPPLIER = "supplier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address; the street holds the house number."""

    street: str = ""
    postal_code: str = ""
    city: str = ""
    country_code: str = "NL"
    """ISO 3166-1, two letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPerson:
    """Somebody at the relation; SnelStart holds one name only (SnelStart API, section 6.1)."""

    name: str
    is_primary: bool = False
    is_invoice_contact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The present state of one customer or supplier as the CRM states it.

    A field that the CRM did not send is absent from `stated` and is never touched in the books;
    a field that it sent empty is in `stated` with None, and is cleared.
    """

    name: str
    roles: frozenset[RelationRole] = frozenset({RelationRole.CUSTOMER})
    number: int | None = None
    visiting_address: Address | None = None
    postal_address: Address | None = None
    contacts: tuple[ContactPerson, ...] = ()
    phone: str | None = None
    mobile: str | None = None
    email: str | None = None
    invoice_email: str | None = None
    kvk_number: str | None = None
    vat_number: str | None = None
    """With its country code, no spaces or dots, such as `NL123456782B90`."""
    iban: str | None = None
    bic: str | None = None
    payment_term_days: int | None = None
    is_active: bool = True
    stated: frozenset[str] = frozenset({"name", "roles"})
    """Names of the fields that the CRM sent."""

    @property
    def contact_person(self) -> str | None:
        """Name of the one contact person that the books can hold; None without contacts."""
        chosen = chosen_contact(self.contacts)
        return chosen.name if chosen else None


def chosen_contact(contacts: Sequence[ContactPerson]) -> ContactPerson | None:
    """Choose the contact person for the books: the primary one, else for invoices, else the first."""
    ranked = sorted(contacts, key=lambda contact: (not contact.is_primary, not contact.is_invoice_contact))
    return ranked[0] if ranked else None
