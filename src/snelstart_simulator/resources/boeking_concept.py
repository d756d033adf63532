"""Reads what a client wants to book as a sale or a purchase, before anything is checked."""

from dataclasses import dataclass
from decimal import Decimal

from snelstart_simulator.models.record import ZERO, Guid, WallTime
from snelstart_simulator.models.verkoopboeking import EenmaligeIncassoMachtiging
from snelstart_simulator.reading import Fields

REGEL_KINDS = {"Geen": 0, "Laag": 1, "Hoog": 2, "Overig": 3}
BTW_KINDS = {
    "Geen": 0,
    "VerkopenLaag": 1,
    "VerkopenHoog": 2,
    "VerkopenOverig": 3,
    "VerkopenVerlegd": 4,
    "InkopenLaag": 5,
    "InkopenHoog": 6,
    "InkopenOverig": 7,
    "InkopenVerlegd": 8,
}
# A word of the other vocabulary is understood, and then refused by the business layer (BOE-0082).
_REGEL_WORDS = {**{name: -number - 100 for name, number in BTW_KINDS.items()}, **REGEL_KINDS}
_BTW_WORDS = {**{name: -number - 100 for name, number in REGEL_KINDS.items()}, **BTW_KINDS}


@dataclass(frozen=True, slots=True)
class Regel:
    """A line as the client sent it."""

    omschrijving: str | None
    grootboek: Guid | None
    kostenplaats: Guid | None
    bedrag: Decimal
    btw_soort: str | None


@dataclass(frozen=True, slots=True)
class Btw:
    """A VAT row as the client sent it."""

    soort: str
    bedrag: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A booking as the client sent it; `relatie` is the customer or the supplier."""

    id: Guid | None
    factuurnummer: str
    relatie: Guid | None
    factuurdatum: WallTime | None
    factuurbedrag: Decimal
    omschrijving: str | None
    boekstuk: str
    markering: bool
    regels: tuple[Regel, ...]
    btw: tuple[Btw, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What only a sale has: its term, and the mandate by which it is collected."""

    betalingstermijn: int | None
    eenmalige_machtiging: EenmaligeIncassoMachtiging | None
    doorlopende_machtiging: Guid | None


def read_concept(fields: Fields, relatie: str) -> Concept:
    """Read a booking; `relatie` is the field that names the customer or the supplier."""
    return Concept(
        id=fields.identifier(),
        factuurnummer=fields.text("factuurnummer") or "",
        relatie=fields.reference(relatie),
        factuurdatum=fields.moment("factuurdatum"),
        factuurbedrag=fields.amount("factuurbedrag") or ZERO,
        omschrijving=fields.text("omschrijving"),
        boekstuk=fields.text("boekstuk") or "",
        markering=fields.flag("markering"),
        regels=tuple(_regel(row) for row in fields.rows("boekingsregels")),
        btw=tuple(_btw(row) for row in fields.rows("btw")),
    )


def read_collection(fields: Fields) -> Collection:
    """Read what only a sale has."""
    return Collection(
        betalingstermijn=fields.whole("betalingstermijn"),
        eenmalige_machtiging=_mandate(fields.inner("eenmaligeIncassoMachtiging")),
        doorlopende_machtiging=fields.reference("doorlopendeIncassoMachtiging"),
    )


def _regel(row: Fields) -> Regel:
    return Regel(
        omschrijving=row.text("omschrijving"),
        grootboek=row.reference("grootboek"),
        kostenplaats=row.reference("kostenplaats"),
        bedrag=row.amount("bedrag") or ZERO,
        btw_soort=row.one_of("btwSoort", _REGEL_WORDS),
    )


def _btw(row: Fields) -> Btw:
    return Btw(row.one_of("btwSoort", _BTW_WORDS) or "Geen", row.amount("btwBedrag") or ZERO)


def _mandate(fields: Fields | None) -> EenmaligeIncassoMachtiging | None:
    if fields is None:
        return None
    return EenmaligeIncassoMachtiging(
        kenmerk=fields.text("kenmerk"),
        omschrijving=fields.text("omschrijving") or "",
        datum=fields.moment("datum") or WallTime.min,
    )
