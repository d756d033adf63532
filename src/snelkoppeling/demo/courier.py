"""Carries what happens in the CRM to the service's door, and watches until it stands in SnelStart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from snelkoppeling.demo.api import Answer, DemoApi, Standing, StandingState, Verdict
from snelkoppeling.demo.crm import Act, Deed, Expectation, HandWork, KeptInvoice, KeptProject, KeptRelation
from snelkoppeling.demo.happenings import DemoEvent, Outcome, Subject
from snelkoppeling.demo.sides import sides_of
from snelkoppeling.demo.wording import capital

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
COUNTED = frozenset({Subject.SALE, Subject.PURCHASE})


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

    def deliver(self, deed: Deed) -> None:
        """Do something until it was taken or refused, and watch it arrive for a while."""
        self.tally.acts += 1
        if isinstance(deed, HandWork):
            self._by_hand(deed)
            return
        began, answer = self._offered(deed)
        match answer.verdict:
            case Verdict.CLOSED:
                return
            case Verdict.REFUSED:
                self._refused(deed, answer)
            case Verdict.UNCHANGED | Verdict.STALE if deed.expects is Expectation.NOTHING_NEW:
                self._tell(deed, Outcome.NOTHING_NEW, words=VERDICT_WORDS[answer.verdict])
            case _:
                self._watch(self._taken(deed, answer, began))

    def hand_over(self, acts: Sequence[Act]) -> Sequence[Act]:
        """Offer many acts at once, telling nothing of those that are taken; gives these."""
        taken = []
        for act in acts:
            self.tally.acts += 1
            began, answer = self._offered(act)
            if answer.verdict is Verdict.REFUSED:
                self._refused(act, answer)
            elif answer.verdict is not Verdict.CLOSED:
                self._taken(act, answer, began).told = Outcome.UNDER_WAY
                taken.append(act)
        return taken

    def await_arrival(self, acts: Sequence[Act], *, patience_seconds: float) -> tuple[DemoEvent, ...]:
        """Wait until acts that were handed over have arrived; gives the arrivals, to be told in one go."""
        until = self._time.ticks() + patience_seconds
        arrived: list[DemoEvent] = []
        missing = [act for act in acts if act.record]
        while missing and self._time.ticks() < until and not self._gives_up():
            act = missing[0]
            url = act.record.state_url if act.record else ""
            standing = self._api.standing(url)
            if standing is None or standing.state is not StandingState.IN_SYNC:
                self._time.rest(POLL_SECONDS)
                continue
            missing.remove(act)
            self._watched.pop(url, None)
            _note_arrival(act)
            arrived.append(self._event(act, Outcome.ARRIVED, words=_words(act, standing)))
        return tuple(arrived)

    def tell(
        self, in_crm: str, in_books: str, *, outcome: Outcome, parts: tuple[DemoEvent, ...] = ()
    ) -> None:
        """Tell something that is about no single record."""
        self._show(
            DemoEvent(
                at=self._time.now(),
                subject=Subject.OTHER,
                in_crm=in_crm,
                in_books=in_books,
                outcome=outcome,
                parts=parts,
            )
        )

    def look_again(self) -> None:
        """See what became of records that had not arrived, and tell what is new."""
        for watched in list(self._watched.values()):
            self._look(watched)

    def _by_hand(self, work: HandWork) -> None:
        is_done = work.do()
        words = work.done_as if is_done else "SnelStart liet dit niet toe"
        if not is_done:
            self.tally.surprises.append(f"{work.sentence} → {words}")
        self.tell(work.sentence, words, outcome=Outcome.BY_HAND)

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
        if act.record and not act.push.is_decision:
            act.record.is_refused = True
        self._tell(act, Outcome.REFUSED, words=f"geweigerd: {' '.join(answer.reasons)}")

    def _taken(self, act: Act, answer: Answer, began: float) -> _Watched:
        state_url = answer.state_url
        if act.record:
            # A decision is answered by how the record stands, and not by where to ask.
            state_url = act.record.state_url = state_url or act.record.state_url
            act.record.is_refused = False
        self._watched[state_url] = watched = _Watched(act, state_url, began)
        return watched

    def _watch(self, watched: _Watched) -> None:
        while watched.state_url in self._watched and watched.told is None:
            if self._time.ticks() - watched.since > WAITS_AT_MOST_SECONDS:
                watched.told = Outcome.UNDER_WAY
                self._tell(watched.act, Outcome.UNDER_WAY, words="aangenomen en onderweg")
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
            _note_arrival(watched.act)
        self._tell(
            watched.act,
            outcome,
            words=_words(watched.act, standing),
            milliseconds=milliseconds if outcome is Outcome.ARRIVED else None,
            is_later_news=is_later_news,
            standing=standing,
        )

    def _tell(
        self,
        act: Act,
        outcome: Outcome,
        *,
        words: str,
        milliseconds: int | None = None,
        is_later_news: bool = False,
        standing: Standing | None = None,
    ) -> None:
        if not is_later_news and outcome is not Outcome.DOOR_CLOSED and outcome not in FITTING[act.expects]:
            self.tally.surprises.append(f"{act.sentence} → {words}")
        self._show(
            self._event(
                act,
                outcome,
                words=words,
                milliseconds=milliseconds,
                is_later_news=is_later_news,
                standing=standing,
            )
        )

    def _event(
        self,
        act: Act,
        outcome: Outcome,
        *,
        words: str,
        milliseconds: int | None = None,
        is_later_news: bool = False,
        standing: Standing | None = None,
    ) -> DemoEvent:
        has_arrived = outcome is Outcome.ARRIVED
        return DemoEvent(
            at=self._time.now(),
            subject=act.subject,
            in_crm=_later_sentence(act) if is_later_news else act.sentence,
            in_books=words,
            outcome=outcome,
            milliseconds=milliseconds,
            amount=act.amount if has_arrived and act.subject in COUNTED else None,
            record=act.record.name if act.record else "",
            brings_customer=act.brings_customer,
            is_later_news=is_later_news,
            sides=sides_of(standing.differing) if standing and outcome is Outcome.LISTED else (),
        )


def _note_arrival(act: Act) -> None:
    if act.record:
        act.record.has_arrived = True


def _words(act: Act, standing: Standing) -> str:
    reasons = " ".join(standing.reasons)
    match OUTCOMES[standing.state]:
        case Outcome.ARRIVED:
            return act.arrives_as.format(label=standing.label)
        case Outcome.LISTED:
            return f"op de lijst van de boekhouder: {reasons}"
        case _:
            return f"wacht: {reasons}" if reasons else "wacht op een ander gegeven"


def _later_sentence(act: Act) -> str:
    match act.record:
        case KeptInvoice(invoice=invoice):
            return f"{capital(invoice.title)} van daarnet"
        case KeptRelation(firm=firm):
            return f"{firm.name} van daarnet"
        case KeptProject(project=project):
            return f"Project {project.number} van daarnet"
        case _:
            return act.sentence
