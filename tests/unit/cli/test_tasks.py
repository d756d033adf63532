from collections.abc import Sequence

import pytest

from snelkoppeling.cli.tasks import show_group
from snelkoppeling.domain.identity import AdministrationId, EntityType
from snelkoppeling.domain.problem import problem
from snelkoppeling.sync.choice import Choice, Conflict
from snelkoppeling.sync.records import RecordState, TaskGroup
from tests.factories import NOON, a_key, an_invoice
from tests.unit.cli.shown import a_state

HELD = problem("out-of-scope-held")
KEYS = [a_key(f"F{number}", EntityType.INVOICE) for number in range(5)]
ASKING = Conflict(choices=(Choice.ALLOW, Choice.LEAVE_OUT))


def a_group(count: int, cause: str = "out-of-scope-held") -> TaskGroup:
    return TaskGroup(
        administration=AdministrationId(1),
        cause=cause,
        problem=HELD,
        count=count,
        since=NOON,
        examples=tuple(KEYS[:count]),
    )


def states(count: int, conflict: Conflict | None = None) -> Sequence[RecordState]:
    return [
        a_state(key, an_invoice(f"2026-{number}"), conflict=conflict)
        for number, key in enumerate(KEYS[:count])
    ]


def shown_by(capsys: pytest.CaptureFixture[str], group: TaskGroup, examples: Sequence[RecordState]) -> str:
    show_group(group, examples, indent=2)
    return " ".join(capsys.readouterr().out.split())


def test_a_task_tells_which_records_what_is_wrong_and_who_solves_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = shown_by(capsys, a_group(2), states(2))

    assert said.startswith("! 2 facturen: 2026-0, 2026-1 ")
    assert HELD.nl in said
    assert HELD.en in said
    assert "Wie: de beheerder. · by an administrator" in said
    assert "Opgelost? ./start retry --oorzaak out-of-scope-held" in said


def test_of_many_records_a_few_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    said = shown_by(capsys, a_group(80), states(5))

    assert said.startswith("! 80 facturen: 2026-0, 2026-1, 2026-2, 2026-3, 2026-4 …")


def test_records_that_are_gone_go_by_the_id_of_the_crm(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown_by(capsys, a_group(1), []).startswith("! 1 factuur: F0 ")


def test_a_cause_can_be_copied_into_a_shell(capsys: pytest.CaptureFixture[str]) -> None:
    said = shown_by(capsys, a_group(1, cause="account-not-found:9999 'x'"), states(1))

    assert """--oorzaak 'account-not-found:9999 '"'"'x'"'"''""" in said


def test_a_doubt_leads_to_a_choice_about_one_or_about_all(capsys: pytest.CaptureFixture[str]) -> None:
    one = shown_by(capsys, a_group(1), states(1, ASKING))
    more = shown_by(capsys, a_group(3), states(3, ASKING))

    assert "Kiezen ./start decide 2026-0" in one
    assert "Alle tegelijk" not in one
    assert "Alle tegelijk ./start decide --oorzaak out-of-scope-held --kies …" in more
