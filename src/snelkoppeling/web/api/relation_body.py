"""A relation as a CRM sends it."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from snelkoppeling.domain.relation import ContactPerson, Relation, RelationRole
from snelkoppeling.web.api.address_body import AddressBody, to_address
from snelkoppeling.web.api.body import Body
from snelkoppeling.web.api.fields import Cleared, Moment, SingleLine, choice_of
from snelkoppeling.web.api.numbers import Bic, Emails, Iban, KvkNumber, Phone, VatNumber

HIGHEST_RELATION_NUMBER = 2**31 - 1
SHORTEST_TERM_DAYS, LONGEST_TERM_DAYS = -365, 1000
MOST_CONTACTS = 100
NOT_IN_RELATION = frozenset({"modified_at"})
Name = Annotated[str, StringConstraints(min_length=1, max_length=50), SingleLine]
Role = Annotated[RelationRole, BeforeValidator(choice_of(RelationRole))]


class ContactBody(Body):
    """Somebody at the relation; the books hold one: the primary, else for invoices, else the first."""

    name: Name
    is_primary: bool = False
    is_invoice_contact: bool = False


class RelationBody(Body):
    """A customer or supplier: its full present state. Absent is "not stated", null is "cleared"."""

    name: Name
    roles: Annotated[list[Role], Field(min_length=1, max_length=2)] = Field(
        default_factory=lambda: [RelationRole.CUSTOMER], description="Absent: a customer."
    )
    number: Annotated[int, Field(ge=1, le=HIGHEST_RELATION_NUMBER)] | None = None
    visiting_address: AddressBody | None = None
    postal_address: AddressBody | None = None
    contacts: Annotated[list[ContactBody], Field(max_length=MOST_CONTACTS)] | None = None
    phone: Annotated[Phone | None, Cleared] = None
    mobile: Annotated[Phone | None, Cleared] = None
    email: Annotated[Emails | None, Cleared] = None
    invoice_email: Annotated[Emails | None, Cleared] = None
    kvk_number: Annotated[KvkNumber | None, Cleared] = None
    vat_number: Annotated[VatNumber | None, Cleared] = None
    iban: Annotated[Iban | None, Cleared] = None
    bic: Annotated[Bic | None, Cleared] = None
    payment_term_days: Annotated[int, Field(ge=SHORTEST_TERM_DAYS, le=LONGEST_TERM_DAYS)] | None = None
    is_active: bool = True
    modified_at: Moment | None = None


def to_relation(body: RelationBody) -> Relation:
    """Make the relation, and note which fields the CRM stated."""
    stated = body.model_fields_set - NOT_IN_RELATION
    if body.number is None:
        # A relation's number cannot be taken away in the books, hence null there is "not stated".
        stated = stated - {"number"}
    return Relation(
        name=body.name,
        roles=frozenset(body.roles),
        number=body.number,
        visiting_address=to_address(body.visiting_address),
        postal_address=to_address(body.postal_address),
        contacts=tuple(ContactPerson(**contact.model_dump()) for contact in body.contacts or ()),
        phone=body.phone,
        mobile=body.mobile,
        email=body.email,
        invoice_email=body.invoice_email,
        kvk_number=body.kvk_number,
        vat_number=body.vat_number,
        iban=body.iban,
        bic=body.bic,
        payment_term_days=body.payment_term_days,
        is_active=body.is_active,
        stated=frozenset(stated),
    )
