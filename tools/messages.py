"""What the launcher tells its user: Dutch first, English beside it."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class LaunchError(Exception):
    """Snelkoppeling cannot be made ready; both sentences name the remedy."""

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.nl = nl
        self.en = en


def say(nl: str, en: str) -> None:
    """Tell what happens; on the error stream, so that a command's own output stays clean."""
    print(f"{nl}  ·  {en}", file=sys.stderr, flush=True)


def progress(nl: str, en: str) -> None:
    """Tell how far it is, on one line that is written over; on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K  {nl}  ·  {en}", end="", file=sys.stderr, flush=True)


def end_of_progress() -> None:
    """Leave the line of progress."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def complain(error: LaunchError) -> None:
    """Tell what went wrong, in both languages."""
    print(f"\n{error.nl}\n\n{error.en}\n", file=sys.stderr, flush=True)


def disk_full(folder: Path) -> LaunchError:
    """Say that there is no room for the environment."""
    return LaunchError(
        f"De schijf van {folder} is vol. Maak ongeveer 500 MB ruimte en probeer het opnieuw.",
        f"The disk that holds {folder} is full. Make room for about 500 MB and try again.",
    )


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the file system answers about the environment into a message with a remedy."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(folder) from error
        raise LaunchError(
            f"In {folder} kan niet gewerkt worden ({error}). Maak de map beschrijfbaar, of kies een "
            "andere met SNELKOPPELING_VENV.",
            f"Working in {folder} is not possible ({error}). Make the folder writable, or choose another "
            "with SNELKOPPELING_VENV.",
        ) from error
