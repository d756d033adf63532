"""Opens the installation for a command that looks or changes something, whether it runs or not."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from snelkoppeling import embedded_database
from snelkoppeling.bootstrap import House
from snelkoppeling.cli import problems
from snelkoppeling.cli.options import settings_from
from snelkoppeling.cli.screen import say


@contextlib.contextmanager
def opened(data: Path | None) -> Iterator[House]:
    """Open it: the database of the operator, the one that runs, or one started for this command alone.

    Raises:
        SnelkoppelingError: The database cannot be reached or started.
    """
    settings = settings_from(data)
    with contextlib.ExitStack() as stack:
        if settings.database_url is None:
            server = embedded_database.find_running(settings.data_folder)
            if server is None:
                stack.enter_context(embedded_database.exclusive(settings.data_folder))
                server = embedded_database.start(settings.data_folder, tell=lambda notice: say(notice.nl))
                stack.callback(server.stop)
            settings = settings.model_copy(update={"database_url": server.url})
        house = House(settings)
        stack.callback(house.close)
        if not house.database.is_reachable():
            raise problems.database_away("geen antwoord")
        house.prepare_database()
        yield house
