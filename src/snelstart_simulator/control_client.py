"""Drives a running simulator from a test or a demonstration, over its control port."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from snelstart_simulator.bookkeeping_client import BookkeepingClient
from snelstart_simulator.control_line import ControlError, JsonObject
from snelstart_simulator.faults import FaultKind

__all__ = ["AnsweredCall", "ControlClient", "ControlError", "JsonObject"]


@dataclass(frozen=True, slots=True)
class AnsweredCall:
    """A call that the simulator answered; the status is 0 when it cut the line instead."""

    time_ns: int
    administration: str
    method: str
    path: str
    status: int


class ControlClient(BookkeepingClient):
    """Every control call as a method; `naam` is an administration, `demo` the one that is there at first."""

    def summary(self) -> JsonObject:
        """Tell what there is."""
        return self._object("GET", "/")

    def reset(self, *, empty: bool = False) -> JsonObject:
        """Begin again, with one fresh administration named `demo`, or with none."""
        return self._object("POST", "/reset", {"empty": empty})

    def switches(self) -> JsonObject:
        """Tell how each switch stands."""
        return self._object("GET", "/switches")

    def set_switches(self, **switches: object) -> JsonObject:
        """Set switches by name; the others stay."""
        return self._object("PATCH", "/switches", switches)

    def set_clock(self, now: datetime, *, stopped: bool = False) -> None:
        """Make it a moment (with a zone); stopped it stays so."""
        self._object("POST", "/clock", {"now": now.isoformat(), "stopped": stopped})

    def advance_clock(self, seconds: float) -> None:
        """Let time pass at once."""
        self._object("POST", "/clock", {"advance": seconds})

    def reset_clock(self) -> None:
        """Go back to the real time."""
        self._object("POST", "/clock", {"reset": True})

    def set_down(self, mode: Literal["up", "refuse", "503"]) -> None:
        """Take the API's port down, or bring it back."""
        self._object("POST", "/down", {"mode": mode})

    def set_subscription_key(self, sleutel: str, *, valid_until: datetime | None = None) -> None:
        """Add a subscription key, or set until when it is valid; None is for ever."""
        moment = valid_until.isoformat() if valid_until else None
        self._object("POST", "/subscription-keys", {"sleutel": sleutel, "geldig_tot": moment})

    def remove_subscription_key(self, sleutel: str) -> None:
        """Make a subscription key unknown."""
        self._object("DELETE", f"/subscription-keys/{sleutel}")

    def register_app(self, app: str, webhook: str) -> None:
        """Register an app, so that `{auth}/couplings/activate/{app}` works and its webhook is told."""
        self._object("POST", "/apps", {"app": app, "webhook": webhook})

    def couple(self, app: str, reference: str, *, administration: str = "demo") -> None:
        """Couple as a user does who follows the activation link."""
        body = {"app": app, "administration": administration, "reference": reference}
        self._object("POST", "/couplings", body)

    def regenerate_coupling(self, reference: str) -> None:
        """Replace the key of a coupling, and tell the app."""
        self._object("POST", "/couplings/regenerate", {"reference": reference})

    def delete_coupling(self, reference: str) -> None:
        """End a coupling, and tell the app."""
        self._object("POST", "/couplings/delete", {"reference": reference})

    def deliveries(self) -> list[JsonObject]:
        """List the messages that were sent to webhooks; a status of None means that nobody answered."""
        return self._rows("GET", "/deliveries")

    def drop_tokens(self, administration: str | None = None) -> int:
        """Make all access tokens worthless, or those of one administration; tells how many."""
        return int(self._object("POST", "/tokens/drop", {"administration": administration})["dropped"])

    def stop(self) -> None:
        """Let the simulator stop."""
        self._object("POST", "/stop")

    def add_fault(self, kind: FaultKind, *, method: str | None = None, path: str = "", **more: object) -> int:
        """Set a fault for calls by method and beginning of the path (without `/v2`); gives its number.

        More is by name: `count`, `skip`, `probability`, `seed`, `administration`, `status`, `seconds`,
        `retry_after`, `changes`, `van`, `tot_en_met`, `door`.
        """
        body = {"kind": kind, "method": method, "path": path, **more}
        return int(self._object("POST", "/faults", body)["number"])

    def faults(self) -> list[JsonObject]:
        """List the faults that are set, with how often each struck."""
        return self._rows("GET", "/faults")

    def remove_fault(self, number: int) -> None:
        """Take one fault away."""
        self._object("DELETE", f"/faults/{number}")

    def clear_faults(self) -> None:
        """Take all faults away."""
        self._object("DELETE", "/faults")

    def calls(self, administration: str | None = None) -> list[AnsweredCall]:
        """List the calls that were answered, oldest first."""
        query = f"?administration={administration}" if administration is not None else ""
        return [AnsweredCall(**row) for row in self._rows("GET", f"/calls{query}")]

    def clear_calls(self) -> None:
        """Forget the calls and their counts."""
        self._object("DELETE", "/calls")

    def counts(self, administration: str = "demo") -> dict[str, int]:
        """Tell how often each operation was called, such as `GET /relaties/{id}`."""
        found: dict[str, int] = self._object("GET", "/counts").get(administration, {})
        return found

    def reset_limits(self) -> None:
        """Let every administration begin with an unused allowance of calls."""
        self._object("POST", "/limits/reset")

    def administrations(self) -> list[JsonObject]:
        """Describe all administrations."""
        return self._rows("GET", "/administrations")

    def administration(self, naam: str = "demo") -> JsonObject:
        """Describe one administration: its keys, scopes, limits and company info."""
        return self._object("GET", f"/administrations/{naam}")

    def add_administration(self, naam: str, **more: object) -> JsonObject:
        """Make a fresh administration.

        More is by name: `koppelsleutels`, `username`, `password`, `scopes`, `limits` (`productie`,
        `ontwikkeling`, `off`, or an object), `company_info` (by the names on the wire).
        """
        return self._object("POST", "/administrations", {"naam": naam, **more})

    def change_administration(self, naam: str = "demo", **changes: object) -> JsonObject:
        """Change what `add_administration` sets; new scopes make earlier tokens worthless."""
        return self._object("PATCH", f"/administrations/{naam}", changes)

    def set_company_info(self, naam: str = "demo", **fields: object) -> JsonObject:
        """Change the company info by its names on the wire, such as `huidigBoekjaar`; gives all of it.

        `kleineOndernemersregeling` may be a bool, and `buitenlandseBtwGrootboek` the number of an account.
        """
        info: JsonObject = self.change_administration(naam, company_info=fields)["company_info"]
        return info

    def withdraw_keys(self, naam: str = "demo") -> None:
        """Withdraw every koppelsleutel of an administration."""
        self.change_administration(naam, koppelsleutels=[])

    def back_up(self, naam: str = "demo") -> int:
        """Make a backup of an administration's books; gives its number."""
        return int(self._object("POST", f"/administrations/{naam}/backups")["backup"])

    def restore(self, backup: int | None = None, *, naam: str = "demo") -> str:
        """Put a backup back, or one of this moment: every identifier is void; gives the administration's."""
        answer = self._object("POST", f"/administrations/{naam}/restore", {"backup": backup})
        return str(answer["identifier"])

    def bring_back(self, naam: str = "demo") -> str:
        """Bring back the books that a backup replaced, as if they had never been away."""
        return str(self._object("POST", f"/administrations/{naam}/bring-back")["identifier"])

    def remove_administration(self, naam: str) -> None:
        """Remove an administration with its books."""
        self._object("DELETE", f"/administrations/{naam}")

    def swap_administration(self, naam: str = "demo") -> JsonObject:
        """Put another administration behind the same keys; every identifier is void."""
        return self._object("POST", f"/administrations/{naam}/swap")
