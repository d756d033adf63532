"""The bookkeeper of the campaign: she works in SnelStart while everything fails, and each edit is noted."""

import itertools
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from snelkoppeling.domain.identity import EntityType
from snelkoppeling.storage.database import StorageUnavailableError
from snelstart_simulator.control_client import AnsweredCall, ControlClient, ControlError
from tests.integration.campaign.crm import Crm
from tests.integration.campaign.world import World

LINE_FIELDS = frozenset({"line", "amount", "centre"})
INSIDE_A_PAIR_NS = 400_000_000
"""Longer than a worker takes from its last look at a record to its write, unless it is killed in between."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A value that the bookkeeper typed, or a booking that she removed."""

    external_id: str
    books_id: str
    field: str
    value: str
    began_ns: int
    ended_ns: int


@dataclass(slots=True)
class Bookkeeper:
    """Edits at random moments, most often what the CRM is about to change."""

    world: World
    crm: Crm
    random: Random
    edits: list[Edit] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def work_until(self, stopped: threading.Event) -> None:
        """Edit, rest a little, and so on."""
        control = self.world.control
        while not stopped.wait(self.random.uniform(0.05, 0.35)):
            # What she wants to edit is not there yet, or no longer; or our own database is away.
            with suppress(ControlError, StorageUnavailableError):
                self._edit_something(control)

    def _edit_something(self, control: ControlClient) -> None:
        if self.random.random() < 0.15:
            self._edit_relation(control)
            return
        often = self.crm.invoices_to_change() if self.random.random() < 0.75 else []
        external_id = self.random.choice(often or sorted(self.crm.invoices))
        books_id = self.world.books_id(EntityType.INVOICE, external_id)
        if books_id is not None:
            self._edit_booking(control, external_id, books_id)

    def _edit_relation(self, control: ControlClient) -> None:
        external_id = self.random.choice(sorted(self.crm.relations))
        books_id = self.world.books_id(EntityType.RELATION, external_id)
        if books_id is not None:
            memo = f"Notitie {next(self._numbers)}"
            self._note(
                external_id,
                books_id,
                "memo",
                memo,
                lambda: control.edit("relaties", books_id, changes={"memo": memo}),
            )

    def _edit_booking(self, control: ControlClient, external_id: str, books_id: str) -> None:
        number = next(self._numbers)
        text, amount = f"Boekhouder {number}", Decimal(700_000 + number) + Decimal("0.07")
        if self.crm.invoices[external_id]["invoice_type"] == "381":
            amount = -amount
        centre = int(f"2026{self.random.randrange(50):03}")
        ways: Mapping[str, tuple[str, Callable[[], Any]]] = {
            "description": (text, lambda: control.edit_booking(books_id, omschrijving=text)),
            "voucher": (f"BK{number}", lambda: control.edit_booking(books_id, boekstuk=f"BK{number}")),
            "line": (text, lambda: control.edit_line(books_id, 0, omschrijving=text)),
            "amount": (str(amount), lambda: control.edit_line(books_id, 0, bedrag=amount)),
            "centre": (str(centre), lambda: control.edit_line(books_id, 0, kostenplaats=centre)),
            "accountant": ("", lambda: control.edit_booking(books_id, gewijzigd_door_accountant=True)),
            "removed": ("", lambda: control.delete_booking(books_id)),
        }
        name = self.random.choices(sorted(ways), weights=[2, 3, 3, 4, 3, 3, 3])[0]
        value, act = ways[name]
        self._note(external_id, books_id, name, value, act)

    def _note(
        self, external_id: str, books_id: str, name: str, value: str, act: Callable[[], object]
    ) -> None:
        began = time.monotonic_ns()
        act()
        self.edits.append(Edit(external_id, books_id, name, value, began, time.monotonic_ns()))


def standing(edits: list[Edit], calls: list[AnsweredCall]) -> tuple[list[Edit], list[Edit]]:
    """Tell the edits that must still stand unless people gave them up, and those that nobody could see."""
    removed = {edit.books_id: edit.began_ns for edit in edits if edit.field == "removed"}
    last: dict[tuple[str, str], Edit] = {}
    for edit in edits:
        if edit.field not in {"removed", "accountant"} and edit.books_id not in removed:
            last[edit.books_id, edit.field] = edit
    unseen = [edit for edit in last.values() if _is_inside_a_pair(edit, calls)]
    return [edit for edit in last.values() if edit not in unseen], unseen


def _is_inside_a_pair(edit: Edit, calls: list[AnsweredCall]) -> bool:
    """Tell whether an edit fell between the last look at a record and the write that followed at once."""
    own = [call for call in calls if call.path.lower().endswith(edit.books_id.lower())]
    for before, after in itertools.pairwise(own):
        is_pair = before.method == "GET" and after.method == "PUT"
        is_close = after.time_ns - before.time_ns <= INSIDE_A_PAIR_NS
        if is_pair and is_close and before.time_ns <= edit.ended_ns and edit.began_ns <= after.time_ns:
            return True
    return False


def holds(books: Mapping[str, Any], edit: Edit) -> bool:
    """Tell whether what the bookkeeper typed stands in the books."""
    if edit.field == "memo":
        return any(row["id"] == edit.books_id and row["memo"] == edit.value for row in books["relaties"])
    rows = [*books["verkoopboekingen"], *books["inkoopboekingen"]]
    row = next((row for row in rows if row["id"] == edit.books_id), None)
    if row is None:
        return False
    centres = {one["id"]: str(one["nummer"]) for one in books["kostenplaatsen"]}
    lines = row["boekingsregels"]
    found: Mapping[str, list[str]] = {
        "description": [row["omschrijving"]],
        "voucher": [row["boekstuk"]],
        "line": [line["omschrijving"] for line in lines],
        "amount": [f"{Decimal(line['bedrag']):.2f}" for line in lines],
        "centre": [centres[line["kostenplaats"]["id"]] for line in lines if line["kostenplaats"]],
    }
    return edit.value in found.get(edit.field, [])


def was_shown(edit: Edit, shown: str) -> bool:
    """Tell whether a person saw what the bookkeeper typed."""
    return f"/{edit.value} " in shown if edit.field == "centre" else edit.value in shown
