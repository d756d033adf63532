import os
import pwd
from pathlib import Path

import pytest

from tools.checks import cache_options, workers
from tools.environment import folders, homes
from tools.launch import command_for, variables_for_ours

CHECKOUT = Path("/opt/snelkoppeling")


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ([], ["up"]),
        (["--port", "8080"], ["up", "--port", "8080"]),
        (["demo"], ["demo"]),
        (["demo", "--fast"], ["demo", "--fast"]),
        (["status", "--json"], ["status", "--json"]),
        (["--help"], ["--help"]),
        (["-h"], ["-h"]),
        (["--version"], ["--version"]),
    ],
)
def test_start_without_a_command_means_up(typed: list[str], command: list[str]) -> None:
    assert command_for(typed) == command


def test_a_named_folder_is_the_only_one_for_the_environment() -> None:
    assert folders(CHECKOUT, {"SNELKOPPELING_VENV": "/data/venv", "HOME": "/home/a"}) == [Path("/data/venv")]


def test_the_environment_is_in_the_checkout_or_else_in_the_cache_of_the_user() -> None:
    found = folders(CHECKOUT, {"HOME": "/home/a", "XDG_CACHE_HOME": "/fast/cache"})

    assert found[0] == CHECKOUT / ".venv"
    assert [path.parent for path in found[1:3]] == [
        Path("/fast/cache/snelkoppeling"),
        Path("/home/a/.cache/snelkoppeling"),
    ]


def test_two_checkouts_share_no_environment() -> None:
    variables = {"HOME": "/home/a"}

    assert not set(folders(CHECKOUT, variables)) & set(folders(Path("/opt/other"), variables))


@pytest.mark.parametrize("variables", [{}, {"HOME": ""}, {"HOME": "relative"}])
def test_a_home_that_is_not_named_is_the_one_the_system_knows(variables: dict[str, str]) -> None:
    assert homes(variables) == [pwd.getpwuid(os.geteuid()).pw_dir]


@pytest.mark.parametrize("words", [["-n", "3"], ["-n3"], ["--pdb"], ["-p", "no:xdist"]])
def test_who_chooses_the_workers_gets_no_others(words: list[str]) -> None:
    assert workers(words) == []


def test_a_cache_elsewhere_is_passed_on_to_pytest() -> None:
    assert cache_options({}) == []
    assert cache_options({"SNELKOPPELING_PYTEST_CACHE": "/c"}) == ["-o", "cache_dir=/c"]


def test_our_python_takes_no_packages_from_elsewhere_and_keeps_what_it_compiled() -> None:
    variables = {
        "PYTHONPATH": "/elsewhere",
        "PYTHONHOME": "/elsewhere",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "nl",
    }

    assert variables_for_ours(variables) == {"LANG": "nl", "PYTHONSAFEPATH": "1"}
