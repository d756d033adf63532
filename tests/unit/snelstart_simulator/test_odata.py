"""Filters and paging as SnelStart reads them."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snelstart_simulator.models.record import Guid, reference
from snelstart_simulator.models.relatie import Adres, ExtraVeld, Relatie
from snelstart_simulator.models.verkoopboeking import Verkoopfactuur
from snelstart_simulator.odata.evaluation import compile_filter
from snelstart_simulator.odata.query import Query, apply_query
from snelstart_simulator.refusals import QueryRefusal
from snelstart_simulator.table import Table
from tests.unit.snelstart_simulator.office import Office

ID = Guid("00000000-0000-4000-8000-000000000001")
RELATIE_MODEL = "SnelStart.B2B.Api.V2.Models.Relaties.RelatieModel"
LAND = Guid("00000000-0000-4000-8000-00000000000a")


def a_relatie(identifier: Guid = ID, **fields: Any) -> Relatie:
    return Relatie(
        **{
            "id": identifier,
            "uri": f"/relaties/{identifier}",
            "relatiesoort": ("Klant",),
            "modified_on": datetime(2026, 3, 2, 12),  # noqa: DTZ001 - SnelStart's times have no zone.
            "relatiecode": 7,
            "naam": "Van 't Hof",
            "inkoop_boekingen_uri": "",
            "verkoop_boekingen_uri": "",
            **fields,
        }
    )


def holds(condition: str, relatie: Relatie) -> bool:
    return compile_filter(Relatie, condition).holds(relatie)


@pytest.mark.parametrize(
    "condition",
    [
        "Naam eq 'Van ''t Hof'",
        "'Van ''t Hof' eq Naam",
        "Naam ne 'x'",
        "Relatiecode eq 7",
        "Relatiecode ge 7 and Relatiecode le 7.0",
        "Relatiecode gt 6 and not (Relatiecode lt 7)",
        "Relatiecode eq 1 or Relatiecode eq 7",
        "Relatiecode eq 1 and Naam eq 'x' or Relatiecode eq 7",
        f"Id eq guid'{ID.upper()}'",
        f"Id eq (guid'{ID}')",
        "KvkNummer eq null",
        "Naam ne null",
        "IncassoSoort ne null and IncassoSoort eq 'Core'",
        "Nonactief eq false",
        "not Nonactief",
        "ModifiedOn gt datetime'2026-03-01'",
        "ModifiedOn eq datetime'2026-03-02T12:00:00.000'",
        "year(ModifiedOn) eq 2026 and month(ModifiedOn) eq 3 and day(ModifiedOn) eq 2",
        "substringof('Hof', Naam) eq true",
        "substringof('Hof', Naam)",
        "startswith(Naam,'Van') and endswith(Naam,'Hof')",
        "length(Naam) eq 10",
        "tolower(Naam) eq 'van ''t hof'",
        "Relatiesoort/any(r:r eq 'Klant')",
        "Relatiesoort/any()",
        "Relatiesoort/all(r:r ne 'Eigen')",
        "ExtraVeldenKlant/any(e:e/Waarde eq '5299' and e/Naam eq 'lidmaatschapnummer')",
        f"VestigingsAdres/Land/Id eq guid'{LAND}'",
        "VestigingsAdres/Plaats eq 'Urk'",
        "FactuurRelatie/Id eq null",
        "Factuurkorting eq 2.5",
        "Factuurkorting gt -1",
    ],
)
def test_a_relation_answers_to_what_is_true_of_it(condition: str) -> None:
    relatie = a_relatie(
        incasso_soort="Core",
        factuurkorting=Decimal("2.50"),
        extra_velden_klant=(ExtraVeld(naam="lidmaatschapnummer", waarde="5299"),),
        vestigings_adres=Adres(plaats="Urk", land=reference("landen", LAND)),
    )
    assert holds(condition, relatie)
    assert not holds(f"not ({condition})", relatie)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("naam eq 'x'", f"Could not find a property named 'naam' on type '{RELATIE_MODEL}'."),
        ("Foo eq 1", f"Could not find a property named 'Foo' on type '{RELATIE_MODEL}'."),
        ("VestigingsAdres/land eq null", "Could not find a property named 'land' on type"),
        ("Naam eq 7", "Found operand types 'Edm.String' and 'Edm.Decimal' for operator kind 'Equal'."),
        ("Id eq 'x'", "Found operand types 'Edm.Guid' and 'Edm.String'"),
        ("Naam", "must evaluate to a boolean"),
        ("contains(Naam,'x')", "An unknown function with name 'contains' was found."),
        ("Startswith(Naam,'x')", "An unknown function with name 'Startswith' was found."),
        ("startswith(Naam)", "No function signature for the function with name 'startswith'"),
        ("Uri eq '/relaties'", "cannot be used in the $filter"),
        ("Naam/any(n:n eq 'x')", "Any/All may only be used following a collection"),
        ("Naam and Nonactief", "incompatible type"),
        ("Naam/Lengte eq 1", "cannot be read from a value of type 'Edm.String'"),
        ("Id eq guid'1234'", "Unrecognized 'Edm.Guid' literal"),
        ("ModifiedOn gt datetime'gisteren'", "Unrecognized 'Edm.DateTime' literal"),
        ("ModifiedOn gt 2026-03-01", "Syntax error"),
        ("Naam eq", "Syntax error"),
        ("Naam eq 'x", "Syntax error"),
        ("(Naam eq 'x'", "Syntax error"),
        ("Naam = 'x'", "Syntax error"),
        ("Naam eq 'x' and", "Syntax error"),
        ("Naam eq 'x' android eq 1", "Syntax error"),
        ("Naam eqx", "Syntax error"),
        ("x" * 9000, "too long"),
    ],
)
def test_a_filter_that_is_not_understood_is_refused_in_words(condition: str, message: str) -> None:
    with pytest.raises(QueryRefusal) as refusal:
        compile_filter(Relatie, condition)
    assert message in refusal.value.message


def test_a_property_whose_name_begins_with_a_keyword_is_a_property() -> None:
    with pytest.raises(QueryRefusal) as refusal:
        compile_filter(Relatie, "anyone eq 1 or notary eq 2 or order eq 3")
    assert "'anyone'" in refusal.value.message


def test_nothing_is_larger_or_smaller_than_what_is_not_there() -> None:
    relatie = a_relatie(krediettermijn=None)
    assert not holds("Krediettermijn gt 0", relatie)
    assert not holds("Krediettermijn le 0", relatie)
    assert not holds("startswith(Email,'x')", relatie)


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_quoted_text_means_itself_whatever_is_in_it(naam: str, other: str) -> None:
    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    relatie = a_relatie(naam=naam)
    assert holds(f"Naam eq {quoted(naam)}", relatie)
    assert holds(f"Naam eq {quoted(other)}", relatie) == (naam == other)
    assert holds(f"substringof({quoted(other)},Naam)", relatie) == (other in naam)


@given(st.text(max_size=40))
def test_any_text_at_all_is_a_filter_or_is_refused(text: str) -> None:
    try:
        condition = compile_filter(Relatie, text)
    except QueryRefusal:
        return
    assert condition.holds(a_relatie()) in {True, False}


CODES = st.integers(min_value=-50, max_value=50)
OPERATORS = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
}


@st.composite
def conditions(draw: st.DrawFn, depth: int = 3) -> tuple[str, Any]:
    """Make a condition on a relatiecode together with what it means."""
    if depth == 0 or draw(st.booleans()):
        name, bound = draw(st.sampled_from(sorted(OPERATORS))), draw(CODES)
        return f"Relatiecode {name} {bound}", lambda code: OPERATORS[name](code, bound)
    one, means_one = draw(conditions(depth - 1))
    other, means_other = draw(conditions(depth - 1))
    match draw(st.sampled_from(["and", "or", "not"])):
        case "and":
            return f"({one}) and ({other})", lambda code: means_one(code) and means_other(code)
        case "or":
            return f"({one}) or ({other})", lambda code: means_one(code) or means_other(code)
        case _:
            return f"not ({one})", lambda code: not means_one(code)


@given(conditions(), CODES)
def test_conditions_combine_as_logic_says(condition: tuple[str, Any], code: int) -> None:
    text, means = condition
    assert holds(text, a_relatie(relatiecode=code)) == means(code)


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), max_size=12), st.data())
def test_an_index_changes_the_speed_and_never_the_outcome(
    rows: list[tuple[str, str]], data: st.DataObject
) -> None:
    plain: Table[Relatie] = Table()
    indexed: Table[Relatie] = Table(indexed=("naam", "kvk_nummer"))
    for number, (naam, kvk) in enumerate(rows):
        identifier = Guid(f"00000000-0000-4000-8000-{number % 5:012}")
        for table in (plain, indexed):
            table.put(a_relatie(identifier, naam=naam, kvk_nummer=kvk))
    if len(plain) and data.draw(st.booleans()):
        gone = next(iter(plain)).id
        for table in (plain, indexed):
            table.move_to_end(gone)
    for condition in (
        "Naam eq 'a'",
        "KvkNummer eq 'x' and Naam eq 'b'",
        "Naam eq null",
        "Naam eq 'a' or Naam eq 'b'",
    ):
        query = Query(filter=condition)
        assert apply_query(indexed, Relatie, query=query) == apply_query(plain, Relatie, query=query)


def test_pages_follow_each_other_without_gap_or_overlap(office: Office) -> None:
    numbers = [row["nummer"] for row in office.get("/grootboeken").json]
    first = [row["nummer"] for row in office.get("/grootboeken?$top=100").json]
    second = [row["nummer"] for row in office.get("/grootboeken?$skip=100&$top=500").json]
    assert first + second == numbers
    assert len(numbers) > 200


@pytest.mark.parametrize("encode", [quote, quote_plus, str])
def test_a_query_may_be_encoded_in_any_usual_way(office: Office, encode: Any) -> None:
    made = office.relatie(naam="Jansen & Zn")
    target = f"/relaties?{encode('$filter') if encode is not str else '$filter'}="
    condition = "Naam eq 'Jansen %26 Zn'" if encode is str else encode("Naam eq 'Jansen & Zn'")
    assert [row["id"] for row in office.get(target + condition).json] == [made["id"]]


def test_select_leaves_only_the_chosen_properties(office: Office) -> None:
    office.relatie(naam="Jansen")
    rows = office.get("/relaties?$filter=Naam%20eq%20'Jansen'&$select=Relatiecode,Naam").json
    assert rows == [{"relatiecode": 1, "naam": "Jansen"}]


def test_order_by_sorts_with_what_is_missing_first(office: Office) -> None:
    for naam, plaats in (("a", "Urk"), ("b", None), ("c", "Ede")):
        office.relatie(naam=naam, vestigingsAdres={"plaats": plaats})
    target = "/relaties?$filter=Relatiecode%20gt%200&$select=Naam&$orderby=VestigingsAdres/Plaats"
    assert [row["naam"] for row in office.get(target).json] == ["b", "c", "a"]
    assert [row["naam"] for row in office.get(f"{target}%20desc").json] == ["a", "c", "b"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            "$top=501",
            (
                "The limit of '500' for Top query has been exceeded. "
                "The value from the incoming request is '501'."
            ),
        ),
        ("$top=-1", "Invalid value '-1' for $top query option found."),
        ("$skip=x", "Invalid value 'x' for $skip query option found."),
        ("$expand=Documents", "Query option 'Expand' is not allowed."),
        ("$select=naam", "Could not find a property named 'naam'"),
        ("$orderby=VestigingsAdres", "cannot be used in the $orderby"),
        ("$orderby=Naam%20up", "Syntax error"),
    ],
)
def test_a_wrong_query_option_is_refused_in_words(office: Office, query: str, message: str) -> None:
    reply = office.get(f"/relaties?{query}")
    assert reply.status == 400
    assert message in reply.json["Message"]


def test_aggregation_says_that_it_is_not_simulated(office: Office) -> None:
    assert office.get("/grootboekmutaties?$apply=groupby((Dagboek))").status == 501


@pytest.mark.parametrize("resource", ["landen", "btwtarieven", "dagboeken", "kostenplaatsen"])
def test_a_plain_list_ignores_every_query_option(office: Office, resource: str) -> None:
    office.kostenplaats()
    everything = office.get(f"/{resource}").json
    assert everything
    assert office.get(f"/{resource}?$filter=onzin&$top=0&$skip=9999").json == everything


def test_an_invoice_is_found_by_its_number_and_its_booking(office: Office) -> None:
    boeking = office.sale()
    by_number = office.filter("verkoopfacturen", "Factuurnummer eq '2026-0042'").json
    by_booking = office.filter("verkoopfacturen", f"VerkoopBoeking/Id eq guid'{boeking['id']}'").json
    assert by_number == by_booking
    assert by_number[0]["verkoopBoeking"]["id"] == boeking["id"]
    assert office.filter("verkoopfacturen", "OpenstaandSaldo ne 0").json == by_number
    assert compile_filter(Verkoopfactuur, "Factuurnummer eq 'x'").equalities == (("factuurnummer", "x"),)
