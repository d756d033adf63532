"""Reads which administration a koppelsleutel belongs to, and how it is set up."""

from decimal import Decimal
from typing import Any

from snelstart_client.ids import AdministratieId, GrootboekId
from snelstart_client.session import Session
from snelstart_client.wire import Model, Record, Verwijzing


class KleineOndernemersregeling(Model, frozen=True, kw_only=True):
    """Whether the administration charges no VAT because it is small."""

    is_kleine_ondernemers_regeling_actief: bool | None = None
    maximaal_bedrag_volledige_verrekening: Decimal | None = None
    maximaal_bedrag_kleine_ondernemers_regeling: Decimal | None = None


class CompanyInfo(Record, frozen=True, kw_only=True):
    """The administration itself (SnelStart API, section 6.12); `bron` has the fields not named here."""

    administratie_identifier: AdministratieId = AdministratieId("")
    """When this changes under a coupling, all stored ids of its records are void."""
    administratie_naam: str = ""
    bedrijfsnaam: str | None = None
    contactpersoon: str | None = None
    adres: str | None = None
    postcode: str | None = None
    plaats: str | None = None
    telefoon: str | None = None
    mobiele_telefoon: str | None = None
    email: str | None = None
    website: str | None = None
    iban: str | None = None
    bic: str | None = None
    rechtsvorm: str | None = None
    btw_nummer: str | None = None
    btw_identificatie_nummer: str | None = None
    kv_k_nummer: str | None = None
    huidig_boekjaar: int | None = None
    beginmaand_fiscale_boekjaar: int | None = None
    """1 to 12."""
    btw_aangifte_periode_soort: str | None = None
    """One of BtwAangiftePeriode."""
    icp_aangifte_periode_soort: str | None = None
    kleine_ondernemersregeling: KleineOndernemersregeling | None = None
    buitenlandse_btw_grootboek: Verwijzing[GrootboekId] | None = None
    """The account that foreign VAT is booked on (SnelStart API, section 7.5)."""
    factureer_buitenlands_btw: bool | None = None


class CompanyInfoCalls:
    """The calls of `/companyInfo`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self) -> CompanyInfo:
        """Read the administration of this koppelsleutel (scope settings:read)."""
        return self._session.one("/companyInfo", CompanyInfo)

    def update(self, *, factureer_buitenlands_btw: bool) -> CompanyInfo:
        """Switch the charging of foreign VAT, the only thing that can be changed (scope settings:write)."""
        body: dict[str, Any] = {"factureerBuitenlandsBtw": factureer_buitenlands_btw}
        return self._session.replace("/companyInfo", body, kind=CompanyInfo)
