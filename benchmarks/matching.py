"""Matching: 20,000 relations of a CRM against 20,000 in SnelStart, before the first of them is written.

What bounds it is reading the list, forty pages of five hundred; the floor reads it and keeps nothing.
"""

import time
from collections import Counter
from collections.abc import Sequence

from benchmarks.report import Figure
from benchmarks.service import bare_client, relations, seconds_for
from snelkoppeling.bootstrap import utc_now
from snelkoppeling.connectors.snelstart.mapping.relation import (
    Countries,
    image_of_relation,
    laid_over,
    traits_of_image,
)
from snelkoppeling.connectors.snelstart.relation_list import RelationList
from snelkoppeling.domain.identity import ConnectionId, EntityType
from snelkoppeling.domain.matching import Verdict
from snelkoppeling.domain.relation import Relation
from snelkoppeling.sync.records import Image
from snelkoppeling.web.api.arrivals import Delivery, arrivals_of
from snelstart_client import SnelStart

COUNT = 20_000
CHUNK = 64
"""As many as the engine decides about at once; see `Pace`."""
MOST_SECONDS = 60.0
MOST_CALLS = 45


def measure() -> list[Figure]:
    """Fill the books with what the CRM has, read them bare, and match."""
    wanted = _images()
    with bare_client() as (client, simulator):
        countries = Countries(ids={land.landcode: land.id for land in client.landen.list() if land.landcode})
        bodies = [laid_over({}, image, fields=image, countries=countries) for image in wanted]
        seconds_for(client.relaties.create, bodies)
        began = time.perf_counter()
        rows = sum(1 for _ in client.relaties.iter())
        floor = time.perf_counter() - began
        simulator.control.clear_calls()
        began = time.perf_counter()
        verdicts = _match(client, wanted)
        seconds = time.perf_counter() - began
        calls = simulator.control.counts()["GET /relaties"]
    numbered = sum("kvk_number" in image or "vat_number" in image for image in wanted)
    return [
        Figure(
            name=f"{COUNT:,} against {rows:,}",
            value=seconds,
            unit="s",
            at_most=MOST_SECONDS,
            floor=floor,
            floor_name="the same list, read bare",
        ),
        Figure(name="calls", value=calls, unit="", at_most=MOST_CALLS),
        Figure(
            name="recognised by a number, too few",
            value=numbered - verdicts[Verdict.CERTAIN],
            unit="",
            at_most=0,
        ),
        Figure(name="asked about", value=verdicts[Verdict.LIKELY] + verdicts[Verdict.AMBIGUOUS], unit=""),
        Figure(name="not recognised at all", value=verdicts[Verdict.UNKNOWN], unit="", at_most=0),
    ]


def _match(client: SnelStart, wanted: Sequence[Image]) -> Counter[Verdict]:
    """Look for each as a run does, a chunk at a time."""
    known = RelationList(client, utc_now, linked=lambda _: ())
    verdicts: Counter[Verdict] = Counter()
    for start in range(0, len(wanted), CHUNK):
        traits = [traits_of_image(image) for image in wanted[start : start + CHUNK]]
        known.prepare(traits, waiting=len(wanted) - start)
        verdicts.update(known.match(one).verdict for one in traits)
    return verdicts


def _images() -> list[Image]:
    images = []
    for external_id, body in relations(COUNT).items():
        (arrival,) = arrivals_of(
            Delivery(
                connection=ConnectionId(1),
                entity_type=EntityType.RELATION,
                external_id=external_id,
                fields=body,
                now=utc_now(),
            )
        )
        if not isinstance(arrival.record, Relation):
            raise TypeError(external_id)
        images.append(image_of_relation(arrival.record))
    return images
