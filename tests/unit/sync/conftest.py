"""Keeps what the engine logs at hand for the tests that are about it, and off the screen."""

from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.unit.sync.installation import Installation

Logged = list[MutableMapping[str, Any]]


@pytest.fixture(autouse=True)
def logged() -> Iterator[Logged]:
    """What was logged during the test."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def installation() -> Installation:
    """One company, with nothing stored yet."""
    return Installation()
