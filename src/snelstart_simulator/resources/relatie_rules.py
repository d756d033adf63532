"""Checks a relation (SnelStart API, section 6.1)."""

import re

from stdnum import bic as bic_numbers
from stdnum import iban as iban_numbers
from stdnum.eu import vat

from snelstart_simulator.call import Call
from snelstart_simulator.countries import country_of_vat_prefix, is_eu_country
from snelstart_simulator.models.relatie import Adres, EmailVersturen, Relatie
from snelstart_simulator.refusals import Problems

_LARGEST_ADDRESS_LIST = 250
_OIN = re.compile(r"\d{20}")
_KVK = re.compile(r"\d{8}(\d{4})?")
_VAT = re.compile(r"[A-Za-z0-9]*")
_EMAIL = re.compile(r"[^@\s,;:<>()\[\]\\\"]+@[^@\s,;:<>()\[\]\\\".]+(\.[^@\s,;:<>()\[\]\\\".]+)+")
_URL = re.compile(r"(https?://)?[^\s/@.]+(\.[^\s/@.]+)+(:\d+)?([/?#]\S*)?", re.IGNORECASE)

# Of each kind of mail: not filled in, invalid, a list with invalid ones, too long; then the same of the copy.
_EMAIL_CODES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("aanmaning_email_versturen", ("0029", "0030", "0068", "0069", "0031", "0070", "0071")),
    ("factuur_email_versturen", ("0032", "0033", "0072", "0073", "0034", "0074", "0075")),
    ("bevestigings_email_versturen", ("0038", "0039", "0076", "0077", "0040", "0078", "0079")),
    ("offerte_email_versturen", ("0044", "0045", "0080", "0081", "0046", "0082", "0083")),
    ("offerte_aanvraag_email_versturen", ("0089", "0090", "0091", "0092", "0093", "0094", "0095")),
    ("bestelling_email_versturen", ("0096", "0097", "0098", "0099", "0100", "0101", "0102")),
)


def check_relatie(call: Call, relatie: Relatie, problems: Problems) -> None:
    """Note every broken rule of a relation by itself; its code and kinds over time are checked elsewhere."""
    if not relatie.naam:
        problems.attribute("REL-0007", "naam", "The Naam field is required.")
    problems.length(None, "naam", text=relatie.naam, at_most=50)
    problems.length("REL-0013", "telefoon", text=relatie.telefoon, at_most=25)
    problems.length("REL-0012", "mobieleTelefoon", text=relatie.mobiele_telefoon, at_most=25)
    _check_soorten(relatie, problems)
    _check_adres(
        call, relatie.vestigings_adres, problems=problems, codes=("0020", "0021", "0022", "0023", "0056")
    )
    _check_adres(
        call, relatie.correspondentie_adres, problems=problems, codes=("0025", "0026", "0027", "0028", "0055")
    )
    if call.switches.partial_address == "refused":
        problems.check(_is_whole_or_empty(relatie.vestigings_adres), "REL-0060")
    _check_numbers(relatie, problems)
    _check_vat_number(call, relatie, problems)
    _check_emails(relatie, problems)
    _check_money(relatie, problems)
    _check_factuur_relatie(call, relatie, problems)


def wire_vat_number(call: Call, relatie: Relatie) -> str | None:
    """Write a VAT number as it comes back: a Dutch one without its prefix."""
    number = relatie.btw_nummer
    if number and call.switches.dutch_vat_number == "without_prefix" and number[:2].upper() == "NL":
        return number[2:].upper()
    return number.upper() if number else None


def _check_soorten(relatie: Relatie, problems: Problems) -> None:
    soorten = set(relatie.relatiesoort)
    problems.check(soorten - {"Geen"}, "REL-0001")
    problems.check("Geen" not in soorten, "REL-0001")
    problems.check("Eigen" not in soorten, "REL-0048")
    unknown = soorten - {"Klant", "Leverancier", "Eigen", "Geen"}
    if unknown:
        words = f"Error converting value {', '.join(sorted(unknown))} to the type of 'relatiesoort'."
        problems.attribute(None, "relatiesoort", words)


def _check_adres(call: Call, adres: Adres, *, problems: Problems, codes: tuple[str, ...]) -> None:
    straat, postcode, plaats, contactpersoon, land = codes
    for code, field, text, at_most in (
        (straat, "straat", adres.straat, 50),
        (postcode, "postcode", adres.postcode, 25),
        (plaats, "plaats", adres.plaats, 50),
        (contactpersoon, "contactpersoon", adres.contactpersoon, 50),
    ):
        problems.length(f"REL-{code}", f"adres.{field}", text=text, at_most=at_most)
    known = adres.land is None or call.books.landen.get(adres.land.id) is not None
    problems.check(known, f"REL-{land}")


def _is_whole_or_empty(adres: Adres) -> bool:
    """The country does not count as filled in by itself, since it comes back when it was left out."""
    filled = [bool(part) for part in (adres.straat, adres.postcode, adres.plaats)]
    return all(filled) or not (any(filled) or adres.contactpersoon)


def _check_numbers(relatie: Relatie, problems: Problems) -> None:
    problems.length("REL-0006", "kvkNummer", text=relatie.kvk_nummer, at_most=12)
    problems.check(relatie.kvk_nummer is None or _KVK.fullmatch(relatie.kvk_nummer), "REL-0006")
    problems.check(relatie.oin is None or _OIN.fullmatch(relatie.oin), "REL-0086")
    problems.length("REL-0011", "iban", text=relatie.iban, at_most=50)
    problems.check(relatie.iban is None or iban_numbers.is_valid(relatie.iban), "REL-0011")
    problems.length("REL-0010", "bic", text=relatie.bic, at_most=15)
    problems.check(relatie.bic is None or bic_numbers.is_valid(relatie.bic), "REL-0010")
    problems.length("REL-0015", "websiteUrl", text=relatie.website_url, at_most=100)
    problems.check(not relatie.website_url or _URL.fullmatch(relatie.website_url), "REL-0015")
    term = relatie.krediettermijn
    problems.check(term is None or -365 <= term <= 1000, "REL-0003")  # noqa: PLR2004 - the rule's own figures.


def _check_vat_number(call: Call, relatie: Relatie, problems: Problems) -> None:
    number = relatie.btw_nummer
    if not number:
        return
    problems.check(len(number) <= 50, "REL-0057")  # noqa: PLR2004 - the rule's own figure.
    problems.check(len(number) >= 2, "REL-0058")  # noqa: PLR2004 - the rule's own figure.
    if not _VAT.fullmatch(number):
        problems.add("REL-0059")
        return
    land = call.books.landen.get(relatie.vestigings_adres.land.id) if relatie.vestigings_adres.land else None
    landcode = land.landcode if land else "NL"
    country = country_of_vat_prefix(number[:2])
    if country is None and is_eu_country(landcode):
        country, number = landcode, _vat_prefix(landcode) + number
    elif country is not None and country != landcode:
        problems.add("REL-0087")
    if country is not None:
        problems.check(vat.is_valid(number), "REL-0088")


def _vat_prefix(landcode: str) -> str:
    return "EL" if landcode == "GR" else landcode


def _check_emails(relatie: Relatie, problems: Problems) -> None:
    _check_list(relatie.email, problems, codes=("0061", "0084", "0085"))
    for attribute, codes in _EMAIL_CODES:
        sending: EmailVersturen = getattr(relatie, attribute)
        problems.check(sending.email or not sending.should_send, f"REL-{codes[0]}")
        _check_list(sending.email, problems, codes=codes[1:4])
        _check_list(sending.cc_email, problems, codes=codes[4:])


def _check_list(text: str | None, problems: Problems, *, codes: tuple[str, ...]) -> None:
    """Check addresses with semicolons between them; one alone has a code of its own."""
    if not text:
        return
    invalid, invalid_in_list, too_long = (f"REL-{code}" for code in codes)
    problems.check(len(text) <= _LARGEST_ADDRESS_LIST, too_long)
    addresses = [part.strip() for part in text.split(";") if part.strip()]
    if not addresses or not all(_EMAIL.fullmatch(address) for address in addresses):
        problems.add(invalid_in_list if len(addresses) > 1 else invalid)


def _check_money(relatie: Relatie, problems: Problems) -> None:
    is_klant, is_leverancier = "Klant" in relatie.relatiesoort, "Leverancier" in relatie.relatiesoort
    collects = relatie.incasso_soort in {"Core", "B2B"}
    problems.check(is_klant or relatie.aanmaningsoort in {None, "Nee"}, "REL-0002")
    problems.check(is_klant or not relatie.factuurkorting, "REL-0004")
    problems.check(is_klant or not relatie.krediet_limiet, "REL-0062")
    problems.check(is_klant or not collects, "REL-0016")
    problems.check(is_leverancier or not relatie.bankieren, "REL-0014")
    problems.check(relatie.iban or not (relatie.bankieren or collects), "REL-0009")


def _check_factuur_relatie(call: Call, relatie: Relatie, problems: Problems) -> None:
    if relatie.factuur_relatie is None:
        return
    target = call.books.relaties.get(relatie.factuur_relatie.id)
    if target is None:
        problems.add("REL-0017")
    else:
        problems.check("Klant" in target.relatiesoort, "REL-0018")
