from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from snelkoppeling.domain.identity import AdministrationId
from snelkoppeling.storage.database import StorageUnavailableError
from snelkoppeling.sync.intake import Intake
from snelkoppeling.sync.ports import Inbox
from snelkoppeling.sync.records import Accepted, Incoming
from snelkoppeling.web.outage import Outage
from snelkoppeling.web.services import install, installed
from tests.unit.web.door import Door, relation_body


class NobodyToWake:
    """A job queue without workers."""

    def wake(self, administrations: Iterable[AdministrationId]) -> None:
        """Wake nobody."""


class DatabaseAway:
    """An inbox whose database is away."""

    def accept(self, arrivals: Sequence[Incoming], now: datetime) -> Sequence[Accepted]:  # noqa: ARG002 - as in the port
        raise StorageUnavailableError("connection refused")


class BrokenInbox:
    """An inbox with a bug."""

    def accept(self, arrivals: Sequence[Incoming], now: datetime) -> Sequence[Accepted]:  # noqa: ARG002 - as in the port
        raise ZeroDivisionError("Jan Jansen, NL91ABNA0417164300")


def _with_inbox(door: Door, inbox: Inbox) -> None:
    install(replace(installed().services, intake=Intake(inbox, NobodyToWake(), door.clock)))


@pytest.mark.parametrize("send", ["put", "batch"])
def test_while_the_database_is_away_nothing_is_accepted(door: Door, send: str) -> None:
    _with_inbox(door, DatabaseAway())

    answer = (
        door.put("relations", "R1", relation_body())
        if send == "put"
        else door.post_batch({"type": "relation", "external_id": "R1", "name": "A"})
    )

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.json()["errors"][0]["code"] == "database-away"


def test_an_outage_is_logged_once_when_it_begins_and_once_when_it_ends(
    capsys: pytest.CaptureFixture[str],
) -> None:
    outage = Outage()

    for _ in range(3):
        outage.began("connection refused")
    outage.ended()
    outage.ended()

    logged = capsys.readouterr().out
    assert logged.count("went away") == 1
    assert logged.count("came back") == 1


def test_a_bug_is_answered_with_a_reference_and_logged_without_personal_data(
    door: Door, capsys: pytest.CaptureFixture[str]
) -> None:
    _with_inbox(door, BrokenInbox())

    answer = door.put("relations", "R1", relation_body())

    assert answer.status_code == 500
    assert "ref-1" in answer.json()["detail"]
    logged = capsys.readouterr().out
    assert "ref-1" in logged
    assert "ZeroDivisionError" in logged
    assert "Jansen" not in logged + answer.text
