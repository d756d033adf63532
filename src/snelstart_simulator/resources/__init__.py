"""The operations of the API, one file a resource.

Belongs here: what each call checks, stores and answers.
Does not belong here: keys, tokens, limits and faults, which hold for every call.
"""

from snelstart_simulator.resources import (
    company_info,
    documenten,
    echo,
    grootboeken,
    grootboekmutaties,
    kostenplaatsen,
    lists,
    not_simulated,
    relaties,
    verkoopboekingen,
    verkoopfacturen,
)
from snelstart_simulator.routing import Route

ROUTES: tuple[Route, ...] = (
    *company_info.ROUTES,
    *documenten.ROUTES,
    *echo.ROUTES,
    *grootboeken.ROUTES,
    *grootboekmutaties.ROUTES,
    *kostenplaatsen.ROUTES,
    *lists.ROUTES,
    *relaties.ROUTES,
    *verkoopboekingen.ROUTES,
    *verkoopfacturen.ROUTES,
    *not_simulated.ROUTES,
)
