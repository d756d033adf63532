"""One administration: who may enter, what its books hold, and what its bookkeeper has set up."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec

from snelstart_simulator.models.boeking import Boeking
from snelstart_simulator.models.btwaangifte import BtwAangifte
from snelstart_simulator.models.company_info import CompanyInfo
from snelstart_simulator.models.document import Document
from snelstart_simulator.models.geldboeking import Bankboeking, Kasboeking, Memoriaalboeking
from snelstart_simulator.models.grootboekmutatie import GrootboekMutatie
from snelstart_simulator.models.incassomachtiging import IncassoMachtiging
from snelstart_simulator.models.inkoopboeking import InkoopBoeking, Inkoopfactuur
from snelstart_simulator.models.record import ZERO, Guid, WallTime
from snelstart_simulator.models.reference_data import (
    BtwTarief,
    Dagboek,
    Grootboek,
    Kostenplaats,
    KostenplaatsInstelling,
    Land,
)
from snelstart_simulator.models.relatie import CustomFieldDefinition, Relatie
from snelstart_simulator.models.verkoopboeking import VerkoopBoeking, Verkoopfactuur
from snelstart_simulator.table import Table

ALL_SCOPES = (
    "artikelen:read",
    "artikelen:write",
    "bankieren:read",
    "bankieren:write",
    "boekhouden:read",
    "boekhouden:write",
    "btwaangiftes:read",
    "btwaangiftes:write",
    "documenten:read",
    "documenten:write",
    "kas:read",
    "kas:write",
    "memoriaal:read",
    "memoriaal:write",
    "orders:read",
    "orders:write",
    "rapportage",
    "relaties:read",
    "relaties:write",
    "settings:read",
    "settings:write",
)


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many calls an administration may make; None is without limit."""

    per_minute: int | None = 500
    per_hour: int | None = 5000
    concurrent: int | None = 50


LimitsName = Literal["productie", "ontwikkeling", "off"]
LIMITS: dict[LimitsName, Limits] = {
    "productie": Limits(),
    "ontwikkeling": Limits(per_minute=100, per_hour=1000, concurrent=5),
    "off": Limits(per_minute=None, per_hour=None, concurrent=None),
}


class ClosedPeriod(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days on which nothing may be booked; both ends are included."""

    van: date
    tot_en_met: date
    door: Literal["gebruiker", "accountant"] = "gebruiker"

    @property
    def code(self) -> str:
        """The code with which a booking in it is refused."""
        return "BOE-0051" if self.door == "accountant" else "BOE-0042"


class Betaling(msgspec.Struct, frozen=True):
    """A payment that a bookkeeper has booked on an invoice."""

    bedrag: Decimal
    datum: WallTime
    geldboeking: Guid | None = None
    """The bank, cash or memorial booking that holds it, which then has its ledger entries."""


class Scan(msgspec.Struct, frozen=True):
    """An attempt to make a purchase of a file: when it ends, and the booking that comes of it, if any."""

    done: WallTime
    inkoopboeking: Guid | None


class BookState(msgspec.Struct, kw_only=True):
    """All of an administration's books as one value, to be written to a file."""

    landen: list[Land] = []
    btwtarieven: list[BtwTarief] = []
    dagboeken: list[Dagboek] = []
    grootboeken: list[Grootboek] = []
    kostenplaatsen: list[Kostenplaats] = []
    relaties: list[Relatie] = []
    verkoopboekingen: list[VerkoopBoeking] = []
    verkoopfacturen: list[Verkoopfactuur] = []
    inkoopboekingen: list[InkoopBoeking] = []
    inkoopfacturen: list[Inkoopfactuur] = []
    grootboekmutaties: list[GrootboekMutatie] = []
    documenten: list[Document] = []
    bankboekingen: list[Bankboeking] = []
    kasboekingen: list[Kasboeking] = []
    memoriaalboekingen: list[Memoriaalboeking] = []
    btwaangiftes: list[BtwAangifte] = []
    doorlopende_machtigingen: list[IncassoMachtiging] = []
    eenmalige_machtigingen: list[IncassoMachtiging] = []
    klant_velden: list[CustomFieldDefinition] = []
    leverancier_velden: list[CustomFieldDefinition] = []
    waarden_leverancier: dict[Guid, dict[str, str | None]] = {}
    kostenplaats_instellingen: dict[Guid, KostenplaatsInstelling] = {}
    betalingen: dict[Guid, list[Betaling]] = {}
    mutaties_of: dict[Guid, list[Guid]] = {}
    protections: dict[Guid, str] = {}
    closed_periods: list[ClosedPeriod] = []
    aangifte_of: dict[Guid, Guid] = {}


class Books:
    """The records of one administration, each kind in its table."""

    def __init__(self, state: BookState | None = None) -> None:
        self.landen: Table[Land] = Table(indexed=("landcode",))
        self.btwtarieven: list[BtwTarief] = []
        self.dagboeken: Table[Dagboek] = Table(indexed=("soort",))
        self.grootboeken: Table[Grootboek] = Table(indexed=("nummer", "grootboekfunctie"))
        self.kostenplaatsen: Table[Kostenplaats] = Table(indexed=("nummer",))
        self.relaties: Table[Relatie] = Table(
            indexed=("relatiecode", "kvk_nummer", "btw_nummer", "naam", "email", "factuur_relatie")
        )
        self.verkoopboekingen: Table[VerkoopBoeking] = Table(indexed=("number_key", "klant", "mandate"))
        self.verkoopfacturen: Table[Verkoopfactuur] = Table(
            indexed=("factuurnummer", "verkoop_boeking", "relatie")
        )
        self.inkoopboekingen: Table[InkoopBoeking] = Table(indexed=("number_key", "leverancier"))
        self.inkoopfacturen: Table[Inkoopfactuur] = Table(
            indexed=("factuurnummer", "inkoop_boeking", "relatie")
        )
        self.grootboekmutaties: Table[GrootboekMutatie] = Table()
        self.documenten: Table[Document] = Table(indexed=("parent_identifier",))
        self.bankboekingen: Table[Bankboeking] = Table(indexed=("dagboek",))
        self.kasboekingen: Table[Kasboeking] = Table(indexed=("dagboek",))
        self.memoriaalboekingen: Table[Memoriaalboeking] = Table(indexed=("dagboek",))
        self.btwaangiftes: Table[BtwAangifte] = Table()
        self.aangifte_of: dict[Guid, Guid] = {}
        self.doorlopende_machtigingen: Table[IncassoMachtiging] = Table(indexed=("klant", "kenmerk"))
        self.eenmalige_machtigingen: Table[IncassoMachtiging] = Table(indexed=("klant", "kenmerk"))
        self.klant_velden: list[CustomFieldDefinition] = []
        self.leverancier_velden: list[CustomFieldDefinition] = []
        self.waarden_leverancier: dict[Guid, dict[str, str | None]] = {}
        """The custom fields of suppliers as texts; those of customers stand in the relation itself."""
        self.kostenplaats_instellingen: dict[Guid, KostenplaatsInstelling] = {}
        self.betalingen: dict[Guid, list[Betaling]] = {}
        self.protections: dict[Guid, str] = {}
        self.closed_periods: list[ClosedPeriod] = []
        self.mutaties_of: dict[Guid, list[Guid]] = {}
        self.next_relatiecode = 1
        self.scans: dict[str, Scan] = {}
        """Attempts to make purchases of files; nobody knows them any more after a restart."""
        if state:
            self._load(state)

    def state(self) -> BookState:
        """Give all there is as one value."""
        held: dict[str, Any] = {name: getattr(self, name) for name in BookState.__struct_fields__}
        for name, value in held.items():
            if not isinstance(value, dict):
                held[name] = list(value)
        return BookState(**held)

    def boeking(self, identifier: Guid) -> Boeking | None:
        """Find a sales or purchase booking."""
        return self.verkoopboekingen.get(identifier) or self.inkoopboekingen.get(identifier)

    def put_boeking(self, boeking: Boeking) -> None:
        """Add a sales or purchase booking, or replace the one with its identifier."""
        if isinstance(boeking, VerkoopBoeking):
            self.verkoopboekingen.put(boeking)
        else:
            self.inkoopboekingen.put(boeking)

    def betaald(self, boeking: Guid) -> Decimal:
        """Add up what has been paid on a booking."""
        return sum((one.bedrag for one in self.betalingen.get(boeking, ())), ZERO)

    def protection_of(self, boeking: Guid) -> str | None:
        """Give the code with which changing a booking is refused; None when nothing ties it.

        A filed VAT return ties the bookings in it; `aangifte_of` leads from a booking to its return.
        """
        return self.protections.get(boeking) or ("BOE-0046" if boeking in self.aangifte_of else None)

    def _load(self, state: BookState) -> None:
        for name in BookState.__struct_fields__:
            own, given = getattr(self, name), getattr(state, name)
            if isinstance(own, Table):
                own.fill(given)
            elif isinstance(own, dict):
                own.update(given)
            else:
                own.extend(given)
        self.next_relatiecode = max((one.relatiecode for one in self.relaties), default=0) + 1


class Administration:
    """A customer's administration, entered with a koppelsleutel or with a user's name and password."""

    def __init__(
        self,
        naam: str,
        company_info: CompanyInfo,
        *,
        books: Books,
        koppelsleutels: Iterable[str] = (),
        limits: Limits = LIMITS["productie"],
    ) -> None:
        self.naam = naam
        self.company_info = company_info
        self.books = books
        self.koppelsleutels = list(koppelsleutels)
        self.username: str | None = None
        self.password: str | None = None
        self.scopes: tuple[str, ...] = ALL_SCOPES
        self.limits = limits
        self.backups: list[bytes] = []
        self.replaced: bytes | None = None
        """The books that a backup replaced."""

    @property
    def identifier(self) -> Guid:
        return self.company_info.administratie_identifier
