"""Refusals of cost centres, which are the CRM's projects."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.refusals.refusal import Refusal, our_mistake, too_long
from snelkoppeling.domain.problem_catalogue.row import Who

KPL: Mapping[str, Refusal] = {
    "KPL-0001": Refusal(
        "De kostenplaats van dit project staat niet meer in SnelStart. De boekhouder maakt haar daar opnieuw met hetzelfde nummer en probeert opnieuw, of het project gaat in het CRM op non-actief.",
        "The cost centre of this project is no longer in SnelStart. The bookkeeper makes it there again with the same number and retries, or the project is made inactive in the CRM.",
        Who.BOOKKEEPER,
        "",
    ),
    "KPL-0002": our_mistake(
        "SnelStart kent al een kostenplaats met hetzelfde id.",
        "SnelStart has a cost centre with the same id already.",
    ),
    "KPL-0003": our_mistake(
        "De wijziging noemt niet om welke kostenplaats het gaat.",
        "The change does not name the cost centre that it is about.",
    ),
    "KPL-0004": Refusal(
        "Het project heeft geen omschrijving, en SnelStart verlangt die. Vul in het CRM de omschrijving van het project in.",
        "The project has no description, and SnelStart requires one. Fill in the project's description in the CRM.",
        Who.CRM,
        "description",
    ),
    "KPL-0005": too_long(
        "De omschrijving van het project", "The project's description", limit=50, field="description"
    ),
    "KPL-0006": Refusal(
        "Het project heeft geen nummer, en SnelStart verlangt dat. Geef het project in het CRM een nummer.",
        "The project has no number, and SnelStart requires one. Give the project a number in the CRM.",
        Who.CRM,
        "number",
    ),
    "KPL-0007": Refusal(
        "Het projectnummer ligt niet tussen 1 en 999999999. Geef het project in het CRM een nummer van hoogstens negen cijfers.",
        "The project's number is not between 1 and 999999999. Give the project a number of at most nine digits in the CRM.",
        Who.CRM,
        "number",
    ),
    "KPL-0008": Refusal(
        "Het projectnummer is in SnelStart al van een andere kostenplaats. Kies in het CRM een ander nummer, of laat de boekhouder de andere kostenplaats hernummeren.",
        "The project's number belongs to another cost centre in SnelStart. Choose another number in the CRM, or let the bookkeeper renumber the other cost centre.",
        Who.CRM,
        "number",
    ),
    "KPL-0009": Refusal(
        "SnelStart maakt geen kostenplaats die meteen op non-actief staat. Zet het project in het CRM op actief, of laat het daar weg als niemand er nog op boekt.",
        "SnelStart makes no cost centre that is inactive from the start. Make the project active in the CRM, or leave it out if nobody books on it any more.",
        Who.CRM,
        "is_active",
    ),
}
