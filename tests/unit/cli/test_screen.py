import io

import pytest
from rich.console import Console

from snelkoppeling.cli import screen
from snelkoppeling.cli.problems import in_both_languages
from snelkoppeling.domain.problem import problem
from snelkoppeling.errors import (
    ConnectionBrokenError,
    RecordRejectedError,
    RetryLaterError,
    SnelkoppelingError,
)
from snelkoppeling.storage.couplings import AlreadyCoupledError
from snelkoppeling.storage.database import StorageUnavailableError


def written(nl: str, en: str = "", *, width: int = 40, **more: object) -> str:
    to = Console(file=io.StringIO(), width=width, highlight=False, markup=False)
    screen.say(nl, en, to=to, **more)  # type: ignore[arg-type]  # The options of `say`, by name.
    assert isinstance(to.file, io.StringIO)
    return to.file.getvalue()


def test_english_stands_beside_dutch_where_both_fit() -> None:
    assert written("Het werkt.", "It works.") == "Het werkt.  ·  It works.\n"


def test_english_stands_below_where_they_do_not_fit() -> None:
    assert written("Het werkt nu al een poosje.", "It has worked for a while.") == (
        "Het werkt nu al een poosje.\nIt has worked for a while.\n"
    )


def test_further_lines_stand_under_the_first_word_not_under_the_mark() -> None:
    assert written("een twee drie vier vijf zes", mark="!", width=23) == "! een twee drie vier\n  vijf zes\n"


def test_an_address_longer_than_a_line_stays_whole() -> None:
    address = "/een/heel/lange/map/die/niet/op/de/regel/past"

    assert address in written(f"Kijk in {address} voor meer", width=30).splitlines()


def test_what_looks_like_markup_is_only_text() -> None:
    assert written("Klant [bold]Vet[/] B.V.") == "Klant [bold]Vet[/] B.V.\n"


def test_without_a_terminal_there_are_no_control_characters() -> None:
    assert written("Klaar", "done", mark="✓") == "✓ Klaar  ·  done\n"


@pytest.mark.parametrize(
    ("error", "nl", "en"),
    [
        (
            ConnectionBrokenError(problem("key-refused")),
            "SnelStart neemt de koppelsleutel",
            "no longer accepts",
        ),
        (RecordRejectedError("x", [problem("key-refused")]), "SnelStart neemt de koppelsleutel", "no longer"),
        (
            RetryLaterError("SnelStart", "ConnectError"),
            "SnelStart is nu niet te bereiken",
            "cannot be reached",
        ),
        (StorageUnavailableError("refused"), "De database antwoordt niet", "database does not answer"),
        (AlreadyCoupledError("Demo"), "Er is al een administratie met deze naam", "is coupled already"),
        (SnelkoppelingError("only English"), "only English", ""),
    ],
)
def test_every_foreseen_error_is_told_in_dutch_with_its_english(
    error: SnelkoppelingError, nl: str, en: str
) -> None:
    dutch, english = in_both_languages(error)

    assert dutch.startswith(nl)
    assert en in english
