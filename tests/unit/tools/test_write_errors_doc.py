from pathlib import Path

from snelkoppeling.domain.problem_catalogue import CATALOGUE
from snelkoppeling.domain.problem_catalogue.refusals.refusal import Refusal
from snelkoppeling.domain.problem_catalogue.row import Row, Who
from tools.write_errors_doc import PAGE, Failure, current_page, failures_in, main, page

CHECKOUT = Path(__file__).parents[3]
SOURCE = '''
REMEDY = "Ask for a new one."

class KeyGoneError(Exception):
    """The key is gone,
    and nothing was done.

    More that few need to know.
    """
    code = "key-gone"

    def __init__(self, name: str, cause: Exception) -> None:
        super().__init__(f"Sleutel {name}.", f"The key of {name} is gone: {cause.args}. " + REMEDY)

class QuietError(KeyGoneError):
    code = "quiet"

class TwoLanguagesError(Exception):
    """Told twice."""
    code = "two-languages"

    def __init__(self) -> None:
        self.en = "Told | in English."
        super().__init__(self.en)

class NamelessError(Exception):
    """Has no code."""

class Dial:
    code = "no-error"
'''


def test_every_code_of_the_catalogue_stands_on_the_page_once() -> None:
    text = (CHECKOUT / PAGE).read_text(encoding="utf-8")

    assert {code: text.count(f"\n| `{code}` |") for code in CATALOGUE} == dict.fromkeys(CATALOGUE, 1)


def test_the_page_is_the_one_that_the_code_gives() -> None:
    text = (CHECKOUT / PAGE).read_text(encoding="utf-8")

    assert text == current_page(CHECKOUT), "run `python -m tools.write_errors_doc`"


def test_a_sentence_shows_the_names_of_what_it_leaves_open_and_who_can_act() -> None:
    row = Row("Dit is {value} ({what_nl}, {{x}}).", "This is {value} ({what_en}|{{x}}).", Who.BOOKKEEPER)

    text = page({"DOOR": {"odd": row}}, {}, [])

    line = "| `odd` | Dit is ‹value› (‹what›, {x}). | This is ‹value› (‹what›\\|{x}). | de boekhouder |\n"
    assert line in text


def test_a_refusal_of_snelstarts_stands_under_its_family_with_our_field() -> None:
    refusal = Refusal("Het nummer mist. Vul het in.", "No number. Fill it in.", Who.CRM, "number")

    text = page({}, {"KPL": {"KPL-0006": refusal}}, [])

    row = "| `KPL-0006` | Het nummer mist. Vul het in. | No number. Fill it in. | wie in het CRM werkt |"
    assert f"{row} `number` |\n" in text.partition("### KPL: projects (cost centres)\n")[2]


def test_failures_are_found_with_their_meaning_and_message(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(SOURCE, encoding="utf-8")

    assert failures_in(tmp_path) == [
        Failure(
            "key-gone",
            "The key is gone, and nothing was done.",
            "The key of ‹name› is gone: ‹cause›. Ask for a new one.",
        ),
        Failure("quiet", "", ""),
        Failure("two-languages", "Told twice.", "Told | in English."),
    ]


def test_writing_makes_the_page(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    source = tmp_path / "src" / "snelkoppeling"
    source.mkdir(parents=True)
    (source / "module.py").write_text(SOURCE, encoding="utf-8")

    assert main(tmp_path) == 0

    text = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert "| `two-languages` | Told twice. | Told \\| in English. |\n" in text
    assert "## What an e-invoice can have" in text
