"""`snelkoppeling worker`: the worker alone; any number of them share the work."""

from snelkoppeling.bootstrap import House
from snelkoppeling.cli import database_server
from snelkoppeling.cli.house import attached
from snelkoppeling.cli.logs import set_up_logging
from snelkoppeling.cli.options import DataOption, ParentOption, settings_from
from snelkoppeling.cli.stopping import end_with_parent


def worker(data: DataOption = None, parent: ParentOption = None) -> None:
    """Draai alleen een worker; er mogen er meer zijn, ook op andere machines.

    Run a worker only; there may be more, on other machines too.
    """
    end_with_parent(parent)
    settings = settings_from(data)
    if parent is None:
        settings = attached(settings)
        database_server.require_subscription_key(settings)
    set_up_logging()
    House(settings).worker().run()
