"""Getting to know an administration before anything is stored or sent."""

import pytest

from snelkoppeling.connectors.snelstart.coupling import NEEDED_SCOPES, introduce
from snelkoppeling.connectors.snelstart.mapping.ledger import to_chart
from snelkoppeling.domain.ledger import LedgerRule, LedgerRules, VatCase, rule_problems
from snelkoppeling.errors import ConnectionBrokenError, RetryLaterError
from snelstart_client import RetryPolicy, SnelStart
from snelstart_client.ids import GrootboekId
from snelstart_client.resources.grootboeken import Grootboek
from tests.unit.snelstart_client.fake_snelstart import FakeSnelStart, FakeTime, a_client, answering

NO_RULES = LedgerRules()
CHART = to_chart(
    Grootboek(id=GrootboekId(str(nummer)), nummer=nummer, grootboekfunctie=functie, nonactief=nummer == 8299)
    for nummer, functie in (
        (8200, "VerkopenOmzetHoog"),
        (8210, "VerkopenOmzetLaag"),
        (8299, "VerkopenOmzetHoog"),
        (4000, "Kosten"),
    )
)


class Company(FakeSnelStart):
    """A SnelStart that says whose books these are."""

    def __init__(self, **info: object) -> None:
        super().__init__()
        self.scopes = " ".join(NEEDED_SCOPES)
        self.info = {"administratieIdentifier": "a-1", "administratieNaam": "De Brug", **info}
        self.faults.append(answering(200, self.info))


def client_of(fake: FakeSnelStart) -> SnelStart:
    return a_client(fake, FakeTime(), retries=RetryPolicy(attempts=1))


def codes(rules: LedgerRules) -> list[tuple[str, str]]:
    return [(problem.code, problem.value) for problem in rule_problems(rules, CHART)]


def test_an_administration_tells_its_identifier_and_name() -> None:
    met = introduce(client_of(Company()), NO_RULES)
    assert (met.identifier, met.name, met.missing_scopes, met.remarks) == ("a-1", "De Brug", frozenset(), ())


@pytest.mark.parametrize(
    ("info", "name"),
    [
        ({"administratieNaam": "", "bedrijfsnaam": "De Brug B.V."}, "De Brug B.V."),
        ({"administratieNaam": "", "bedrijfsnaam": None}, "a-1"),
    ],
)
def test_an_administration_without_a_name_is_called_by_what_it_has(
    info: dict[str, object], name: str
) -> None:
    assert introduce(client_of(Company(**info)), NO_RULES).name == name


def test_rights_that_the_key_lacks_are_told() -> None:
    fake = Company()
    fake.scopes = " ".join(NEEDED_SCOPES - {"documenten:write", "orders:read"})
    assert introduce(client_of(fake), NO_RULES).missing_scopes == {"documenten:write", "orders:read"}


def test_a_token_that_cannot_be_read_says_nothing_of_rights() -> None:
    fake = Company()
    fake.scopes = ""
    assert introduce(client_of(fake), NO_RULES).missing_scopes == frozenset()


def test_a_key_that_opens_nothing_is_told_as_such() -> None:
    fake = Company()
    fake.key_is_valid = False
    with pytest.raises(ConnectionBrokenError) as raised:
        introduce(client_of(fake), NO_RULES)
    assert raised.value.problem.code == "key-refused"


def test_a_snelstart_that_cannot_be_reached_is_told_as_such() -> None:
    fake = Company()
    fake.faults.clear()
    fake.faults.append(answering(503))
    with pytest.raises(RetryLaterError):
        introduce(client_of(fake), NO_RULES)


def test_rules_that_fit_the_ledger_are_no_problem() -> None:
    rules = LedgerRules(
        rules=(LedgerRule(account_number=8200, case=VatCase.HIGH, revenue_group="Advies"),),
        defaults={VatCase.HIGH: 8200, VatCase.LOW: 8210},
    )
    assert codes(rules) == []


def test_every_account_of_the_rules_that_cannot_be_used_is_told() -> None:
    rules = LedgerRules(
        rules=(LedgerRule(account_number=9999), LedgerRule(account_number=8299, case=VatCase.HIGH)),
        defaults={VatCase.HIGH: 8210, VatCase.LOW: 4000},
    )
    assert codes(rules) == [
        ("account-not-found", "9999"),
        ("account-inactive", "8299"),
        ("account-wrong-purpose", "8210"),
        ("account-wrong-purpose", "4000"),
    ]


def test_a_rule_for_every_case_may_lead_to_any_account() -> None:
    assert codes(LedgerRules(rules=(LedgerRule(account_number=4000),))) == []


def test_what_a_key_may_not_read_besides_is_told_apart_from_what_it_must() -> None:
    met = introduce(client_of(Company()), NO_RULES)
    assert met.missing_scopes == frozenset()
    assert met.missing_useful_scopes == {"btwaangiftes:read"}


def test_a_company_tells_what_posting_must_know_of_it() -> None:
    info = {"huidigBoekjaar": 2026, "factureerBuitenlandsBtw": True}
    company = introduce(client_of(Company(**info)), NO_RULES).company
    assert (company.current_book_year, company.invoices_foreign_vat) == (2026, True)
