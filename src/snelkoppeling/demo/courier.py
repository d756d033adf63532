"""Carries what happens in the CRM to the service's door, and watches until it stands in SnelStart."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from snelkoppeling.demo.api import Answer, DemoApi, Standing, StandingState, Verdict
from snelkoppeling.demo.crm import Act, Expectation, KeptCustomer, KeptInvoice
from snelkoppeling.demo.happenings import DemoEvent, Outcome, Subject

POLL_SECONDS = 0.015
AT_THE_DOOR_AGAIN_SECONDS = 1.0
WAITS_AT_MOST_SECONDS = 2.0
"""How long the next thing in the CRM is held up for this one to arrive."""
OUTCOMES = {
    StandingState.IN_SYNC: Outcome.ARRIVED,
    StandingState.SET_ASIDE: Outcome.LISTED,
    StandingState.HELD: Outcome.LISTED,
    StandingState.WAITING: Outcome.WAITING,
    StandingState.DUE: Outcome.UNDER_WAY,
}
VERDICT_WORDS = {
    Verdict.UNCHANGED: "niets nieuws: er gaat niets naar SnelStart",
    Verdict.STALE: "ouder dan wat er al is: er gaat niets naar SnelStart",
}
FITTING = {
    Expectation.CARRIED: {Outcome.ARRIVED, Outcome.UNDER_WAY},
    Expectation.LISTED: {Outcome.LISTED, Outcome.UNDER_WAY},
    Expectation.WAITING: {Outcome.WAITING, Outcome.UNDER_WAY, Outcome.ARRIVED},
    Expectation.REFUSED: {Outcome.REFUSED},
    Expectation.NOTHING_NEW: {Outcome.NOTHING_NEW},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoTime:
    """Where the demonstration takes its time from."""

    now: Callable[[], datetime]
    """The present moment, in UTC."""
    ticks: Callable[[], float]
    """Seconds that only go forward, to measure with."""
    rest: Callable[[float], object]
    """Waits so many seconds, or until somebody wants to stop."""


@dataclass(slots=True)
class _Watched:
    """A record that was taken and whose arrival is awaited."""

    act: Act
    state_url: str
    since: float
    told: Outcome | None = None


@dataclass(slots=True)
class Tally:
    """What came of everything so far."""

    acts: int = 0
    milliseconds: list[int] = field(default_factory=list)
    """Of each arrival."""
    surprises: list[str] = field(default_factory=list)
    """What came out otherwise than the CRM expected, in Dutch."""


class Courier:
    """Offers acts at the door one by one and tells what became of each."""

    def __init__(
        self,
        api: DemoApi,
        show: Callable[[DemoEvent], None],
        *,
        time: DemoTime,
        gives_up: Callable[[], bool],
    ) -> None:
        self._api = api
        self._show = show
        self._time = time
        self._gives_up = gives_up
        self._watched: dict[str, _Watched] = {}
        self.tally = Tally()

    def deliver(self, act: Act) -> None:
        """Offer an act until the door takes or refuses it, and watch it arrive for a while."""
        self.tally.acts += 1
        began, answer = self._offered(act)
        match answer.verdict:
            case Verdict.CLOSED:
                return
            case Verdict.REFUSED:
                self._refused(act, answer)
            case Verdict.UNCHANGED | Verdict.STALE if act.expects is Expectation.NOTHING_NEW:
                self._tell(act, Outcome.NOTHING_NEW, words=VERDICT_WORDS[answer.verdict])
            case _:
                self._taken(act, answer, began)

    def look_again(self) -> None:
        """See what became of records that had not arrived, and tell what is new."""
        for watched in list(self._watched.values()):
            self._look(watched)

    def _offered(self, act: Act) -> tuple[float, Answer]:
        was_told = False
        while True:
            began = self._time.ticks()
            answer = self._api.push(act.push)
            if answer.verdict is not Verdict.CLOSED:
                return began, answer
            if not was_told:
                why = "Snelkoppeling antwoordt nu niet; het CRM biedt het straks opnieuw aan"
                self._tell(act, Outcome.DOOR_CLOSED, words=why)
                was_told = True
            if self._gives_up():
                return began, answer
            self._time.rest(AT_THE_DOOR_AGAIN_SECONDS)

    def _refused(self, act: Act, answer: Answer) -> None:
        if act.record:
            act.record.is_refused = True
        self._tell(act, Outcome.REFUSED, words=f"geweigerd: {' '.join(answer.reasons)}")

    def _taken(self, act: Act, answer: Answer, began: float) -> None:
        if act.record:
            act.record.state_url = answer.state_url or act.record.state_url
            act.record.is_refused = False
        watched = _Watched(act, answer.state_url, began)
        self._watched[answer.state_url] = watched
        while answer.state_url in self._watched and watched.told is None:
            if self._time.ticks() - began > WAITS_AT_MOST_SECONDS:
                watched.told = Outcome.UNDER_WAY
                self._tell(act, Outcome.UNDER_WAY, words="aangenomen en onderweg")
                return
            self._look(watched)
            if watched.told is None:
                self._time.rest(POLL_SECONDS)

    def _look(self, watched: _Watched) -> None:
        standing = self._api.standing(watched.state_url)
        if standing is None:
            return
        outcome = OUTCOMES[standing.state]
        if outcome in {Outcome.UNDER_WAY, watched.told}:
            return
        is_later_news = watched.told is not None
        milliseconds = round((self._time.ticks() - watched.since) * 1000)
        watched.told = outcome
        if outcome is Outcome.ARRIVED:
            self._watched.pop(watched.state_url, None)
            self.tally.milliseconds.append(milliseconds)
        self._tell(
            watched.act,
            outcome,
            words=_words(watched.act, outcome, standing),
            milliseconds=milliseconds if outcome is Outcome.ARRIVED else None,
            is_later_news=is_later_news,
        )

    def _tell(
        self,
        act: Act,
        outcome: Outcome,
        *,
        words: str,
        milliseconds: int | None = None,
        is_later_news: bool = False,
    ) -> None:
        has_arrived = outcome is Outcome.ARRIVED
        if not is_later_news and outcome is not Outcome.DOOR_CLOSED and outcome not in FITTING[act.expects]:
            self.tally.surprises.append(f"{act.sentence} → {words}")
        self._show(
            DemoEvent(
                at=self._time.now(),
                subject=act.subject,
                in_crm=_later_sentence(act) if is_later_news else act.sentence,
                in_books=words,
                outcome=outcome,
                milliseconds=milliseconds,
                amount=act.amount if has_arrived and act.subject is Subject.INVOICE else None,
                record=act.record.name if act.record else "",
                brings_customer=act.brings_customer,
                is_later_news=is_later_news,
            )
        )


def _words(act: Act, outcome: Outcome, standing: Standing) -> str:
    reasons = " ".join(standing.reasons)
    if outcome is Outcome.ARRIVED:
        return act.arrives_as.format(label=standing.label)
    if outcome is Outcome.LISTED:
        return f"op de lijst van de boekhouder: {reasons}"
    return f"wacht: {reasons}" if reasons else "wacht op een ander gegeven"


def _later_sentence(act: Act) -> str:
    match act.record:
        case KeptInvoice(invoice=invoice):
            return f"Factuur {invoice.number} van daarnet"
        case KeptCustomer(customer=customer):
            return f"{customer.name} van daarnet"
        case _:
            return act.sentence
