import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snelkoppeling.cli import rules_file
from snelkoppeling.cli.problems import CommandError
from snelkoppeling.domain.counterparty import CountryClass
from snelkoppeling.domain.identity import ExternalId
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.ledger import STANDARD_SERVICES, LedgerRule, LedgerRules, VatCase
from snelkoppeling.domain.problem import shortened

HEADER = "naam;richting;geval;btw;omzetgroep;klasse;land;relatie;project;nakijken;rekening;toelichting"
words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20).map(str.strip)
"""What people type, and what a CRM calls its records."""
some_word = words.map(lambda word: word or None)
some_id = words.map(lambda word: ExternalId(word) if word else None)
accounts = st.integers(1, 999_999_999)
rules = st.builds(
    LedgerRule,
    account_number=accounts,
    name=words.filter(lambda name: name.lower() != rules_file.DEFAULT),
    case=st.none() | st.sampled_from(VatCase),
    direction=st.none() | st.sampled_from(Direction),
    vat_rate=st.none() | st.decimals(0, 100, places=2),
    revenue_group=some_word,
    item_class=some_word,
    country_class=st.none() | st.sampled_from(CountryClass),
    relation=some_id,
    project=some_id,
    needs_review=st.booleans(),
)
sets_of_rules = st.builds(
    LedgerRules,
    rules=st.lists(rules, max_size=4).map(tuple),
    defaults=st.dictionaries(st.sampled_from(VatCase), accounts, max_size=4),
)


def a_rule(**fields: object) -> LedgerRules:
    return LedgerRules(rules=(LedgerRule(account_number=8200, **fields),))  # type: ignore[arg-type]  # By name.


def refusal(text: str) -> str:
    with pytest.raises(CommandError) as caught:
        rules_file.read(text)
    return caught.value.nl


@settings(max_examples=40)
@given(sets_of_rules)
def test_what_was_written_is_read_back_the_same(known: LedgerRules) -> None:
    assert rules_file.read(rules_file.written(known)) == known


@settings(max_examples=40)
@given(sets_of_rules, st.sampled_from(";,\t"), st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_any_spreadsheet_may_have_stored_it_between(known: LedgerRules, delimiter: str, quoting: int) -> None:
    rows = list(csv.reader(io.StringIO(rules_file.written(known)), delimiter=";"))
    stored = io.StringIO()
    csv.writer(stored, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerows(rows)  # type: ignore[arg-type]  # A number by any name.

    assert rules_file.read("\ufeff" + stored.getvalue()) == known


def test_the_table_explains_its_cases_and_ends_with_the_defaults() -> None:
    known = LedgerRules(
        rules=(
            LedgerRule(account_number=8900, name="Subsidie", case=VatCase.OUT_OF_SCOPE, needs_review=True),
        ),
        defaults={VatCase.HIGH: 8200},
    )

    assert rules_file.written(known).splitlines() == [
        HEADER,
        "Subsidie;;out_of_scope;;;;;;;ja;8900;opbrengst buiten de btw",
        "standaard;;high;;;;;;;;8200;omzet met btw hoog",
    ]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_whatever_way_its_text_was_stored(tmp_path: Path, code: str) -> None:
    path = tmp_path / "regels.csv"
    path.write_bytes("naam;rekening\nCoöperatie;8200\n".encode(code))

    assert rules_file.read_from(str(path)) == a_rule(name="Coöperatie")


@pytest.mark.parametrize("start", [b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0rest"])
def test_a_workbook_is_refused_with_what_to_do(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "regels.xlsx"
    path.write_bytes(start)

    with pytest.raises(CommandError) as caught:
        rules_file.read_from(str(path))

    assert "Bewaar haar daar als CSV" in caught.value.nl


def test_a_file_that_is_not_there_is_named_beside_the_packs() -> None:
    with pytest.raises(CommandError) as caught:
        rules_file.read_from("/nergens/regels.csv")

    assert "geen bestand /nergens/regels.csv" in caught.value.nl
    assert "diensten, goederen of rgs" in caught.value.nl


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("rekening\n8200\n", a_rule()),
        ("sep=;\nnaam;rekening\nA;8200\n", a_rule(name="A")),
        ("Rekening;NAAM\n 008200 ; A \n\n;\n", a_rule(name="A")),
        ("btw;rekening\n21%;8200\n", a_rule(vat_rate=Decimal(21))),
        ('btw,rekening\n"9,5",8200\n', a_rule(vat_rate=Decimal("9.5"))),
        ("geval;rekening\nOmzet met btw hoog;8200\n", a_rule(case=VatCase.HIGH)),
        ("land;rekening\nbuiten EU;8200\n", a_rule(country_class=CountryClass.OUTSIDE_EU)),
        ("richting;rekening\nInkoop;8200\n", a_rule(direction=Direction.PURCHASE)),
        ("nakijken;rekening\nX;8200\n", a_rule(needs_review=True)),
        ('relatie;rekening\n"=""007""";8200\n', a_rule(relation=ExternalId("007"))),
        ("relatie;rekening\n007;8200\n", a_rule(relation=ExternalId("007"))),
    ],
)
def test_people_write_cells_in_many_ways(text: str, known: LedgerRules) -> None:
    assert rules_file.read(text) == known


@pytest.mark.parametrize("name", ["007", "=1+1", "+31", "-5", "@x", "1E5", "123456789012345"])
def test_a_spreadsheet_is_told_what_it_must_not_compute_with(name: str) -> None:
    row = rules_file.written(a_rule(relation=ExternalId(name))).splitlines()[1]

    assert f'=""{name}""' in row


@pytest.mark.parametrize(
    ("column", "value", "remedy"),
    [
        ("rekening", "", "Geef het nummer van een grootboekrekening"),
        ("rekening", "0", "Geef het nummer"),
        ("rekening", "acht", "Geef het nummer"),
        ("rekening", "8200,00", "Geef het nummer"),
        ("rekening", "9" * 5000, "Geef het nummer"),
        ("btw", "veel", "Geef een percentage, zoals 21"),
        ("btw", "101", "Geef een percentage"),
        ("btw", "NaN", "Geef een percentage"),
        ("richting", "heen", "Kies uit: verkoop, inkoop, of laat leeg"),
        ("geval", "hoogst", "Kies uit: high, low"),
        ("land", "mars", "Kies uit: nederland, eu, buiten eu"),
        ("nakijken", "misschien", "Geef ja of nee"),
    ],
)
def test_a_bad_cell_names_line_column_value_and_remedy(column: str, value: str, remedy: str) -> None:
    columns = list(dict.fromkeys(("naam", column, "rekening")))
    good = {"naam": "A", "rekening": "8200"}
    bad = {**good, column: value}
    rows = [columns, *([row.get(one, "") for one in columns] for row in (good, bad))]

    said = refusal("\n".join(";".join(f'"{cell}"' for cell in row) for row in rows))

    assert said.startswith(f"Regel 3, kolom {column}: “{shortened(value)}” kan niet.")
    assert remedy in said
    assert said.endswith("Er is niets veranderd.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Noem op de eerste regel de kolommen"),
        ("naam;account\nA;8200\n", "Noem op de eerste regel de kolommen"),
        ("rekening;relaties\n8200;R1\n", "Regel 1, kolom 2: “relaties” kan niet. Bedoelt u relatie?"),
        ("rekening;kleur\n8200;R1\n", "Er zijn: naam, richting"),
        ("rekening;naam;naam\n8200;A;B\n", "Deze kolom staat er twee keer"),
        ("rekening;naam\n8200;A;B\n", "Regel 2, kolom 3: “B” kan niet. Er staan meer cellen"),
        ("naam;rekening\nstandaard;8200\n", "Een regel “standaard” hoort bij een geval"),
        (
            "naam;geval;btw;rekening\nStandaard;high;21;8200\n",
            "kolom btw: “21” kan niet. Een regel “standaard”",
        ),
        (
            "naam;geval;rekening\nstandaard;high;1\nstandaard;high;2\n",
            "Regel 3, kolom geval: “high” kan niet.",
        ),
        ("sep=,\nnaam,rekening\nA,acht\n", "Regel 3, kolom rekening"),
        ('naam;rekening\n"' + "x" * 200_000, "Dit is geen CSV"),
    ],
)
def test_a_table_that_could_mean_something_else_is_refused(text: str, said: str) -> None:
    assert said in refusal(text)


def test_a_rule_that_people_called_as_defaults_are_stays_a_rule() -> None:
    known = a_rule(name="Standaard", case=VatCase.HIGH, vat_rate=Decimal(21))

    (rule,) = rules_file.read(rules_file.written(known)).rules

    assert (rule.name, rule.vat_rate) == ("Standaard (regel)", Decimal(21))


def test_the_standard_rules_are_only_defaults() -> None:
    assert rules_file.read(rules_file.written(STANDARD_SERVICES)) == STANDARD_SERVICES
