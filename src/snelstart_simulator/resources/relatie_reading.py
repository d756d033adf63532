"""Reads what a client wants a relation to be; what is left out is cleared (SnelStart API, section 6.1)."""

from typing import Any, cast

import msgspec

from snelstart_simulator.call import Call
from snelstart_simulator.models.record import Guid, Reference, reference
from snelstart_simulator.models.relatie import Aanmaningsoort, Adres, EmailVersturen, IncassoSoort, Relatie
from snelstart_simulator.reading import Fields

SOORTEN = {"Geen": 0, "Klant": 1, "Leverancier": 2, "Eigen": 3}
_AANMANINGEN = {"Nee": 0, "Onderneming": 1, "Consument": 2}
_INCASSO = {"Geen": 0, "Core": 1, "B2B": 2}
_EMAILS = {
    "offerte_email_versturen": "offerteEmailVersturen",
    "bevestigings_email_versturen": "bevestigingsEmailVersturen",
    "factuur_email_versturen": "factuurEmailVersturen",
    "aanmaning_email_versturen": "aanmaningEmailVersturen",
    "offerte_aanvraag_email_versturen": "offerteAanvraagEmailVersturen",
    "bestelling_email_versturen": "bestellingEmailVersturen",
}


def read_relatie(call: Call, fields: Fields, *, own: Guid) -> Relatie:
    """Make a relation of a request; refuses only what has the wrong type."""
    home = _home(call)
    aanmaningsoort = fields.one_of("aanmaningsoort", _AANMANINGEN)
    incasso_soort = fields.one_of("incassoSoort", _INCASSO)
    factuur_relatie = fields.reference("factuurRelatie")
    relatie = Relatie(
        id=own,
        uri=f"/relaties/{own}",
        relatiesoort=_soorten(fields),
        modified_on=call.now,
        relatiecode=fields.whole("relatiecode") or 0,
        naam=(fields.text("naam") or "").strip(),
        vestigings_adres=_adres(fields.inner("vestigingsAdres"), home),
        correspondentie_adres=_adres(fields.inner("correspondentieAdres"), home),
        telefoon=fields.text("telefoon"),
        mobiele_telefoon=fields.text("mobieleTelefoon"),
        email=fields.text("email"),
        btw_nummer=fields.text("btwNummer") or None,
        factuurkorting=fields.amount("factuurkorting"),
        krediettermijn=fields.whole("krediettermijn"),
        bankieren=fields.flag("bankieren"),
        nonactief=fields.flag("nonactief"),
        krediet_limiet=fields.amount("kredietLimiet"),
        memo=fields.text("memo"),
        kvk_nummer=fields.text("kvkNummer") or None,
        oin=fields.text("oin") or None,
        website_url=fields.text("websiteUrl"),
        aanmaningsoort=cast("Aanmaningsoort | None", aanmaningsoort),
        **_emails(fields),
        ubl_bestand_als_bijlage=fields.flag("ublBestandAlsBijlage"),
        iban=fields.text("iban") or None,
        bic=fields.text("bic") or None,
        incasso_soort=cast("IncassoSoort | None", incasso_soort),
        factuur_relatie=reference("relaties", factuur_relatie) if factuur_relatie else None,
        inkoop_boekingen_uri=f"/relaties/{own}/inkoopboekingen",
        verkoop_boekingen_uri=f"/relaties/{own}/verkoopboekingen",
    )
    fields.require_readable()
    return relatie


def _soorten(fields: Fields) -> tuple[str, ...]:
    """Read the kinds by name or number; an unknown word stays as it is, to be refused by name."""
    by_number = {str(number): soort for soort, number in SOORTEN.items()}
    by_name = {soort.lower(): soort for soort in SOORTEN}
    given = [
        by_number.get(text) or by_name.get(text.lower()) or text for text in fields.texts("relatiesoort")
    ]
    return tuple(dict.fromkeys(given))


def _adres(fields: Fields | None, home: Reference | None) -> Adres:
    if fields is None:
        return Adres(land=home)
    land = fields.reference("land")
    return Adres(
        contactpersoon=fields.text("contactpersoon"),
        straat=fields.text("straat"),
        postcode=fields.text("postcode"),
        plaats=fields.text("plaats"),
        land=reference("landen", land) if land else home,
    )


def _emails(fields: Fields) -> dict[str, Any]:
    return {attribute: _email(fields, name) for attribute, name in _EMAILS.items()}


def _email(fields: Fields, name: str) -> EmailVersturen:
    inner = fields.inner(name)
    if inner is None:
        return EmailVersturen()
    return EmailVersturen(
        should_send=inner.flag("shouldSend"), email=inner.text("email"), cc_email=inner.text("ccEmail")
    )


def _home(call: Call) -> Reference | None:
    found = call.books.landen.find("landcode", "NL")
    return reference("landen", found[0].id) if found else None


def keeping_the_read_only(new: Relatie, old: Relatie) -> Relatie:
    """Carry over what a request cannot change."""
    return msgspec.structs.replace(
        new, fax=old.fax, documents=old.documents, extra_velden_klant=old.extra_velden_klant
    )
