"""The words for what is shown on the command line, Dutch first, and how amounts and moments are written."""

import shlex
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from snelkoppeling.domain import field_names
from snelkoppeling.domain.identity import EntityType
from snelkoppeling.domain.ledger import CASE_WORDS, LedgerRules, VatCase, uncovered_cases
from snelkoppeling.sync import records
from snelkoppeling.sync.choice import Choice
from snelkoppeling.sync.planned import PlannedAction
from snelkoppeling.sync.records import Event, ItemState, RecordState

STATES = {
    ItemState.DUE: ("onderweg", "under way"),
    ItemState.WAITING: ("wacht", "waiting"),
    ItemState.SET_ASIDE: ("actie nodig", "needs you"),
    ItemState.HELD: ("akkoord nodig", "to approve"),
    ItemState.DORMANT: ("niet mee", "left out"),
    ItemState.IN_SYNC: ("in SnelStart", "in the books"),
}
STYLES = {
    ItemState.DUE: "cyan",
    ItemState.WAITING: "yellow",
    ItemState.SET_ASIDE: "bold red",
    ItemState.HELD: "bold yellow",
    ItemState.DORMANT: "dim",
    ItemState.IN_SYNC: "green",
}
TYPES = {
    EntityType.RELATION: ("relatie", "relaties"),
    EntityType.PROJECT: ("project", "projecten"),
    EntityType.INVOICE: ("factuur", "facturen"),
    EntityType.ATTACHMENT: ("bijlage", "bijlagen"),
}
EVENTS = {
    "accepted": "ontvangen van het CRM",
    "created": "gemaakt in SnelStart",
    "updated": "bijgewerkt in SnelStart",
    "adopted": "stond al in SnelStart en is gekoppeld",
    "overwritten": "waarde in SnelStart overschreven",
    "set_aside": "apart gelegd",
    "waiting": "wacht op iets anders",
    "outcome_unknown": "geen antwoord van SnelStart; wordt opgezocht",
    "found": "opgezocht en gevonden in SnelStart",
    "repeated": "opgezocht, niet gevonden, opnieuw gestuurd",
    "held": "wacht op akkoord",
    "retried": "opnieuw geprobeerd",
    "decided": "gekozen",
    "noted": "let op",
    "kept": "SnelStart is gelaten zoals het is",
    "dormant": "gaat niet mee",
}
FIELDS = field_names.DUTCH
"""In the order in which they are shown."""
PROJECT_FIELDS = {"number": "Kostenplaats"}
"""Fields that mean something else of a project."""
VAT_KINDS = {
    "high": "hoog",
    "low": "laag",
    "none": "geen",
    "other": "overig",
    "sales_high": "hoog",
    "sales_low": "laag",
    "sales_other": "overig",
    "sales_reverse_charge": "verlegd",
    "purchase_high": "hoog",
    "purchase_low": "laag",
    "purchase_other": "overig",
    "purchase_reverse_charge": "verlegd",
}
CHOICES = {
    Choice.KEEP_BOOKS: ("SnelStart laten zoals het is", "keep SnelStart as it is"),
    Choice.USE_CRM: ("SnelStart gelijk maken aan het CRM", "make SnelStart equal to the CRM"),
    Choice.RECREATE: ("opnieuw maken in SnelStart", "make it in SnelStart again"),
    Choice.LEAVE_OUT: ("buiten SnelStart houden", "keep it out of SnelStart"),
    Choice.ALLOW: ("toch boeken, met markering", "book it all the same, marked"),
    Choice.LINK: ("koppelen aan wat in SnelStart staat", "link it to what is in SnelStart"),
    Choice.CREATE_NEW: ("een nieuwe maken in SnelStart", "make a new one in SnelStart"),
}
"""What a person can choose."""
PLANNED = {
    PlannedAction.LINK: ("koppelen", "link"),
    PlannedAction.CREATE: ("maken", "create"),
    PlannedAction.UPDATE: ("wijzigen", "change"),
    PlannedAction.KEEP: ("gelijk", "the same"),
    PlannedAction.ASK: ("keuze", "to choose"),
    PlannedAction.SET_ASIDE: ("kan niet", "cannot"),
    PlannedAction.WAIT: ("wacht", "waits"),
    PlannedAction.LEAVE_OUT: ("niet mee", "left out"),
}
PLANNED_STYLES = {
    PlannedAction.LINK: "green",
    PlannedAction.CREATE: "cyan",
    PlannedAction.UPDATE: "yellow",
    PlannedAction.KEEP: "green",
    PlannedAction.ASK: "bold red",
    PlannedAction.SET_ASIDE: "bold red",
    PlannedAction.WAIT: "yellow",
    PlannedAction.LEAVE_OUT: "dim",
}
YES, NO = "ja", "nee"
MINUTES_PER_HOUR = 60
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def moment(at: datetime | None) -> str:
    """Write a moment as people in the Netherlands read it."""
    return f"{at.astimezone(AMSTERDAM):%d-%m-%Y %H:%M:%S}" if at else ""


def euros(amount: Decimal) -> str:
    """Write an amount as people in the Netherlands do."""
    plain = f"{abs(amount):,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"€ {'-' if amount < 0 else ''}{plain}"


def amount(text: str) -> str:
    """Write the text of an amount as people in the Netherlands do; any other text stays as it is."""
    try:
        return euros(Decimal(text))
    except InvalidOperation:
        return text


def value(field: str, given: object) -> str:
    """Write the value of a field as people read it."""
    match given:
        case None | "":
            return "(leeg)"
        case bool():
            return YES if given else NO
        case list():
            return "; ".join(_part(field, str(one)) for one in given) or "(leeg)"
    text = str(given)
    if field == "total":
        return amount(text)
    if field == "invoice_date":
        try:
            return f"{date.fromisoformat(text):%d-%m-%Y}"
        except ValueError:
            return text
    if field == "payment_term_days":
        return f"{text} dagen"
    return text


def _part(field: str, text: str) -> str:
    """Write a line or a VAT amount of a booking as people read it."""
    words = text.split(" ", 1 if field == "vat" else 3)
    return " ".join(
        amount(word) if number == 1 else VAT_KINDS.get(word, word) for number, word in enumerate(words)
    )


def quoted(text: str) -> str:
    """Write a text as one word of a command line."""
    return shlex.quote(text)


def label(field: str, entity_type: EntityType | None = None) -> str:
    """Name a field in SnelStart's words."""
    if entity_type is EntityType.PROJECT and field in PROJECT_FIELDS:
        return PROJECT_FIELDS[field]
    return FIELDS.get(field, field)


def told(event: Event) -> str:
    """Tell what happened to a record."""
    name = EVENTS.get(event.name, event.name)
    if event.name == "decided":
        choice, _, who = event.detail.partition(" ")
        chosen = CHOICES[Choice(choice)][0] if choice in set(Choice) else choice
        return f"{name}: {chosen}" + (f" ({who})" if who else "")
    return f"{name}: {event.detail}" if event.detail else name


def in_books(record: RecordState) -> str:
    """Name the twin of a record, where that says more than the name of the record itself."""
    name = record.books_label
    if not name or name == name_of(record):
        return ""
    match record.key.entity_type:
        case EntityType.RELATION:
            return f"relatiecode {name.split(' ')[0]}"
        case EntityType.PROJECT:
            return f"kostenplaats {name.split(' ')[0]}"
    return name


def title(record: RecordState) -> str:
    """Name a record as people do."""
    (one, _) = TYPES[record.key.entity_type]
    return f"{one} {name_of(record)}"


def name_of(record: RecordState) -> str:
    """Name a record without its kind."""
    return records.name_of(record.record)


def number(count: int) -> str:
    """Write a whole number as people in the Netherlands do."""
    return f"{count:,}".replace(",", ".")


def lasting(duration: timedelta) -> str:
    """Write how long something takes, as exactly as matters."""
    minutes = round(duration.total_seconds() / 60)
    if duration <= timedelta(minutes=1):
        return "minder dan een minuut"
    if minutes < MINUTES_PER_HOUR:
        return f"ongeveer {counted(minutes, 'minuut', 'minuten')}"
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    return f"ongeveer {hours} uur" + (f" en {counted(rest, 'minuut', 'minuten')}" if rest else "")


def gaps(rules: LedgerRules) -> tuple[str, str] | None:
    """Say for which cases that any company may meet no ledger account is chosen, all in one sentence."""
    cases = [VatCase(problem.value) for problem in uncovered_cases(rules)]
    if not cases:
        return None
    in_dutch, in_english = ("; ".join(CASE_WORDS[case][language] for case in cases) for language in (0, 1))
    nl = "Komt zo’n factuur, dan ligt zij op de lijst tot de beheerder een rekening kiest."
    en = "Such an invoice would be set aside until an administrator chooses one."
    return (
        f"Nog geen rekening gekozen voor: {in_dutch}. {nl}",
        f"No account chosen yet for: {in_english}. {en}",
    )


def counted(count: int, one: str, more: str) -> str:
    """Write a number of things."""
    return f"{count} {one if count == 1 else more}"
