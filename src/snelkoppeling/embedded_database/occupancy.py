"""One snelkoppeling at a time in a data folder, and who that is."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from snelkoppeling.embedded_database.account import this_user
from snelkoppeling.embedded_database.data_folder import DataFolder, prepare
from snelkoppeling.embedded_database.errors import AlreadyRunningError, explained


@dataclass(frozen=True, slots=True)
class Occupant:
    """The snelkoppeling that holds a data folder; parts it has not told yet are None."""

    pid: int | None
    address: str | None


class Occupancy:
    """The hold on a data folder, kept for as long as this process lives or the block lasts."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.announce(None)

    def announce(self, address: str | None) -> None:
        """Write down where this snelkoppeling answers, for whoever comes second."""
        line = json.dumps({"pid": os.getpid(), "address": address}).encode()
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, line, 0)


@contextmanager
def exclusive(data_folder: Path) -> Iterator[Occupancy]:
    """Hold the data folder for this process; raise AlreadyRunningError when another one does.

    The hold ends with the process, however it ends: nothing has to be cleaned up after a crash.
    """
    folder = prepare(data_folder)
    with explained(folder.root, this_user()):
        descriptor = _open(folder.occupancy)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _read(descriptor)
            raise AlreadyRunningError(folder.root, holder.pid, holder.address) from None
        with explained(folder.root, this_user()):
            occupancy = Occupancy(descriptor)
        yield occupancy
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def occupant(data_folder: Path) -> Occupant | None:
    """Say which snelkoppeling holds the data folder, or None when none does."""
    folder = DataFolder(Path(os.path.realpath(data_folder)))
    with explained(folder.root, this_user()):
        try:
            descriptor = os.open(folder.occupancy, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
    try:
        # A shared hold, for a moment only: it is hardly in the way of whoever starts just now.
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _read(descriptor)
    else:
        return None
    finally:
        os.close(descriptor)


@contextmanager
def one_starter_at_a_time(folder: DataFolder) -> Iterator[None]:
    """Let other starters of the server wait until this one is done."""
    with explained(folder.root, this_user()):
        descriptor = _open(folder.start_lock)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def _read(descriptor: int) -> Occupant:
    """Read what the holder wrote; at the moment of writing it can be empty."""
    try:
        told = json.loads(os.pread(descriptor, 4096, 0))
    except ValueError:
        return Occupant(None, None)
    return Occupant(told["pid"], told["address"])
