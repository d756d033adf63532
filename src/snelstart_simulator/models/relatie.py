"""A customer or supplier, with its addresses, e-mail preferences and custom fields."""

from decimal import Decimal
from typing import Any, Literal

from snelstart_simulator.models.document import DocumentRegel
from snelstart_simulator.models.record import Identified, Record, Reference, WallTime

Aanmaningsoort = Literal["Nee", "Onderneming", "Consument"]
IncassoSoort = Literal["Geen", "Core", "B2B"]


class Adres(Record, frozen=True):
    """An address; the street includes the house number."""

    contactpersoon: str | None = None
    straat: str | None = None
    postcode: str | None = None
    plaats: str | None = None
    land: Reference | None = None


class EmailVersturen(Record, frozen=True):
    """Whether one kind of document is mailed, and to whom."""

    should_send: bool = False
    email: str | None = None
    cc_email: str | None = None


class ExtraVeld(Record, frozen=True):
    """A custom field as a relation shows it."""

    naam: str
    waarde: str | None


class Relatie(Identified, frozen=True, kw_only=True):
    """A customer or supplier."""

    relatiesoort: tuple[str, ...]
    modified_on: WallTime
    relatiecode: int
    naam: str
    vestigings_adres: Adres = Adres()
    correspondentie_adres: Adres = Adres()
    telefoon: str | None = None
    mobiele_telefoon: str | None = None
    fax: str | None = None
    email: str | None = None
    btw_nummer: str | None = None
    factuurkorting: Decimal | None = None
    krediettermijn: int | None = None
    bankieren: bool = False
    nonactief: bool = False
    krediet_limiet: Decimal | None = None
    memo: str | None = None
    kvk_nummer: str | None = None
    oin: str | None = None
    website_url: str | None = None
    aanmaningsoort: Aanmaningsoort | None = None
    offerte_email_versturen: EmailVersturen = EmailVersturen()
    bevestigings_email_versturen: EmailVersturen = EmailVersturen()
    factuur_email_versturen: EmailVersturen = EmailVersturen()
    aanmaning_email_versturen: EmailVersturen = EmailVersturen()
    offerte_aanvraag_email_versturen: EmailVersturen = EmailVersturen()
    bestelling_email_versturen: EmailVersturen = EmailVersturen()
    ubl_bestand_als_bijlage: bool = False
    iban: str | None = None
    bic: str | None = None
    incasso_soort: IncassoSoort | None = None
    factuur_relatie: Reference | None = None
    inkoop_boekingen_uri: str
    verkoop_boekingen_uri: str
    documents: tuple[DocumentRegel, ...] = ()
    extra_velden_klant: tuple[ExtraVeld, ...] = ()


class CustomFieldDefinitionProperty(Record, frozen=True):
    """A limit of a custom field, such as its greatest length."""

    name: str
    value: Any


class CustomFieldDefinition(Record, frozen=True):
    """What a custom field may hold."""

    name: str
    type: Literal["Text", "Integer", "Money", "Float", "DateTime", "Boolean", "Enum", "ByteArray"]
    properties: tuple[CustomFieldDefinitionProperty, ...] = ()


class CustomField(Record, frozen=True):
    """A custom field of one relation."""

    value: Any
    definition: CustomFieldDefinition


class RelatieCustomFields(Record, frozen=True):
    """The custom fields of a relation, by its kinds."""

    klant_custom_fields: tuple[CustomField, ...] = ()
    leverancier_custom_fields: tuple[CustomField, ...] = ()
