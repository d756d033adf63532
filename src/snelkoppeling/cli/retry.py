"""`snelkoppeling retry`: tries again what was set aside or waits."""

from typing import Annotated

import typer

from snelkoppeling.bootstrap import House, utc_now
from snelkoppeling.cli import problems, words
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import say
from snelkoppeling.sync.records import ItemState, RecordState

ALL = 100_000
SHOWN = 20
RETRIED = (ItemState.SET_ASIDE, ItemState.WAITING)


TextsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="nummer…", help="Factuurnummer, naam, of id uit het CRM. (Invoice number, name or id.)"
    ),
]
EveryOption = Annotated[
    bool, typer.Option("--all", help="Alles wat apart ligt of wacht. (All that is set aside or waits.)")
]
CauseOption = Annotated[
    str | None,
    typer.Option(
        "--oorzaak", metavar="OORZAAK", help="Alles met deze oorzaak; zie ./start tasks. (All of a cause.)"
    ),
]


def retry(
    texts: TextsArgument = None,
    *,
    every: EveryOption = False,
    cause: CauseOption = None,
    data: DataOption = None,
) -> None:
    """Probeer opnieuw wat apart is gelegd of wacht.

    Try again what was set aside or waits.
    """
    if not texts and not every and cause is None:
        raise problems.WrongUsageError(
            "nothing-to-retry",
            nl="Noem wat opnieuw moet, zoals ./start retry 2026-0006, of geef --all.",
            en="Name what to try again, such as ./start retry 2026-0006, or give --all.",
        )
    with opened(data) as house:
        if cause is not None:
            _of_cause(house, cause)
        else:
            _these(house, _everything(house) if every else _all_found(house, texts or []))


def _these(house: House, chosen: list[RecordState]) -> None:
    tried = [record for record in chosen if record.state in RETRIED]
    count = house.records.retry([record.key for record in tried], utc_now())
    house.queue.wake([one.id for one in house.couplings.all()])
    _show(chosen, tried)
    _tell(house, count)


def _tell(house: House, count: int) -> None:
    what = words.counted(count, "record wordt", "records worden")
    say(f"{what} opnieuw geprobeerd.", f"{count} tried again.", mark="✓" if count else "·")
    if count and not house.living_workers():
        say("Zodra Snelkoppeling draait: ./start", "as soon as it runs", mark="!")


def _of_cause(house: House, cause: str) -> None:
    now = utc_now()
    couplings = house.couplings.all()
    known = sorted({group.cause for one in couplings for group in house.records.tasks(one.id)})
    if cause not in known:
        raise problems.cause_unknown(cause, known)
    count = sum(house.records.retry_cause(one.id, cause, now) for one in couplings)
    house.queue.wake([one.id for one in couplings])
    _tell(house, count)


def _show(chosen: list[RecordState], tried: list[RecordState]) -> None:
    for record in tried[:SHOWN]:
        say(words.title(record), indent=2)
    if len(tried) > SHOWN:
        say(f"… en nog {len(tried) - SHOWN}", indent=2)
    for record in chosen[:SHOWN]:
        if record not in tried:
            nl, en = words.STATES[record.state]
            say(f"{words.title(record)}: {nl}, niets te doen", f"{en}, nothing to do", indent=2)


def _everything(house: House) -> list[RecordState]:
    return [record for state in RETRIED for record in house.records.in_state(state, limit=ALL)]


def _all_found(house: House, texts: list[str]) -> list[RecordState]:
    return [one for text in texts for one in _found(house, text)]


def _found(house: House, text: str) -> list[RecordState]:
    found = list(house.records.find(text))
    if not found:
        raise problems.record_not_found(text)
    return found
