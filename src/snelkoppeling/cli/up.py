"""`snelkoppeling up`: starts everything on this machine, and keeps it running."""

import threading

from snelkoppeling.cli.installation import Installation, running
from snelkoppeling.cli.options import DataOption, HostOption, PortOption, settings_from
from snelkoppeling.cli.problems import StoppedError
from snelkoppeling.cli.screen import fact, say
from snelkoppeling.cli.stopping import stop_on_signals

LOOPBACK = ("127.", "localhost", "::1")


def up(data: DataOption = None, host: HostOption = None, port: PortOption = None) -> None:
    """Start alles op deze machine: database, website en worker.

    Start everything on this machine: database, web and worker.
    """
    stopping = threading.Event()
    stop_on_signals(stopping)
    settings = settings_from(data, host=host, port=port)
    say("Snelkoppeling start …", "starting")
    try:
        with running(settings, tell=_tell, stopping=stopping) as installation:
            _show(installation)
            installation.supervisor.watch()
            say("\nSnelkoppeling stopt …", "stopping")
    except StoppedError:
        pass
    say("Gestopt. Alles is bewaard.", "Stopped. Everything is kept.")


def _show(installation: Installation) -> None:
    say(f"Snelkoppeling draait op {installation.address}", mark="✓")
    fact("Administratie", ", ".join(installation.administrations) or "nog geen (none yet)")
    fact("Gegevens", str(installation.settings.data_folder))
    fact("Logboeken", str(installation.logs))
    if not installation.settings.web.host.startswith(LOOPBACK):
        say(
            "Ook andere machines kunnen erbij, en het verkeer is niet versleuteld: zet er een proxy met TLS "
            "voor.",
            "Other machines can reach it, and the traffic is not encrypted: put a proxy with TLS before it.",
            mark="!",
        )
    if not installation.administrations:
        say(
            "\nKoppel een administratie, in een tweede venster: ./start connect",
            "Couple an administration, in a second window: ./start connect",
        )
    say("\nStoppen: Ctrl-C", "stop")


def _tell(nl: str, en: str) -> None:
    say(nl, en, mark="·")
