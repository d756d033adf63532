"""Tests how events are logged."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from snelkoppeling.cli.logs import set_up_logging


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:], root.level = handlers, level


def test_an_exception_is_logged_with_its_place_and_without_the_values_of_variables(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging()

    try:
        _fail_with("Bearer snk_secret")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("it failed")

    line = capsys.readouterr().err
    assert "snk_secret" not in line
    (exception,) = json.loads(line)["exception"]
    assert exception["exc_type"] == "ValueError"
    assert exception["frames"][-1]["name"] == "_fail_with"


def _fail_with(authorization: str) -> None:
    if authorization:
        raise ValueError("no")
