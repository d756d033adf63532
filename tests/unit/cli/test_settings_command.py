import enum
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from snelkoppeling.cli import settings_words
from snelkoppeling.cli.problems import CommandError
from snelkoppeling.cli.settings_command import changed
from snelkoppeling.cli.settings_words import MEANINGS, SECTIONS, SETTINGS, meaning, options, written
from snelkoppeling.domain.policy import PostingPolicy
from snelkoppeling.storage.administration_settings import AdministrationSettings

DEFAULTS = AdministrationSettings()
MANUAL = Path(__file__).parents[3] / "docs" / "operating" / "settings.md"


def value_of(known: AdministrationSettings, name: str) -> Any:
    return getattr(getattr(known, SETTINGS[name].section), name)


def test_everything_that_can_be_chosen_of_an_administration_is_a_setting() -> None:
    declared = [(section, one.name) for section, (kind, _, _) in SECTIONS.items() for one in fields(kind)]

    assert sorted((explained.section, name) for name, explained in SETTINGS.items()) == sorted(declared)


@pytest.mark.parametrize("name", SETTINGS)
def test_each_setting_takes_each_value_that_it_offers(name: str) -> None:
    for option in options(name):
        known = changed(DEFAULTS, [f"{name}={option.typed}"])

        assert written(value_of(known, name)) == option.typed
        assert (
            replace(known, **{SETTINGS[name].section: getattr(DEFAULTS, SETTINGS[name].section)}) == DEFAULTS
        )


@pytest.mark.parametrize("kind", MEANINGS)
def test_each_value_is_explained(kind: type[enum.StrEnum]) -> None:
    assert set(MEANINGS[kind]) == set(kind)


@pytest.mark.parametrize("name", SETTINGS)
def test_what_is_set_at_first_can_be_typed_as_it_is_shown(name: str) -> None:
    first = value_of(DEFAULTS, name)

    assert value_of(changed(DEFAULTS, [f"{name} = {written(first)}"]), name) == first


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("start_date=morgen", "start_date kan niet “morgen” zijn. Mogelijk is: 2026-01-31, geen."),
        ("start_date=31-01-2026", "start_date kan niet “31-01-2026” zijn"),
        ("new_relations=", "new_relations kan niet “” zijn. Mogelijk is: always, when_needed."),
        ("new_relations=geen", "new_relations kan niet “geen” zijn"),
        ("eu_purchase=boeken", "eu_purchase kan niet “boeken” zijn. Mogelijk is: hold, none,"),
        ("rounding_account=veel", "rounding_account kan niet “veel” zijn"),
        ("rounding_account=0", "rounding_account kan niet “0” zijn"),
        ("first_cost_centre=-5", "first_cost_centre kan niet “-5” zijn"),
        ("first_cost_centre=1000000000", "first_cost_centre kan niet “1000000000” zijn"),
        ("year_prefix_sales=soms", "year_prefix_sales kan niet “soms” zijn. Mogelijk is: ja, nee."),
        ("startdatum=2026-01-01", "Er is geen instelling “startdatum”. Er zijn: start_date,"),
    ],
)
def test_what_cannot_be_set_is_named_with_what_can(change: str, said: str) -> None:
    with pytest.raises(CommandError) as caught:
        changed(DEFAULTS, ["oss=hold", change])

    assert said in caught.value.nl


def test_several_settings_change_at_once_whatever_their_capitals() -> None:
    known = changed(DEFAULTS, ["Start_Date=2026-01-01", "YEAR_PREFIX_SALES=JA"])

    assert known.sync.start_date == date(2026, 1, 1)
    assert known.posting.year_prefix_sales is True


def test_only_a_word_that_does_not_speak_for_itself_is_explained() -> None:
    assert meaning("oss", PostingPolicy().oss) == ("boeken", "book it")
    assert meaning("start_date", None) == meaning("year_prefix_sales", False) == ("", "")
    assert meaning("first_cost_centre", 900_000) == ("", "")


@pytest.mark.parametrize("name", SETTINGS)
def test_the_manual_names_each_setting_with_its_default_and_its_values(name: str) -> None:
    rows = [row for row in MANUAL.read_text(encoding="utf-8").splitlines() if row.startswith(f"| `{name}` |")]
    listed = {option.typed for option in options(name)} - settings_words.EXAMPLES

    assert len(rows) == 1
    assert f"| `{written(value_of(DEFAULTS, name))}` |" in rows[0]
    assert all(f"`{typed}`" in rows[0] for typed in listed)
