import pytest

from snelkoppeling.domain.identity import AdministrationId, BooksId, EntityType
from snelkoppeling.domain.ledger import STANDARD_SERVICES, LedgerRule, LedgerRules, VatCase
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.storage.administration_settings import AdministrationSettings
from snelkoppeling.storage.administrations import SqlAdministrations, UnknownAdministrationError
from snelkoppeling.storage.couplings import AlreadyCoupledError, Coupling, SqlCouplings
from snelkoppeling.storage.database import Database
from snelkoppeling.storage.secrets import Keyring, Safe, SecretUnreadableError
from snelkoppeling.sync.records import ItemState, Outcome
from tests.contract.storage.storages import House
from tests.factories import NOON, after, an_arrival

PROBLEM = Problem("key-refused", "De sleutel is ingetrokken.", "The key was withdrawn.")
FIRST_KEYS = Keyring(current="2026", keys={"2026": bytes(32)})
ROTATED = Keyring(current="2027", keys={"2026": bytes(32), "2027": bytes([7]) * 32})
NEW_KEYS = Keyring(current="2027", keys={"2027": bytes([7]) * 32})


@pytest.fixture
def couplings(database: Database) -> SqlCouplings:
    return SqlCouplings(database, Safe(FIRST_KEYS))


def test_a_coupling_gives_its_key_back(couplings: SqlCouplings) -> None:
    administration = couplings.create("Stichting De Brug", "geheime-sleutel")

    assert couplings.connection_key(administration) == "geheime-sleutel"


def test_a_key_is_nowhere_in_the_database_in_clear(couplings: SqlCouplings, database: Database) -> None:
    couplings.create("Stichting De Brug", "geheime-sleutel")

    with database.session() as session:
        row = session.execute("SELECT * FROM administration").fetchone()
    assert row is not None
    assert not any("geheime" in str(value) or b"geheime" in bytes(str(value), "utf8") for value in row)


def test_a_key_copied_to_another_administration_does_not_open(
    couplings: SqlCouplings, database: Database
) -> None:
    first, second = couplings.create("one", "key one"), couplings.create("two", "key two")
    with database.session() as session:
        session.execute(
            "UPDATE administration SET connection_key = "
            "(SELECT connection_key FROM administration WHERE id = %s) WHERE id = %s",
            (first, second),
        )

    with pytest.raises(SecretUnreadableError):
        couplings.connection_key(second)


def test_a_coupling_is_found_by_name_or_by_identifier(couplings: SqlCouplings) -> None:
    administration = couplings.create("Stichting De Brug", "k", identifier="0f3a")
    expected = Coupling(id=administration, name="Stichting De Brug", identifier="0f3a")

    assert couplings.find("stichting de brug ") == expected
    assert couplings.find("0f3a") == expected
    assert couplings.find("De Brug") is None
    assert couplings.get(administration) == expected
    assert list(couplings.all()) == [expected]


@pytest.mark.parametrize(("name", "identifier"), [("De Brug", "other"), ("other", "0f3a")])
def test_the_same_administration_is_not_coupled_twice(
    couplings: SqlCouplings, name: str, identifier: str
) -> None:
    couplings.create("De Brug", "k", identifier="0f3a")

    with pytest.raises(AlreadyCoupledError) as told:
        couplings.create(name, "k", identifier=identifier)

    assert told.value.code == "already-coupled"
    assert len(couplings.all()) == 1


def test_a_new_key_lets_a_paused_administration_flow_again(
    couplings: SqlCouplings, database: Database
) -> None:
    administration = couplings.create("De Brug", "old")
    traffic = SqlAdministrations(database)
    traffic.pause(administration, PROBLEM)
    traffic.back_off(administration, until=after(hours=1), failures=3, line_down=True)

    couplings.replace_key(administration, "new")

    state = traffic.get(administration)
    assert couplings.connection_key(administration) == "new"
    assert (state.pause, state.back_off_until, state.failures, state.line_down) == (None, None, 0, False)


def test_a_paused_administration_can_be_resumed_with_the_key_it_has(
    couplings: SqlCouplings, database: Database
) -> None:
    administration = couplings.create("De Brug", "same")
    SqlAdministrations(database).pause(administration, PROBLEM)

    couplings.resume(administration)

    assert SqlAdministrations(database).get(administration).pause is None
    assert couplings.connection_key(administration) == "same"


def test_settings_begin_with_the_standard_chart_and_are_kept(couplings: SqlCouplings) -> None:
    administration = couplings.create("De Brug", "k")
    rules = LedgerRules(
        rules=(LedgerRule(account_number=8310, case=VatCase.HIGH, revenue_group="hout"),),
        defaults={VatCase.HIGH: 8300},
    )
    assert couplings.settings(administration).ledger_rules == STANDARD_SERVICES

    couplings.save_settings(administration, AdministrationSettings(ledger_rules=rules, quota="test"))

    assert couplings.settings(administration) == AdministrationSettings(ledger_rules=rules, quota="test")


def test_the_state_of_the_limiter_is_kept_as_it_is(couplings: SqlCouplings) -> None:
    administration = couplings.create("De Brug", "k")
    assert couplings.limiter_state(administration) is None

    couplings.save_limiter_state(administration, b'{"saved_at": 1}\0')

    assert couplings.limiter_state(administration) == b'{"saved_at": 1}\0'


def test_after_resealing_the_old_key_is_no_longer_needed(database: Database, couplings: SqlCouplings) -> None:
    first, second = couplings.create("one", "key one"), couplings.create("two", "key two")
    rotated = SqlCouplings(database, Safe(ROTATED))
    rotated.replace_key(second, "key three")

    resealed = rotated.reseal()

    renewed = SqlCouplings(database, Safe(NEW_KEYS))
    assert resealed == 1
    assert rotated.reseal() == 0
    assert [renewed.connection_key(one) for one in (first, second)] == ["key one", "key three"]


def test_an_approval_releases_what_is_held(house: House, couplings: SqlCouplings) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    with house.writing() as store:
        assert store is not None
        [item] = store.due(NOON, 10)
        store.commit_outcomes([Outcome(item=item, state=ItemState.DUE, books_id=BooksId("B1"))], NOON)
        store.hold(EntityType.RELATION, PROBLEM, NOON)

        released = couplings.approve(house.administration, 700, after(minutes=1))

        assert released == 1
        assert [one.key for one in store.due(after(minutes=1), 10)] == [item.key]
    assert house.administrations.get(house.administration).approved_updates == 700
    house.administrations.approval_used(house.administration)
    assert house.administrations.get(house.administration).approved_updates is None


def test_an_unknown_administration_is_a_bug(couplings: SqlCouplings) -> None:
    nobody = AdministrationId(99)

    with pytest.raises(UnknownAdministrationError):
        couplings.connection_key(nobody)
    with pytest.raises(UnknownAdministrationError):
        couplings.replace_key(nobody, "k")
    with pytest.raises(UnknownAdministrationError):
        couplings.save_limiter_state(nobody, b"")


def test_only_what_was_paused_for_one_reason_flows_again(couplings: SqlCouplings, database: Database) -> None:
    administrations = SqlAdministrations(database)
    ours = couplings.create("Bakkerij De Halm", "key-1")
    theirs = couplings.create("Stichting De Brug", "key-2")
    administrations.pause(ours, problem("subscription-refused"))
    administrations.pause(theirs, problem("key-refused"))

    assert couplings.resume_paused_for("subscription-refused") == 1

    assert administrations.get(ours).pause is None
    assert administrations.get(theirs).pause is not None
