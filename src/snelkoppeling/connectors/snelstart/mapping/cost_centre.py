"""Translates cost centres: Kostenplaats."""

from collections.abc import Iterable, Mapping
from typing import Any

from snelkoppeling.sync.records import Image
from snelstart_client.resources.kostenplaatsen import Kostenplaats


def image_of_kostenplaats(kostenplaats: Kostenplaats) -> Image:
    """Say what the books hold."""
    return {
        "number": kostenplaats.nummer,
        "description": kostenplaats.omschrijving,
        "is_active": not kostenplaats.nonactief,
    }


def kostenplaats_over(bron: Mapping[str, Any], image: Image, *, fields: Iterable[str]) -> dict[str, Any]:
    """Lay fields over a cost centre as SnelStart gave it; an empty `bron` makes a new one."""
    words = {
        "number": ("nummer", image["number"]),
        "description": ("omschrijving", image["description"]),
        "is_active": ("nonactief", not image["is_active"]),
    }
    return {**bron, **dict(words[name] for name in fields)}
