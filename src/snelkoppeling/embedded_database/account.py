"""The account that PostgreSQL runs as: this user, or for root one that can do nothing else."""

import errno
import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from snelkoppeling.embedded_database.errors import (
    CannotSwitchAccountError,
    NamelessUserError,
    NoDatabaseAccountError,
)

OWN_ACCOUNT = "snelkoppeling-db"
# Used when no account can be made, as in an image without useradd: each is meant to own next to nothing.
SPARE_ACCOUNTS = ("postgres", "nobody")
ROOT = 0
_SWITCH_REFUSED = (errno.EPERM, errno.EINVAL)


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine, with the group that its files get."""

    name: str
    uid: int
    gid: int

    @classmethod
    def of(cls, entry: pwd.struct_passwd) -> "Account":
        """Take the account from a row of the user list."""
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)

    @property
    def is_this_user(self) -> bool:
        return self.uid == os.geteuid()

    def require_usable(self) -> None:
        """Raise CannotSwitchAccountError where root may not become this account."""
        if not self.is_this_user:
            self.run(["/bin/sh", "-c", ":"], environment={})

    def run(
        self, command: Sequence[str], *, environment: Mapping[str, str], stderr: int = subprocess.STDOUT
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command as this account to its end; its output is text, `stderr` as for subprocess.

        Raises CannotSwitchAccountError where root may not become somebody else.
        """
        try:
            return subprocess.run(  # noqa: S603  # Our own commands, never through a shell that splits them.
                command,
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=stderr,
                encoding="utf-8",
                errors="replace",
                cwd="/",
                env=dict(environment),
                umask=0o077,
                start_new_session=True,
                user=None if self.is_this_user else self.uid,
                group=None if self.is_this_user else self.gid,
                extra_groups=None if self.is_this_user else [],
            )
        except OSError as error:
            # The system call that could not be made is not in the error; exec never answers with these two.
            if not self.is_this_user and error.errno in _SWITCH_REFUSED:
                raise CannotSwitchAccountError(self.name, str(error)) from error
            raise


def this_user() -> str:
    """Name the user of this process, by number when it has no name."""
    return name_of(os.geteuid())


def name_of(uid: int) -> str:
    """Name a user, by number when it has no name."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def home_of(uid: int) -> str:
    """Give a user's home folder as the system knows it."""
    try:
        return pwd.getpwuid(uid).pw_dir
    except KeyError:
        raise NamelessUserError(uid) from None


def database_account(owner_of_data: int | None) -> Account:
    """Give the account the server runs as; root makes one when there is none.

    `owner_of_data` is the user number that owns data already there: an account we chose before is kept.
    """
    if os.geteuid() != ROOT:
        try:
            return Account.of(pwd.getpwuid(os.geteuid()))
        except KeyError:
            raise NamelessUserError(os.geteuid()) from None
    candidates = [_find(name) for name in (OWN_ACCOUNT, *SPARE_ACCOUNTS)]
    for candidate in candidates:
        if candidate is not None and candidate.uid == owner_of_data:
            return candidate
    if candidates[0] is not None:
        return candidates[0]
    problem = _make(OWN_ACCOUNT)
    for name in (OWN_ACCOUNT, *SPARE_ACCOUNTS):
        if (found := _find(name)) is not None and found.uid != ROOT:
            return found
    raise NoDatabaseAccountError(OWN_ACCOUNT, problem)


def _find(name: str) -> Account | None:
    try:
        return Account.of(pwd.getpwnam(name))
    except KeyError:
        return None


def _make(name: str) -> str:
    """Add a system account without home, shell or password; say what went wrong, if anything."""
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program is None:
        return "useradd: not found"
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    done = subprocess.run(  # noqa: S603  # The program is looked up in the system's own folders.
        [program, *options, "--shell", "/usr/sbin/nologin", "--comment", "Snelkoppeling database", name],
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    return done.stderr.strip()
