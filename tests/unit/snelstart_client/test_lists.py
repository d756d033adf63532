"""Lists of many pages, and where values end up in an address."""

import pytest

from snelstart_client import RetryPolicy, SnelStart, where
from snelstart_client.errors import (
    NotFoundError,
    UnavailableError,
    UnexpectedAnswerError,
)
from snelstart_client.ids import KostenplaatsId
from tests.unit.snelstart_client.fake_snelstart import (
    FakeSnelStart,
    FakeTime,
    a_client,
    answering,
)


def rows(count: int) -> list[dict[str, object]]:
    return [{"id": f"r{number}", "naam": f"Relatie {number}"} for number in range(count)]


@pytest.mark.parametrize(("count", "calls"), [(0, 1), (9, 1), (10, 2), (11, 2), (25, 3)])
def test_a_list_is_read_until_a_page_is_not_full(
    fake: FakeSnelStart, time: FakeTime, count: int, calls: int
) -> None:
    fake.put("relaties", *rows(count))

    read = a_client(fake, time, page_size=10).relaties.list()

    assert [relatie.id for relatie in read] == [f"r{number}" for number in range(count)]
    assert len(fake.processed) == calls


def test_a_row_that_moves_to_the_next_page_is_given_once(fake: FakeSnelStart, time: FakeTime) -> None:
    first, second = rows(10), [*rows(10)[-2:], {"id": "r10"}]
    fake.faults.extend([answering(200, first), answering(200, second)])

    read = a_client(fake, time, page_size=10).relaties.list()

    assert [relatie.id for relatie in read] == [f"r{number}" for number in range(11)]


def test_a_list_without_ids_is_told_apart_by_what_its_rows_have_instead(
    fake: FakeSnelStart, time: FakeTime
) -> None:
    first = [{"countryCode": "BEL", "vatRates": []}, {"countryCode": "DEU", "vatRates": []}]
    second = [{"countryCode": "DEU", "vatRates": []}, {"countryCode": "FRA", "vatRates": []}]
    fake.faults.extend([answering(200, first), answering(200, second), answering(200, [])])

    read = a_client(fake, time, page_size=2).vatrates.list()

    assert [country.country_code for country in read] == ["BEL", "DEU", "FRA"]


def test_a_page_that_fails_fails_the_whole_list(fake: FakeSnelStart, time: FakeTime) -> None:
    fake.put("relaties", *rows(30))
    client = a_client(fake, time, page_size=10, retries=RetryPolicy(attempts=1))
    reading = client.relaties.iter()
    first = [next(reading) for _ in range(10)]
    fake.faults.append(answering(500))

    with pytest.raises(UnavailableError):
        next(reading)

    assert len(first) == 10


def test_a_server_that_always_gives_the_first_page_does_not_keep_us_for_ever(
    fake: FakeSnelStart, time: FakeTime
) -> None:
    fake.faults.extend([answering(200, rows(10))] * 5)

    with pytest.raises(UnexpectedAnswerError, match="came again"):
        a_client(fake, time, page_size=10).relaties.list()


def test_a_page_is_only_asked_for_when_it_is_needed(fake: FakeSnelStart, time: FakeTime) -> None:
    fake.put("relaties", *rows(30))

    next(a_client(fake, time, page_size=10).relaties.iter())

    assert len(fake.processed) == 1


def test_a_condition_arrives_whole_whatever_is_in_it(client: SnelStart, fake: FakeSnelStart) -> None:
    condition = where("Naam").eq("Bakker's & zn + 100% #1 ?=/é")

    client.relaties.list(condition)

    params = fake.seen[-1].url.params
    assert params["$filter"] == condition.text
    assert (params["$top"], params["$skip"]) == ("500", "0")


def test_an_id_cannot_leave_its_place_in_the_address(client: SnelStart, fake: FakeSnelStart) -> None:
    with pytest.raises(NotFoundError):
        client.kostenplaatsen.get(KostenplaatsId("../relaties?x=1#"))

    assert fake.seen[-1].url.raw_path == b"/v2/kostenplaatsen/..%2Frelaties%3Fx%3D1%23"


def test_an_empty_id_never_becomes_another_call(client: SnelStart, fake: FakeSnelStart) -> None:
    with pytest.raises(ValueError, match="needs a value"):
        client.kostenplaatsen.delete(KostenplaatsId(""))

    assert fake.seen == []
