"""What people do in SnelStart itself, as methods of a test: bookkeepers, accountants, customers who pay."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from msgspec import UNSET, UnsetType

from snelstart_simulator.control_line import ControlLine, JsonObject
from snelstart_simulator.models.btwaangifte import BtwAangifteStatus


class BookkeepingClient(ControlLine):
    """Looks at the books of an administration and works in them."""

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

    def open_period(self, van: date, tot_en_met: date, *, naam: str = "demo") -> None:
        """Let be booked again on some days; what is closed around them stays closed."""
        body = {"van": van.isoformat(), "tot_en_met": tot_en_met.isoformat()}
        self._object("DELETE", f"/administrations/{naam}/closed-periods", body)

    def open_periods(self, naam: str = "demo") -> None:
        """Let everything be booked again."""
        self._object("DELETE", f"/administrations/{naam}/closed-periods")

    def protect(self, boeking: str, code: str | None, *, naam: str = "demo") -> None:
        """Refuse any change of a booking with a code such as BOE-0046; None sets it free."""
        self._object("PUT", f"/administrations/{naam}/protections/{boeking}", {"code": code})

    def edit_booking(
        self,
        boeking: str,
        *,
        omschrijving: str | UnsetType | None = UNSET,
        boekstuk: str | UnsetType = UNSET,
        factuurnummer: str | UnsetType = UNSET,
        factuurdatum: date | UnsetType = UNSET,
        relatie: str | UnsetType = UNSET,
        markering: bool | UnsetType = UNSET,
        gewijzigd_door_accountant: bool | UnsetType = UNSET,
        naam: str = "demo",
    ) -> JsonObject:
        """Change a sales or purchase booking; what is left out stays. The API's rules do not count here."""
        changes = {
            "omschrijving": omschrijving,
            "boekstuk": boekstuk,
            "factuurnummer": factuurnummer,
            "factuurdatum": factuurdatum,
            "relatie": relatie,
            "markering": markering,
            "gewijzigd_door_accountant": gewijzigd_door_accountant,
        }
        return self._object("PATCH", f"/administrations/{naam}/bookings/{boeking}", _given(changes))

    def edit_line(
        self,
        boeking: str,
        regel: int = 0,
        *,
        grootboek: int | UnsetType = UNSET,
        kostenplaats: int | UnsetType | None = UNSET,
        bedrag: Decimal | UnsetType = UNSET,
        omschrijving: str | UnsetType | None = UNSET,
        naam: str = "demo",
    ) -> JsonObject:
        """Change a line of a booking, the first being 0; VAT and total follow. Accounts go by number."""
        changes = {
            "regel": regel,
            "grootboek": grootboek,
            "kostenplaats": kostenplaats,
            "bedrag": bedrag,
            "omschrijving": omschrijving,
        }
        body = {"regels": [_given(changes)]}
        return self._object("PATCH", f"/administrations/{naam}/bookings/{boeking}", body)

    def delete_booking(self, boeking: str, *, naam: str = "demo") -> None:
        """Remove a sales or purchase booking, whatever the rules of the API say."""
        self._object("DELETE", f"/administrations/{naam}/bookings/{boeking}")

    def set_vat_rate(
        self,
        soort: Literal["Laag", "Hoog", "Overig"],
        percentage: Decimal,
        *,
        vanaf: date,
        naam: str = "demo",
    ) -> list[JsonObject]:
        """Let a kind of VAT have another percentage from a day on; gives all rates."""
        body = {"btwSoort": soort, "btwPercentage": str(percentage), "datumVanaf": vanaf.isoformat()}
        return self._rows("POST", f"/administrations/{naam}/vat-rates", body)

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


def _given(changes: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in changes.items() if value is not UNSET}
