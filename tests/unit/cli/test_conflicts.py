import pytest

from snelkoppeling.cli import words
from snelkoppeling.cli.conflicts import Way, named_way, show_conflict, typed_way, ways
from snelkoppeling.cli.problems import CommandError
from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.sync.choice import Candidate, Choice, Conflict
from tests.factories import a_key, a_relation, an_invoice
from tests.unit.cli.shown import a_state

MILL = Candidate(books_id=BooksId("b1"), label="12 De Molen", reason="zelfde e-mailadres")
BAKER = Candidate(books_id=BooksId("b2"), label="13 De Molenaar")
LIKELY = Conflict(choices=(Choice.LINK, Choice.CREATE_NEW, Choice.LEAVE_OUT), candidates=(MILL, BAKER))
EDITED = Conflict(
    choices=(Choice.KEEP_BOOKS, Choice.USE_CRM),
    wanted={
        "total": "145.20",
        "customer": "r1",
        "lines": ["8200 120.00 high Advies"],
        "vat": ["sales_high 25.20"],
        "description": "Gelijk",
    },
    in_books={
        "total": "109.00",
        "customer": "r2",
        "lines": ["8210/17 100.00 low Maart"],
        "vat": ["sales_low 9.00"],
        "description": "Gelijk",
    },
    agreed={"total": "121.00", "customer": "r1", "lines": [], "vat": []},
)


def test_each_record_that_it_could_be_is_a_way_out() -> None:
    assert ways(LIKELY) == [
        Way(Choice.LINK, MILL),
        Way(Choice.LINK, BAKER),
        Way(Choice.CREATE_NEW),
        Way(Choice.LEAVE_OUT),
    ]


@pytest.mark.parametrize(
    ("answer", "way"),
    [
        ("1", Way(Choice.LINK, MILL)),
        (" 3 ", Way(Choice.CREATE_NEW)),
        ("CREATE", Way(Choice.CREATE_NEW)),
        ("leave_out", Way(Choice.LEAVE_OUT)),
        ("0", None),
        ("5", None),
        ("l", None),
        ("link", None),
        ("keep_books", None),
        ("", None),
        ("²", None),
    ],
)
def test_an_answer_is_taken_only_when_it_leaves_no_doubt(answer: str, way: Way | None) -> None:
    assert typed_way(LIKELY, answer) == way


@pytest.mark.parametrize("link", ["13", "13 De Molenaar", "b2"])
def test_a_record_in_the_books_goes_by_its_number_its_label_or_its_id(link: str) -> None:
    assert named_way(LIKELY, Choice.LINK, link) == Way(Choice.LINK, BAKER)


@pytest.mark.parametrize(
    ("choice", "link", "said"),
    [
        (Choice.LINK, None, "Welke bedoelt u? Geef --koppel met een van: 12 De Molen, 13 De Molenaar."),
        (Choice.LINK, "14", "Welke bedoelt u met “14”?"),
        (Choice.ALLOW, None, "Keuze “allow” past hier niet. Kies uit: link, create_new, leave_out."),
    ],
)
def test_what_is_not_offered_is_refused_with_what_is(choice: Choice, link: str | None, said: str) -> None:
    with pytest.raises(CommandError) as caught:
        named_way(LIKELY, choice, link)

    assert said in caught.value.nl


def test_both_sides_of_a_booking_are_shown_as_a_bookkeeper_reads_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    record = a_state(a_key("F1", EntityType.INVOICE), an_invoice())

    show_conflict(record, EDITED, party="Bakkerij De Halm")

    shown = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "Factuurbedrag € 145,20 € 109,00 € 121,00" in shown
    assert "Klant Bakkerij De Halm een andere relatie Bakkerij De Halm" in shown
    assert "CRM 8200 € 120,00 hoog Advies" in shown
    assert "SnelStart 8210 17 € 100,00 laag Maart" in shown
    assert "SnelStart laag € 9,00" in shown
    assert not any("Omschrijving" in line for line in shown), "what is equal needs no choice"


def test_a_likely_relation_is_shown_with_why(capsys: pytest.CaptureFixture[str]) -> None:
    show_conflict(a_state(a_key("R1"), a_relation()), LIKELY)

    shown = capsys.readouterr().out
    assert "1 koppelen aan 12 De Molen (zelfde e-mailadres)  [link]" in shown
    assert "4 buiten SnelStart houden  [leave_out]" in shown


def test_every_choice_has_its_words() -> None:
    assert set(words.CHOICES) == set(Choice)
