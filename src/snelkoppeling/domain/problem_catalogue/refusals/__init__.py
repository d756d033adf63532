"""What SnelStart's own refusals mean: a row for each of its codes, one module a family of codes.

The codes are those of SnelStart's developer portal (SnelStart API, section 4.2); the list is not closed, so an
unknown code is told by `rejected-by-books`. SnelStart's own words are shown beside ours.
"""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.refusals.alg import ALG
from snelkoppeling.domain.problem_catalogue.refusals.art import ART
from snelkoppeling.domain.problem_catalogue.refusals.blg import BLG
from snelkoppeling.domain.problem_catalogue.refusals.boe import BOE
from snelkoppeling.domain.problem_catalogue.refusals.btw import VAT_RETURN
from snelkoppeling.domain.problem_catalogue.refusals.kpl import KPL
from snelkoppeling.domain.problem_catalogue.refusals.ref import REF
from snelkoppeling.domain.problem_catalogue.refusals.refusal import Refusal
from snelkoppeling.domain.problem_catalogue.refusals.rel import REL
from snelkoppeling.domain.problem_catalogue.refusals.vor import VOR
from snelkoppeling.domain.problem_catalogue.row import Row

FAMILIES: Mapping[str, Mapping[str, Refusal]] = {
    "ALG": ALG,
    "REL": REL,
    "BOE": BOE,
    "KPL": KPL,
    "BLG": BLG,
    "BTW": VAT_RETURN,
    "REF": REF,
    "ART": ART,
    "VOR": VOR,
}
REFUSALS: Mapping[str, Refusal] = {code: row for family in FAMILIES.values() for code, row in family.items()}


def _row(refusal: Refusal) -> Row:
    """Put SnelStart's own words beside ours."""
    return Row(
        f"{refusal.nl} SnelStart zegt: “{{answer}}”.",
        f"{refusal.en} SnelStart says: “{{answer}}”.",
        refusal.who,
        refusal.cause,
    )


ROWS: Mapping[str, Row] = {code: _row(refusal) for code, refusal in REFUSALS.items()}
