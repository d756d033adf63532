"""Refusals that can concern any kind of record."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.refusals.refusal import Refusal, our_mistake
from snelkoppeling.domain.problem_catalogue.row import Who

ALG: Mapping[str, Refusal] = {
    "ALG-0100": our_mistake(
        "Er ging een id mee met iets nieuws, terwijl SnelStart dat zelf geeft.",
        "An id went along with something new, although SnelStart gives it itself.",
    ),
    "ALG-0101": our_mistake(
        "Het adres van de aanroep noemt een ander id dan het record zelf.",
        "The address of the call names another id than the record itself.",
    ),
    "ALG-0102": Refusal(
        "SnelStart kreeg zelf een fout en zegt niet welke. Probeer het over een kwartier opnieuw; blijft het zo, dan vraagt de boekhouder het aan de helpdesk van SnelStart.",
        "SnelStart met an error of its own and does not say which. Retry in a quarter of an hour; if it stays, the bookkeeper asks SnelStart's help desk.",
        Who.BOOKKEEPER,
        "",
    ),
    "ALG-0103": our_mistake(
        "Het id waarmee Snelkoppeling iets in SnelStart aanwijst, is geen geldig id.",
        "The id by which Snelkoppeling points at something in SnelStart is no valid id.",
    ),
    "ALG-0104": our_mistake(
        "SnelStart begrijpt de zoekvraag van Snelkoppeling niet.",
        "SnelStart does not understand the search of Snelkoppeling.",
    ),
    "ALG-0105": Refusal(
        "Wat hier bij hoort, staat in SnelStart op non-actief. De boekhouder maakt het daar weer actief en probeert opnieuw.",
        "What belongs to this is inactive in SnelStart. The bookkeeper activates it there and retries.",
        Who.BOOKKEEPER,
        "",
        "{answer}",
    ),
    "ALG-0106": our_mistake(
        "SnelStart kreeg een lege aanroep.",
        "SnelStart received an empty call.",
    ),
}
