"""Finds out beforehand whether the web can listen where it should."""

import errno
import socket
import time

from snelkoppeling.cli import problems

FREE_WITHIN_SECONDS = 3.0
"""Programs of an installation that was killed need a moment to notice it."""
LOOK_EVERY_SECONDS = 0.2


def require_free(host: str, port: int, *, within_seconds: float = FREE_WITHIN_SECONDS) -> None:
    """Wait a moment until the web can listen there.

    Raises:
        CommandError: It cannot; the message says why.
    """
    deadline = time.monotonic() + within_seconds
    while not is_free(host, port):
        if time.monotonic() > deadline:
            raise problems.port_busy(host, port)
        time.sleep(LOOK_EVERY_SECONDS)


def is_free(host: str, port: int) -> bool:
    """Tell whether nobody listens there yet.

    Raises:
        CommandError: Whether anybody listens or not, we cannot.
    """
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError) as error:
        raise problems.no_such_host(host) from error
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except PermissionError as error:
            raise problems.port_forbidden(host, port) from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise problems.no_such_host(host) from error
    return True


def any_port(host: str) -> int:
    """Find a port on which nobody listens."""
    require_free(host, 0)
    with socket.create_server((host, 0), family=_family(host)) as probe:
        port: int = probe.getsockname()[1]
        return port


def first_free_port(host: str, *, wanted: int, attempts: int = 20) -> int:
    """Give the wanted port, or else the first free one after it.

    Raises:
        CommandError: All of them are busy.
    """
    for port in range(wanted, min(wanted + attempts, 65536)):
        if is_free(host, port):
            return port
    raise problems.port_busy(host, wanted)


def address_of(host: str, port: int) -> str:
    """Write the address to open in a browser on this machine."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - the operator asked for it.
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
