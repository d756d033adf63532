"""The pages of the project name only what there is: files, headings, commands, modules and fields."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from snelkoppeling.cli.application import COMMANDS
from snelkoppeling.web.api.body import Body
from snelkoppeling.web.api.invoice_body import InvoiceBody
from snelkoppeling.web.api.project_body import ProjectBody
from snelkoppeling.web.api.relation_body import RelationBody

CHECKOUT = Path(__file__).parents[2]
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/**/*.md", "src/**/*.md", "benchmarks/**/*.md")
    for path in CHECKOUT.glob(pattern)
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
COMMAND = re.compile(r"(?:\./start|`snelkoppeling) ([a-z][a-z-]*)")
MODULE = re.compile(r"`((?:[a-z_]+/)+(?:[a-z_]+\.py)?)`")
SENT = re.compile(r"curl -X PUT \$API/(\w+)/\S+ .*?-d '(.+?)'", re.DOTALL)
BODIES: dict[str, type[Body]] = {
    "relations": RelationBody,
    "projects": ProjectBody,
    "invoices": InvoiceBody,
}
FENCE = re.compile(r"```.*?```", re.DOTALL)
ROOTS = (CHECKOUT, CHECKOUT / "src", CHECKOUT / "src/snelkoppeling", CHECKOUT / "tests")
"""Where a path that a page names may begin."""

pages = pytest.mark.parametrize(
    "page", [pytest.param(path, id=str(path.relative_to(CHECKOUT))) for path in PAGES]
)


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _anchors(page: Path) -> set[str]:
    """Make the names under which a page's headings can be linked to, as GitHub does."""
    headings = HEADING.findall(FENCE.sub("", _text(page)))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _links(page: Path) -> Iterator[tuple[Path, str]]:
    for target in LINK.findall(FENCE.sub("", _text(page))):
        if "://" not in target:
            name, _, anchor = target.partition("#")
            yield (page.parent / name if name else page), anchor


@pages
def test_each_link_leads_to_a_file_and_a_heading_that_are_there(page: Path) -> None:
    broken = [
        f"{path}#{anchor}"
        for path, anchor in _links(page)
        if not path.exists() or (anchor and anchor not in _anchors(path))
    ]

    assert broken == []


@pages
def test_each_command_that_a_page_names_exists(page: Path) -> None:
    unknown = set(COMMAND.findall(_text(page))) - set(COMMANDS)

    assert unknown == set()


@pytest.mark.parametrize(
    "name", ["CONTRIBUTING.md", "docs/architecture.md", "docs/decisions", "docs/glossary.md"]
)
def test_each_module_that_a_page_names_exists(name: str) -> None:
    place = CHECKOUT / name
    found = sorted(place.glob("*.md")) if place.is_dir() else [place]
    named = {path for page in found for path in MODULE.findall(_text(page))}

    assert [path for path in sorted(named) if not any((root / path).exists() for root in ROOTS)] == []


def test_each_decision_has_a_number_of_its_own_and_none_is_left_out() -> None:
    numbers = [path.name[:4] for path in sorted((CHECKOUT / "docs/decisions").glob("*.md"))]

    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_what_the_readme_sends_is_what_the_door_takes() -> None:
    sent = SENT.findall(_text(CHECKOUT / "README.md"))

    read = [BODIES[collection].model_validate(json.loads(body)) for collection, body in sent]

    assert {type(one) for one in read} == set(BODIES.values())
