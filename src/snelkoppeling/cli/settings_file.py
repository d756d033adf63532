"""Settings that are kept in the data folder, so that every command and the next start have the same ones."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from snelkoppeling import embedded_database
from snelkoppeling.cli.problems import CommandError

NAME = "settings.env"
HEAD = (
    "# Instellingen van Snelkoppeling, één per regel. Wat in de omgeving staat gaat voor.\n"
    "# Settings of Snelkoppeling, one a line. What is in the environment goes before them.\n"
)


def read(folder: Path) -> dict[str, str]:
    """Read the settings that are kept in a data folder; none when there is no file.

    Raises:
        CommandError: The file cannot be read, or has a line that is no setting.
    """
    path = folder / NAME
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(
            "settings-file-unreadable",
            nl=f"Het bestand met instellingen {path} is niet te lezen ({_reason(error)}).",
            en=f"The file with settings {path} cannot be read ({_reason(error)}).",
        ) from error
    found = {}
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        name, equals, value = stripped.partition("=")
        if not equals or not name.strip().isidentifier():
            raise CommandError(
                "settings-file-line",
                nl=f"Regel {number} van {path} is geen instelling. Schrijf NAAM=waarde.",
                en=f"Line {number} of {path} is not a setting. Write NAME=value.",
            )
        found[name.strip()] = value.strip().strip("\"'")
    return found


def keep(folder: Path, changes: Mapping[str, str]) -> None:
    """Keep settings in a data folder beside those that are there; only its owner can read them."""
    root = embedded_database.prepare(folder).root
    lines = [HEAD, *(f"{name}={value}\n" for name, value in {**read(root), **changes}.items())]
    unfinished = root / f"{NAME}.{secrets.token_hex(4)}"
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(lines)
    unfinished.replace(root / NAME)


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or "") if isinstance(error, OSError) else "UTF-8"
