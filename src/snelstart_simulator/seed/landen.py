"""All countries, in Dutch."""

import gettext
from functools import cache

import pycountry

from snelstart_simulator.identifiers import Identifiers
from snelstart_simulator.models.reference_data import Land

_COMMON_NAMES = {
    "BO": "Bolivia",
    "BN": "Brunei",
    "CD": "Congo (Democratische Republiek)",
    "FK": "Falklandeilanden",
    "FM": "Micronesië",
    "GB": "Verenigd Koninkrijk",
    "IR": "Iran",
    "KP": "Noord-Korea",
    "KR": "Zuid-Korea",
    "LA": "Laos",
    "MD": "Moldavië",
    "PS": "Palestina",
    "RU": "Rusland",
    "SY": "Syrië",
    "TW": "Taiwan",
    "TZ": "Tanzania",
    "US": "Verenigde Staten",
    "VA": "Vaticaanstad",
    "VE": "Venezuela",
    "VG": "Britse Maagdeneilanden",
    "VI": "Amerikaanse Maagdeneilanden",
    "VN": "Vietnam",
}
"""Where the standard's name is not the one that people use."""

_WITHOUT_STANDARD_CODE = (("XK", "XKX", "Kosovo"),)


def landen(identifiers: Identifiers) -> list[Land]:
    """Make the countries, with identifiers of their own."""
    made = []
    for landcode, landcode_iso, naam in _names():
        identifier = identifiers.new()
        made.append(
            Land(
                id=identifier,
                uri=f"/landen/{identifier}",
                naam=naam,
                landcode=landcode,
                landcode_iso=landcode_iso,
            )
        )
    return made


@cache
def _names() -> tuple[tuple[str, str, str], ...]:
    dutch = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["nl"])
    standard = [
        (land.alpha_2, land.alpha_3, _COMMON_NAMES.get(land.alpha_2) or dutch.gettext(land.name))
        for land in pycountry.countries
    ]
    return tuple(sorted([*standard, *_WITHOUT_STANDARD_CODE], key=lambda row: row[2]))
