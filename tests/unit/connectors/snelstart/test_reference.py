"""The reference lists: read once, used for a while, read again when they are old or were found wrong."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from snelkoppeling.connectors.snelstart.reference import ReferenceData
from snelkoppeling.errors import RetryLaterError
from snelstart_client import RetryPolicy
from snelstart_client.resources.company_info import CompanyInfo
from tests.unit.snelstart_client.fake_snelstart import FakeSnelStart, FakeTime, a_client, answering


class Office:
    """An administration with its lists, and a clock that the test moves."""

    def __init__(self) -> None:
        self.fake = FakeSnelStart()
        self.fake.put("landen", {"id": "nl", "landcode": "NL"}, {"id": "x", "landcode": None})
        self.fake.put("grootboeken", {"id": "g1", "nummer": 8200, "omschrijving": "Omzet"})
        self.fake.put("btwtarieven", {"id": "t1", "btwSoort": "Hoog", "btwPercentage": 21})
        self.now = datetime(2026, 3, 2, 12, tzinfo=UTC)
        client = a_client(self.fake, FakeTime(), retries=RetryPolicy(attempts=1))
        self.reference = ReferenceData(client, lambda: self.now)

    def read_all(self) -> None:
        self.reference.countries()
        self.reference.chart()
        self.reference.vat_table()

    def reads(self) -> dict[str, int]:
        """Tell how often each list was read."""
        return dict(Counter(call.removeprefix("GET /") for call in self.fake.processed))


@pytest.fixture
def office() -> Office:
    return Office()


def test_each_list_is_read_once_however_often_it_is_asked_for(office: Office) -> None:
    for _ in range(3):
        office.read_all()
    assert office.reads() == {"landen": 1, "grootboeken": 1, "btwtarieven": 1}


def test_accounts_and_rates_are_read_again_after_five_minutes(office: Office) -> None:
    office.read_all()
    office.now += timedelta(minutes=5)
    office.read_all()
    assert office.reads() == {"landen": 1, "grootboeken": 1, "btwtarieven": 1}
    office.now += timedelta(seconds=1)
    office.read_all()
    assert office.reads() == {"landen": 1, "grootboeken": 2, "btwtarieven": 2}


def test_countries_are_read_again_after_half_a_day(office: Office) -> None:
    office.read_all()
    office.now += timedelta(hours=12, seconds=1)
    office.read_all()
    assert office.reads()["landen"] == 2


def test_accounts_and_rates_that_were_found_wrong_are_read_again_at_once(office: Office) -> None:
    office.read_all()
    office.reference.forget_ledger()
    office.read_all()
    assert office.reads() == {"landen": 1, "grootboeken": 2, "btwtarieven": 2}


def test_a_list_that_could_not_be_read_is_asked_for_again(office: Office) -> None:
    office.fake.faults.append(answering(503))
    with pytest.raises(RetryLaterError):
        office.reference.chart()
    assert office.reference.chart().get(8200) is not None


def test_a_country_is_known_by_its_code_and_its_id_and_one_without_a_code_is_left_out(
    office: Office,
) -> None:
    countries = office.reference.countries()
    assert countries.ids == {"NL": "nl"}
    assert (countries.code_of("nl"), countries.code_of("x"), countries.code_of(None)) == ("NL", None, None)


MARCH, FEBRUARY = date(2026, 3, 1), date(2026, 2, 28)


def a_company(office: Office, **info: object) -> None:
    office.fake.faults.append(answering(200, {"administratieIdentifier": "a-1", **info}))


@pytest.mark.parametrize(
    ("now", "asked"),
    [
        (datetime(2026, 3, 19, 23, 59, tzinfo=UTC), 0),
        (datetime(2026, 3, 20, tzinfo=UTC), 1),
        (datetime(2026, 3, 31, 12, tzinfo=UTC), 1),
    ],
)
def test_a_return_of_this_month_may_have_been_sent_in_its_last_days(
    office: Office, now: datetime, asked: int
) -> None:
    office.fake.put(
        "btwaangiftes",
        {
            "id": "b1",
            "aangiftePeriodeBeginDatum": "2026-03-01T00:00:00",
            "btwAangiftePeriode": "Maand",
            "btwAangifteStatus": "Verzonden",
        },
    )
    office.fake.scopes = "btwaangiftes:read"
    office.now = now
    office.reference.note_company(CompanyInfo())
    assert len(office.reference.company([MARCH]).filed_periods) == asked


def test_no_return_can_cover_a_day_of_this_month_so_none_is_asked_for(office: Office) -> None:
    a_company(office)
    assert office.reference.company([MARCH]).filed_periods == ()
    assert "btwaangiftes" not in office.reads()


def test_returns_are_asked_for_when_an_older_day_needs_them(office: Office) -> None:
    office.fake.put(
        "btwaangiftes",
        {
            "id": "b1",
            "aangiftePeriodeBeginDatum": "2026-02-01T00:00:00",
            "btwAangiftePeriode": "Maand",
            "btwAangifteStatus": "Verzonden",
        },
    )
    office.fake.scopes = "btwaangiftes:read"
    office.reference.note_company(CompanyInfo())
    for _ in range(2):
        facts = office.reference.company([MARCH, FEBRUARY])
        assert [period.last for period in facts.filed_periods] == [FEBRUARY]
    assert office.reads()["btwaangiftes"] == 1


def test_what_was_read_of_the_company_for_another_reason_is_not_read_again(office: Office) -> None:
    office.reference.note_company(CompanyInfo(huidig_boekjaar=2026))
    assert office.reference.company([MARCH]).current_book_year == 2026
    assert "companyInfo" not in office.reads()


def test_only_who_may_charge_foreign_vat_needs_its_rates(office: Office) -> None:
    office.reference.note_company(CompanyInfo())
    assert office.reference.foreign_rates() == {}
    assert "vatrates" not in office.reads()
