import subprocess
import sys
from pathlib import Path

import pytest

from snelkoppeling.embedded_database import exclusive, occupant
from snelkoppeling.embedded_database.errors import AlreadyRunningError, DataFolderNotOursError

HOLD = """
import sys, time
from pathlib import Path
from snelkoppeling.embedded_database import exclusive
with exclusive(Path(sys.argv[1])) as occupancy:
    occupancy.announce("http://127.0.0.1:8080")
    print("held", flush=True)
    time.sleep(600)
"""


def hold(data_folder: Path) -> "subprocess.Popen[str]":
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data_folder)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_one_hears_who_was_first_and_where(tmp_path: Path) -> None:
    with hold(tmp_path / "data") as holder:
        with pytest.raises(AlreadyRunningError) as refusal, exclusive(tmp_path / "data"):
            pass
        found = occupant(tmp_path / "data")
        holder.kill()

    assert (refusal.value.pid, refusal.value.address) == (holder.pid, "http://127.0.0.1:8080")
    assert f"proces {holder.pid} op http://127.0.0.1:8080" in refusal.value.nl
    assert found is not None
    assert (found.pid, found.address) == (holder.pid, "http://127.0.0.1:8080")


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    with hold(tmp_path / "data") as holder:
        holder.kill()

    with exclusive(tmp_path / "data"):
        pass
    assert occupant(tmp_path / "data") is None


def test_after_the_block_the_folder_is_free(tmp_path: Path) -> None:
    with exclusive(tmp_path / "data"):
        assert occupant(tmp_path / "data") is not None

    assert occupant(tmp_path / "data") is None
    with exclusive(tmp_path / "data"):
        pass


def test_after_a_block_that_failed_the_folder_is_free(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), exclusive(tmp_path / "data"):
        raise ZeroDivisionError

    assert occupant(tmp_path / "data") is None


def test_a_folder_that_was_never_used_has_no_occupant_and_is_not_made(tmp_path: Path) -> None:
    assert occupant(tmp_path / "data") is None
    assert not (tmp_path / "data").exists()


def test_a_folder_with_other_things_in_it_is_not_held(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").touch()

    with pytest.raises(DataFolderNotOursError), exclusive(tmp_path):
        pass

    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


def test_two_folders_are_held_by_two(tmp_path: Path) -> None:
    with exclusive(tmp_path / "one"), exclusive(tmp_path / "two"):
        assert occupant(tmp_path / "one") is not None
        assert occupant(tmp_path / "two") is not None
