"""Writes what stands in SnelStart's books the way the booking cases do."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

Json = dict[str, Any]
LINE_KINDS = {"Geen": "none", "Laag": "low", "Hoog": "high", "Overig": "other"}
ENTRY_KINDS = {
    "VerkopenLaag": "sales_low",
    "VerkopenHoog": "sales_high",
    "VerkopenOverig": "sales_other",
    "VerkopenVerlegd": "sales_reverse_charge",
    "InkopenLaag": "purchase_low",
    "InkopenHoog": "purchase_high",
    "InkopenOverig": "purchase_other",
    "InkopenVerlegd": "purchase_reverse_charge",
}
TABLES = {"verkoopboekingen": ("sales", "klant"), "inkoopboekingen": ("purchase", "leverancier")}


class Ledger:
    """The books of one administration, read once."""

    def __init__(self, books: Mapping[str, list[Json]]) -> None:
        self._accounts = {row["id"]: row["nummer"] for row in books["grootboeken"]}
        self._centres = {row["id"]: row["nummer"] for row in books["kostenplaatsen"]}
        self._names = {row["id"]: row["naam"] for row in books["relaties"]}
        self.bookings: dict[str, Json] = {
            row["id"]: self._neutral(row, direction, party=row[party]["id"])
            for table, (direction, party) in TABLES.items()
            for row in books[table]
        }
        """Each booking by its id; cost centres by their numbers."""

    def _neutral(self, row: Json, direction: str, *, party: str) -> Json:
        return {
            "direction": direction,
            "relation": self._names[party],
            "number": row["factuurnummer"],
            "date": row["factuurdatum"].partition("T")[0],
            "total": _cents(row["factuurbedrag"]),
            "marked": bool(row["markering"]),
            "lines": [self._line(regel) for regel in row["boekingsregels"]],
            "vat": [[ENTRY_KINDS[btw["btwSoort"]], _cents(btw["btwBedrag"])] for btw in row["btw"]],
            "description": row["omschrijving"] or "",
            "voucher": row["boekstuk"] or "",
        }

    def _line(self, regel: Json) -> list[Any]:
        centre = regel["kostenplaats"]
        return [
            self._accounts[regel["grootboek"]["id"]],
            _cents(regel["bedrag"]),
            LINE_KINDS[regel["btwSoort"]],
            self._centres[centre["id"]] if centre else None,
        ]


def _cents(amount: Decimal | int) -> str:
    return f"{Decimal(amount):.2f}"
