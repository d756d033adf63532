import socket

import pytest

from snelkoppeling.cli import listening
from snelkoppeling.cli.problems import CommandError


def test_a_free_port_is_free_and_a_busy_one_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]

        assert not listening.is_free("127.0.0.1", port)
        with pytest.raises(CommandError, match=f"127.0.0.1:{port} luistert al"):
            listening.require_free("127.0.0.1", port, within_seconds=0.0)

    assert listening.is_free("127.0.0.1", port)


def test_the_next_free_port_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]

        assert listening.first_free_port("127.0.0.1", wanted=port) > port


def test_when_all_are_busy_the_wanted_one_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]

        with pytest.raises(CommandError, match=f":{port} luistert al"):
            listening.first_free_port("127.0.0.1", wanted=port, attempts=1)


@pytest.mark.parametrize("host", ["203.0.113.7", "nosuchhost.invalid", "a..b"])
def test_an_address_that_is_not_ours_is_named(host: str) -> None:
    with pytest.raises(CommandError, match="heeft geen adres"):
        listening.require_free(host, 0)


def test_any_port_can_be_listened_on() -> None:
    port = listening.any_port("127.0.0.1")

    with socket.create_server(("127.0.0.1", port)):
        assert not listening.is_free("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8484"),
        ("0.0.0.0", "http://127.0.0.1:8484"),  # noqa: S104 - a text.
        ("::1", "http://[::1]:8484"),
        ("books.example.nl", "http://books.example.nl:8484"),
    ],
)
def test_the_address_can_be_opened_in_a_browser(host: str, address: str) -> None:
    assert listening.address_of(host, 8484) == address
