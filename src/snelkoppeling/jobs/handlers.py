"""Every kind of job, by name: a job carries who, never what."""

from typing import Protocol

from procrastinate import Blueprint

from snelkoppeling.domain.identity import AdministrationId

SYNC_QUEUE = "sync"
SYNC_ADMINISTRATION = "sync_administration"


class Syncing(Protocol):
    """The use case behind the job."""

    def sync_administration(self, administration: AdministrationId) -> None: ...


def handlers(service: Syncing) -> Blueprint:
    """Bind the kinds of job to the service that does the work."""
    blueprint = Blueprint()

    @blueprint.task(name=SYNC_ADMINISTRATION, queue=SYNC_QUEUE)
    def sync_administration(administration: int) -> None:
        """Carry what is due in one administration; twice is harmless."""
        service.sync_administration(AdministrationId(administration))

    return blueprint
