"""What people see of the demonstration."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.console import Console

from snelkoppeling.demo.figures import Figure
from snelkoppeling.demo.happenings import DemoEvent, Outcome, Sides, Subject
from snelkoppeling.demo.report import DemoReport, ListedRecord
from snelkoppeling.demo.screen import Address, DemoScreen
from snelkoppeling.domain.money import Money

NOON = datetime(2026, 3, 17, 12, 0, 5, tzinfo=UTC)
BOOKED = DemoEvent(
    at=NOON,
    subject=Subject.SALE,
    in_crm="Factuur 2026-0001 goedgekeurd voor Distelwaard Installatietechniek B.V., €\u00a01.210,00",
    in_books="geboekt",
    outcome=Outcome.ARRIVED,
    milliseconds=84,
    amount=Money.of("1210.00"),
    record="factuur 2026-0001",
)
REFUSED = replace(
    BOOKED,
    in_crm="Nieuwe klant met een tikfout in de IBAN",
    in_books="geweigerd: " + "IBAN NL00 klopt niet, verbeter de IBAN. " * 6,
    outcome=Outcome.REFUSED,
    milliseconds=None,
    amount=None,
)
REPORT = DemoReport(
    figures=(
        Figure("Verkoopfacturen", "1", "1"),
        Figure("Inkoopfacturen", "0", "0"),
        Figure("Verkoop met btw", "€\u00a01.210,00", "€\u00a01.210,00"),
    ),
    differences=(),
    listed=(ListedRecord("factuur 2026-0002", ("Het totaal klopt niet. Verbeter de factuur in het CRM.",)),),
    under_way=(),
    surprises=(),
    acts=2,
    typical_milliseconds=84,
)
ADDRESSES = [
    Address("Startpagina", "http://127.0.0.1:8484"),
    Address("De boeken in SnelStart", "http://127.0.0.1:1"),
]


def _shown(
    *events: DemoEvent, report: DemoReport | None = None, width: int = 80, is_terminal: bool = False
) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=is_terminal, highlight=False, markup=False)
    with DemoScreen(ADDRESSES, console) as screen:
        screen.go_live()
        for event in events:
            screen.show(event)
        if report:
            screen.finish(report)
    return file.getvalue()


def test_the_addresses_stand_at_the_top() -> None:
    lines = _shown().splitlines()

    assert any(line.split() == ["Startpagina", "http://127.0.0.1:8484"] for line in lines[:5])


def test_an_address_is_never_broken_off() -> None:
    assert "http://127.0.0.1:8484" in _shown(width=24)


def test_an_event_tells_when_what_and_what_came_of_it() -> None:
    text = " ".join(_shown(BOOKED).split())

    assert f"{NOON.astimezone():%H:%M:%S} ✓ Factuur 2026-0001 goedgekeurd" in text
    assert "€ 1.210,00 → geboekt (84 ms)" in text


def test_without_a_terminal_there_are_plain_lines_only() -> None:
    shown = _shown(BOOKED, REFUSED, report=REPORT)

    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", shown)
    assert shown.count("1\u00a0verkoop") == 1


@pytest.mark.parametrize("width", [40, 80, 100, 200])
def test_no_line_is_wider_than_the_screen_or_than_people_read(width: int) -> None:
    lines = _shown(BOOKED, REFUSED, report=REPORT, width=width).splitlines()

    assert [line for line in lines if len(line) > min(width, 110) and "http" not in line] == []


def test_lines_carry_no_blanks_at_their_ends() -> None:
    assert [line for line in _shown(BOOKED, REFUSED).splitlines() if line.endswith(" ")] == []


def test_further_lines_of_an_event_are_indented_under_the_first() -> None:
    lines = _shown(REFUSED).splitlines()
    start = next(index for index, line in enumerate(lines) if "tikfout" in line)

    assert lines[start + 1].startswith(" " * 11)
    assert lines[start + 1][11] != " "


@pytest.mark.parametrize("width", range(60, 100))
def test_an_amount_is_never_broken_off(width: int) -> None:
    assert "€\u00a01.210,00" in _shown(BOOKED, width=width)


def test_on_a_terminal_the_totals_are_kept_up_to_date() -> None:
    shown = _shown(BOOKED, replace(BOOKED, record="factuur 2026-0002"), is_terminal=True).replace(
        "\u00a0", " "
    )

    assert "1 verkoop €" in shown
    assert "2 verkoop €" in shown
    assert "€ 2.420,00" in shown


def test_only_what_arrived_is_counted_as_booked() -> None:
    listed = replace(BOOKED, outcome=Outcome.LISTED, record="factuur 2026-0002", milliseconds=None)

    shown = _shown(BOOKED, listed, REFUSED, report=REPORT).replace("\u00a0", " ")

    assert "1 verkoop €" in shown
    assert "1 op de lijst" in shown
    assert "1 geweigerd" in shown


def test_what_was_mended_is_no_longer_counted_as_listed() -> None:
    listed = replace(BOOKED, outcome=Outcome.LISTED, amount=None, milliseconds=None)

    shown = _shown(listed, BOOKED, report=REPORT).replace("\u00a0", " ")

    assert "0 op de lijst" in shown


def test_a_customer_that_comes_with_an_einvoice_is_counted_once() -> None:
    with_customer = replace(BOOKED, brings_customer="klant Distelwaard")
    changed = replace(BOOKED, subject=Subject.RELATION, record="klant Distelwaard", amount=None)

    shown = _shown(with_customer, changed, report=REPORT).replace("\u00a0", " ")

    assert "1 relatie · 0 projecten · 1 verkoop € 1.210,00" in shown


def test_the_account_shows_figures_list_and_conclusion() -> None:
    text = " ".join(_shown(report=REPORT).split())

    assert "Verkoop met btw € 1.210,00 € 1.210,00" in text
    assert "factuur 2026-0002: Het totaal klopt niet. Verbeter de factuur in het CRM." in text
    assert (
        "✓ De boeken kloppen met het CRM, tot op de cent: "
        "1 verkoopfactuur (€ 1.210,00) en 0 inkoopfacturen (€ 0,00)."
    ) in text


def test_purchases_and_projects_are_counted_apart() -> None:
    purchase = replace(BOOKED, subject=Subject.PURCHASE, record="inkoopfactuur F1", amount=Money.of("-50.00"))
    project = replace(BOOKED, subject=Subject.PROJECT, record="project P-1", amount=None)

    shown = _shown(BOOKED, purchase, project, report=REPORT).replace("\u00a0", " ")

    assert "1 project · 1 verkoop € 1.210,00 · 1 inkoop € -50,00" in " ".join(shown.split())


def test_what_happened_all_at_once_is_told_in_one_line_and_counted_whole() -> None:
    parts = tuple(replace(BOOKED, record=f"factuur {number}") for number in range(3))
    together = replace(BOOKED, subject=Subject.OTHER, in_crm="Alles", amount=None, record="", parts=parts)

    shown = _shown(together, report=REPORT).replace("\u00a0", " ")

    assert "3 verkoop € 3.630,00" in shown
    assert "factuur 1" not in shown


def test_both_sides_of_a_doubt_stand_below_one_another() -> None:
    sides = (Sides("omschrijving", "Onderhoud", "Nagekeken"),)

    lines = _shown(replace(BOOKED, outcome=Outcome.LISTED, sides=sides)).splitlines()

    crm = next(line for line in lines if "Onderhoud" in line)
    books = lines[lines.index(crm) + 1]
    assert crm.split() == ["omschrijving", "CRM", "Onderhoud"]
    assert books.split() == ["SnelStart", "Nagekeken"]
    assert crm.index("Onderhoud") == books.index("Nagekeken")


def test_figures_per_cost_centre_are_named_in_the_conclusion() -> None:
    figures = (*REPORT.figures, Figure("Kostenplaats 2026001 omzet", "€ 1,00", "€ 1,00"))

    conclusion = replace(REPORT, figures=figures).conclusion

    assert conclusion.startswith("De boeken kloppen met het CRM, tot op de cent, ook per kostenplaats: ")


def test_a_difference_is_shown_and_nothing_is_ticked() -> None:
    report = replace(REPORT, differences=("factuur 2026-0001: het totaal wijkt af",))

    text = " ".join(_shown(report=report).split())

    assert "Verschillen factuur 2026-0001: het totaal wijkt af" in text
    assert "✗ De boeken wijken op 1 punt af van het CRM." in text
    assert "✓" not in text


def test_records_under_way_are_no_agreement() -> None:
    text = " ".join(_shown(report=replace(REPORT, under_way=("factuur 2026-0003",))).split())

    assert "Nog onderweg factuur 2026-0003" in text
    assert "✗ Wat in SnelStart staat klopt tot op de cent" in text
    assert "maar 1 gegeven is nog onderweg." in text


def test_a_silent_service_leaves_nothing_to_compare() -> None:
    text = " ".join(_shown(report=replace(REPORT, figures=(), silent="Snelkoppeling")).split())

    assert "✗ Snelkoppeling antwoordt niet, dus er is niets vergeleken." in text
