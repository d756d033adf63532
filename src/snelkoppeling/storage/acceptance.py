"""Decides what an arrival comes to: new, changed, unchanged or stale. Pure: no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from snelkoppeling.domain.identity import RecordKey
from snelkoppeling.storage.codec import EncodedRecord, encode_record
from snelkoppeling.sync.records import Accepted, Incoming, Lane


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is stored of a record, as far as acceptance depends on it."""

    content_hash: bytes
    modified_at: datetime | None

    def verdict_on(self, candidate: "Candidate") -> Accepted:
        """Tell what an arrival is to this state; never new."""
        if is_older(candidate.arrival.modified_at, self.modified_at):
            return Accepted.STALE
        if candidate.encoded.content_hash == self.content_hash:
            return Accepted.UNCHANGED
        return Accepted.CHANGED

    def learns_from(self, candidate: "Candidate") -> bool:
        """Tell whether an arrival changes anything here, be it only the moment of the last change."""
        verdict = self.verdict_on(candidate)
        newer = latest(self.modified_at, candidate.arrival.modified_at) != self.modified_at
        return verdict is Accepted.CHANGED or (verdict is Accepted.UNCHANGED and newer)


@dataclass(slots=True)
class Candidate:
    """The arrival that is the newest of its record within its batch."""

    arrival: Incoming
    encoded: EncodedRecord
    lane: Lane
    position: int
    equals: list[int] = field(default_factory=list)
    """Positions of others in the batch that say the same."""

    @property
    def remarks(self) -> str:
        """What the history tells of the arrival."""
        return " ".join(remark.nl for remark in self.arrival.remarks)


def candidates(arrivals: Sequence[Incoming]) -> dict[RecordKey, Candidate]:
    """Choose the newest arrival of each record, in the order of their keys.

    The order keeps batches that overlap from waiting for each other in a circle.
    """
    chosen: dict[RecordKey, Candidate] = {}
    for position, arrival in enumerate(arrivals):
        rival = chosen.get(arrival.key)
        newer = Candidate(arrival, encode_record(arrival.record), arrival.lane, position)
        if rival is None:
            chosen[arrival.key] = newer
            continue
        winner = rival if is_older(arrival.modified_at, rival.arrival.modified_at) else newer
        if rival.encoded.content_hash == newer.encoded.content_hash:
            loser = newer if winner is rival else rival
            winner.equals = [*rival.equals, loser.position]
        winner.lane = min(rival.lane, newer.lane)
        chosen[arrival.key] = winner
    return dict(sorted(chosen.items()))


def answers(
    arrivals: Sequence[Incoming],
    chosen: Mapping[RecordKey, Candidate],
    verdicts: Mapping[RecordKey, Accepted],
) -> list[Accepted]:
    """Answer each arrival of a batch; what a newer one in the same batch replaced is stale."""
    given = []
    for position, arrival in enumerate(arrivals):
        winner, verdict = chosen[arrival.key], verdicts[arrival.key]
        if position == winner.position:
            given.append(verdict)
        elif position in winner.equals and verdict is not Accepted.STALE:
            given.append(Accepted.UNCHANGED)
        else:
            given.append(Accepted.STALE)
    return given


def is_older(moment: datetime | None, known: datetime | None) -> bool:
    """Compare two moments of change; without one, the last to arrive is the newest."""
    return moment is not None and known is not None and moment < known


def latest(known: datetime | None, moment: datetime | None) -> datetime | None:
    """Give the later of two moments, as far as there are any."""
    return max((each for each in (known, moment) if each is not None), default=None)
