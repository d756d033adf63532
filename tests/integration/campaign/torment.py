"""The torment of the campaign: what is killed, cut, refused, closed and filed, and in which order."""

import base64
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from tests.integration.campaign.crm import Crm, Push
from tests.integration.campaign.people import People
from tests.integration.campaign.world import World

KILLS = 21
WEB_KILLS, DATABASE_KILLS = 2, 2
IDLE_SECONDS = 10.0
"""A worker that makes no call for so long rests; it needs less than that to start."""
FAULTS: tuple[Mapping[str, Any], ...] = (
    {"kind": "answer_lost", "method": "POST", "probability": 0.04},
    {"kind": "answer_lost", "method": "PUT", "probability": 0.05},
    {"kind": "error_after", "method": "POST", "probability": 0.03},
    {"kind": "error_after", "method": "PUT", "probability": 0.03},
    {"kind": "error_before", "probability": 0.02},
    {"kind": "connection_dropped", "probability": 0.01},
    {"kind": "token_dropped", "probability": 0.005},
    {"kind": "slow_after", "method": "POST", "probability": 0.01, "seconds": 1.5},
)
CLOSED = (date(2026, 1, 1), date(2026, 1, 31))
FILED_QUARTER = date(2026, 4, 1)


@dataclass(slots=True)
class Torment:
    """Goes on until everything is pushed and the worker was killed often enough."""

    world: World
    crm: Crm
    people: People
    random: Random
    _to_come: list[tuple[float, Callable[[], object]]] = field(default_factory=list)

    def run(self, pushing: "Future[None]", seed: int) -> None:
        """Let everything fail while all is pushed."""
        control = self.world.control
        for number, fault in enumerate(FAULTS):
            more = {name: value for name, value in fault.items() if name != "kind"}
            control.add_fault(fault["kind"], seed=seed + number, **more)
        self._to_come = self._events()
        while self.world.kills < KILLS or not pushing.done():
            # Some die before their first handful of records is done, some long after it.
            self._wait_for_calls(
                self.random.choice([self.random.randrange(2, 30), self.random.randrange(60, 150)])
            )
            self._let_happen_what_is_due()
            self._strike()
            self.world.revive()
        assert not self._to_come, "not all that was to happen did"

    def push_all(self, *, stopped: threading.Event) -> None:
        """Push everything through the door, spread over all kills, and as often as it takes to be stored."""
        for push in self.crm.pushes:
            while self.crm.pushed >= self._pace and not stopped.is_set():
                time.sleep(0.01)
            send(self.world, self.crm, push)
            self.crm.pushed += 1

    def _events(self) -> list[tuple[float, Callable[[], object]]]:
        """Say what happens once, and when: by the share of all that was pushed."""
        control, world = self.world.control, self.world
        filed = FILED_QUARTER
        first, last = CLOSED
        events: list[tuple[float, Callable[[], object]]] = [
            (0.30, lambda: control.close_period(last, van=first)),
            (0.50, lambda: control.add_vat_return(filed, status="Verzonden", periode="Kwartaal")),
            (0.80, lambda: control.open_period(first, last)),
        ]
        events += [(self.random.uniform(0.1, 0.95), world.kill_web) for _ in range(WEB_KILLS)]
        events += [(self.random.uniform(0.1, 0.95), world.kill_database) for _ in range(DATABASE_KILLS)]
        return sorted(events, key=lambda event: event[0])

    def _let_happen_what_is_due(self) -> None:
        while self._to_come and self.crm.pushed >= self._to_come[0][0] * len(self.crm.pushes):
            self._to_come.pop(0)[1]()

    def _strike(self) -> None:
        control = self.world.control
        match self.random.randrange(8):
            case 0:
                control.set_down(self.random.choice(["refuse", "503"]))
                time.sleep(self.random.uniform(0.2, 0.8))
                control.set_down("up")
            case 1:
                control.add_fault("too_many_calls", count=self.random.randrange(1, 6), retry_after=1)
            case 2:
                self.people.decide_about_a_few()
            case _:
                self.world.kill_worker()

    @property
    def _pace(self) -> float:
        """How much may be pushed by now: the pushes are spread over the kills."""
        return len(self.crm.pushes) * min(1, (self.world.kills + 1) / KILLS)

    def _has_work(self) -> bool:
        return self.crm.pushed < self._pace or self.world.has_work()

    def _wait_for_calls(self, count: int) -> None:
        """Wait until the worker made so many calls more, or has none to make."""
        control = self.world.control
        calls = control.summary()["calls"]
        reached, deadline = calls + count, time.monotonic() + IDLE_SECONDS
        while calls < reached and time.monotonic() < deadline and self._has_work():
            time.sleep(0.02)
            if (now := control.summary()["calls"]) != calls:
                calls, deadline = now, time.monotonic() + IDLE_SECONDS


def send(world: World, crm: Crm, push: Push) -> None:
    """Push one record, an invoice with its document."""
    body = dict(push.body)
    document = crm.document_of(push.external_id) if push.kind == "invoices" else None
    if document is not None:
        content = base64.b64encode(document).decode()
        name = f"{body['number']}.pdf"
        body["documents"] = [{"file_name": name, "media_type": "application/pdf", "content": content}]
    answer = world.send("PUT", f"/{push.kind}/{push.external_id}", body)
    assert answer.status_code == 202, answer.text


def send_all(world: World, crm: Crm, pushes: Sequence[Push]) -> None:
    """Push some records."""
    for push in pushes:
        send(world, crm, push)
