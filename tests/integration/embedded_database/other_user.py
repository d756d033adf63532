"""Runs a piece of code as another user of this machine."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
PACKAGES = Path(sysconfig.get_path("purelib"))
SEARCH_PATH = ":".join(map(str, (REPOSITORY, REPOSITORY / "src", PACKAGES)))
NOBODY = 65534
BEGINNING = """\
import os
from pathlib import Path
from snelkoppeling.embedded_database import find_running, start
from snelkoppeling.embedded_database.processes import command_of
from tests.integration.embedded_database.queries import ask
here = Path(os.environ["HERE"])
"""


@dataclass(frozen=True)
class OtherUser:
    """A user that is not the one who runs the tests, with a folder that is his."""

    uid: int
    here: Path
    python: str

    def does(self, code: str, *, within: Sequence[str] = ()) -> "subprocess.CompletedProcess[str]":
        """Run code that finds what it needs in place, `here` being the user's folder.

        `within` is a command that runs the rest of its line in other circumstances.
        """
        return subprocess.run(
            [*within, self.python, "-c", BEGINNING + code],
            cwd="/",
            env={"PATH": os.defpath, "PYTHONPATH": SEARCH_PATH, "HERE": str(self.here)},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            user=self.uid,
            group=self.uid,
            extra_groups=[],
        )


def other_user(here: Path, *, uid: int = NOBODY) -> OtherUser:
    """Give another user; skips the test where there can be none."""
    if os.geteuid() != 0:
        pytest.skip("only root can run something as another user")
    here.mkdir()
    os.chown(here, uid, uid)
    # The Python of the tests may itself lie in a home; then another of the same version has to do.
    name = f"python3.{sys.version_info[1]}"
    for python in (sys.executable, f"/usr/local/bin/{name}", f"/usr/bin/{name}"):
        user = OtherUser(uid, here, python)
        with suppress(OSError):
            if user.does("print('works')").stdout == "works\n":
                return user
    pytest.skip("this checkout, or its Python, lies where no other user can read it")
