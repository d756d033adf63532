import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from snelkoppeling.cli.doctor import Health, _of_snelstart
from snelkoppeling.settings import read_settings


class Answering(HTTPServer):
    """Answers every question with a clock that is off by so much."""

    off_by = timedelta()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Answering)
        self.send_response_only(404)
        self.send_header("Date", format_datetime(datetime.now(UTC) + self.server.off_by, usegmt=True))
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def snelstart() -> Iterator[Answering]:
    with Answering(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("off_by", "health"),
    [
        (timedelta(seconds=2), Health.WELL),
        (timedelta(hours=-1), Health.ILL),
        (timedelta(minutes=5), Health.ILL),
    ],
)
def test_a_clock_that_is_wrong_is_noticed(snelstart: Answering, off_by: timedelta, health: Health) -> None:
    snelstart.off_by = off_by
    url = f"http://127.0.0.1:{snelstart.server_port}/v2"

    answers, clock = _of_snelstart(read_settings({"HOME": "/h", "SNELKOPPELING_SNELSTART_URL": url}))

    assert answers.health is Health.WELL
    assert clock.health is health
    assert clock.what.startswith("Klok:")


def test_a_snelstart_that_does_not_answer_is_noticed() -> None:
    (answers,) = _of_snelstart(
        read_settings({"HOME": "/h", "SNELKOPPELING_SNELSTART_URL": "http://127.0.0.1:1/v2"})
    )

    assert answers.health is Health.ILL
    assert "antwoordt niet: ConnectError" in answers.what
