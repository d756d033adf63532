"""The data folder: where it is, whether it is ours, and what lies where in it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from snelkoppeling.embedded_database.account import ROOT, Account, home_of, name_of, this_user
from snelkoppeling.embedded_database.errors import (
    DataFolderNotAFolderError,
    DataFolderNotOursError,
    DataFolderOfAnotherUserError,
    explained,
)

MARKER = ".snelkoppeling-data"
MARKER_TEXT = (
    "Deze map is van snelkoppeling. Verander er niets in terwijl het draait.\n"
    "This folder belongs to snelkoppeling. Change nothing in it while it runs.\n"
)
# A disk of its own has this folder at its top from the start.
NOT_COUNTED = {"lost+found"}
SYSTEM_DATA_FOLDER = Path("/var/lib/snelkoppeling")


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The places in a data folder.

    Only `database`, `sockets` and `logs` belong to the account that runs the server. The rest belongs to who
    started snelkoppeling, so that a server gone astray cannot reach the settings it is started with.
    """

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "postgresql"

    @property
    def unfinished_database(self) -> Path:
        """Where a database is made before it gets its place; left over when that was interrupted."""
        return self.root / "postgresql.unfinished"

    @property
    def settings(self) -> Path:
        return self.root / "postgresql-settings"

    @property
    def sockets(self) -> Path:
        return self.root / "run"

    @property
    def logs(self) -> Path:
        return self.root / "log"

    @property
    def start_log(self) -> Path:
        """What the server said before it opened its own log."""
        return self.root / "postgresql-start.log"

    @property
    def programs(self) -> Path:
        return self.root / "programs"

    @property
    def start_lock(self) -> Path:
        return self.root / "postgresql.lock"

    @property
    def occupancy(self) -> Path:
        return self.root / "up.lock"


def default_data_folder(environment: Mapping[str, str], *, uid: int | None = None) -> Path:
    """Say where a user's data lives, by default this user's, when he does not say so on the command line."""
    uid = os.geteuid() if uid is None else uid
    if chosen := environment.get("SNELKOPPELING_DATA"):
        return Path(chosen).absolute()
    if uid == ROOT:
        return SYSTEM_DATA_FOLDER
    data_home = environment.get("XDG_DATA_HOME", "")
    if Path(data_home).is_absolute():
        return Path(data_home) / "snelkoppeling"
    home = environment.get("HOME", "")
    if not Path(home).is_absolute():
        # Services are often started without one.
        home = home_of(uid)
    return Path(home, ".local", "share", "snelkoppeling")


def prepare(data_folder: Path) -> DataFolder:
    """Make the data folder, or see that it is ours; close it to everybody else.

    Never touches a folder that holds anything else, and never the folders above.
    """
    root = Path(os.path.realpath(data_folder))
    with explained(root, this_user()):
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = root.stat()
        if state.st_uid != os.geteuid():
            raise DataFolderOfAnotherUserError(root, name_of(state.st_uid), this_user())
        if not root.is_dir():
            raise DataFolderNotAFolderError(root)
        found = {entry.name for entry in root.iterdir()} - NOT_COUNTED
        if found and MARKER not in found:
            raise DataFolderNotOursError(root)
        if MARKER not in found:
            # The name is what counts; created before anything else, so a second starter sees it too.
            (root / MARKER).write_text(MARKER_TEXT, encoding="utf-8")
        if state.st_mode & 0o067:
            root.chmod(state.st_mode & 0o710)
    return DataFolder(root)


def open_to(account: Account, folder: DataFolder) -> None:
    """Let the account that runs the server come through the data folder, and own its three places in it."""
    with explained(folder.root, this_user()):
        if not account.is_this_user:
            os.chown(folder.root, os.geteuid(), account.gid)
            folder.root.chmod(0o710)
        for place in (folder.sockets, folder.logs):
            hand_over(place, account)


def hand_over(place: Path, account: Account) -> None:
    """Make a folder for the account alone, or give it the one that is there with all its contents.

    A data folder that was carried to another machine, or into a new container, has numbers of users that are
    somebody else's there.
    """
    place.mkdir(mode=0o700, exist_ok=True)
    if place.stat().st_uid != account.uid:
        for parent, folders, files in os.walk(place):
            for name in (*folders, *files):
                os.chown(Path(parent, name), account.uid, account.gid, follow_symlinks=False)
        os.chown(place, account.uid, account.gid)
    if place.stat().st_mode & 0o077:
        place.chmod(0o700)
