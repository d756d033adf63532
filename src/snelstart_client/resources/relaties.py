"""Reads and writes the customers and suppliers of an administration."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from snelstart_client.filters import Filter
from snelstart_client.ids import IncassoMachtigingId, LandId, RelatieId
from snelstart_client.resources.custom_fields import RelatieCustomFields, new_values
from snelstart_client.resources.documenten import Document
from snelstart_client.session import Session
from snelstart_client.wire import Body, Dag, Model, Moment, Record, Verwijzing


class Relatiesoort(StrEnum):
    """What a relation is; Eigen, the administration itself, can be read but not written."""

    KLANT = "Klant"
    LEVERANCIER = "Leverancier"
    EIGEN = "Eigen"


class Adres(Model, frozen=True, kw_only=True):
    """An address with the one contact person it can hold; send it complete or not at all (REL-0060)."""

    contactpersoon: str | None = None
    straat: str | None = None
    """Street with house number."""
    postcode: str | None = None
    plaats: str | None = None
    land: Verwijzing[LandId] | None = None


class EmailVersturen(Model, frozen=True, kw_only=True):
    """Whether a kind of document goes by e-mail, and where to."""

    should_send: bool | None = None
    email: str | None = None
    cc_email: str | None = None


class ExtraVeld(Model, frozen=True, kw_only=True):
    """A custom field as it is read with a relation."""

    naam: str | None = None
    waarde: str | None = None


class Relatie(Record, frozen=True, kw_only=True):
    """A customer, a supplier, or both (SnelStart API, section 6.1)."""

    id: RelatieId = RelatieId("")
    relatiesoort: tuple[str, ...] = ()
    relatiecode: int | None = None
    """Left out, SnelStart takes the next free number; negative ones are its own."""
    naam: str = ""
    """At most 50 characters; not unique."""
    vestigings_adres: Adres | None = None
    correspondentie_adres: Adres | None = None
    telefoon: str | None = None
    mobiele_telefoon: str | None = None
    email: str | None = None
    btw_nummer: str | None = None
    """Letters and digits only, and really checked; Dutch ones may come back without NL."""
    kvk_nummer: str | None = None
    oin: str | None = None
    iban: str | None = None
    bic: str | None = None
    website_url: str | None = None
    memo: str | None = None
    nonactief: bool | None = None
    krediettermijn: int | None = None
    """Days."""
    krediet_limiet: Decimal | None = None
    factuurkorting: Decimal | None = None
    """A percentage."""
    bankieren: bool | None = None
    aanmaningsoort: str | None = None
    incasso_soort: str | None = None
    factuur_relatie: Verwijzing[RelatieId] | None = None
    factuur_email_versturen: EmailVersturen | None = None
    offerte_email_versturen: EmailVersturen | None = None
    bevestigings_email_versturen: EmailVersturen | None = None
    aanmaning_email_versturen: EmailVersturen | None = None
    offerte_aanvraag_email_versturen: EmailVersturen | None = None
    bestelling_email_versturen: EmailVersturen | None = None
    ubl_bestand_als_bijlage: bool | None = None
    extra_velden_klant: tuple[ExtraVeld, ...] = ()
    documents: tuple[Document, ...] = ()
    modified_on: Moment | None = None


class DoorlopendeIncassoMachtiging(Model, frozen=True, kw_only=True):
    """The consent of a customer to collect invoice after invoice."""

    id: IncassoMachtigingId = IncassoMachtigingId("")
    kenmerk: str | None = None
    omschrijving: str | None = None
    klant: Verwijzing[RelatieId] | None = None
    afsluit_datum: Dag | None = None
    """When it was given."""
    intrekkings_datum: Dag | None = None
    """When it was withdrawn; then no booking may name it (BOE-0079)."""


class Relaties:
    """The calls of `/relaties`; reading needs the scope relaties:read, writing relaties:write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def iter(self, filter: Filter | None = None) -> Iterator[Relatie]:  # noqa: A002 - the name of the option on the wire
        """Yield the relations that meet a condition, inactive ones possibly among them."""
        return self._session.pages("/relaties", Relatie, filter=filter)

    def get(self, relatie_id: RelatieId) -> Relatie:
        """Read one relation; an inactive one is not found."""
        return self._session.one("/relaties/{}", Relatie, relatie_id)

    def create(self, relatie: Body) -> Relatie:
        """Make a relation and give it with its id and relatiecode."""
        return self._session.create("/relaties", relatie, kind=Relatie)

    def update(self, relatie_id: RelatieId, relatie: Body) -> Relatie:
        """Replace a relation whole: lay the changes over `bron`, for a field left out is cleared."""
        return self._session.replace("/relaties/{}", relatie, relatie_id, kind=Relatie)

    def delete(self, relatie_id: RelatieId) -> None:
        """Make a relation inactive, as far as SnelStart permits."""
        self._session.delete("/relaties/{}", relatie_id)

    def doorlopende_machtigingen(self, relatie_id: RelatieId) -> tuple[DoorlopendeIncassoMachtiging, ...]:
        """Read what a customer lets us collect again and again, withdrawn consents possibly among them."""
        route = "/relaties/{}/doorlopendeincassomachtigingen"
        return tuple(self._session.plain_list(route, DoorlopendeIncassoMachtiging, relatie_id))

    def custom_fields(self, relatie_id: RelatieId) -> RelatieCustomFields:
        """Read all custom fields of a relation, empty ones too."""
        return self._session.one("/relaties/{}/customFields", RelatieCustomFields, relatie_id)

    def update_custom_fields(
        self,
        relatie_id: RelatieId,
        *,
        klant: Mapping[str, Any] | None = None,
        leverancier: Mapping[str, Any] | None = None,
    ) -> RelatieCustomFields:
        """Set custom fields by their names; whether those not named keep their value is not documented."""
        given = {"klantCustomFields": klant, "leverancierCustomFields": leverancier}
        body = {name: new_values(values) for name, values in given.items() if values is not None}
        return self._session.put("/relaties/{}/customFields", body, relatie_id, kind=RelatieCustomFields)

    def list(self, filter: Filter | None = None) -> tuple[Relatie, ...]:  # noqa: A002 - as above
        """Read the relations that meet a condition, all pages or an error."""
        return tuple(self.iter(filter))
