"""Finds out from the server's last words why it did not start."""

import os
import re
from pathlib import Path

from snelkoppeling.embedded_database.data_folder import DataFolder
from snelkoppeling.embedded_database.errors import (
    DatabaseDidNotStartError,
    DataFolderReadOnlyError,
    DiskFullError,
    EmbeddedDatabaseError,
    SharedMemoryError,
)

# Below this a full disk is the reason, also when the server could not write that down any more.
ROOM_TO_START_BYTES = 1_000_000
MAX_WORDS = 500
DISK_FULL = re.compile(r"No space left on device|Disk quota exceeded")
READ_ONLY = re.compile(r"Read-only file system")
SHARED_MEMORY = re.compile(
    r"[^\n]*(?:could not (?:create|map|open|resize) (?:anonymous |dynamic )?shared memory"
    r"|shmget|shm_open)[^\n]*"
)
LAST_WORDS = re.compile(r"(?:FATAL|PANIC|ERROR|error):\s+([^\n]+)")


def reason_of_failure(folder: DataFolder, said: str, *, log: Path) -> EmbeddedDatabaseError:
    """Give the error that fits what the server said before it ended."""
    if DISK_FULL.search(said) or _free_bytes(folder.root) < ROOM_TO_START_BYTES:
        return DiskFullError(folder.root)
    if READ_ONLY.search(said):
        return DataFolderReadOnlyError(folder.root)
    if found := SHARED_MEMORY.search(said):
        return SharedMemoryError(found.group().strip()[:MAX_WORDS])
    words: list[str] = LAST_WORDS.findall(said)
    return DatabaseDidNotStartError(log, words[-1][:MAX_WORDS] if words else said.strip()[-MAX_WORDS:])


def _free_bytes(path: Path) -> int:
    state = os.statvfs(path)
    return state.f_bavail * state.f_frsize
