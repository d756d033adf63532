import pytest

from snelkoppeling.cli import words
from snelkoppeling.cli.plan import Details, show_cost, table
from snelkoppeling.cli.screen import console
from snelkoppeling.domain.identity import EntityType, RecordKey
from snelkoppeling.domain.problem import problem
from snelkoppeling.sync.planned import FieldChange, PlannedAction, PlannedRow, Preview
from snelkoppeling.sync.records import RecordState
from tests.factories import a_key, a_relation, an_invoice
from tests.unit.cli.shown import a_state


def a_row(action: PlannedAction, number: int = 1, **fields: object) -> PlannedRow:
    given = {"label": f"Klant {number}", "key": a_key(f"R{number}"), **fields}
    return PlannedRow(version=1, action=action, **given)  # type: ignore[arg-type]  # Fields by name.


def unknown(_key: RecordKey) -> RecordState | None:
    return None


def shown_by(capsys: pytest.CaptureFixture[str], *rows: PlannedRow, most: int | None = 5) -> str:
    Details(unknown, most).show(Preview(rows=rows))
    return " ".join(capsys.readouterr().out.split())


def test_every_action_has_its_word_and_its_style() -> None:
    assert set(words.PLANNED) == set(words.PLANNED_STYLES) == set(PlannedAction)


def test_the_table_counts_by_type_what_becomes_of_records(capsys: pytest.CaptureFixture[str]) -> None:
    creates = [a_row(PlannedAction.CREATE, number) for number in range(1200)]
    waits = a_row(PlannedAction.WAIT, key=a_key("F1", EntityType.INVOICE))

    console.print(table(Preview(rows=(*creates, waits))))

    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        ["maken", "wacht"],
        ["create", "waits"],
        ["relaties", "1.200", "·"],
        ["facturen", "·", "1"],
    ]


def test_a_link_names_the_record_in_the_books(capsys: pytest.CaptureFixture[str]) -> None:
    said = shown_by(capsys, a_row(PlannedAction.LINK, books_label="12 De Molen"))

    assert "SnelStart kent dit al; het wordt gekoppeld:" in said
    assert "relatie Klant 1 (12 De Molen)" in said


def test_what_changes_in_the_books_is_shown_field_by_field(capsys: pytest.CaptureFixture[str]) -> None:
    change = FieldChange(field="phone", before="030 1", after=None)

    said = shown_by(capsys, a_row(PlannedAction.UPDATE, changes=(change,)))

    assert "! In SnelStart verandert:" in said
    assert "relatie Klant 1 Telefoon: 030 1 → (leeg)" in said


def test_a_thousand_records_with_one_cause_take_a_few_lines(capsys: pytest.CaptureFixture[str]) -> None:
    held = (problem("out-of-scope-held"),)
    rows = [a_row(PlannedAction.ASK, number, problems=held) for number in range(1, 1001)]

    said = shown_by(capsys, *rows)

    assert "relatie Klant 1, relatie Klant 2, relatie Klant 3 en nog 997" in said
    assert said.count(held[0].nl) == said.count(held[0].en) == 1


def test_only_the_first_causes_are_shown_unless_all_are_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        a_row(PlannedAction.WAIT, number, problems=(problem("waits-for-unknown", value=f"R{number}"),))
        for number in range(7)
    ]

    some = shown_by(capsys, *rows, most=5)
    every = shown_by(capsys, *rows, most=None)

    assert "… en nog 2. Alles: ./start plan --all" in some
    assert "relatie Klant 6" not in some
    assert "relatie Klant 6" in every


def test_what_is_made_is_named_one_by_one_only_when_all_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    row = a_row(PlannedAction.CREATE)

    assert "Klant 1" not in shown_by(capsys, row)
    assert "Dit wordt gemaakt in SnelStart: · these are made in SnelStart relatie Klant 1" in shown_by(
        capsys, row, most=None
    )


def test_a_record_that_came_to_nothing_is_called_as_people_call_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    key = a_key("F1", EntityType.INVOICE)
    row = a_row(PlannedAction.SET_ASIDE, key=key, label="", problems=(problem("out-of-scope-held"),))

    Details(lambda one: a_state(one, an_invoice("2026-0042")), 5).show(Preview(rows=(row,)))

    assert "factuur 2026-0042" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("count", "quota", "said"),
    [
        (1, "production", "Dit kost 1 aanroep van SnelStart: minder dan een minuut."),
        (7520, "production", "Dit kost 7.520 aanroepen van SnelStart: ongeveer"),
        (3, "off", "Dit kost 3 aanroepen van SnelStart."),
    ],
)
def test_the_cost_of_a_plan_is_told(
    capsys: pytest.CaptureFixture[str], count: int, quota: str, said: str
) -> None:
    show_cost(Preview(rows=tuple(a_row(PlannedAction.CREATE, number) for number in range(count))), quota)

    assert said in capsys.readouterr().out


def test_an_unusual_number_of_changes_is_pointed_out(capsys: pytest.CaptureFixture[str]) -> None:
    change = (FieldChange(field="phone", before="1", after="2"),)
    rows = tuple(a_row(PlannedAction.UPDATE, number, changes=change) for number in range(600))

    show_cost(Preview(rows=rows), "production")

    assert "Let op: 600 records die al in SnelStart staan zouden veranderen." in capsys.readouterr().out


def test_a_relation_is_no_invoice() -> None:
    assert words.title(a_state(a_key("R1"), a_relation("De Halm"))) == "relatie De Halm"


def test_a_plan_shows_how_invoices_are_booked_and_what_was_done_to_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = ("8200 100.00 high Advies", "8210/17 9.00 low Boek")

    said = shown_by(capsys, a_row(PlannedAction.CREATE, lines=lines, notes=("Het nummer kreeg een jaar.",)))

    assert "Zo worden facturen geboekt:" in said
    assert "€ 100,00 hoog Advies" in said
    assert "8210 17 € 9,00 laag Boek" in said
    assert "Het nummer kreeg een jaar." in said
