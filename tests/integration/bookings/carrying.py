"""Sends booking cases to the door, lets a person decide where they say so, and tells what became of each."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from snelkoppeling.domain.problem import problem
from tests.integration.bookings.administrations import found_for, group_of
from tests.integration.bookings.neutral import Json, Ledger
from tests.integration.bookings.worlds import WORLDS, world_of
from tests.integration.sync.company import Company, until
from tests.running_service import RunningService
from tests.unit.domain.booking_cases.case import BookingCase

PATIENCE_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case."""

    state: str
    problems: Sequence[str]
    asked: Sequence[str]
    """What a person was asked to decide about, if anything."""
    booking: Json | None
    """What the books hold of it."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of the cases of one world."""

    outcomes: dict[str, Outcome]
    strangers: Sequence[Json]
    """Bookings that belong to no case."""


def carry(service: RunningService, cases: Iterable[BookingCase], world: int) -> Carried:
    """Carry the cases of a world from the door to the books."""
    service.simulator.control.set_switches(**WORLDS[world])
    groups = list(_groups([case for case in cases if world_of(case) == world]))
    companies = [found_for(service, group[0]) for group in groups]
    for company, group in zip(companies, groups, strict=True):
        company.batch(_rows(group), lane="live")
    wait_until_quiet(service, companies)
    asked: dict[str, Sequence[str]] = {}
    for company, group in zip(companies, groups, strict=True):
        asked |= {case.code: _decide(company, case) for case in group if case.doubts_allowed}
    wait_until_quiet(service, companies)
    outcomes: dict[str, Outcome] = {}
    strangers: list[Json] = []
    for company, group in zip(companies, groups, strict=True):
        strangers += _look(company, group, asked, outcomes)
        company.api.close()
        service.house.administrations.pause(company.administration, problem("key-refused"))
    return Carried(outcomes, strangers)


def _groups(cases: Sequence[BookingCase]) -> Iterator[list[BookingCase]]:
    for _, group in groupby(sorted(cases, key=group_of), key=group_of):
        yield list(group)


def _rows(cases: Sequence[BookingCase]) -> Iterator[Json]:
    """Give what the CRM knows, invoices last."""
    relations = {str(case.relation["external_id"]): case.relation for case in cases}
    projects = {project: number for case in cases for project, number in case.projects.items()}
    for relation in relations.values():
        yield {"type": "relation", **relation}
    for project, number in projects.items():
        yield {
            "type": "project",
            "external_id": project,
            "number": project,
            "description": "Verbouwing",
            "cost_centre_number": number,
        }
    for case in cases:
        yield {"type": "invoice", "external_id": case.code, **case.invoice}


def _decide(company: Company, case: BookingCase) -> Sequence[str]:
    """Wave through what the case says, as a person does who looked at it; gives what was asked."""
    address = f"/api/v1/invoices/{case.code}"
    conflict = company.api.get(address).json()["conflict"]
    if conflict is None:
        return []
    decision = {"choice": "allow", "doubts": list(case.doubts_allowed), "by": "Sanne Vos"}
    answer = company.api.post(f"{address}/decision", json=decision)
    assert answer.status_code == 202, f"{case.code}: {answer.text}"
    asked: list[str] = conflict["doubts"]
    return asked


def _look(
    company: Company,
    cases: Sequence[BookingCase],
    asked: dict[str, Sequence[str]],
    outcomes: dict[str, Outcome],
) -> list[Json]:
    """Note what became of the cases; gives the bookings that belong to none."""
    bookings = Ledger(company.control.books(company.name)).bookings
    for case in cases:
        state = company.state("invoices", case.code)
        found = bookings.pop(state.books_id, None) if state.books_id else None
        outcomes[case.code] = Outcome(
            state=state.state.value,
            problems=[one.code for one in state.problems],
            asked=asked.get(case.code, []),
            booking=found and _with_projects(found, case),
        )
    return list(bookings.values())


def _with_projects(booking: Json, case: BookingCase) -> Json:
    """Name the projects of the lines instead of the numbers of their cost centres."""
    names: dict[int | None, str | None] = {number: project for project, number in case.projects.items()}
    lines: list[list[Any]] = [[*line[:-1], names.get(line[-1], line[-1])] for line in booking["lines"]]
    return {**booking, "lines": lines}


def wait_until_quiet(service: RunningService, companies: Sequence[Company]) -> None:
    """Wait until nothing of these companies is due any more."""
    administrations = {company.administration for company in companies}

    def is_quiet() -> bool:
        counts = service.house.records.counts()
        return not any(
            count and administration in administrations and state.value == "due"
            for (administration, _, state), count in counts.items()
        )

    def tell() -> str:
        return f"{[company.traffic() for company in companies]}\n{service.logs()[-3000:]}"

    until(is_quiet, seconds=PATIENCE_SECONDS, what=tell)
