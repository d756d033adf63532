"""Each way in which the embedded database cannot do its work, with the remedy, in Dutch and English."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from snelkoppeling.errors import SnelkoppelingError

OTHER_FOLDER_NL = "Kies een andere map met --data of SNELKOPPELING_DATA."
OTHER_FOLDER_EN = "Choose another folder with --data or SNELKOPPELING_DATA."


class EmbeddedDatabaseError(SnelkoppelingError):
    """The embedded database cannot be used as things are; nothing was changed or lost."""

    code = "database"

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.nl = nl
        self.en = en


class DataFolderNotOursError(EmbeddedDatabaseError):
    """The folder holds things that somebody else put there."""

    code = "database-folder-not-ours"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"De map {folder} is niet leeg en is niet van snelkoppeling. Er is niets in veranderd. "
            + OTHER_FOLDER_NL,
            f"The folder {folder} is not empty and was not made by snelkoppeling. Nothing in it was changed. "
            + OTHER_FOLDER_EN,
        )


class DataFolderNotAFolderError(EmbeddedDatabaseError):
    """The path, or a part of it, is a file."""

    code = "database-folder-not-a-folder"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is geen map, of een deel van het pad is een bestand. {OTHER_FOLDER_NL}",
            f"{folder} is not a folder, or a part of the path is a file. {OTHER_FOLDER_EN}",
        )


class DataFolderReadOnlyError(EmbeddedDatabaseError):
    """The disk under the folder refuses every change."""

    code = "database-folder-read-only"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"De schijf van {folder} is alleen-lezen. Maak hem beschrijfbaar. {OTHER_FOLDER_NL}",
            f"The disk that holds {folder} is read-only. Make it writable. {OTHER_FOLDER_EN}",
        )


class DataFolderForbiddenError(EmbeddedDatabaseError):
    """This user may not read or write the folder."""

    code = "database-folder-forbidden"

    def __init__(self, folder: Path, user: str) -> None:
        super().__init__(
            f"Gebruiker {user} mag {folder} niet lezen of schrijven. Geef hem de map, of start als degene "
            f"van wie de map is. {OTHER_FOLDER_NL}",
            f"User {user} may not read or write {folder}. Give him the folder, or start as the one who owns "
            f"it. {OTHER_FOLDER_EN}",
        )


class DataFolderOfAnotherUserError(EmbeddedDatabaseError):
    """The folder belongs to somebody else, who would be locked out of it."""

    code = "database-folder-of-another-user"

    def __init__(self, folder: Path, owner: str, user: str) -> None:
        super().__init__(
            f"De map {folder} is van gebruiker {owner}, en dit is {user}. Start als {owner}. "
            f"{OTHER_FOLDER_NL}",
            f"The folder {folder} belongs to user {owner}, and this is {user}. Start as {owner}. "
            + OTHER_FOLDER_EN,
        )


class DataFolderUnreachableError(EmbeddedDatabaseError):
    """The account that runs the server cannot come through the folders above."""

    code = "database-folder-unreachable"

    def __init__(self, folder: Path, account: str) -> None:
        super().__init__(
            f"PostgreSQL draait nooit als root, en gebruiker {account} kan niet bij {folder}: een map "
            "daarboven is voor hem gesloten. Snelkoppeling zet zo'n map niet open. Gebruik "
            "/var/lib/snelkoppeling, of start als gewone gebruiker.",
            f"PostgreSQL never runs as root, and user {account} cannot reach {folder}: a folder above it "
            "is closed to him. Snelkoppeling does not open such a folder. Use /var/lib/snelkoppeling, or "
            "start as an ordinary user.",
        )


class SocketPathTooLongError(EmbeddedDatabaseError):
    """No place is left for a socket with a path that the system can hold."""

    code = "database-socket-path-too-long"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Het pad {folder} is te lang voor een socket, en in /tmp kan ook niet geschreven worden. "
            "Kies een map met een korter pad, met --data of SNELKOPPELING_DATA.",
            f"The path {folder} is too long for a socket, and /tmp cannot be written either. "
            "Choose a folder with a shorter path, with --data or SNELKOPPELING_DATA.",
        )


class DiskFullError(EmbeddedDatabaseError):
    """There is no room left."""

    code = "database-disk-full"

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"De schijf van {folder} is vol. Wat er stond is nog goed. Maak ruimte (200 MB is genoeg om te "
            "starten) en start opnieuw.",
            f"The disk that holds {folder} is full. What was there is still good. Make room (200 MB is "
            "enough to start) and start again.",
        )


class OtherMajorVersionError(EmbeddedDatabaseError):
    """The data was written by another major version of PostgreSQL."""

    code = "database-other-version"

    def __init__(self, folder: Path, found: str, expected: int) -> None:
        super().__init__(
            f"De gegevens in {folder} zijn van PostgreSQL {found}; deze snelkoppeling heeft {expected}. "
            "Maak met de vorige snelkoppeling een reservekopie (snelkoppeling backup), en zet die met "
            "deze terug in een lege map.",
            f"The data in {folder} was written by PostgreSQL {found}; this snelkoppeling has {expected}. "
            "Make a backup with the previous snelkoppeling (snelkoppeling backup), and restore it with "
            "this one in an empty folder.",
        )


class AlreadyRunningError(EmbeddedDatabaseError):
    """Another snelkoppeling works in this data folder."""

    code = "already-running"

    def __init__(self, folder: Path, pid: int | None, address: str | None) -> None:
        who_nl = f"proces {pid}" if pid else "een ander proces"
        who_en = f"process {pid}" if pid else "another process"
        where_nl = f" op {address}" if address else ""
        where_en = f" at {address}" if address else ""
        super().__init__(
            f"Snelkoppeling draait al met {folder}: {who_nl}{where_nl}. Gebruik die, of stop hem eerst. "
            "Een tweede ernaast krijgt een eigen map met --data.",
            f"Snelkoppeling already runs on {folder}: {who_en}{where_en}. Use that one, or stop it first. "
            "A second one beside it gets a folder of its own with --data.",
        )
        self.pid = pid
        self.address = address


class NoDatabaseAccountError(EmbeddedDatabaseError):
    """Root has no other account to run the server as."""

    code = "database-no-account"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"PostgreSQL draait nooit als root, en er kon geen gebruiker {name} gemaakt worden ({reason}). "
            f"Maak hem zelf (useradd --system {name}), of start als gewone gebruiker.",
            f"PostgreSQL never runs as root, and no user {name} could be made ({reason}). "
            f"Make it yourself (useradd --system {name}), or start as an ordinary user.",
        )


class NamelessUserError(EmbeddedDatabaseError):
    """PostgreSQL wants to know the name of the user it runs as, and the system does not know one."""

    code = "database-nameless-user"

    def __init__(self, uid: int) -> None:
        super().__init__(
            f"Gebruikersnummer {uid} heeft op deze machine geen naam, en daar kan PostgreSQL niet mee "
            "werken. Zet het nummer in /etc/passwd, of geef een eigen PostgreSQL op met "
            "SNELKOPPELING_DATABASE_URL.",
            f"User number {uid} has no name on this machine, and PostgreSQL cannot work with that. Put "
            "the number in /etc/passwd, or name a PostgreSQL of your own with SNELKOPPELING_DATABASE_URL.",
        )


class CannotSwitchAccountError(EmbeddedDatabaseError):
    """Root may not become another user here, as in a container without that right."""

    code = "database-cannot-switch-account"

    def __init__(self, account: str, reason: str) -> None:
        super().__init__(
            f"PostgreSQL draait nooit als root, en deze omgeving laat niet toe om gebruiker {account} te "
            f"worden ({reason}). Start als gewone gebruiker, of geef een eigen PostgreSQL op met "
            "SNELKOPPELING_DATABASE_URL.",
            f"PostgreSQL never runs as root, and this environment does not allow becoming user {account} "
            f"({reason}). Start as an ordinary user, or name a PostgreSQL of your own with "
            "SNELKOPPELING_DATABASE_URL.",
        )


class ProgramsUnusableError(EmbeddedDatabaseError):
    """PostgreSQL's programs are missing, or do not run on this machine."""

    code = "database-programs-unusable"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"De programma's van PostgreSQL werken hier niet: {reason}. Gooi de map .venv weg en start "
            "opnieuw, of geef een eigen PostgreSQL op met SNELKOPPELING_DATABASE_URL.",
            f"PostgreSQL's programs do not work here: {reason}. Remove the folder .venv and start again, or "
            "name a PostgreSQL of your own with SNELKOPPELING_DATABASE_URL.",
        )


class SharedMemoryError(EmbeddedDatabaseError):
    """The system gives PostgreSQL no shared memory."""

    code = "database-shared-memory"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"PostgreSQL krijgt hier geen gedeeld geheugen ({reason}). Maak geheugen vrij, of sta het toe "
            "in de container (--shm-size, --ipc).",
            f"PostgreSQL gets no shared memory here ({reason}). Free some memory, or allow it in the "
            "container (--shm-size, --ipc).",
        )


class StillRecoveringError(EmbeddedDatabaseError):
    """The server repairs itself after a crash and is not done yet; it goes on by itself."""

    code = "database-still-recovering"

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"De database herstelt zich na een onderbreking en is na {seconds:.0f} seconden nog niet "
            "klaar. Hij gaat vanzelf door; er gaat niets verloren. Start over een paar minuten opnieuw.",
            f"The database recovers from an interruption and is not ready after {seconds:.0f} seconds. It "
            "goes on by itself; nothing gets lost. Start again in a few minutes.",
        )


class DatabaseDidNotStartError(EmbeddedDatabaseError):
    """The server ended while it was starting, for a reason that has no class of its own."""

    code = "database-did-not-start"

    def __init__(self, log: Path, last_words: str) -> None:
        super().__init__(
            f"De database start niet. Zijn laatste woorden: {last_words or '(geen)'}. Meer staat in "
            f"{log}. Aan de gegevens is niets veranderd; maak een kopie van de map voor u iets herstelt.",
            f"The database does not start. Its last words: {last_words or '(none)'}. More is in {log}. "
            "The data was not changed; copy the folder before you repair anything.",
        )


class DatabaseDidNotStopError(EmbeddedDatabaseError):
    """The server is still there after it was told to stop, twice."""

    code = "database-did-not-stop"

    def __init__(self, pid: int) -> None:
        super().__init__(
            f"De database (proces {pid}) stopt niet. Kijk of de schijf nog antwoordt. Er gaat niets "
            "verloren als de machine nu uitgaat.",
            f"The database (process {pid}) does not stop. See whether the disk still answers. Nothing "
            "gets lost when the machine is switched off now.",
        )


@contextmanager
def explained(folder: Path, user: str) -> Iterator[None]:
    """Turn what the file system answers about the data folder into an error that names the remedy."""
    try:
        yield
    except OSError as error:
        match error.errno:
            case errno.ENOSPC | errno.EDQUOT:
                raise DiskFullError(folder) from error
            case errno.EROFS:
                raise DataFolderReadOnlyError(folder) from error
            case errno.EACCES | errno.EPERM:
                raise DataFolderForbiddenError(folder, user) from error
            case errno.ENOTDIR | errno.EEXIST | errno.ELOOP:
                raise DataFolderNotAFolderError(folder) from error
            case _:
                raise
