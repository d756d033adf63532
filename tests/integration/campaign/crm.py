"""The CRM of the campaign: what it holds is the truth, and each of its changes is pushed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tests.crm_payloads import Body, a_pdf, a_relation_body, an_invoice_body, figures_of

CUSTOMERS, SUPPLIERS, PROJECTS = 120, 30, 50
SALES, PURCHASES = 180, 80
CHANGED_RELATIONS, CHANGED_INVOICES = 50, 100
REPEATS = 40
CREDIT_NOTE_EVERY = 8
REVERSE_CHARGE_EVERY = 11
DOCUMENT_EVERY = 3
"""Two of three invoices come with their document."""


@dataclass(frozen=True, slots=True)
class Push:
    """One record on its way to the door."""

    kind: str
    external_id: str
    body: Body

    @property
    def is_change(self) -> bool:
        """Whether the record was there before in another state."""
        return self.body["modified_at"] != moment_of(1)


@dataclass(slots=True)
class Crm:
    """What the CRM holds: the truth that the books must equal in the end."""

    random: Random
    relations: dict[str, Body] = field(default_factory=dict)
    projects: dict[str, Body] = field(default_factory=dict)
    invoices: dict[str, Body] = field(default_factory=dict)
    pushes: list[Push] = field(default_factory=list)
    pushed: int = 0
    """How many of the pushes are done."""
    _moments: dict[tuple[str, str], int] = field(default_factory=dict)

    def make(self) -> None:
        """Think up all records, and in which order they are sent: changes in order, all else at random."""
        for number in range(CUSTOMERS + SUPPLIERS):
            roles = ["customer"] if number < CUSTOMERS else ["supplier"]
            self.state("relations", f"R{number}", {**a_relation_body(self.random, number), "roles": roles})
        for number in range(PROJECTS):
            body = {"number": f"P-2026-{number:03}", "description": f"Verbouwing {number}"}
            self.state("projects", f"P{number}", {**body, "is_active": number % 12 != 5})
        for number in range(SALES):
            self.new_invoice(f"V{number}")
        for number in range(PURCHASES):
            self.new_invoice(f"I{number}")
        self.random.shuffle(self.pushes)
        self._plan_changes(self.random.sample(sorted(self.invoices), CHANGED_INVOICES))

    def state(self, kind: str, external_id: str, body: Body) -> Push:
        """Hold a record in a new state, and have it pushed after all that is planned so far."""
        moment = self._moments[kind, external_id] = self._moments.get((kind, external_id), 0) + 1
        stamped = {**body, "modified_at": moment_of(moment)}
        self._shelf(kind)[external_id] = stamped
        push = Push(kind, external_id, stamped)
        self.pushes.append(push)
        return push

    def new_invoice(self, external_id: str) -> Push:
        """Write an invoice: V is a sale, I a purchase; some are credit notes, some shift their VAT."""
        number = int(external_id[1:])
        is_sale = external_id[0] == "V"
        low, high = (0, CUSTOMERS) if is_sale else (CUSTOMERS, CUSTOMERS + SUPPLIERS)
        body = an_invoice_body(
            self.random,
            f"{'2026' if is_sale else 'INK'}-{number:04}",
            f"R{self.random.randrange(low, high)}",
            direction="sales" if is_sale else "purchase",
            projects=sorted(self.projects),
        )
        if number % CREDIT_NOTE_EVERY == 3:
            body["invoice_type"] = "381"
        if is_sale and number % REVERSE_CHARGE_EVERY == 5:
            lines = [{**line, "vat_category": "AE", "vat_rate": "0"} for line in lines_of(body)]
            body = {**body, "lines": lines, **figures_of(lines)}
        return self.state("invoices", external_id, body)

    def changed_invoice(self, external_id: str) -> Push:
        """Change an invoice: what it is called, its amounts, or the project of a line."""
        body = self.invoices[external_id]
        lines = lines_of(body)
        match self.random.randrange(3):
            case 0:
                return self.state("invoices", external_id, {**body, "description": self._words("Nieuw")})
            case 1:
                net = Decimal(str(lines[0]["net_amount"])) + Decimal(self.random.randrange(1, 9999)) / 100
                lines[0] = {**lines[0], "net_amount": str(net)}
            case _:
                lines[-1] = {**lines[-1], "project": self.random.choice(sorted(self.projects))}
        return self.state("invoices", external_id, {**body, "lines": lines, **figures_of(lines)})

    def changed_relation(self, external_id: str) -> Push:
        """Give a relation another telephone number."""
        phone = f"020 3{self.random.randrange(100000, 999999)}"
        return self.state("relations", external_id, {**self.relations[external_id], "phone": phone})

    def project_set(self, external_id: str, *, is_active: bool) -> Push:
        """Close a project or open it again."""
        return self.state("projects", external_id, {**self.projects[external_id], "is_active": is_active})

    def invoices_to_change(self) -> list[str]:
        """Name the invoices of which a change is to come."""
        to_come = self.pushes[self.pushed :]
        return sorted({push.external_id for push in to_come if push.kind == "invoices" and push.is_change})

    def document_of(self, external_id: str) -> bytes | None:
        """Give the document of an invoice; it never changes."""
        if int(external_id[1:]) % DOCUMENT_EVERY == 0:
            return None
        return a_pdf(str(self.invoices[external_id]["number"]))

    def _plan_changes(self, invoices: Sequence[str]) -> None:
        """Put the changes of each record somewhere in the last two thirds, in their own order."""
        first = list(self.pushes)
        self.pushes = []
        for external_id in invoices:
            self.changed_invoice(external_id)
            if self.random.random() < 0.3:
                self.changed_invoice(external_id)
        for external_id in self.random.sample(sorted(self.relations), CHANGED_RELATIONS):
            self.changed_relation(external_id)
        for number in range(0, PROJECTS, 3):
            renamed = {**self.projects[f"P{number}"], "description": self._words("Hernoemd")}
            self.state("projects", f"P{number}", renamed)
        for number in range(1, PROJECTS, 4):
            self.project_set(f"P{number}", is_active=False)
        for number in range(1, PROJECTS, 8):
            self.project_set(f"P{number}", is_active=True)
        changes, self.pushes = self.pushes, first
        places = sorted(self.random.randrange(len(first) // 3, len(first) + 1) for _ in changes)
        for place, change in reversed(list(zip(places, self._woven(changes), strict=True))):
            self.pushes.insert(place, change)
        self.pushes += self.random.sample(self.pushes, REPEATS)  # Some of them are out of date by now.

    def _woven(self, changes: Sequence[Push]) -> list[Push]:
        """Mix the changes, but leave those of one record in order."""
        order = [(push.kind, push.external_id) for push in changes]
        self.random.shuffle(order)
        waiting = {key: [push for push in changes if (push.kind, push.external_id) == key] for key in order}
        return [waiting[key].pop(0) for key in order]

    def _shelf(self, kind: str) -> dict[str, Body]:
        return {"relations": self.relations, "projects": self.projects, "invoices": self.invoices}[kind]

    def _words(self, word: str) -> str:
        return f"{word} {self.random.randrange(10**6)}"


def moment_of(number: int) -> str:
    """Give the moment of a record's first, second, … state."""
    return f"2026-11-{number:02}T09:00:00Z"


def lines_of(body: Body) -> list[Body]:
    """Give the lines of an invoice."""
    lines = body["lines"]
    assert isinstance(lines, list)
    return list(lines)
