import stat
from pathlib import Path

import pytest

from snelkoppeling.cli import settings_file
from snelkoppeling.cli.options import settings_from
from snelkoppeling.cli.problems import CommandError


def test_without_a_file_there_are_no_settings(tmp_path: Path) -> None:
    assert settings_file.read(tmp_path) == {}
    assert settings_file.read(tmp_path / "nowhere") == {}


def test_what_is_kept_is_read_again_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    settings_file.keep(folder, {"SNELKOPPELING_PORT": "9000"})
    settings_file.keep(folder, {"SNELKOPPELING_SUBSCRIPTION_KEY": "abc=="})

    assert settings_file.read(folder) == {
        "SNELKOPPELING_PORT": "9000",
        "SNELKOPPELING_SUBSCRIPTION_KEY": "abc==",
    }
    assert stat.S_IMODE((folder / settings_file.NAME).stat().st_mode) == 0o600


def test_remarks_empty_lines_and_quotes_are_as_people_write_them(tmp_path: Path) -> None:
    (tmp_path / settings_file.NAME).write_text('# remark\n\n SNELKOPPELING_HOST = "0.0.0.0" \n')

    assert settings_file.read(tmp_path) == {"SNELKOPPELING_HOST": "0.0.0.0"}  # noqa: S104 - a text.


@pytest.mark.parametrize("text", ["just words\n", "=x\n", "a b=c\n"])
def test_a_line_that_is_no_setting_is_named_without_its_text(tmp_path: Path, text: str) -> None:
    (tmp_path / settings_file.NAME).write_text(f"# first\n{text}")

    with pytest.raises(CommandError, match="Regel 2 van"):
        settings_file.read(tmp_path)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / settings_file.NAME).write_bytes(b"\xff\xfe")

    with pytest.raises(CommandError, match="niet te lezen"):
        settings_file.read(tmp_path)


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / settings_file.NAME).write_text("SNELKOPPELING_PORT=9000\nSNELKOPPELING_HOST=::1\n")
    monkeypatch.setenv("SNELKOPPELING_PORT", "9001")

    settings = settings_from(tmp_path)

    assert (settings.web.host, settings.web.port) == ("::1", 9001)
    assert settings_from(tmp_path, port=9002).web.port == 9002
