"""The environment with our packages: where it is, whether it is up to date, and how it is made or mended.

A stamp, written last, says for which lock files an environment is complete. A mark, written first, stays
behind when making it was interrupted: such an environment is made anew.
"""

import fcntl
import hashlib
import json
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tools.messages import LaunchError, explained, say

RUN_LOCK = "requirements.lock"
TEST_LOCK = "requirements-dev.lock"
STAMP = ".snelkoppeling-complete"
UNDER_CONSTRUCTION = ".snelkoppeling-under-construction"
LOCK = ".snelkoppeling-lock"
COMMAND = """\
#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/python" -P -m snelkoppeling "$@"
"""


class Environment:
    """A virtual environment for one checkout."""

    def __init__(self, folder: Path, checkout: Path) -> None:
        self.folder = folder
        self.python = folder / "bin" / "python"
        self._checkout = checkout
        self._stamp = folder / STAMP
        self._under_construction = folder / UNDER_CONSTRUCTION

    def is_complete(self, lock_name: str) -> bool:
        """Tell whether everything a lock file names is installed, for this checkout and Python."""
        try:
            stamp = json.loads(self._stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        return (
            stamp["locks"].get(lock_name) == _digest(self._checkout / lock_name)
            and stamp["source"] == str(self._checkout / "src")
            and stamp["python"] == os.path.realpath(self.python)
            and self.python.exists()
            and not self._under_construction.exists()
        )

    def can_be_made(self) -> bool:
        """Tell whether this user can write here; leaves the folder behind when he can."""
        try:
            self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        except OSError:
            return False
        return os.access(self.folder, os.W_OK | os.X_OK)

    def make(self, lock_name: str) -> None:
        """Make the environment, or bring it up to date; whoever does so at the same time waits."""
        with explained(self.folder):
            self._require_ours()
            with _alone(self.folder / LOCK) as hold:
                if not self.is_complete(lock_name):
                    self._make(lock_name, hold)

    def _require_ours(self) -> None:
        names = {path.name for path in self.folder.iterdir()}
        if names and not names & {"pyvenv.cfg", LOCK}:
            raise LaunchError(
                f"In {self.folder} staat iets dat geen Python-omgeving is. Er is niets in veranderd. "
                "Verplaats het, of kies een andere map met SNELKOPPELING_VENV.",
                f"{self.folder} holds something that is no Python environment. Nothing in it was changed. "
                "Move it, or choose another folder with SNELKOPPELING_VENV.",
            )

    def _make(self, lock_name: str, hold: int) -> None:
        from tools import installing  # noqa: PLC0415  # A start with all in place is quick.

        is_new = self._is_new()
        say(
            "De omgeving wordt klaargezet; dat duurt een minuut, en hoeft maar een keer."
            if is_new
            else "De omgeving wordt bijgewerkt; dat duurt hooguit een minuut.",
            "Preparing the environment; it takes a minute, once."
            if is_new
            else "Updating the environment; it takes a minute at most.",
        )
        stamp = self._stamp.read_bytes() if self._stamp.exists() else None
        self._under_construction.touch()
        self._stamp.unlink(missing_ok=True)
        if is_new:
            self._make_empty()
        try:
            installing.install(self.python, self._checkout / lock_name, hold=hold)
        except installing.PipFailedError as failure:
            if not is_new and not failure.has_changed:
                # Nothing was installed yet: what was there before is as good as it was.
                if stamp is not None:
                    self._stamp.write_bytes(stamp)
                self._under_construction.unlink()
            raise installing.explain(failure.output, self.folder) from failure
        self._finish(lock_name)
        say("De omgeving is klaar.", "The environment is ready.")

    def _is_new(self) -> bool:
        """Tell whether it has to be made from nothing: not there, interrupted, or its Python is gone."""
        return (
            self._under_construction.exists()
            or not (self.folder / "pyvenv.cfg").exists()
            or not self._packages().is_dir()
        )

    def _make_empty(self) -> None:
        import venv  # noqa: PLC0415  # As above.

        for path in self.folder.iterdir():
            if path.name in (LOCK, UNDER_CONSTRUCTION):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        # Without pip: Debian's Python can make that only with a package that may not be there.
        venv.EnvBuilder(with_pip=False, symlinks=True).create(self.folder)

    def _packages(self) -> Path:
        """Ask its Python where the packages are; after an upgrade of the system that is another folder."""
        question = "import sysconfig; print(sysconfig.get_path('purelib'))"
        try:
            done = subprocess.run(
                [self.python, "-I", "-c", question], capture_output=True, text=True, check=False
            )
        except OSError:
            return self.folder / "missing"
        return Path(done.stdout.strip() or self.folder / "missing")

    def _finish(self, lock_name: str) -> None:
        """Put our own code within reach, and write down that all is there."""
        source = str(self._checkout / "src")
        _replace(self._packages() / "snelkoppeling.pth", source + "\n")
        command = self.folder / "bin" / "snelkoppeling"
        _replace(command, COMMAND)
        command.chmod(0o755)
        stamp = {
            "locks": {name: _digest(self._checkout / name) for name in self._covered_by(lock_name)},
            "source": source,
            "python": os.path.realpath(self.python),
        }
        _replace(self._stamp, json.dumps(stamp))
        self._under_construction.unlink()

    def _covered_by(self, lock_name: str) -> list[str]:
        """Name the lock files that are satisfied when this one is: the tests' holds the other."""
        from tools.installing import requirements  # noqa: PLC0415  # As above.

        def pinned(name: str) -> set[tuple[str, str]]:
            return requirements((self._checkout / name).read_text(encoding="utf-8"))

        return [name for name in (RUN_LOCK, TEST_LOCK) if pinned(name) <= pinned(lock_name)]


def environment_for(checkout: Path, lock_name: str, *, variables: Mapping[str, str]) -> Environment:
    """Give an environment in which everything of the lock file is installed."""
    places = [Environment(folder, checkout) for folder in folders(checkout, variables)]
    for place in places:
        if place.is_complete(lock_name):
            return place
    for place in places:
        if place.can_be_made():
            place.make(lock_name)
            return place
    tried = ", ".join(str(place.folder) for place in places)
    raise LaunchError(
        f"Er is geen plek om de omgeving te maken; geprobeerd: {tried}. Noem een map waarin u mag "
        "schrijven met SNELKOPPELING_VENV.",
        f"There is no place to make the environment in; tried: {tried}. Name a folder you may write in with "
        "SNELKOPPELING_VENV.",
    )


def folders(checkout: Path, variables: Mapping[str, str]) -> list[Path]:
    """List where the environment may be, best first: named, in the checkout, or in the user's cache."""
    if chosen := variables.get("SNELKOPPELING_VENV"):
        return [Path(chosen).absolute()]
    name = f"venv-{hashlib.sha256(os.fsencode(checkout)).hexdigest()[:12]}"
    caches = [variables.get("XDG_CACHE_HOME", ""), *(f"{home}/.cache" for home in homes(variables))]
    if os.geteuid() == 0:
        caches.append("/var/cache")
    return [
        checkout / ".venv",
        *(Path(cache, "snelkoppeling", name) for cache in dict.fromkeys(caches) if Path(cache).is_absolute()),
    ]


def homes(variables: Mapping[str, str]) -> list[str]:
    """List the user's home folders: the one he names and the one the system knows; either may be missing."""
    found = [variables.get("HOME", "")]
    with suppress(KeyError):  # A user without a name, as in some containers.
        found.append(pwd.getpwuid(os.geteuid()).pw_dir)
    return [home for home in found if Path(home).is_absolute()]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _replace(path: Path, text: str) -> None:
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


@contextmanager
def _alone(path: Path) -> Iterator[int]:
    """Wait until nobody else works on the environment; give the open file that says so."""
    with path.open("a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(
                "Een ander proces zet de omgeving klaar; er wordt op gewacht.",
                "Another process is preparing the environment; waiting for it.",
            )
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()
