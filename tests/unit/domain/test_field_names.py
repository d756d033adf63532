from snelkoppeling.domain.field_names import FieldNames
from snelkoppeling.domain.problem import problem


def test_each_language_names_fields_in_its_own_words_and_in_the_order_in_which_they_are_shown() -> None:
    names = FieldNames.of({"lines", "invoice_date", "shoe_size"})

    told = problem("edited-in-books", value="2026-0001", fields=names)

    assert "(factuurdatum, regels, shoe_size)" in told.nl
    assert "(invoice date, lines, shoe size)" in told.en
