"""`snelkoppeling up`: starts everything on this machine, and keeps it running."""

import threading

from snelkoppeling.cli.installation import running
from snelkoppeling.cli.logs import set_up_logging
from snelkoppeling.cli.options import DataOption, HostOption, PortOption, settings_from
from snelkoppeling.cli.screen import say
from snelkoppeling.cli.supervisor import stop_on_signals


def up(data: DataOption = None, host: HostOption = None, port: PortOption = None) -> None:
    """Start alles op deze machine: database, website en worker (Start everything on this machine)."""
    set_up_logging()
    settings = settings_from(data, host=host, port=port)
    stopping = threading.Event()
    stop_on_signals(stopping)
    say("Snelkoppeling start …")
    with running(settings, tell=say, stopping=stopping) as installation:
        if stopping.is_set():
            return
        say(f"\n[bold green]✓[/] Snelkoppeling draait op [bold]{installation.address}[/]")
        say(f"  Gegevens  {settings.data_folder}\n  Logboeken {installation.logs}")
        say("\n  Nog geen administratie gekoppeld? In een tweede venster: [bold]./start connect[/]")
        say("  Stoppen: Ctrl-C")
        installation.supervisor.watch()
        say("\nSnelkoppeling stopt …")
    say("Gestopt. Alles is bewaard.")
