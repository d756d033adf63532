"""The server's settings: small, durable, and open to its own account and root only."""

import hashlib
import os
import sys
from pathlib import Path

from snelkoppeling.embedded_database.account import Account, this_user
from snelkoppeling.embedded_database.data_folder import DataFolder
from snelkoppeling.embedded_database.errors import explained

# The service works as a role that owns its database and no more; the superuser is for setting it up.
ROLE = "snelkoppeling"
SUPERUSER = "postgres"
MAP = "snelkoppeling"

SETTINGS = """\
# Written by snelkoppeling at each start. Own settings: ALTER SYSTEM, which has the last word.

# What was accepted is on the disk before it is answered.
fsync = on
synchronous_commit = on
full_page_writes = on

# Small: an idle server takes some 40 MB.
max_connections = 100
shared_buffers = 128MB
huge_pages = off
work_mem = 8MB
maintenance_work_mem = 64MB
max_parallel_workers_per_gather = 0
io_method = sync
jit = off
dynamic_shared_memory_type = {shared_memory}

# The write-ahead log stays bounded, and recovery after a crash with it.
min_wal_size = 64MB
max_wal_size = 512MB
checkpoint_timeout = 10min
wal_compression = on

# The job table changes all the time: clean it often.
autovacuum_naptime = 20s
autovacuum_vacuum_scale_factor = 0.05
autovacuum_analyze_scale_factor = 0.05

# One file a weekday, overwritten a week later. No statements and no details: they hold personal data.
logging_collector = on
log_directory = '../log'
log_filename = 'postgresql-%a.log'
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_file_mode = 0600
log_line_prefix = '%m [%p] '
log_min_error_statement = panic
log_error_verbosity = terse
log_lock_waits = on

timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'iso, dmy'
lc_messages = 'C'
default_text_search_config = 'pg_catalog.simple'
"""

# The system tells the server who is at the other end of the socket, so no password is needed or stored.
HOST_BASED_ACCESS = f"local all all peer map={MAP}\n"


def write_settings(folder: DataFolder, account: Account) -> str:
    """Write the server's settings, readable for its account only; give a mark that changes with them."""
    settings = SETTINGS.format(shared_memory=_shared_memory_type())
    people = "".join(
        f'{MAP} "{person}" {role}\n' for person in (account.name, "root") for role in (ROLE, SUPERUSER)
    )
    files = {"postgresql.conf": settings, "pg_hba.conf": HOST_BASED_ACCESS, "pg_ident.conf": people}
    with explained(folder.root, this_user()):
        folder.settings.mkdir(mode=0o750, exist_ok=True)
        if not account.is_this_user:
            os.chown(folder.settings, os.geteuid(), account.gid)
        for name, text in files.items():
            _replace(folder.settings / name, text, account)
    return hashlib.sha256("".join(files.values()).encode()).hexdigest()[:12]


def cluster_name(folder: DataFolder) -> str:
    """Name the server after its data folder, so that its processes can be told from those of another."""
    return f"snelkoppeling-{hashlib.sha256(os.fsencode(folder.root)).hexdigest()[:10]}"


def server_command(folder: DataFolder, postgres: str, socket_folder: Path) -> list[str]:
    """Give the command that runs the server: on a socket only, whatever a settings file says."""
    chosen = {
        "config_file": folder.settings / "postgresql.conf",
        "hba_file": folder.settings / "pg_hba.conf",
        "ident_file": folder.settings / "pg_ident.conf",
        "cluster_name": cluster_name(folder),
        "listen_addresses": "",
        "port": "5432",
        "unix_socket_directories": socket_folder,
        "unix_socket_permissions": "0700",
    }
    options = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
    return [postgres, "-D", str(folder.database), *options]


def _shared_memory_type() -> str:
    """Choose POSIX shared memory, or files in the data folder where a container has none."""
    place = Path("/dev/shm")  # noqa: S108  # The system's shared memory, no temporary file.
    usable = sys.platform != "linux" or (place.is_dir() and place.stat().st_mode & 0o002)
    return "posix" if usable else "mmap"


def _replace(path: Path, text: str, account: Account) -> None:
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.chmod(0o640)
    if not account.is_this_user:
        os.chown(unfinished, os.geteuid(), account.gid)
    unfinished.rename(path)
