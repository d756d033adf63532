import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from rich.text import Text

from tools.draw_demo import LEFT_OUT, PICTURE, Part, PartMissingError, chosen, drawn

CHECKOUT = Path(__file__).parents[3]
STORY = (
    "De demonstratie start",
    "21:50:03 ✓ Nieuwe klant",
    "           aangemaakt",
    "",
    "21:50:04 ✓ Factuur",
    "21:50:05 ✗ Offerte",
    "✓ De boeken kloppen met het CRM,",
    "  tot op de cent.",
    "Gestopt.",
)


def _chosen(*parts: Part) -> list[str]:
    return [line.plain for line in chosen([Text(line) for line in STORY], parts)]


def _words(svg: str) -> str:
    return " ".join("".join(ET.fromstring(svg).itertext()).replace("\xa0", " ").split())  # noqa: S314 - ours.


def test_a_part_ends_with_the_further_lines_of_its_last_event() -> None:
    assert _chosen(Part("Nieuwe klant", "Nieuwe klant")) == [
        "21:50:03 ✓ Nieuwe klant",
        "           aangemaakt",
    ]


def test_a_part_ends_with_the_further_lines_of_its_last_sentence() -> None:
    assert _chosen(Part("^✓ De", "^✓ De")) == ["✓ De boeken kloppen met het CRM,", "  tot op de cent."]


def test_what_is_left_out_between_two_parts_leaves_a_mark() -> None:
    lines = _chosen(Part("Factuur", "Factuur"), Part("^✓ De", "^✓ De"))

    assert lines == ["21:50:04 ✓ Factuur", LEFT_OUT, "✓ De boeken kloppen met het CRM,", "  tot op de cent."]


def test_an_empty_line_between_two_parts_leaves_no_mark() -> None:
    lines = _chosen(Part("Nieuwe klant", "Nieuwe klant"), Part("Factuur", "Factuur"))

    assert lines == ["21:50:03 ✓ Nieuwe klant", "           aangemaakt", "", "21:50:04 ✓ Factuur"]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([Part("Creditfactuur", "Creditfactuur")], id="gone"),
        pytest.param([Part("Factuur", "Factuur"), Part("Nieuwe klant", "Nieuwe klant")], id="another order"),
    ],
)
def test_a_part_that_the_demonstration_no_longer_writes_is_named(parts: list[Part]) -> None:
    with pytest.raises(PartMissingError, match=parts[-1].first):
        _chosen(*parts)


def test_the_drawing_holds_each_line_in_its_colour() -> None:
    svg = drawn([Text("op de lijst", style="yellow"), Text("geboekt", style="green")])

    assert _words(svg).endswith("./start demo op de lijstgeboekt")
    assert "#e9bf67" in svg
    assert "#58c9ae" in svg


def test_the_picture_in_the_readme_asks_nobody_for_a_font() -> None:
    svg = (CHECKOUT / PICTURE).read_text(encoding="utf-8")

    assert not re.search(r"@font-face|@import|url\((?!#)|<image|<script|href", svg)


def test_the_picture_in_the_readme_shows_a_plan_that_is_approved_and_books_that_agree() -> None:
    words = _words((CHECKOUT / PICTURE).read_text(encoding="utf-8"))

    assert "is goedgekeurd." in words
    assert "De boeken kloppen met het CRM, tot op de cent" in words
