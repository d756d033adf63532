import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.launcher.checkout import Checkout, make_checkout, told
from tools.environment import LOCK, STAMP, UNDER_CONSTRUCTION


def test_a_first_start_makes_the_environment_and_starts_the_service(checkout: Checkout) -> None:
    done = checkout.start("--port", "8080")

    found = told(done)
    assert found["words"] == ["up", "--port", "8080"]
    assert found["prefix"] == str(checkout.environment)
    assert "Preparing the environment" in done.stderr


def test_a_second_start_changes_nothing_and_says_nothing(checkout: Checkout) -> None:
    checkout.start()
    before = (checkout.environment / STAMP).stat().st_mtime_ns

    done = checkout.start("demo")

    assert told(done)["words"] == ["demo"]
    assert done.stderr == ""
    assert (checkout.environment / STAMP).stat().st_mtime_ns == before


def test_what_the_lock_file_names_is_installed(checkout: Checkout) -> None:
    checkout.need("1.0")

    assert told(checkout.start())["parcel"] == "1.0"


def test_a_changed_lock_file_brings_the_environment_up_to_date(checkout: Checkout) -> None:
    checkout.need("1.0")
    checkout.start()
    checkout.need("2.0")

    done = checkout.start()

    assert told(done)["parcel"] == "2.0"
    assert "Updating the environment" in done.stderr


def test_the_command_of_the_environment_reaches_the_service(checkout: Checkout) -> None:
    checkout.start()

    done = subprocess.run(
        [checkout.environment / "bin" / "snelkoppeling", "status"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert told(done)["words"] == ["status"]


def test_an_interrupted_environment_is_made_anew(checkout: Checkout) -> None:
    checkout.need("1.0")
    checkout.start()
    half_installed = next(checkout.environment.glob("lib/python*/site-packages")) / "parcel.py"
    half_installed.write_text("VERSION = 'half'")
    (checkout.environment / UNDER_CONSTRUCTION).touch()

    assert told(checkout.start())["parcel"] == "1.0"
    assert not (checkout.environment / UNDER_CONSTRUCTION).exists()


def test_an_environment_whose_python_is_gone_is_made_anew(checkout: Checkout) -> None:
    checkout.start()
    (checkout.environment / "bin" / "python").unlink()
    (checkout.environment / "bin" / "python").symlink_to("/nonexistent/python3")

    assert told(checkout.start())["prefix"] == str(checkout.environment)


def test_a_checkout_that_was_moved_still_starts(checkout: Checkout) -> None:
    checkout.start()
    moved = Checkout(checkout.folder.with_name("elsewhere"), checkout.parcels)
    checkout.folder.rename(moved.folder)

    assert told(moved.start())["prefix"] == str(moved.environment)


def test_a_package_that_is_not_the_expected_one_is_refused(checkout: Checkout) -> None:
    checkout.need("1.0", digest="0" * 64)

    done = checkout.start()

    assert done.returncode == 1
    assert "is not the one that snelkoppeling expects" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_network_the_message_says_so(checkout: Checkout, tmp_path: Path) -> None:
    checkout.need("1.0")
    empty = tmp_path / "empty"
    empty.mkdir()

    done = checkout.start(
        PIP_NO_INDEX="0", PIP_INDEX_URL="http://127.0.0.1:9/", PIP_FIND_LINKS=str(empty), PIP_RETRIES="1"
    )

    assert done.returncode == 1
    assert "Controleer het internet" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_failed_update_leaves_the_environment_as_it_was(checkout: Checkout) -> None:
    checkout.need("1.0")
    checkout.start()
    checkout.need("2.0", digest="0" * 64)
    assert checkout.start().returncode == 1
    checkout.need("1.0")

    done = checkout.start()

    assert told(done)["parcel"] == "1.0"
    assert done.stderr == ""


def test_a_folder_that_is_no_environment_is_left_alone(checkout: Checkout, tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "holiday.jpg").touch()

    done = checkout.start(SNELKOPPELING_VENV=str(photos))

    assert done.returncode == 1
    assert "Nothing in it was changed" in done.stderr
    assert [path.name for path in photos.iterdir()] == ["holiday.jpg"]


def test_the_environment_can_be_in_a_named_folder(checkout: Checkout, tmp_path: Path) -> None:
    named = tmp_path / "named"

    assert told(checkout.start(SNELKOPPELING_VENV=str(named)))["prefix"] == str(named)
    assert not checkout.environment.exists()


def test_a_second_one_waits_for_the_first_and_says_so(checkout: Checkout) -> None:
    checkout.environment.mkdir()
    with (checkout.environment / LOCK).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        waiting = subprocess.Popen(
            checkout.command(), env=checkout.variables({}), stdout=-1, stderr=-1, text=True, cwd="/"
        )
        assert waiting.stderr is not None
        first_line = waiting.stderr.readline()
    out, _ = waiting.communicate(timeout=60)

    assert "waiting for it" in first_line
    assert json.loads(out)["words"] == ["up"]


def test_files_in_the_current_folder_and_python_path_are_not_taken_for_ours(
    checkout: Checkout, tmp_path: Path
) -> None:
    for name in ("snelkoppeling.py", "json.py", "tools.py"):
        (tmp_path / name).write_text("raise SystemExit('the wrong file')")

    done = checkout.start(cwd=tmp_path, PYTHONPATH="", PYTHONHOME="")

    assert told(done)["words"] == ["up"]


@pytest.mark.parametrize("home", ["", "/nonexistent", "/proc/1"])
def test_a_home_that_is_missing_is_not_needed(checkout: Checkout, home: str) -> None:
    assert told(checkout.start(HOME=home))["words"] == ["up"]


def test_a_home_that_is_not_named_at_all_is_not_needed(checkout: Checkout) -> None:
    variables = {name: value for name, value in checkout.variables({}).items() if name != "HOME"}

    done = subprocess.run(
        checkout.command(), env=variables, capture_output=True, text=True, check=False, timeout=60
    )

    assert told(done)["words"] == ["up"]


@pytest.fixture
def reachable_folder() -> Iterator[Path]:
    """Give a folder that every user can reach, which pytest's own is not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_checkout_that_cannot_be_written_has_its_environment_in_the_cache(reachable_folder: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can try this as a second user")
    checkout = make_checkout(reachable_folder)
    cache = reachable_folder / "cache"
    cache.mkdir()
    os.chown(cache, 65534, 65534)
    variables = checkout.variables({"XDG_CACHE_HOME": str(cache), "HOME": "/nonexistent"})

    done = subprocess.run(
        ["/usr/bin/env", "python3", *checkout.command()[1:]],
        env={**variables, "PATH": "/usr/local/bin:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        user=65534,
        group=65534,
        extra_groups=[],
    )

    assert told(done)["prefix"].startswith(str(cache / "snelkoppeling"))
    assert not checkout.environment.exists()


def test_what_a_killed_start_left_running_is_waited_for(checkout: Checkout, tmp_path: Path) -> None:
    pipe = tmp_path / "pip-waits-here"
    os.mkfifo(pipe)
    checkout.need("1.0")
    # Pip reads its settings first; from a pipe that nobody writes to, it reads until we let it.
    killed = subprocess.Popen(
        checkout.command(), env=checkout.variables({"PIP_CONSTRAINT": str(pipe)}), stdout=-1, stderr=-1
    )
    with pipe.open("w") as writer, killed:
        killed.kill()
        killed.wait(timeout=60)
        waiting = subprocess.Popen(
            checkout.command(), env=checkout.variables({}), stdout=-1, stderr=-1, text=True
        )
        assert waiting.stderr is not None
        first_line = waiting.stderr.readline()
        writer.write("# nothing\n")
    out, _ = waiting.communicate(timeout=60)

    assert "waiting for it" in first_line
    assert json.loads(out)["parcel"] == "1.0"
