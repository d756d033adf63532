import signal
import subprocess
import time
from pathlib import Path

import httpx
import pytest

from snelstart_simulator.process import RunningSimulator
from tests.e2e.cli.installation import Installation, command, wait_until


@pytest.fixture
def installation(folder: Path, simulator: RunningSimulator) -> Installation:
    return Installation(folder / "data", simulator)


@pytest.mark.parametrize("name", ["status", "doctor", "show 1", "retry --all", "approve"])
def test_where_nothing_was_started_nothing_is_made(installation: Installation, name: str) -> None:
    answer = installation.run(*name.split())

    assert answer.code == 1
    assert "is nog niets. Begin met ./start" in answer.text
    assert not installation.data.exists()


def test_ctrl_c_ends_everything_and_leaves_nothing_behind(installation: Installation) -> None:
    with installation.up() as up:
        assert httpx.get(f"{up.address}/readyz", trust_env=False).status_code == 200
        began = time.monotonic()

        code = up.stop()

    assert code == 0
    assert time.monotonic() - began < 15
    assert installation.left_running() == []
    assert list((installation.data / "run").iterdir()) == []


def test_ctrl_c_while_it_is_still_starting_leaves_nothing_behind(installation: Installation) -> None:
    for seconds in (0.2, 1.5, 3.0):
        with _starting(installation) as process:
            time.sleep(seconds)
            process.send_signal(signal.SIGINT)
            said, _ = process.communicate(timeout=30)

        assert "Traceback" not in said
        assert installation.left_running() == []


def test_after_it_was_killed_it_starts_again_at_once(installation: Installation) -> None:
    with installation.up() as first:
        first.process.kill()
        first.process.wait()

        with installation.up() as second:
            assert httpx.get(f"{second.address}/readyz", trust_env=False).status_code == 200

    wait_until(lambda: installation.left_running() == [])


def test_commands_work_while_it_is_not_running_and_a_demonstration_keeps_away(
    installation: Installation,
) -> None:
    connected = installation.run("connect", typed=f"{installation.simulator.koppelsleutel}\n")
    status = installation.run("status")
    doctor = installation.run("doctor")
    demo = installation.run("demo", "--data", str(installation.data))

    assert connected.code == status.code == 0
    assert "Snelkoppeling draait niet" in status.text
    assert doctor.code == 1
    assert "Start haar: ./start" in doctor.text
    assert demo.code == 1
    assert "gegevens die niet van een demonstratie zijn" in demo.text
    assert installation.left_running() == []


def test_a_database_that_is_away_is_named(installation: Installation) -> None:
    installation.more = {"SNELKOPPELING_DATABASE_URL": "postgresql://me:geheim@127.0.0.1:1/books"}

    answers = [installation.run(*words.split()) for words in ("up", "status", "doctor", "worker", "web")]

    assert {answer.code for answer in answers} == {1}
    assert all("SNELKOPPELING_DATABASE_URL is niet te bereiken" in answer.text for answer in answers)
    assert all("geheim" not in answer.text for answer in answers)


def test_without_a_subscription_key_connect_says_that_it_is_missing(installation: Installation) -> None:
    installation.more = {"SNELKOPPELING_SUBSCRIPTION_KEY": ""}

    answer = installation.run("connect", typed=f"{installation.simulator.koppelsleutel}\n")

    assert answer.code == 1
    assert "abonnementssleutel" in answer.text


def test_a_folder_of_somebody_else_is_left_alone(installation: Installation) -> None:
    installation.data.mkdir()
    (installation.data / "brief.txt").write_text("niet van snelkoppeling")

    answer = installation.run("up")

    assert answer.code == 1
    assert "is niet van snelkoppeling" in answer.text
    assert [one.name for one in installation.data.iterdir()] == ["brief.txt"]


def _starting(installation: Installation) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        command("up"),
        env=installation.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
