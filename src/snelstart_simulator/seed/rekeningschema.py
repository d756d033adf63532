"""The chart of accounts of a fresh administration, and its journals."""

import csv
from collections.abc import Mapping
from importlib import resources as package_files

from snelstart_simulator import ledger
from snelstart_simulator.identifiers import Identifiers
from snelstart_simulator.models.record import Guid, WallTime
from snelstart_simulator.models.reference_data import Dagboek, DagboekSoort, Grootboek
from snelstart_simulator.switches import Switches

_FIRST_OF_RESULT = 4000
_OSS_RATE_CODES = {8330: "SR", 8331: "RRH", 8332: "RRL", 8333: "PR", 8334: "SRR"}
_RUBRIEKEN = (
    (0, "Vaste activa, eigen vermogen en langlopende schulden"),
    (1000, "Liquide middelen, vorderingen en kortlopende schulden"),
    (2000, "Tussenrekeningen"),
    (3000, "Voorraden"),
    (4000, "Kosten"),
    (7000, "Kostprijs van de omzet"),
    (8000, "Omzet"),
    (9000, "Financiële baten en lasten"),
)
_DAGBOEKEN: tuple[tuple[int, str, DagboekSoort], ...] = (
    (1000, "Kas", "Kas"),
    (1100, "Rekening-courant bank", "Bank"),
    (1300, "Debiteuren", "Verkoop"),
    (1600, "Crediteuren", "Inkoop"),
    (2000, "Memoriaal", "Memoriaal"),
    (2010, "Beginbalans", "Balans"),
)


def grootboeken(identifiers: Identifiers, moment: WallTime, switches: Switches) -> list[Grootboek]:
    """Make the ledger accounts, with identifiers of their own."""
    text = package_files.files("snelstart_simulator.seed").joinpath("rekeningschema.csv").read_text("utf-8")
    return [
        _grootboek(identifiers.new(), row, moment=moment, switches=switches)
        for row in csv.DictReader(text.splitlines(), delimiter=";")
    ]


def dagboeken(identifiers: Identifiers) -> list[Dagboek]:
    """Make the journals."""
    made = []
    for nummer, omschrijving, soort in _DAGBOEKEN:
        identifier = identifiers.new()
        made.append(
            Dagboek(
                id=identifier,
                uri=f"/dagboeken/{identifier}",
                omschrijving=omschrijving,
                soort=soort,
                nonactief=False,
                nummer=nummer,
            )
        )
    return made


def _grootboek(
    identifier: Guid, row: Mapping[str, str], *, moment: WallTime, switches: Switches
) -> Grootboek:
    nummer, functie = int(row["nummer"]), row["grootboekfunctie"] or "Diversen"
    return Grootboek(
        id=identifier,
        uri=f"/grootboeken/{identifier}",
        modified_on=moment,
        omschrijving=row["omschrijving"],
        kostenplaats_verplicht=False,
        rekening_code="WinstEnVerlies" if nummer >= _FIRST_OF_RESULT else "Balans",
        nonactief=False,
        nummer=nummer,
        grootboekfunctie=functie,
        grootboek_rubriek=next(naam for start, naam in reversed(_RUBRIEKEN) if nummer >= start),
        rgs_code=(),
        btw_soort=ledger.kinds_of(functie, switches),
        vat_rate_code=_OSS_RATE_CODES.get(nummer),
    )
