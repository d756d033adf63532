"""`snelkoppeling web`: the doors alone, for who runs the parts on several machines."""

import uvicorn

from snelkoppeling.bootstrap import House
from snelkoppeling.cli import listening
from snelkoppeling.cli.house import attached
from snelkoppeling.cli.logs import set_up_logging
from snelkoppeling.cli.options import DataOption, HostOption, ParentOption, PortOption, settings_from
from snelkoppeling.cli.stopping import end_with_parent

END_WITHIN_SECONDS = 3


def web(
    data: DataOption = None,
    host: HostOption = None,
    *,
    port: PortOption = None,
    parent: ParentOption = None,
) -> None:
    """Draai alleen de website en de API; met SNELKOPPELING_DATABASE_URL op elke machine.

    Run the web and the API only; with SNELKOPPELING_DATABASE_URL on any machine.
    """
    end_with_parent(parent)
    settings = settings_from(data, host=host, port=port)
    if parent is None:
        settings = attached(settings)
    listening.require_free(settings.web.host, settings.web.port)
    set_up_logging()
    uvicorn.run(
        House(settings).web_application(),
        host=settings.web.host,
        port=settings.web.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=END_WITHIN_SECONDS,
    )
