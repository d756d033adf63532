"""What an administration says about itself."""

from decimal import Decimal
from typing import Literal

import msgspec

from snelstart_simulator.models.record import ZERO, Guid, Record, Reference, WallTime

Periode = Literal["Maand", "Kwartaal", "Jaar"]


class KleineOndernemersregeling(Record, frozen=True):
    """The scheme for small businesses."""

    is_kleine_ondernemers_regeling_actief: bool = False
    maximaal_bedrag_volledige_verrekening: Decimal = ZERO
    maximaal_bedrag_kleine_ondernemers_regeling: Decimal = ZERO


class FactureerBuitenlandsBtwRange(Record, frozen=True):
    """A period in which foreign VAT is charged."""

    from_: int = msgspec.field(name="from")
    to: int


class CompanyInfo(Record, frozen=True, kw_only=True):
    """The administration's own particulars and settings."""

    administratie_identifier: Guid
    administratie_naam: str
    bedrijfsnaam: str
    contactpersoon: str | None = None
    adres: str | None = None
    postcode: str | None = None
    plaats: str | None = None
    telefoon: str | None = None
    mobiele_telefoon: str | None = None
    fax: str | None = None
    bankrekeningnummer: str | None = None
    iban: str | None = None
    bic: str | None = None
    rechtsvorm: Literal["NotSet", "Eenmanszaak", "Vof", "Bv", "Nv", "Overige"] = "Bv"
    btw_nummer: str | None = None
    btw_identificatie_nummer: str | None = None
    kv_k_nummer: str | None = None
    email: str | None = None
    website: str | None = None
    vrije_tekst1: str | None = None
    vrije_tekst2: str | None = None
    vrije_tekst3: str | None = None
    vrije_tekst4: str | None = None
    huidig_boekjaar: int
    beginmaand_fiscale_boekjaar: int = 1
    btw_aangifte_periode_soort: Periode = "Kwartaal"
    icp_aangifte_periode_soort: Periode = "Kwartaal"
    btw_nummer_fiscale_eenheid: str | None = None
    tussentijdse_suppleties_berekenen: bool = False
    map_ubl_bestanden: str | None = msgspec.field(default=None, name="mapUBLBestanden")
    btw_percentage_aangifte_kredietbeperking: Decimal = ZERO
    markeergedrag_inlezen_bankafschriften: Literal["AlleenBelangrijkste", "Altijd"] = "AlleenBelangrijkste"
    voorkeuren_tijdens_boeken: bool = False
    aantal_voorloopnullen_grootboekrekeningen: int = 0
    kleine_ondernemersregeling: KleineOndernemersregeling = KleineOndernemersregeling()
    volgend_factuurnummer: int = 1
    volgend_verkoopordernummer: int = 1
    volgend_contantbonnummer: int = 1
    volgend_inkoopordernummer: int = 1
    voorraadcontrole_orderinvoer: bool = False
    abonnement_overnemen: bool = False
    kolom_geleverd_automatisch_vullen: bool = False
    voorraadkolommen_tonen_in_inkoop: bool = False
    backorder_gebruiken: bool = False
    deellevering_orders_default_aan: bool = False
    factuur_als_bijlage_verkoopboeking: bool = False
    tekstregels_overnemen_naar_backorder: Literal["Geen", "BovenArtikel", "OnderArtikel", "Alle"] = "Geen"
    regelkorting_verkooporder: Literal["BerekenenOverRegelBedrag", "BerekenenOverStukprijs"] = (
        "BerekenenOverRegelBedrag"
    )
    drempelbedrag_verkooporderbeheer: Decimal = ZERO
    drempelbedrag_verkooporderbeheer_max_dagen_uitstel: int = 0
    verkoopprijs_artikelbestand_exclusief_btw: bool = True
    inkoopprijs_artikelbestand_exclusief_btw: bool = True
    artikelcode_soort: Literal["Numeriek", "Alfanumeriek"] = "Numeriek"
    artikelcode_max_lengte: int = 10
    begindatum_voorraadtelling: WallTime | None = None
    voorraad_tonen_in_zoekvenster: bool = False
    aantal_decimalen_artikelprijzen: int = 2
    aantal_decimalen_artikelaantallen: int = 2
    verkooporder_voorraad_vanaf_niveau: Literal[
        "Alle", "Offerte", "BackOrder", "Bevestiging", "Werkbon", "PakbonEnAfhaalbon", "FactuurEnContantbon"
    ] = "Alle"
    voorraad_systeem: Literal["Fifo", "Lifo"] = "Fifo"
    moment_voorraad_bijwerken: Literal["BijBoekenOntvangst", "BijBoekenInkoopfactuur"] = "BijBoekenOntvangst"
    rekening_te_ontvangen_inkoopfacturen: Reference | None = None
    dagboek_voorraadverschillen: Reference | None = None
    buitenlandse_btw_grootboek: Reference | None = None
    factureer_buitenlands_btw: bool = False
    factureer_buitenlands_btw_ranges: tuple[FactureerBuitenlandsBtwRange, ...] = ()
