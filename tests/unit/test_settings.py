from datetime import timedelta
from pathlib import Path

import pytest

from snelkoppeling.settings import PREFIX, SETTINGS, SettingError, read_settings

KEY = "A" * 43 + "="
OTHER_KEY = "B" * 42 + "A="


def test_without_variables_everything_has_a_default() -> None:
    settings = read_settings({"HOME": "/home/piet"})

    assert settings.snelstart.url == "https://b2bapi.snelstart.nl/v2"
    assert settings.web.host == "127.0.0.1"
    assert settings.database_url is None
    assert settings.secret_keys() is None


def test_each_kind_of_setting_is_read() -> None:
    settings = read_settings(
        {
            "SNELKOPPELING_DATA": "/srv/books",
            "SNELKOPPELING_DATABASE_URL": "postgresql://me@db/books",
            "SNELKOPPELING_KEYRING": f"new:{KEY},old:{OTHER_KEY}",
            "SNELKOPPELING_SUBSCRIPTION_KEY": " abc123 ",
            "SNELKOPPELING_SNELSTART_URL": "http://127.0.0.1:4000/v2/",
            "SNELKOPPELING_PORT": "9000",
            "SNELKOPPELING_SETTLE_SECONDS": "2.5",
        }
    )

    assert settings.data_folder == Path("/srv/books")
    assert settings.database_url == "postgresql://me@db/books"
    assert list(settings.secret_keys() or {}) == ["new", "old"]
    assert settings.snelstart.subscription_key.get_secret_value() == "abc123"
    assert settings.snelstart.url == "http://127.0.0.1:4000/v2"
    assert settings.web.port == 9000
    assert settings.pace.settle == timedelta(seconds=2.5)


def test_the_data_folder_of_the_command_line_goes_before_the_variable() -> None:
    settings = read_settings({"SNELKOPPELING_DATA": "/srv/books"}, data_folder=Path("/tmp/other"))  # noqa: S108

    assert settings.data_folder == Path("/tmp/other")  # noqa: S108 - nothing is written there.


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert (
        read_settings({"HOME": "/h", "SNELKOPPELING_PORT": "", "SNELKOPPELING_NONSENSE": " "}).web.port
        == 8484
    )


def test_variables_of_the_launcher_and_the_tests_are_no_settings_and_no_mistakes() -> None:
    others = {
        f"SNELKOPPELING_{name}": "x" for name in ("VENV", "API_KEY", "CONNECTION_KEY", "TEST_DATABASE_URL")
    }

    assert read_settings({"HOME": "/h", **others}) == read_settings({"HOME": "/h"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "70000"),
        ("PORT", "acht"),
        ("PORT", "-1"),
        ("HOST", "a b"),
        ("SNELSTART_URL", "http://b2bapi.snelstart.nl/v2"),
        ("SNELSTART_URL", "ftp://127.0.0.1"),
        ("SNELSTART_URL", "https://user@snelstart.nl"),
        ("SNELSTART_URL", "https://[half"),
        ("SNELSTART_TIMEOUT_SECONDS", "0"),
        ("SNELSTART_TIMEOUT_SECONDS", "nan"),
        ("SNELSTART_TIMEOUT_SECONDS", "inf"),
        ("CHUNK", "0"),
        ("CALLS_AT_ONCE", "1000"),
        ("ADMINISTRATIONS_AT_ONCE", "0"),
        ("SETTLE_SECONDS", "-2"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name_in_both_languages(name: str, value: str) -> None:
    with pytest.raises(SettingError) as caught:
        read_settings({"HOME": "/h", PREFIX + name: value})

    assert f"{PREFIX}{name}={value}" in caught.value.nl
    assert f"{PREFIX}{name}={value}" in caught.value.en
    assert SETTINGS[name].nl in caught.value.nl


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://me:geheim@db/books"),
        ("KEYRING", "geheim"),
        ("KEYRING", "a:geheim"),
        ("KEYRING", f":{KEY}geheim"),
        ("SUBSCRIPTION_KEY", "geheim met spaties"),
    ],
)
def test_a_secret_is_never_repeated(name: str, value: str) -> None:
    with pytest.raises(SettingError) as caught:
        read_settings({"HOME": "/h", PREFIX + name: value})

    said = f"{caught.value} {caught.value.nl} {caught.value.en}"
    assert PREFIX + name in said
    assert "geheim" not in said


def test_a_name_with_a_typo_is_an_error_that_names_the_right_one_and_hides_the_value() -> None:
    with pytest.raises(SettingError) as caught:
        read_settings({"HOME": "/h", "SNELKOPPELING_SUBSCRIPTON_KEY": "geheim"})

    assert "Bedoelt u SNELKOPPELING_SUBSCRIPTION_KEY?" in caught.value.nl
    assert "geheim" not in f"{caught.value} {caught.value.nl} {caught.value.en}"


def test_a_name_like_no_other_lists_what_there_is() -> None:
    with pytest.raises(SettingError) as caught:
        read_settings({"HOME": "/h", "SNELKOPPELING_Q": "1"})

    assert all(PREFIX + name in caught.value.nl for name in SETTINGS)


def test_what_is_passed_on_to_a_program_reads_as_the_same_settings() -> None:
    given = {
        "SNELKOPPELING_DATA": "/srv/books",
        "SNELKOPPELING_DATABASE_URL": "postgresql://me@db/books",
        "SNELKOPPELING_SUBSCRIPTION_KEY": "abc",
        "SNELKOPPELING_SNELSTART_URL": "https://127.0.0.1:1/v2",
    }

    assert read_settings(read_settings(given).as_environment()) == read_settings(given)


def test_every_setting_has_its_row_in_the_manual() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "operating" / "settings.md").read_text(encoding="utf-8")

    assert [name for name in SETTINGS if f"`{PREFIX}{name}`" not in manual] == []
