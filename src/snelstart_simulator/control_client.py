"""Drives a running simulator from a test or a demonstration, over its control port."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import TracebackType
from typing import Any, Literal, Self

import httpx
import msgspec

from snelstart_simulator.faults import FaultKind
from snelstart_simulator.models.btwaangifte import BtwAangifteStatus

_TIMEOUT_SECONDS = 30
JsonObject = dict[str, Any]


class ControlError(Exception):
    """The simulator did not understand a control call."""

    def __init__(self, method: str, path: str, *, status: int, reason: str) -> None:
        super().__init__(f"{method} {path} was answered {status}: {reason}")
        self.status = status


@dataclass(frozen=True, slots=True)
class AnsweredCall:
    """A call that the simulator answered; the status is 0 when it cut the line instead."""

    time_ns: int
    administration: str
    method: str
    path: str
    status: int


class ControlClient:
    """Every control call as a method; `naam` is an administration, `demo` the one that is there at first."""

    def __init__(self, control: str) -> None:
        self._http = httpx.Client(base_url=control, timeout=_TIMEOUT_SECONDS, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the line to the simulator."""
        self._http.close()

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

    def remove_administration(self, naam: str) -> None:
        """Remove an administration with its books."""
        self._object("DELETE", f"/administrations/{naam}")

    def swap_administration(self, naam: str = "demo") -> JsonObject:
        """Put another administration behind the same keys; every identifier is void."""
        return self._object("POST", f"/administrations/{naam}/swap")

    def books(self, naam: str = "demo") -> JsonObject:
        """Give all that is in the books, by the names on the wire; amounts are Decimal or int."""
        return self._object("GET", f"/administrations/{naam}/books")

    def edit(
        self, resource: str, identifier: str, *, changes: Mapping[str, Any], naam: str = "demo"
    ) -> JsonObject:
        """Change fields of a record, by their names on the wire, as a person in SnelStart would."""
        return self._object("PATCH", f"/administrations/{naam}/records/{resource}/{identifier}", changes)

    def delete(self, resource: str, identifier: str, *, naam: str = "demo") -> None:
        """Remove a record, whatever the rules of the API say."""
        self._object("DELETE", f"/administrations/{naam}/records/{resource}/{identifier}")

    def pay(
        self,
        factuurnummer: str,
        *,
        bedrag: Decimal | None = None,
        datum: date | None = None,
        soort: Literal["verkoop", "inkoop"] = "verkoop",
        relatie: str | None = None,
        naam: str = "demo",
    ) -> JsonObject:
        """Book a payment of an invoice, of all that is open or of an amount; gives the invoice.

        `relatie` is needed only where more than one supplier uses the number.
        """
        body = {
            "factuurnummer": factuurnummer,
            "soort": soort,
            "relatie": relatie,
            "bedrag": None if bedrag is None else str(bedrag),
            "datum": f"{datum.isoformat()}T00:00:00" if datum else None,
        }
        return self._object("POST", f"/administrations/{naam}/payments", body)

    def close_period(
        self,
        tot_en_met: date,
        *,
        van: date | None = None,
        door: Literal["gebruiker", "accountant"] = "gebruiker",
        naam: str = "demo",
    ) -> None:
        """Let nothing be booked any more up to and including a day, or between two."""
        body = {"tot_en_met": tot_en_met.isoformat(), "van": van.isoformat() if van else None, "door": door}
        self._object("POST", f"/administrations/{naam}/closed-periods", body)

    def open_periods(self, naam: str = "demo") -> None:
        """Let everything be booked again."""
        self._object("DELETE", f"/administrations/{naam}/closed-periods")

    def protect(self, verkoopboeking: str, code: str | None, *, naam: str = "demo") -> None:
        """Refuse any change of a booking with a code such as BOE-0046; None sets it free."""
        self._object("PUT", f"/administrations/{naam}/protections/{verkoopboeking}", {"code": code})

    def add_vat_return(
        self,
        begin: date,
        *,
        status: BtwAangifteStatus = "NietVerzonden",
        periode: Literal["Maand", "Kwartaal", "Jaar"] | None = None,
        naam: str = "demo",
    ) -> JsonObject:
        """Make a VAT return over the period that begins on a day; once filed, its bookings are tied."""
        body = {"begin": begin.isoformat(), "status": status, "periode": periode}
        return self._object("POST", f"/administrations/{naam}/vat-returns", body)

    def set_vat_return(self, identifier: str, status: BtwAangifteStatus, *, naam: str = "demo") -> JsonObject:
        """Let a VAT return get another status, such as `Verzonden` or `NietVerzonden`."""
        path = f"/administrations/{naam}/vat-returns/{identifier}"
        return self._object("PATCH", path, {"status": status})

    def remove_vat_return(self, identifier: str, *, naam: str = "demo") -> None:
        """Remove a VAT return, and set its bookings free."""
        self._object("DELETE", f"/administrations/{naam}/vat-returns/{identifier}")

    def set_custom_fields(
        self,
        *,
        klant: Sequence[Mapping[str, Any]] | None = None,
        leverancier: Sequence[Mapping[str, Any]] | None = None,
        naam: str = "demo",
    ) -> JsonObject:
        """Define the custom fields of customers and suppliers, each as `{name, type, properties}`."""
        body = {"klant": klant, "leverancier": leverancier}
        return self._object("PUT", f"/administrations/{naam}/custom-fields", body)

    def add_mandate(
        self, relatie: str, kenmerk: str, *, eenmalig: bool = False, naam: str = "demo", **more: object
    ) -> JsonObject:
        """Let a customer give leave to collect; more is `omschrijving`, `afgesloten` and `ingetrokken`."""
        body = {"relatie": relatie, "kenmerk": kenmerk, "eenmalig": eenmalig, **more}
        return self._object("POST", f"/administrations/{naam}/mandates", body)

    def withdraw_mandate(self, identifier: str, on: date | None, *, naam: str = "demo") -> JsonObject:
        """End a lasting mandate on a day; None lets it hold again."""
        body = {"ingetrokken": on.isoformat() if on else None}
        return self._object("PATCH", f"/administrations/{naam}/mandates/{identifier}", body)

    def set_cost_centre(
        self, nummer: int, setting: Literal["verplicht", "optioneel", "nee"], *, naam: str = "demo"
    ) -> None:
        """Set whether lines on a ledger account carry a cost centre."""
        path = f"/administrations/{naam}/cost-centre-settings/{nummer}"
        self._object("PUT", path, {"kostenplaats": setting})

    def _object(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> JsonObject:
        value: JsonObject = self._ask(method, path, body=body, kind=dict)
        return value

    def _rows(self, method: str, path: str) -> list[JsonObject]:
        value: list[JsonObject] = self._ask(method, path, body=None, kind=list)
        return value

    def _ask(self, method: str, path: str, *, body: Mapping[str, Any] | None, kind: type[Any]) -> Any:
        content = None if body is None else msgspec.json.encode(body)
        response = self._http.request(method, path, content=content)
        value = msgspec.json.Decoder(float_hook=Decimal).decode(response.content)
        if response.status_code != httpx.codes.OK:
            reason = value.get("error", "")
            raise ControlError(method, path, status=response.status_code, reason=reason)
        if not isinstance(value, kind):
            raise ControlError(method, path, status=response.status_code, reason="not the expected JSON")
        return value
