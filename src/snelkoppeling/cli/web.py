"""`snelkoppeling web`: the doors alone, for who runs the parts on several machines."""

import uvicorn

from snelkoppeling.bootstrap import House
from snelkoppeling.cli.logs import set_up_logging
from snelkoppeling.cli.options import DataOption, HostOption, ParentOption, PortOption, settings_from
from snelkoppeling.cli.supervisor import end_with_parent

END_WITHIN_SECONDS = 5


def web(
    data: DataOption = None,
    host: HostOption = None,
    port: PortOption = None,
    parent: ParentOption = None,
) -> None:
    """Draai alleen de website en de API (Run the web and the API only)."""
    set_up_logging()
    settings = settings_from(data, host=host, port=port)
    end_with_parent(parent)
    house = House(settings)
    uvicorn.run(
        house.web_application(),
        host=settings.web.host,
        port=settings.web.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=END_WITHIN_SECONDS,
    )
