"""Compares the books with the CRM, record by record, to the cent."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from snelkoppeling.sync.records import ItemState, RecordState
from tests.crm_payloads import Body
from tests.integration.campaign.bookkeeper import Edit
from tests.integration.campaign.crm import Crm, lines_of

ACCOUNTS: Mapping[tuple[str, str, str], tuple[int, str]] = {
    ("sales", "S", "21"): (8200, "Hoog"),
    ("sales", "S", "9"): (8210, "Laag"),
    ("sales", "E", "0"): (8240, "Geen"),
    ("sales", "AE", "0"): (8250, "Geen"),
    ("purchase", "S", "21"): (7002, "Hoog"),
    ("purchase", "S", "9"): (7001, "Laag"),
    ("purchase", "E", "0"): (7000, "Geen"),
}
"""Account and kind of VAT of a line, by the ledger rules of the administration."""
TOUCHES: Mapping[str, tuple[str, ...]] = {
    "description": ("description",),
    "voucher": (),
    "line": ("lines",),
    "centre": ("lines",),
    "amount": ("lines", "total", "vat"),
}
"""What differs from the CRM after an edit of the bookkeeper."""


@dataclass(slots=True)
class Comparison:
    """What the books hold, found by the ids under which they were linked."""

    crm: Crm
    books: Mapping[str, Any]
    faults: list[str] = field(default_factory=list)
    """What is not as it should be, in words."""

    def compare_relations(self, states: Mapping[str, RecordState]) -> None:
        """Each relation is there once, as the CRM has it."""
        rows = {row["id"]: row for row in self.books["relaties"]}
        ours = {row["id"] for row in rows.values() if row["relatiecode"] > 0}
        self._require_linked_once("relation", ours, states.values())
        for external_id, state in states.items():
            held, wanted = rows.get(str(state.books_id)), self.crm.relations[external_id]
            self._require(external_id, _relatie_row(held) if held else None, _relation_row(wanted))

    def compare_projects(self, states: Mapping[str, RecordState]) -> None:
        """Each project is a cost centre, open or closed as it is in the CRM."""
        rows = {row["id"]: row for row in self.books["kostenplaatsen"]}
        for external_id, state in states.items():
            if state.state is ItemState.DORMANT:
                continue
            held, body = rows.get(str(state.books_id)), self.crm.projects[external_id]
            wanted = (centre_of(body), f"{body['number']} {body['description']}", body["is_active"])
            found = (held["nummer"], held["omschrijving"], not held["nonactief"]) if held else None
            self._require(external_id, found, wanted)

    def compare_invoices(
        self,
        states: Mapping[str, RecordState],
        *,
        parties: Mapping[str, RecordState],
        edits: Iterable[Edit],
        kept: AbstractSet[str],
    ) -> None:
        """Each invoice is booked once as the CRM has it, but for what people decided or typed themselves.

        `kept` names those that people chose to leave as they are in SnelStart.
        """
        bookings = {row["id"]: row for row in self._bookings()}
        self._require_linked_once("invoice", set(bookings), states.values())
        removed = {edit.books_id for edit in edits if edit.field == "removed"}
        touched: dict[str, set[str]] = defaultdict(set)
        for edit in edits:
            touched[edit.books_id].update(TOUCHES.get(edit.field, ()))
        for external_id, state in states.items():
            books_id = str(state.books_id)
            held = bookings.get(books_id)
            self._compare_documents(external_id, state, held=held)
            if (
                external_id in kept
                or state.state is ItemState.DORMANT
                or (held is None and books_id in removed)
            ):
                continue
            wanted = self._wanted(external_id, parties)
            found = self._found(held) if held else {}
            for name, value in wanted.items():
                if name not in touched[books_id] or held is None:
                    self._require(f"{external_id} {name}", found.get(name), value)

    def _compare_documents(
        self, external_id: str, state: RecordState, *, held: Mapping[str, Any] | None
    ) -> None:
        hanging = [
            row["sha256"]
            for row in self.books["documenten"]
            if held is not None and row["parentIdentifier"] == held["id"]
        ]
        document = self.crm.document_of(external_id)
        wanted = [sha256(document).hexdigest()] if document is not None and held is not None else []
        # One that people left out while its booking stands may have had no time to get its document.
        if state.state is not ItemState.DORMANT or hanging:
            self._require(f"{external_id} documents", hanging, wanted)

    def _bookings(self) -> list[Mapping[str, Any]]:
        return [*self.books["verkoopboekingen"], *self.books["inkoopboekingen"]]

    def _wanted(self, external_id: str, parties: Mapping[str, RecordState]) -> Mapping[str, Any]:
        body = self.crm.invoices[external_id]
        sign = -1 if body["invoice_type"] == "381" else 1
        word = "Creditnota" if sign < 0 else "Factuur"
        rows = body["vat_breakdown"]
        assert isinstance(rows, list)
        vat = [Decimal(row["vat_amount"]) * sign for row in rows if row["vat_category"] in {"S", "AE"}]
        return {
            "number": body["number"],
            "party": parties[str(body["relation"])].books_id,
            "total": Decimal(str(body["total_with_vat"])) * sign,
            "description": body.get("description") or f"{word} {body['number']}",
            "lines": sorted(self._wanted_line(body, line, sign) for line in lines_of(body)),
            "vat": sorted(vat),
        }

    def _wanted_line(self, body: Body, line: Body, sign: int) -> tuple[Any, ...]:
        kind = str(body["direction"]), str(line["vat_category"]), str(line["vat_rate"])
        account, soort = ACCOUNTS[kind]
        project = self.crm.projects[str(line["project"])] if "project" in line else None
        centre = centre_of(project) if project else 0
        return (account, centre, Decimal(str(line["net_amount"])) * sign, soort, line["description"])

    def _found(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        accounts = {one["id"]: one["nummer"] for one in self.books["grootboeken"]}
        centres = {one["id"]: one["nummer"] for one in self.books["kostenplaatsen"]}
        return {
            "number": row["factuurnummer"],
            "party": row.get("klant", row.get("leverancier"))["id"],
            "total": Decimal(row["factuurbedrag"]),
            "description": row["omschrijving"],
            "lines": sorted(
                (
                    accounts[line["grootboek"]["id"]],
                    centres[line["kostenplaats"]["id"]] if line["kostenplaats"] else 0,
                    Decimal(line["bedrag"]),
                    line["btwSoort"],
                    line["omschrijving"],
                )
                for line in row["boekingsregels"]
            ),
            "vat": sorted(Decimal(entry["btwBedrag"]) for entry in row["btw"]),
        }

    def _require_linked_once(self, what: str, held: AbstractSet[str], states: Iterable[RecordState]) -> None:
        linked = [str(state.books_id) for state in states if state.books_id is not None]
        double = {books_id for books_id in linked if linked.count(books_id) > 1}
        if double or held - set(linked):
            self.faults.append(
                f"{what}: linked twice {double}, in the books and nobody's {held - set(linked)}"
            )

    def _require(self, what: str, found: object, wanted: object) -> None:
        if found != wanted:
            self.faults.append(f"{what}: {found} instead of {wanted}")


def centre_of(project: Body) -> int:
    """Give the number of a project's cost centre: its digits."""
    return int("".join(char for char in str(project["number"]) if char.isdigit()))


def _relation_row(body: Body) -> tuple[Any, ...]:
    address = body["visiting_address"]
    assert isinstance(address, dict)
    phone = "".join(str(body["phone"]).split())
    return (body["name"], address["street"], address["postal_code"], phone[-9:], body["email"])


def _relatie_row(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        row["naam"],
        row["vestigingsAdres"]["straat"],
        row["vestigingsAdres"]["postcode"],
        "".join(char for char in row["telefoon"] if char.isdigit())[-9:],
        row["email"],
    )
