from pathlib import Path

import pytest

from tools.check_language import english_for, findings_in, main

HERE = Path("src/snelkoppeling/domain/relation.py")


def names(source: str) -> list[str]:
    return [finding.name for finding in findings_in(source, HERE)]


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("relatie", "relation"),
        ("relaties_by_id", "relation"),
        ("RelatieModel", "relation"),
        ("to_relatie", "relation"),
        ("btwSoort", "vat"),
        ("BTWNummer", "vat"),
        ("kostenplaatsen", "cost_centre"),
        ("_verkoopboeking", "sales"),
        ("MAX_NAAM", "name"),
    ],
)
def test_a_name_with_a_word_of_snelstart_gets_our_word(name: str, english: str) -> None:
    assert english_for(name) == english


@pytest.mark.parametrize(
    "name",
    ["relation", "kvk_number", "iban", "SnelStart", "snelstart_client", "nl", "correlation", "unnamed"],
)
def test_english_and_proper_names_pass(name: str) -> None:
    assert english_for(name) is None


@pytest.mark.parametrize(
    "source",
    [
        "relatie = 1",
        "book.relatie",
        "def post(relatie): ...",
        "def relatie(): ...",
        "async def relatie(): ...",
        "class relatie: ...",
        "post(relatie=1)",
        "import json as relatie",
        "try: ...\nexcept OSError as relatie: ...",
        "match 1:\n    case relatie: ...",
    ],
)
def test_every_kind_of_name_is_looked_at(source: str) -> None:
    assert names(source) == ["relatie"]


def test_text_for_users_and_words_on_the_wire_are_free() -> None:
    assert names("message = 'Deze relatie bestaat niet'\nkey = row['btwNummer']  # relatie") == []


def test_an_exception_with_its_reason_on_the_line_is_respected() -> None:
    assert names("relatie = 1  # language: a column of somebody else's table") == []


@pytest.mark.parametrize(
    ("folder", "exit_code"),
    [
        ("src/snelstart_client/resources", 0),
        ("src/snelstart_simulator", 0),
        ("src/snelkoppeling/connectors/snelstart/mapping", 0),
        ("src/snelkoppeling/connectors/tryton", 1),
        ("src/snelkoppeling/sync", 1),
    ],
)
def test_dutch_is_at_home_in_three_folders_only(tmp_path: Path, folder: str, exit_code: int) -> None:
    module = tmp_path / folder / "module.py"
    module.parent.mkdir(parents=True)
    module.write_text("relatie = 1\n")

    assert main(tmp_path) == exit_code


def test_a_finding_names_its_place_and_our_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    module = tmp_path / "src" / "module.py"
    module.parent.mkdir()
    module.write_text("\nrelatie = 1\n")

    main(tmp_path)

    said = capsys.readouterr().out
    assert said == "src/module.py:2: relatie is SnelStart's word; here we say relation\n"
