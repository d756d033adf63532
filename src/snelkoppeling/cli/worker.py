"""`snelkoppeling worker`: the worker alone; any number of them share the work."""

from snelkoppeling.bootstrap import House
from snelkoppeling.cli.logs import set_up_logging
from snelkoppeling.cli.options import DataOption, ParentOption, settings_from
from snelkoppeling.cli.supervisor import end_with_parent


def worker(data: DataOption = None, parent: ParentOption = None) -> None:
    """Draai alleen een worker; er mogen er meer zijn (Run a worker only; there may be more)."""
    set_up_logging()
    settings = settings_from(data)
    end_with_parent(parent)
    House(settings).worker().run()
