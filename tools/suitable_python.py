"""Finds a Python that is new enough; written so that an old one can read it."""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def require() -> None:
    """Go on when this Python is new enough, else as a newer one from the PATH, else stop with a message."""
    if sys.version_info >= OLDEST:
        return
    for name in NEWER:
        program = shutil.which(name)
        if program is not None and works(program):
            os.execv(program, [program, *sys.argv])  # noqa: S606  # A Python from the user's own PATH.
    found = ".".join(str(part) for part in sys.version_info[:3])
    sys.exit(
        "Snelkoppeling heeft Python 3.11 of nieuwer nodig; dit is " + found + ".\n"
        "Installeer er een (Debian 12, Ubuntu 24.04: sudo apt install python3 python3-pip) en probeer "
        "het opnieuw.\n"
        "Snelkoppeling needs Python 3.11 or newer; this is " + found + ".\n"
        "Install one (Debian 12, Ubuntu 24.04: sudo apt install python3 python3-pip) and try again."
    )


def works(program: str) -> bool:
    """Tell whether a Python runs: a version manager puts names on the PATH for ones that it does not have."""
    try:
        done = subprocess.run(  # A Python from the user's own PATH.
            [program, "-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
