from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.pages.browser import find_browser, ground_colour, opened
from tests.running_service import RunningService, running_service

BROWSER = find_browser()

pytestmark = pytest.mark.skipif(BROWSER is None, reason="there is no Chromium on this machine")


@pytest.fixture(scope="module")
def service(database_url: str) -> Iterator[RunningService]:
    with running_service(database_url) as running:
        yield running


def test_the_start_page_tells_a_newcomer_what_this_is_and_how_to_begin(service: RunningService) -> None:
    page = opened(BROWSER or "", f"{service.api.base_url}/")

    assert "SnelStart in de pas met het CRM" in page.text
    assert "./start connect" in page.text
    assert "curl -X PUT" in page.text
    for link in ("/docs/api", "/docs/errors", "/readyz", "/api/v1/openapi.json"):
        assert f'href="{link}"' in page.dom
        assert service.api.get(link).is_success


@pytest.mark.parametrize("width", [390, 1280])
def test_the_styles_of_the_pages_are_let_through_by_their_own_rules(
    service: RunningService, tmp_path: Path, width: int
) -> None:
    colour = ground_colour(BROWSER or "", f"{service.api.base_url}/docs/api", tmp_path, width=width)

    assert colour == (0xF5, 0xF7, 0xF9)


def test_the_books_of_the_simulator_show_what_was_booked(service: RunningService) -> None:
    service.put("relations", "klant-1", {"name": "Bakkerij De Korenaar"})
    service.put("invoices", "factuur-1", INVOICE)
    assert service.wait_until_quiet(seconds=30).get("in_sync") == 2

    page = opened(BROWSER or "", f"{service.simulator.auth}/")

    for words in ("2026-0042", "Bakkerij De Korenaar", "€ 121,00", "8200", "Advies"):
        assert words in page.text.replace("\N{NO-BREAK SPACE}", " ")


INVOICE: dict[str, object] = {
    "direction": "sales",
    "number": "2026-0042",
    "issue_date": "2026-03-02",
    "relation": "klant-1",
    "lines": [{"description": "Advies", "net_amount": "100.00", "vat_category": "S", "vat_rate": "21"}],
    "vat_breakdown": [
        {"vat_category": "S", "vat_rate": "21", "taxable_amount": "100.00", "vat_amount": "21.00"}
    ],
    "total_without_vat": "100.00",
    "total_vat": "21.00",
    "total_with_vat": "121.00",
}
