import re

import pytest

from snelkoppeling.cli import application
from snelkoppeling.cli.application import COMMANDS, run

WIDTH = 80


@pytest.fixture(autouse=True)
def _narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    monkeypatch.setenv("SNELKOPPELING_DATA", "/nonexistent/snelkoppeling")


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]])
def test_the_overview_lists_every_command_within_eighty_columns(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    code = run(words)

    said = capsys.readouterr().out
    assert code == 0
    assert re.findall(r"^  \./start (\w+)", said, re.MULTILINE) == list(COMMANDS)
    assert max(map(len, said.splitlines())) < WIDTH


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_and_each_of_its_options(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    code = run([name, "--help"])

    said = capsys.readouterr().out
    assert code == 0
    assert said.startswith(f"./start {name}")
    assert "--data MAP" in said
    assert max(map(len, said.splitlines())) < WIDTH
    options = re.findall(r"^  (--\S+.*?)  +(.*)$", said, re.MULTILINE)
    assert options
    assert all(what for _, what in options)


def test_an_argument_that_may_be_left_out_looks_so(capsys: pytest.CaptureFixture[str]) -> None:
    run(["decide", "--help"])
    run(["show", "--help"])

    said = capsys.readouterr().out
    assert "./start decide [nummer] [opties]" in said
    assert "./start show <nummer> [opties]" in said


def test_options_for_our_own_programs_are_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    run(["worker", "--help"])

    assert "--parent" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["staus"], "Bedoelt u status?"),
        (["boek-alles"], "./start --help noemt ze allemaal"),
        (["show"], "“show” mist <nummer>"),
        (["show", "--ofline", "x"], "Bedoelt u --offline?"),
        (["show", "--zwart-wit", "x"], "“show” kent geen --zwart-wit"),
        (["up", "--port", "acht"], "De waarde bij --port POORT kan niet"),
        (["up", "--port", "70000"], "De waarde bij --port POORT kan niet"),
        (["connect", "--omzet", "diamanten"], "De waarde bij --omzet SOORT kan niet"),
        (["status", "iets"], "“status” begrijpt dit niet"),
        (["retry"], "Noem wat opnieuw moet"),
    ],
)
def test_a_mistake_in_typing_is_explained_and_ends_with_2(
    capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    code = run(words)

    told = " ".join(capsys.readouterr().err.split())
    assert code == 2
    assert told.startswith("✗ ")
    assert said in told


def test_a_foreseen_error_ends_with_1_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["status"])

    told = " ".join(capsys.readouterr().err.split())
    assert code == 1
    assert "is nog niets" in told
    assert "There is nothing in" in told


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert re.fullmatch(r"snelkoppeling \d+\.\d+\.\d+\n", capsys.readouterr().out)


def test_each_command_has_a_function_of_its_own() -> None:
    assert len({(one.module, one.function) for one in COMMANDS.values()}) == len(COMMANDS)
    assert application.HELP.isdisjoint(COMMANDS)
