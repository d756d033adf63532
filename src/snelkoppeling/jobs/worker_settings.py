"""What an operator can set about the worker; apart from it, so that reading settings loads no queue."""

from datetime import timedelta

from pydantic import BaseModel, Field


class WorkerSettings(BaseModel, frozen=True):
    """How the worker runs jobs."""

    administrations_at_once: int = Field(default=8, ge=1, le=64)
    sweep_every: timedelta = timedelta(seconds=1)
    end_within: timedelta = timedelta(seconds=4)
    """After this long a worker that should stop is ended; its intents tell the next one what to look up."""
