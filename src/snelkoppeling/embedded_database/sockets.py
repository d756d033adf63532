"""The folder of the server's socket: in the data folder, or a short private one elsewhere."""

import os
import re
import shutil
import tempfile
from pathlib import Path

from snelkoppeling.embedded_database.account import Account
from snelkoppeling.embedded_database.data_folder import DataFolder
from snelkoppeling.embedded_database.errors import SocketPathTooLongError

SOCKET_NAME = ".s.PGSQL.5432"
MAX_PATH_BYTES = 107  # What `sockaddr_un` holds, less the byte that ends it.
PREFIX = "snelkoppeling-"
# libpq takes a comma for the next host, and PostgreSQL a quote or comma for the next folder.
UNSAFE = re.compile(r"""[,"'\\%\x00-\x1f\x7f]""")


def socket_folder(folder: DataFolder, account: Account, *, short_folder: Path | None) -> Path:
    """Give a folder for the socket that only the account can enter.

    `short_folder` is where a private folder is made when the data folder's own path will not do; the system's
    temporary folder when None.
    """
    if fits(folder.sockets):
        return folder.sockets
    for parent in dict.fromkeys(filter(None, (short_folder, Path(tempfile.gettempdir()), Path("/tmp")))):  # noqa: S108  # Only a private folder with an unguessable name is made there.
        if not fits(parent / f"{PREFIX}12345678"):
            continue
        try:
            # Made anew under a name nobody can guess or lay ready, and closed from its first moment.
            made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        except OSError:
            continue
        os.chown(made, account.uid, account.gid)
        return made
    raise SocketPathTooLongError(folder.root)


def fits(folder: Path) -> bool:
    """Tell whether a socket in this folder has a path that the system and libpq can take."""
    path = os.fsencode(folder / SOCKET_NAME)
    return len(path) <= MAX_PATH_BYTES and not UNSAFE.search(os.fsdecode(path))


def clear(socket_folder: Path, folder: DataFolder, account: Account) -> None:
    """Remove what a server that is gone has left of its socket."""
    if socket_folder == folder.sockets:
        for left_over in socket_folder.glob(f"{SOCKET_NAME}*"):
            left_over.unlink(missing_ok=True)
    elif _is_private(socket_folder, account):
        shutil.rmtree(socket_folder, ignore_errors=True)


def _is_private(socket_folder: Path, account: Account) -> bool:
    """Tell whether we made this folder: the path was read from a file and may have become somebody else's."""
    try:
        state = socket_folder.lstat()
    except OSError:
        return False
    return (
        socket_folder.name.startswith(PREFIX) and state.st_uid == account.uid and state.st_mode & 0o077 == 0
    )
