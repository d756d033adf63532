"""Looks into the books of the simulated SnelStart over its control port, past the service that is shown."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import httpx

from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.vat import VatKind

TIMEOUT_SECONDS = 10.0
LINE_KINDS = {"Geen": VatKind.NONE, "Laag": VatKind.LOW, "Hoog": VatKind.HIGH, "Overig": VatKind.OTHER}
TABLES = {
    Direction.SALES: ("verkoopboekingen", "klant"),
    Direction.PURCHASE: ("inkoopboekingen", "leverancier"),
}
JsonObject = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedRelation:
    """A relation as the books hold it; a field that they leave empty is an empty text."""

    id: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, order=True)
class CostCentre:
    """A cost centre, which is what a project is in the books."""

    number: int
    description: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class BookedLine:
    """A line of a booking."""

    kind: VatKind
    amount: Money
    cost_centre: int | None = None
    account: int | None = None
    """None where the CRM does not say which account it must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedInvoice:
    """A booking with what hangs on it."""

    id: str
    direction: Direction
    number: str
    issue_date: date
    payment_term_days: int | None
    """None for a purchase: SnelStart keeps none with it."""
    relation_id: str
    total: Money
    lines: tuple[BookedLine, ...]
    vat: tuple[tuple[VatKind, Money], ...]
    voucher: str = ""
    description: str = ""
    digests: tuple[str, ...] = ()
    """SHA-256 of each attachment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """All relations, cost centres and bookings of invoices at one moment."""

    relations: Sequence[BookedRelation] = ()
    cost_centres: Sequence[CostCentre] = ()
    invoices: Sequence[BookedInvoice] = ()

    def booking(self, direction: Direction, number: str) -> BookedInvoice | None:
        """Find a booking by its number, when there is just one."""
        found = [one for one in self.invoices if (one.direction, one.number) == (direction, number)]
        return found[0] if len(found) == 1 else None


EMPTY_BOOKS = Books()


class DemoBooks:
    """The books of one administration; without a name, of the only or first one."""

    def __init__(
        self,
        control_url: str,
        administration: str | None = None,
        *,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._http = httpx.Client(
            base_url=control_url, timeout=TIMEOUT_SECONDS, transport=transport, trust_env=False
        )
        self._administration = administration

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def read(self) -> Books | None:
        """Read everything; None when the control port does not answer."""
        try:
            name = self._name()
            if name is None:
                return None
            dump = self._get(f"/administrations/{name}/books")
        except httpx.HTTPError:
            return None
        return books_of(dump)

    def edit(self, booking: BookedInvoice, changes: JsonObject) -> bool:
        """Change a booking as a bookkeeper does in SnelStart; tells whether that was done."""
        try:
            response = self._http.patch(
                f"/administrations/{self._name()}/bookings/{booking.id}", json=dict(changes)
            )
        except httpx.HTTPError:
            return False
        return response.is_success

    def _name(self) -> str | None:
        if self._administration is None:
            administrations = self._get("/administrations")
            self._administration = str(administrations[0]["naam"]) if administrations else None
        return quote(self._administration, safe="") if self._administration else None

    def _get(self, path: str) -> Any:
        response = self._http.get(path)
        response.raise_for_status()
        # Amounts are exact in the text, and stay so.
        return json.loads(response.text, parse_float=Decimal)


def books_of(dump: JsonObject) -> Books:
    """Read what the control port gives of an administration."""
    countries = {land["id"]: land["landcode"] for land in dump["landen"]}
    digests: dict[str, list[str]] = {}
    for document in dump["documenten"]:
        digests.setdefault(document["parentIdentifier"], []).append(document["sha256"])
    numbers = {row["id"]: row["nummer"] for name in ("grootboeken", "kostenplaatsen") for row in dump[name]}
    return Books(
        relations=tuple(_relation(relation, countries) for relation in dump["relaties"]),
        cost_centres=tuple(
            CostCentre(row["nummer"], row["omschrijving"], not row["nonactief"])
            for row in dump["kostenplaatsen"]
        ),
        invoices=tuple(
            _invoice(direction, booking, numbers=numbers, digests=digests)
            for direction, (table, _) in TABLES.items()
            for booking in dump[table]
        ),
    )


def _relation(relation: JsonObject, countries: Mapping[str, str]) -> BookedRelation:
    address = relation.get("vestigingsAdres") or {}
    invoice_mail = relation.get("factuurEmailVersturen") or {}
    land = address.get("land") or {}
    fields = {
        "naam": relation["naam"],
        "soort": ", ".join(sorted(relation["relatiesoort"])),
        "contactpersoon": address.get("contactpersoon"),
        "straat": address.get("straat"),
        "postcode": address.get("postcode"),
        "plaats": address.get("plaats"),
        "land": countries.get(land.get("id", "")),
        "telefoon": relation.get("telefoon"),
        "mobiel": relation.get("mobieleTelefoon"),
        "e-mail": relation.get("email"),
        "factuur-e-mail": invoice_mail.get("email") if invoice_mail.get("shouldSend") else None,
        "KvK-nummer": relation.get("kvkNummer"),
        "btw-nummer": relation.get("btwNummer"),
        "IBAN": relation.get("iban"),
        "BIC": relation.get("bic"),
        "betalingstermijn": relation.get("krediettermijn"),
    }
    return BookedRelation(
        id=relation["id"],
        fields={name: "" if value is None else str(value) for name, value in fields.items()},
    )


def _invoice(
    direction: Direction,
    booking: JsonObject,
    *,
    numbers: Mapping[str, int],
    digests: Mapping[str, Sequence[str]],
) -> BookedInvoice:
    _, party = TABLES[direction]
    return BookedInvoice(
        id=booking["id"],
        direction=direction,
        number=booking["factuurnummer"],
        issue_date=datetime.fromisoformat(booking["factuurdatum"]).date(),
        payment_term_days=booking.get("betalingstermijn"),
        relation_id=booking[party]["id"],
        total=_money(booking["factuurbedrag"]),
        lines=tuple(_line(line, numbers) for line in booking["boekingsregels"]),
        vat=tuple((_kind_of(row["btwSoort"]), _money(row["btwBedrag"])) for row in booking["btw"]),
        voucher=booking.get("boekstuk") or "" if direction is Direction.PURCHASE else "",
        description=booking.get("omschrijving") or "",
        digests=tuple(sorted(digests.get(booking["id"], ()))),
    )


def _line(line: JsonObject, numbers: Mapping[str, int]) -> BookedLine:
    centre = (line.get("kostenplaats") or {}).get("id")
    return BookedLine(
        LINE_KINDS[line["btwSoort"]],
        _money(line["bedrag"]),
        numbers.get(centre, 0) if centre else None,
        numbers.get(line["grootboek"]["id"]),
    )


def _kind_of(soort: str) -> VatKind:
    """Read `VerkopenHoog` or `InkopenLaag`; shifted VAT is none that is charged."""
    return LINE_KINDS.get(soort.removeprefix("Verkopen").removeprefix("Inkopen"), VatKind.NONE)


def _money(amount: int | Decimal) -> Money:
    return Money(Decimal(amount))
