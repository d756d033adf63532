"""The Dutch words for what is shown on the command line."""

from datetime import datetime
from zoneinfo import ZoneInfo

from snelkoppeling.domain.identity import EntityType
from snelkoppeling.sync.records import ItemState, RecordState

STATES = {
    ItemState.DUE: "onderweg",
    ItemState.WAITING: "wacht",
    ItemState.SET_ASIDE: "actie nodig",
    ItemState.HELD: "wacht op akkoord",
    ItemState.IN_SYNC: "in SnelStart",
}
STYLES = {
    ItemState.DUE: "cyan",
    ItemState.WAITING: "yellow",
    ItemState.SET_ASIDE: "bold red",
    ItemState.HELD: "bold yellow",
    ItemState.IN_SYNC: "green",
}
TYPES = {
    EntityType.RELATION: "relatie",
    EntityType.INVOICE: "factuur",
    EntityType.ATTACHMENT: "bijlage",
}
EVENTS = {
    "accepted": "ontvangen van het CRM",
    "created": "gemaakt in SnelStart",
    "updated": "bijgewerkt in SnelStart",
    "adopted": "stond al in SnelStart en is gekoppeld",
    "overwritten": "in SnelStart gewijzigde waarde overschreven",
    "set_aside": "apart gelegd",
    "waiting": "wacht",
    "outcome_unknown": "geen antwoord van SnelStart; wordt opgezocht",
    "found": "opgezocht en gevonden in SnelStart",
    "repeated": "opgezocht, niet gevonden, en opnieuw gestuurd",
    "held": "wacht op akkoord",
    "retried": "opnieuw geprobeerd",
}
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def moment(at: datetime | None) -> str:
    """Write a moment as people in the Netherlands read it."""
    return at.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M:%S") if at else ""


def state(record: RecordState) -> str:
    """Write a state with its colour."""
    return f"[{STYLES[record.state]}]{STATES[record.state]}[/]"


def title(record: RecordState) -> str:
    """Name a record as people do."""
    return f"{TYPES[record.key.entity_type]} {record.key.external_id}"
