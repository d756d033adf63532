"""What can be wrong when a command is given, in two languages."""

from snelkoppeling.errors import SnelkoppelingError


class CommandError(SnelkoppelingError):
    """A command cannot be carried out as it was given."""

    def __init__(self, code: str, *, nl: str, en: str) -> None:
        super().__init__(f"{nl} ({en})")
        self.code = code
        self.nl = nl
        self.en = en


def port_busy(host: str, port: int) -> CommandError:
    """Another program listens where the web should."""
    return CommandError(
        "port-busy",
        nl=f"Op {host}:{port} luistert al een ander programma. "
        f"Kies een andere poort: ./start --port {port + 1}",
        en=f"Another program listens on {host}:{port} already. Choose another port: --port {port + 1}",
    )


def not_ready(log_folder: str) -> CommandError:
    """The web did not come up."""
    return CommandError(
        "web-not-ready",
        nl=f"De webserver kwam niet op gang. De logboeken in {log_folder} zeggen waarom.",
        en=f"The web server did not come up. The logs in {log_folder} say why.",
    )


def database_away(reason: str) -> CommandError:
    """The database does not answer."""
    return CommandError(
        "database-away",
        nl=f"De database is niet te bereiken ({reason}). Draait Snelkoppeling (./start)? "
        "Anders: controleer SNELKOPPELING_DATABASE_URL.",
        en=f"The database cannot be reached ({reason}). Is Snelkoppeling running (./start)? "
        "Else check SNELKOPPELING_DATABASE_URL.",
    )
