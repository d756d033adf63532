"""The operations of the API, one file a resource.

Belongs here: what each call checks, stores and answers.
Does not belong here: keys, tokens, limits and faults, which hold for every call.
"""

from snelstart_simulator.resources import (
    btwaangiftes,
    company_info,
    custom_fields,
    documenten,
    doorlopende_machtigingen,
    echo,
    geldboekingen,
    grootboeken,
    grootboekmutaties,
    inkoopboeking_ubl,
    inkoopboekingen,
    inkoopfacturen,
    kostenplaatsen,
    lists,
    memoriaalboekingen,
    not_simulated,
    relaties,
    vat_rates,
    verkoopboekingen,
    verkoopfacturen,
)
from snelstart_simulator.routing import Route

ROUTES: tuple[Route, ...] = (
    *btwaangiftes.ROUTES,
    *company_info.ROUTES,
    *custom_fields.ROUTES,
    *documenten.ROUTES,
    *doorlopende_machtigingen.ROUTES,
    *echo.ROUTES,
    *geldboekingen.ROUTES,
    *grootboeken.ROUTES,
    *grootboekmutaties.ROUTES,
    *inkoopboeking_ubl.ROUTES,
    *inkoopboekingen.ROUTES,
    *inkoopfacturen.ROUTES,
    *kostenplaatsen.ROUTES,
    *lists.ROUTES,
    *memoriaalboekingen.ROUTES,
    *relaties.ROUTES,
    *vat_rates.ROUTES,
    *verkoopboekingen.ROUTES,
    *verkoopfacturen.ROUTES,
    *not_simulated.ROUTES,
)
