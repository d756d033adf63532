"""Changes what an administration says about itself, as its bookkeeper does in SnelStart's own settings."""

from collections.abc import Mapping
from typing import Any

import msgspec

from snelstart_simulator.administration import Administration
from snelstart_simulator.control.requests import WrongRequest, convert
from snelstart_simulator.models.company_info import CompanyInfo
from snelstart_simulator.models.record import reference

_KOR, _KOR_SWITCH = "kleineOndernemersregeling", "isKleineOndernemersRegelingActief"
_FOREIGN_VAT = "buitenlandseBtwGrootboek"


def changed_company_info(administration: Administration, wishes: Mapping[str, Any]) -> CompanyInfo:
    """Lay wishes, by the names on the wire, over the company info that there is.

    The scheme for small businesses may be just true or false, and the account of foreign VAT just its number.
    """
    wire: dict[str, Any] = msgspec.to_builtins(administration.company_info)
    unknown = set(wishes) - set(wire)
    if unknown:
        raise WrongRequest(f"company info has no {', '.join(sorted(unknown))}")
    laid = {**wire, **wishes}
    scheme = laid[_KOR]
    if isinstance(scheme, bool):
        laid[_KOR] = {**wire[_KOR], _KOR_SWITCH: scheme}
    elif isinstance(scheme, dict):
        laid[_KOR] = {**wire[_KOR], **scheme}
    if isinstance(laid[_FOREIGN_VAT], int):
        laid[_FOREIGN_VAT] = _account(administration, laid[_FOREIGN_VAT])
    return convert(laid, CompanyInfo)


def _account(administration: Administration, nummer: int) -> dict[str, str]:
    found = administration.books.grootboeken.find("nummer", nummer)
    if not found:
        raise WrongRequest(f"grootboeken has no nummer {nummer}")
    pointer: dict[str, str] = msgspec.to_builtins(reference("grootboeken", found[0].id))
    return pointer
