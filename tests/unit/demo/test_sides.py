"""Both sides of a doubt, as people read them."""

import pytest

from snelkoppeling.demo.api import DifferingField
from snelkoppeling.demo.happenings import Sides
from snelkoppeling.demo.sides import sides_of


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        (DifferingField("total", "121.00", "1210.00"), Sides("totaal", "€\u00a0121,00", "€\u00a01.210,00")),
        (DifferingField("description", "Nieuw", ""), Sides("omschrijving", "Nieuw", "–")),
        (DifferingField("payment_term_days", 14, None), Sides("termijn", "14", "–")),
        (DifferingField("colour", "blauw", "rood"), Sides("colour", "blauw", "rood")),
        (
            DifferingField("vat", ["sales_high 21.00"], ["sales_low 9.00"]),
            Sides("btw", "hoog €\u00a021,00", "laag €\u00a09,00"),
        ),
        (
            DifferingField("lines", ["8200/2026001 100.00 high Advies"], ["8100 90.00 high Advies"]),
            Sides("regel", "8200 kpl 2026001 €\u00a0100,00 Advies", "8100 €\u00a090,00 Advies"),
        ),
    ],
)
def test_a_field_is_written_as_people_read_it(field: DifferingField, shown: Sides) -> None:
    assert sides_of([field]) == (shown,)


def test_lines_that_are_alike_on_both_sides_are_left_out() -> None:
    alike = "8200 100.00 high Advies"

    sides = sides_of([DifferingField("lines", [alike, "8200 1.00 high A"], [alike])])

    assert sides == (Sides("regel", "8200 €\u00a01,00 A", "–"),)


def test_what_the_crm_says_nothing_about_is_no_matter_of_choice() -> None:
    assert sides_of([DifferingField("voucher", None, "VKB-1")]) == ()


def test_lines_come_before_the_totals_that_follow_from_them() -> None:
    differing = [DifferingField("total", "1.00", "2.00"), DifferingField("lines", ["a"], ["b"])]

    assert [side.field for side in sides_of(differing)] == ["regel", "totaal"]
