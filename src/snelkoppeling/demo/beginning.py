"""How it begins: SnelStart has a past, the CRM sends what it has, and a plan is approved before all else."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

import httpx

from snelkoppeling.demo.api import DemoApi, decision_push
from snelkoppeling.demo.company import BOOKKEEPER, Firm, LegalForm
from snelkoppeling.demo.courier import Courier, DemoTime
from snelkoppeling.demo.crm import Act, KeptRelation
from snelkoppeling.demo.happenings import Outcome, Subject
from snelkoppeling.demo.invoices import on_project
from snelkoppeling.demo.kinds import InvoiceKind
from snelkoppeling.demo.known_relations import likely_known, surely_known
from snelkoppeling.demo.life import Life
from snelkoppeling.demo.wording import capital, counted
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.relation import RelationRole

WHO = BOOKKEEPER.partition(" ")[0]
ARRIVES_WITHIN_SECONDS = 30.0
LISTED_WITHIN_SECONDS = 5.0
LINK = "link"
WORDS: Mapping[Subject, tuple[str, str]] = {
    Subject.RELATION: ("relatie", "relaties"),
    Subject.PROJECT: ("project", "projecten"),
    Subject.SALE: ("verkoopfactuur", "verkoopfacturen"),
    Subject.PURCHASE: ("inkoopfactuur", "inkoopfacturen"),
}
LOOK_AGAIN_SECONDS = 0.05
PREPAID_SHARE = Decimal("0.4")


class PlanDesk(Protocol):
    """Where the plan is looked at and approved."""

    @property
    def awaits_plan(self) -> bool:
        """Whether nothing goes to SnelStart before a plan was approved."""

    def show(self) -> None:
        """Make the plan and show it."""

    def approve(self) -> bool:
        """Approve the plan as it is now, choices included; tells whether that was done."""


EnterByHand = Callable[[Sequence[Mapping[str, object]]], None]
"""Enters relations in SnelStart, as the bookkeeper does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Who has a part in the beginning."""

    life: Life
    api: DemoApi
    courier: Courier
    desk: PlanDesk
    enter: EnterByHand
    time: DemoTime


class Beginning:
    """Brings the CRM and the books together for the first time."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._relations: dict[str, KeptRelation] = {}

    def take_place(self) -> bool:
        """Let it happen; tells whether the plan was approved, so that life can go on."""
        stage = self._stage
        acts = self._base()
        self._give_snelstart_a_past()
        handed = stage.courier.hand_over(acts)
        awaits_plan = stage.desk.awaits_plan
        fate = "bewaard; er gaat nog niets naar SnelStart" if awaits_plan else "aangenomen"
        stage.courier.tell(
            f"Het CRM stuurt wat het heeft: {_enumerated(handed)}", fate, outcome=Outcome.UNDER_WAY
        )
        if awaits_plan:
            stage.desk.show()
        self._choose(self._relations["likely"])
        if awaits_plan and not stage.desk.approve():
            return False
        self._arrive(handed)
        return True

    def _give_snelstart_a_past(self) -> None:
        """Enter in SnelStart some of the customers that the CRM has as well."""
        likely = self._relations["likely"]
        likely.known_as = likely.firm.name.removeprefix(f"{LegalForm.PARTNERSHIP} ")
        past = [
            surely_known(self._relations["sure"].firm),
            surely_known(self._relations["sure too"].firm),
            likely_known(likely.firm, likely.known_as),
        ]
        try:
            self._stage.enter(past)
        except httpx.HTTPError:
            self._stage.courier.tell(
                f"{WHO} wilde klanten invoeren", "SnelStart antwoordt niet", outcome=Outcome.REFUSED
            )
            return
        self._stage.courier.tell(
            f"{WHO} van de boekhouding had al {len(past)} klanten in SnelStart staan",
            "met de hand ingevoerd, lang voor de koppeling",
            outcome=Outcome.BY_HAND,
        )

    def _base(self) -> Sequence[Act]:
        """Make what the CRM has: relations, projects, and invoices with every common case of VAT."""
        life = self._stage.life
        self._relations = {
            "sure": life.arrive(LegalForm.LIMITED),
            "sure too": life.arrive(LegalForm.SELF_EMPLOYED),
            "likely": life.arrive(LegalForm.PARTNERSHIP),
            "foundation": life.arrive(LegalForm.FOUNDATION),
            "germany": life.arrive_abroad("DE"),
            "belgium": life.arrive_abroad("BE"),
            "switzerland": life.arrive_abroad("CH"),
            "wholesaler": life.arrive(LegalForm.LIMITED, role=RelationRole.SUPPLIER),
            "subcontractor": life.arrive(LegalForm.LIMITED, role=RelationRole.SUPPLIER),
            "maker": life.arrive_abroad("DE", RelationRole.SUPPLIER),
        }
        relations = [life.relation_comes(kept) for kept in self._relations.values()]
        projects = [life.project_begun() for _ in range(3)]
        return [*relations, *projects, *self._sales(), *self._purchases()]

    def _sales(self) -> Sequence[Act]:
        first, second, third = range(3)
        return [
            self._invoice("sure", InvoiceKind.HIGH, project=first),
            self._invoice("sure too", InvoiceKind.HIGH, project=second),
            self._invoice("sure too", InvoiceKind.HIGH_AND_LOW, project=second),
            self._invoice("likely", InvoiceKind.REVERSE_CHARGE, project=first),
            self._invoice("foundation", InvoiceKind.WITH_EXEMPT),
            self._invoice("foundation", InvoiceKind.ZERO_RATED),
            self._invoice("germany", InvoiceKind.EU_GOODS),
            self._invoice("belgium", InvoiceKind.EU_SERVICES, project=third),
            self._invoice("switzerland", InvoiceKind.EXPORT),
            self._invoice("sure", InvoiceKind.HIGH, project=third, prepaid_share=PREPAID_SHARE),
        ]

    def _purchases(self) -> Sequence[Act]:
        first, second, third = range(3)
        return [
            self._invoice("wholesaler", InvoiceKind.PURCHASE_HIGH, project=first),
            self._invoice("wholesaler", InvoiceKind.PURCHASE_HIGH_AND_LOW, project=second),
            self._invoice("wholesaler", InvoiceKind.PURCHASE_EXEMPT),
            self._invoice("subcontractor", InvoiceKind.PURCHASE_SHIFTED, project=first),
            self._invoice("maker", InvoiceKind.PURCHASE_IN_EU, project=third),
        ]

    def _invoice(
        self,
        party: str,
        kind: InvoiceKind,
        *,
        project: int | None = None,
        prepaid_share: Decimal = Decimal(0),
    ) -> Act:
        life = self._stage.life
        invoice = life.invoices.invoice(self._firm(party), kind)
        if project is not None:
            invoice = on_project(invoice, life.crm.projects[-3:][project].project)
        prepaid = Money.rounded(invoice.total_with_vat.amount * prepaid_share)
        return life.invoice_act(life.keep_invoice(replace(invoice, prepaid=prepaid)), capital(invoice.title))

    def _firm(self, party: str) -> Firm:
        return self._relations[party].firm

    def _choose(self, kept: KeptRelation) -> None:
        """Say of the relation that is likely known already which one it is."""
        stage = self._stage
        until = stage.time.ticks() + LISTED_WITHIN_SECONDS
        while stage.time.ticks() < until:
            standing = stage.api.standing(kept.state_url)
            if standing is not None and LINK in standing.choices and standing.candidates:
                candidate = standing.candidates[0]
                decision = {"choice": LINK, "books_id": candidate.books_id, "by": BOOKKEEPER}
                stage.api.push(decision_push(kept.state_url, decision))
                stage.courier.tell(
                    f"Is {kept.firm.name} in SnelStart relatie {candidate.label} ({candidate.reason})?",
                    f"{WHO} kiest: ja, koppelen",
                    outcome=Outcome.BY_HAND,
                )
                return
            stage.time.rest(LOOK_AGAIN_SECONDS)

    def _arrive(self, handed: Sequence[Act]) -> None:
        stage = self._stage
        began = stage.time.ticks()
        arrived = stage.courier.await_arrival(handed, patience_seconds=ARRIVES_WITHIN_SECONDS)
        seconds = f"{stage.time.ticks() - began:.1f}".replace(".", ",")
        is_all = len(arrived) == len(handed)
        stage.courier.tell(
            f"Alles gaat naar SnelStart: {_enumerated(handed)}",
            f"staat erin, na {seconds} s" if is_all else f"{len(arrived)} van {len(handed)} staan erin",
            outcome=Outcome.ARRIVED if is_all else Outcome.UNDER_WAY,
            parts=arrived,
        )


def _enumerated(acts: Sequence[Act]) -> str:
    """Count acts by what they are about: `10 relaties, 3 projecten`."""
    counts = Counter(act.subject for act in acts)
    return ", ".join(counted(counts[subject], *words) for subject, words in WORDS.items() if counts[subject])
