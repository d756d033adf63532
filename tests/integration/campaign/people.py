"""The people of the campaign: they look at what is set aside, and do what the list asks."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx

from snelkoppeling.domain.identity import EntityType, RecordKey
from snelkoppeling.sync.records import ItemState, RecordState
from tests.integration.campaign.crm import Crm, Push, lines_of
from tests.integration.campaign.world import World

PATHS = {
    EntityType.RELATION: "relations",
    EntityType.PROJECT: "projects",
    EntityType.INVOICE: "invoices",
}
ROUNDS = 25
SURE: Mapping[str, str] = {
    "relation-likely-known": "create_new",
    "twin-ambiguous": "create_new",
    "booking-locked": "keep_books",
    "invoice-number-in-use": "link",
}
"""What has only one sensible answer here: those relations are others, that booking is the invoice."""
CLOSED_PROJECT = frozenset({"project-closed", "BOE-0026"})


@dataclass(frozen=True, slots=True)
class Decided:
    """A choice that a person made, and what was shown of SnelStart."""

    external_id: str
    choice: str
    shown: str


@dataclass(slots=True)
class People:
    """Decide over the API, at random where both ways are right."""

    world: World
    crm: Crm
    random: Random
    push: Callable[[Push], None]
    decided: list[Decided] = field(default_factory=list)
    causes: Counter[str] = field(default_factory=Counter)

    def decide_about_a_few(self) -> None:
        """Look at some of what is set aside, while everything goes on."""
        aside = self._set_aside()
        for state in self.random.sample(aside, min(4, len(aside))):
            if state.conflict is not None:
                self._decide(state)

    def do_all_that_is_asked(self) -> None:
        """Decide and retry until nothing is set aside any more."""
        for _ in range(ROUNDS):
            self.wait_until_quiet()
            aside = self._set_aside()
            if not aside:
                return
            for state in aside:
                self.causes[state.problems[0].code] += 1
                if state.conflict is None:
                    self._mend(state)
                else:
                    self._decide(state)
            self._retry_the_others()
        left = [(str(state.key), state.problems) for state in self._set_aside()]
        raise AssertionError(f"nobody could solve {left}")

    def wait_until_quiet(self, seconds: float = 60) -> None:
        """Wait until nothing is due any more; what waits for another record then waits in vain."""
        deadline = time.monotonic() + seconds
        while self._counts()[ItemState.DUE]:
            assert time.monotonic() < deadline, f"{self._counts()}\n{self.world.service.logs()[-3000:]}"
            time.sleep(0.05)

    def _counts(self) -> Counter[ItemState]:
        counts: Counter[ItemState] = Counter()
        for (_, _, state), count in self.world.patiently(self.world.service.house.records.counts).items():
            counts[state] += count
        return counts

    def _set_aside(self) -> list[RecordState]:
        records = self.world.service.house.records
        found = self.world.patiently(lambda: records.in_state(ItemState.SET_ASIDE, limit=1000))
        return sorted(found, key=lambda state: str(state.key))

    def _mend(self, state: RecordState) -> None:
        """Do in the CRM what a problem asks, if it asks for something there."""
        if state.problems[0].code in CLOSED_PROJECT:
            lines = lines_of(self.crm.invoices[state.key.external_id])
            for project in sorted({str(line["project"]) for line in lines if "project" in line}):
                if not self.crm.projects[project]["is_active"]:
                    self.push(self.crm.project_set(project, is_active=True))

    def _retry_the_others(self) -> None:
        """Try again, task by task, all that asks for no choice."""
        tasks = self.world.send("GET", "/tasks").json()["tasks"]
        for task in tasks:
            answer = self.world.send("POST", "/tasks/retry", {"cause": task["cause"]})
            assert answer.status_code in {httpx.codes.OK, httpx.codes.ACCEPTED, httpx.codes.NOT_FOUND}, (
                answer.text
            )

    def _decide(self, state: RecordState) -> None:
        path = f"/{PATHS[state.key.entity_type]}/{state.key.external_id}"
        conflict = self.world.send("GET", path).json()["conflict"]
        if conflict is None:
            return
        choices = [str(row["choice"]) for row in conflict["choices"]]
        sure = SURE.get(state.problems[0].code, "")
        choice = sure if sure in choices else self.random.choice(choices)
        body: dict[str, object] = {"choice": choice, "by": "Sanne", "checksum": conflict["checksum"]}
        if choice == "allow":
            body["doubts"] = conflict["doubts"]
        if choice == "link":
            body["books_id"] = conflict["candidates"][0]["books_id"]
        self.decided.append(Decided(state.key.external_id, choice, _shown(conflict)))
        answer = self.world.send("POST", f"{path}/decision", body)
        # What was decided a moment ago, or changed meanwhile, asks for nothing any more.
        assert answer.status_code in {httpx.codes.ACCEPTED, httpx.codes.CONFLICT}, answer.text

    def last_choice(self, key: RecordKey) -> str | None:
        """Give what was decided last about a record."""
        own = [decided.choice for decided in self.decided if decided.external_id == key.external_id]
        return own[-1] if own else None


def _shown(conflict: Mapping[str, Any]) -> str:
    return "\n".join(str(row["snelstart"]) for row in conflict["fields"])
