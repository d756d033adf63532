"""What is told of one of SnelStart's refusals, and the sentences that many of them share."""

from collections.abc import Mapping
from typing import NamedTuple

from snelkoppeling.domain.problem_catalogue.row import Who


class Refusal(NamedTuple):
    """What a refusal means, what to do, who can do it, and which field of ours it is about."""

    nl: str
    en: str
    who: Who
    field: str
    """As the API names it, such as `lines[].account_number`; empty for the whole record."""
    cause: str = ""
    """As in `Row`; SnelStart names an account or cost centre in `answer` only."""


SAME_ANSWER = "{answer}"
"""One task for all records about which SnelStart says the same, such as that one account is inactive."""


def our_mistake(nl: str, en: str, field: str = "") -> Refusal:
    """Tell of a refusal that nobody but us can prevent."""
    return Refusal(
        f"{nl} Dat is een fout van Snelkoppeling: meld het met deze code bij de beheerder van Snelkoppeling.",
        f"{en} That is a mistake of Snelkoppeling: report it with this code to the operator of Snelkoppeling.",
        Who.OPERATOR,
        field,
    )


def never_sent(what_nl: str, what_en: str, reasons: Mapping[str, tuple[str, str]]) -> dict[str, Refusal]:
    """Tell of refusals of something that we do not send at all."""
    return {
        code: Refusal(
            f"{nl}. Snelkoppeling stuurt geen {what_nl}: meld dit met deze code bij de beheerder van Snelkoppeling.",
            f"{en}. Snelkoppeling sends no {what_en}: report this with its code to the operator of Snelkoppeling.",
            Who.OPERATOR,
            "",
        )
        for code, (nl, en) in reasons.items()
    }


def too_long(what_nl: str, what_en: str, *, limit: int, field: str) -> Refusal:
    """Tell of a text of the CRM's that does not fit."""
    return Refusal(
        f"{what_nl} is langer dan de {limit} tekens die in SnelStart passen. Kort dit in het CRM in.",
        f"{what_en} is longer than the {limit} characters that SnelStart holds. Shorten it in the CRM.",
        Who.CRM,
        field,
    )
