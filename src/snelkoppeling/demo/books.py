"""Looks into the books of the simulated SnelStart over its control port, past the service that is shown."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import httpx

from snelkoppeling.domain.money import Money
from snelkoppeling.domain.vat import VatKind

TIMEOUT_SECONDS = 10.0
LINE_KINDS = {"Geen": VatKind.NONE, "Laag": VatKind.LOW, "Hoog": VatKind.HIGH, "Overig": VatKind.OTHER}
VAT_KINDS = {
    "VerkopenLaag": VatKind.LOW,
    "VerkopenHoog": VatKind.HIGH,
    "VerkopenOverig": VatKind.OTHER,
    "VerkopenVerlegd": VatKind.NONE,
    "Geen": VatKind.NONE,
}
JsonObject = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedRelation:
    """A relation as the books hold it; a field that they leave empty is an empty text."""

    id: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedInvoice:
    """A sales booking with what hangs on it."""

    id: str
    number: str
    issue_date: date
    payment_term_days: int | None
    relation_id: str
    total: Money
    lines: tuple[tuple[VatKind, Money], ...]
    vat: tuple[tuple[VatKind, Money], ...]
    digests: tuple[str, ...]
    """SHA-256 of each attachment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """All relations and sales bookings at one moment."""

    relations: Sequence[BookedRelation]
    invoices: Sequence[BookedInvoice]


EMPTY_BOOKS = Books(relations=(), invoices=())


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
            name = self._administration or self._first()
            if name is None:
                return None
            dump = self._get(f"/administrations/{quote(name, safe='')}/books")
        except httpx.HTTPError:
            return None
        return books_of(dump)

    def _first(self) -> str | None:
        administrations = self._get("/administrations")
        return str(administrations[0]["naam"]) if administrations else None

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
    return Books(
        relations=tuple(_relation(relation, countries) for relation in dump["relaties"]),
        invoices=tuple(
            _invoice(booking, tuple(sorted(digests.get(booking["id"], ()))))
            for booking in dump["verkoopboekingen"]
        ),
    )


def _relation(relation: JsonObject, countries: Mapping[str, str]) -> BookedRelation:
    address = relation.get("vestigingsAdres") or {}
    invoice_mail = relation.get("factuurEmailVersturen") or {}
    land = address.get("land") or {}
    fields = {
        "naam": relation["naam"],
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


def _invoice(booking: JsonObject, digests: tuple[str, ...]) -> BookedInvoice:
    return BookedInvoice(
        id=booking["id"],
        number=booking["factuurnummer"],
        issue_date=datetime.fromisoformat(booking["factuurdatum"]).date(),
        payment_term_days=booking.get("betalingstermijn"),
        relation_id=booking["klant"]["id"],
        total=_money(booking["factuurbedrag"]),
        lines=tuple(
            (LINE_KINDS[line["btwSoort"]], _money(line["bedrag"])) for line in booking["boekingsregels"]
        ),
        vat=tuple((VAT_KINDS[row["btwSoort"]], _money(row["btwBedrag"])) for row in booking["btw"]),
        digests=digests,
    )


def _money(amount: int | Decimal) -> Money:
    return Money(Decimal(amount))
