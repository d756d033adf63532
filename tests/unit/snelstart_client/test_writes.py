"""Every call that changes something: what is known about it when its answer does not come."""

from collections.abc import Callable

import httpx
import pytest

from snelstart_client import SnelStart
from snelstart_client.errors import NotFoundError, OutcomeUnknownError, RateLimitedError, UnavailableError
from snelstart_client.ids import (
    BankboekingId,
    DocumentId,
    InkoopboekingId,
    KasboekingId,
    KostenplaatsId,
    MemoriaalboekingId,
    RelatieId,
    VerkoopboekingId,
)
from snelstart_client.resources.documenten import Documenttype
from tests.unit.snelstart_client.fake_snelstart import (
    FakeSnelStart,
    FakeTime,
    Fault,
    a_client,
    answering,
    failing,
    processed_then,
)

Write = Callable[[SnelStart], object]

CREATES: dict[str, Write] = {
    "POST /bankboekingen": lambda client: client.bankboekingen.create({}),
    "POST /documenten/Inkoopboekingen": lambda client: client.documenten.create(
        Documenttype.INKOOPBOEKINGEN, "b1", file_name="f.pdf", content=b"x"
    ),
    "POST /documenten/Relaties": lambda client: client.documenten.create(
        Documenttype.RELATIES, "r1", file_name="f.pdf", content=b"x"
    ),
    "POST /inkoopboekingen": lambda client: client.inkoopboekingen.create({}),
    "POST /inkoopboekingen/ubl": lambda client: client.inkoopboekingen.create_from_ubl("f.xml", b"<a/>"),
    "POST /kasboekingen": lambda client: client.kasboekingen.create({}),
    "POST /kostenplaatsen": lambda client: client.kostenplaatsen.create({}),
    "POST /memoriaalboekingen": lambda client: client.memoriaalboekingen.create({}),
    "POST /relaties": lambda client: client.relaties.create({}),
    "POST /verkoopboekingen": lambda client: client.verkoopboekingen.create({}),
}
UPDATES: dict[str, Write] = {
    "PUT /bankboekingen/1": lambda client: client.bankboekingen.update(BankboekingId("1"), {}),
    "PUT /companyInfo": lambda client: client.company_info.update(factureer_buitenlands_btw=True),
    "PUT /inkoopboekingen/1": lambda client: client.inkoopboekingen.update(InkoopboekingId("1"), {}),
    "PUT /kasboekingen/1": lambda client: client.kasboekingen.update(KasboekingId("1"), {}),
    "PUT /kostenplaatsen/1": lambda client: client.kostenplaatsen.update(KostenplaatsId("1"), {}),
    "PUT /memoriaalboekingen/1": lambda client: client.memoriaalboekingen.update(MemoriaalboekingId("1"), {}),
    "PUT /relaties/1": lambda client: client.relaties.update(RelatieId("1"), {}),
    "PUT /relaties/1/customFields": lambda client: client.relaties.update_custom_fields(RelatieId("1")),
    "PUT /verkoopboekingen/1": lambda client: client.verkoopboekingen.update(VerkoopboekingId("1"), {}),
}
DELETES: dict[str, Write] = {
    "DELETE /bankboekingen/1": lambda client: client.bankboekingen.delete(BankboekingId("1")),
    "DELETE /documenten/1": lambda client: client.documenten.delete(DocumentId("1")),
    "DELETE /inkoopboekingen/1": lambda client: client.inkoopboekingen.delete(InkoopboekingId("1")),
    "DELETE /kasboekingen/1": lambda client: client.kasboekingen.delete(KasboekingId("1")),
    "DELETE /kostenplaatsen/1": lambda client: client.kostenplaatsen.delete(KostenplaatsId("1")),
    "DELETE /memoriaalboekingen/1": lambda client: client.memoriaalboekingen.delete(MemoriaalboekingId("1")),
    "DELETE /relaties/1": lambda client: client.relaties.delete(RelatieId("1")),
    "DELETE /verkoopboekingen/1": lambda client: client.verkoopboekingen.delete(VerkoopboekingId("1")),
}
WRITES = CREATES | UPDATES | DELETES
OF_RECORDS = CREATES | {call: write for call, write in (UPDATES | DELETES).items() if call.endswith("/1")}
"""What the fake can carry out."""
UNANSWERED: dict[str, Fault] = {
    "the answer is lost": failing(httpx.ReadError, processed=True),
    "no answer in time": failing(httpx.ReadTimeout),
    "closed without an answer": failing(httpx.RemoteProtocolError),
    "fails afterwards": processed_then(500),
    "the gateway fails": answering(502, b"<html>"),
    "the gateway gives up": answering(504),
}


@pytest.fixture(autouse=True)
def _records(fake: FakeSnelStart) -> None:
    for call in UPDATES | DELETES:
        fake.put(call.split("/")[1], {"id": "1"})


def sent(fake: FakeSnelStart) -> list[str]:
    """Give the calls that arrived, without those for a token."""
    return [
        f"{request.method} {request.url.path.removeprefix('/v2')}"
        for request in fake.seen
        if request.url.path != "/b2b/token"
    ]


@pytest.mark.parametrize("call", WRITES)
@pytest.mark.parametrize("what", UNANSWERED)
def test_a_write_without_an_answer_is_unknown_and_never_sent_twice(
    client: SnelStart, fake: FakeSnelStart, call: str, what: str
) -> None:
    fake.faults.append(UNANSWERED[what])

    with pytest.raises(OutcomeUnknownError) as unknown:
        WRITES[call](client)

    assert sent(fake) == [call]
    assert unknown.value.may_be_processed


@pytest.mark.parametrize("call", CREATES | UPDATES)
@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b"null"])
def test_a_write_whose_answer_is_unreadable_is_unknown(
    client: SnelStart, fake: FakeSnelStart, call: str, content: bytes
) -> None:
    fake.faults.append(processed_then(200, content))

    with pytest.raises(OutcomeUnknownError):
        WRITES[call](client)

    assert sent(fake) == [call]


@pytest.mark.parametrize("call", DELETES)
@pytest.mark.parametrize("content", [b"", b"{}", b"<html>"])
def test_a_delete_needs_no_more_than_its_status(
    client: SnelStart, fake: FakeSnelStart, call: str, content: bytes
) -> None:
    fake.faults.append(processed_then(200, content))

    WRITES[call](client)

    assert fake.of(call.split("/")[1]) == []


@pytest.mark.parametrize("call", OF_RECORDS)
def test_a_write_turned_away_by_a_429_is_carried_out_once_when_there_is_room(
    client: SnelStart, fake: FakeSnelStart, call: str
) -> None:
    fake.faults.append(answering(429, headers={"Retry-After": "7"}))

    WRITES[call](client)

    assert sent(fake) == [call, call]
    assert fake.processed == [call]


@pytest.mark.parametrize("call", WRITES)
def test_a_write_that_keeps_being_turned_away_was_not_carried_out(
    client: SnelStart, fake: FakeSnelStart, call: str
) -> None:
    fake.faults.extend([answering(429)] * 20)

    with pytest.raises(RateLimitedError) as limited:
        WRITES[call](client)

    assert not limited.value.may_be_processed
    assert fake.processed == []


@pytest.mark.parametrize("call", WRITES)
def test_a_write_that_never_left_was_not_carried_out(fake: FakeSnelStart, time: FakeTime, call: str) -> None:
    fake.faults.extend([failing(httpx.ConnectError)] * 20)

    with pytest.raises(UnavailableError) as unavailable:
        WRITES[call](a_client(fake, time))

    assert not unavailable.value.may_be_processed
    assert fake.processed == []


@pytest.mark.parametrize("call", OF_RECORDS)
def test_a_write_with_a_token_that_ended_early_is_carried_out_with_a_new_one(
    client: SnelStart, fake: FakeSnelStart, call: str
) -> None:
    client.landen.list()
    fake.valid_tokens.clear()
    fake.processed.clear()

    WRITES[call](client)

    assert fake.processed == [call]
    assert fake.minted == 2


@pytest.mark.parametrize("call", UPDATES | DELETES)
def test_a_write_to_what_is_gone_is_not_found(client: SnelStart, fake: FakeSnelStart, call: str) -> None:
    fake.records.clear()

    with pytest.raises(NotFoundError):
        WRITES[call](client)
