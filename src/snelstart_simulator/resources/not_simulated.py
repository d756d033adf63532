"""The operations of SnelStart that the simulator does not have; each says so instead of pretending."""

from typing import NoReturn

from snelstart_simulator.call import Call
from snelstart_simulator.refusals import NotSimulated
from snelstart_simulator.routing import Handler, Route

_OPERATIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("POST", "/artikelen", ("artikelen:write",)),
    ("GET", "/artikelen", ("artikelen:read",)),
    ("GET", "/artikelen/{id}", ("artikelen:read",)),
    ("PUT", "/artikelen/{id}", ("artikelen:write",)),
    ("DELETE", "/artikelen/{id}", ("artikelen:write",)),
    ("GET", "/artikelen/{id}/customFields", ("artikelen:read",)),
    ("PUT", "/artikelen/{id}/customFields", ("artikelen:write",)),
    ("GET", "/artikelen/prijsafspraken", ("artikelen:read",)),
    ("GET", "/artikelomzetgroepen", ("artikelen:read",)),
    ("GET", "/artikelomzetgroepen/{id}", ("artikelen:read",)),
    ("POST", "/bankafschriftbestanden", ("bankieren:write",)),
    ("GET", "/prijsafspraken", ("relaties:read",)),
    ("GET", "/rapportages/kolommenbalans", ("rapportage",)),
    ("GET", "/rapportages/periodebalans", ("rapportage",)),
    ("GET", "/verkoopfacturen/{id}/ubl", ("orders:read",)),
    ("GET", "/verkooporders", ("orders:read",)),
    ("POST", "/verkooporders", ("orders:write",)),
    ("GET", "/verkooporders/{id}", ("orders:read",)),
    ("PUT", "/verkooporders/{id}", ("orders:write",)),
    ("DELETE", "/verkooporders/{id}", ("orders:write",)),
    ("PUT", "/verkooporders/{id}/ProcesStatus", ("orders:write",)),
    ("GET", "/verkoopordersjablonen", ("orders:read",)),
    ("GET", "/verkoopordersjablonen/{id}", ("orders:read",)),
    ("GET", "/offertes", ("orders:read",)),
    ("POST", "/offertes", ("orders:write",)),
    ("GET", "/offertes/{id}", ("orders:read",)),
    ("PUT", "/offertes/{id}", ("orders:write",)),
    ("DELETE", "/offertes/{id}", ("orders:write",)),
    ("GET", "/actieprijzen", ("settings:read",)),
    ("GET", "/authorization/HasUserAccessToAdministration", ()),
)


def _saying_so(name: str) -> Handler:
    def handler(_call: Call) -> NoReturn:
        raise NotSimulated(name)

    return handler


ROUTES = tuple(
    Route(method, template, scopes, _saying_so(f"{method} {template}"))
    for method, template, scopes in _OPERATIONS
)
