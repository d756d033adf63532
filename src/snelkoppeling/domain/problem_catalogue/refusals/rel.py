"""Refusals of relations; what they mean is told in SnelStart API, sections 4.2 and 6.1.

An update sends a relation as it stands in SnelStart with the CRM's fields laid over it, so a field of the
bookkeeper's can be refused too: then the bookkeeper corrects it there.
"""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.refusals.refusal import Refusal, our_mistake, too_long
from snelkoppeling.domain.problem_catalogue.refusals.rel_mail import REL_MAIL
from snelkoppeling.domain.problem_catalogue.row import Who


def _wrong(what_nl: str, what_en: str, *, remedy: tuple[str, str], field: str) -> Refusal:
    """Tell of a value of the CRM's that SnelStart does not take."""
    return Refusal(f"{what_nl} {remedy[0]}", f"{what_en} {remedy[1]}", Who.CRM, field)


_CORRECT_OR_EMPTY = (
    "Verbeter het in het CRM, of maak het daar leeg.",
    "Correct it in the CRM, or clear it there.",
)


def _in_books(nl: str, en: str) -> Refusal:
    """Tell of a setting of the bookkeeper's that stands in the way."""
    return Refusal(
        f"{nl} De boekhouder verbetert dat bij deze relatie in SnelStart en probeert opnieuw.",
        f"{en} The bookkeeper corrects that for this relation in SnelStart and retries.",
        Who.BOOKKEEPER,
        "",
    )


def _needs_role(nl: str, en: str, *, role: tuple[str, str]) -> Refusal:
    """Tell of a setting of the bookkeeper's that only a customer, or only a supplier, can have."""
    return Refusal(
        f"In SnelStart {nl} bij deze relatie, en dat kan alleen bij een {role[0]}. De boekhouder zet het daar uit en "
        f"probeert opnieuw, of geef de relatie in het CRM de rol van {role[0]}.",
        f"In SnelStart {en} for this relation, which only a {role[1]} can have. The bookkeeper switches it off there "
        f"and retries, or give the relation the role of {role[1]} in the CRM.",
        Who.BOOKKEEPER,
        "roles",
    )


_CUSTOMER, _SUPPLIER = ("klant", "customer"), ("leverancier", "supplier")


def _stays_active(reason_nl: str, reason_en: str, *, remedy: tuple[str, str]) -> Refusal:
    """Tell why a relation cannot be taken out of use."""
    return Refusal(
        f"De relatie kan in SnelStart niet weg: {reason_nl}. {remedy[0]}",
        f"The relation cannot be removed from SnelStart: {reason_en}. {remedy[1]}",
        Who.BOOKKEEPER,
        "is_active",
    )


_FIRST_SETTLE = (
    "De boekhouder handelt die in SnelStart af en probeert opnieuw; laat de relatie tot dan in het CRM actief.",
    "The bookkeeper settles those in SnelStart and retries; until then, leave the relation active in the CRM.",
)
_LEAVE_ACTIVE = (
    "Laat haar in het CRM actief, of vraag de boekhouder haar in SnelStart los te maken.",
    "Leave it active in the CRM, or ask the bookkeeper to detach it in SnelStart.",
)

_ROLES: Mapping[str, Refusal] = {
    "REL-0001": _wrong(
        "De relatie is klant noch leverancier.",
        "The relation is neither customer nor supplier.",
        remedy=("Geef haar in het CRM een van die rollen.", "Give it one of those roles in the CRM."),
        field="roles",
    ),
    "REL-0002": _needs_role("staat aanmanen aan", "reminders are switched on", role=_CUSTOMER),
    "REL-0004": _needs_role("staat een factuurkorting", "there is an invoice discount", role=_CUSTOMER),
    "REL-0014": _needs_role("staat bankieren aan", "bank payment is switched on", role=_SUPPLIER),
    "REL-0016": _needs_role("staat automatische incasso aan", "direct debit is switched on", role=_CUSTOMER),
    "REL-0062": _needs_role("staat een kredietlimiet", "there is a credit limit", role=_CUSTOMER),
    "REL-0048": _wrong(
        "Dit is in SnelStart de relatie van het eigen bedrijf, en die wordt niet bijgewerkt.",
        "In SnelStart this is the relation of the company itself, which is not updated.",
        remedy=(
            "Haal haar in het CRM uit de relaties die worden gestuurd.",
            "Take it out of what the CRM sends.",
        ),
        field="roles",
    ),
    "REL-0064": Refusal(
        "SnelStart laat niet toe dat klant en leverancier van rol wisselen. De boekhouder past de soort van de relatie in SnelStart zelf aan en probeert opnieuw.",
        "SnelStart does not let customer and supplier change roles. The bookkeeper changes the kind of the relation in SnelStart itself and retries.",
        Who.BOOKKEEPER,
        "roles",
    ),
    "REL-0065": Refusal(
        "SnelStart weigert een relatie die klant en leverancier tegelijk is. Kies in het CRM één rol, of voer de relatie daar twee keer in, voor elke rol een.",
        "SnelStart refuses a relation that is customer and supplier at once. Choose one role in the CRM, or enter the relation there twice, once for each role.",
        Who.CRM,
        "roles",
    ),
}

_IDENTITY: Mapping[str, Refusal] = {
    "REL-0005": Refusal(
        "De relatie staat niet meer actief in SnelStart. De boekhouder maakt haar daar weer actief en probeert opnieuw, of haal haar uit het CRM.",
        "The relation is no longer active in SnelStart. The bookkeeper activates it there and retries, or remove it from the CRM.",
        Who.BOOKKEEPER,
        "",
    ),
    "REL-0007": _wrong(
        "De relatie heeft geen naam.",
        "The relation has no name.",
        remedy=("Vul de naam in het CRM in.", "Fill in the name in the CRM."),
        field="name",
    ),
    "REL-0008": _wrong(
        "Het nummer van de relatie is in SnelStart al van een andere relatie.",
        "The relation's number belongs to another relation in SnelStart.",
        remedy=(
            "Kies in het CRM een ander nummer, of laat het weg: SnelStart geeft dan zelf een nummer.",
            "Choose another number in the CRM, or leave it out: SnelStart then gives one itself.",
        ),
        field="number",
    ),
    "REL-0047": our_mistake(
        "Het adres van de aanroep noemt een andere relatie dan de relatie zelf.",
        "The address of the call names another relation than the relation itself.",
    ),
    "REL-0063": our_mistake(
        "Er ging een id mee met een nieuwe relatie, terwijl SnelStart dat zelf geeft.",
        "An id went along with a new relation, although SnelStart gives it itself.",
    ),
    "REL-0066": our_mistake(
        "SnelStart kan de relatie zoals zij is gestuurd niet lezen.",
        "SnelStart cannot read the relation as it was sent.",
    ),
    "REL-0006": _wrong(
        "Het KvK-nummer klopt niet: het heeft 8 cijfers.",
        "The KvK number is wrong: it has 8 digits.",
        remedy=_CORRECT_OR_EMPTY,
        field="kvk_number",
    ),
    "REL-0057": too_long("Het btw-nummer", "The VAT number", limit=50, field="vat_number"),
    "REL-0058": _wrong(
        "Het btw-nummer is te kort.",
        "The VAT number is too short.",
        remedy=_CORRECT_OR_EMPTY,
        field="vat_number",
    ),
    "REL-0059": _wrong(
        "In het btw-nummer mogen alleen letters en cijfers staan.",
        "The VAT number may hold letters and digits only.",
        remedy=_CORRECT_OR_EMPTY,
        field="vat_number",
    ),
    "REL-0087": _wrong(
        "Het btw-nummer is van een ander land dan het bezoekadres.",
        "The VAT number is of another country than the visiting address.",
        remedy=("Verbeter een van beide in het CRM.", "Correct one of the two in the CRM."),
        field="vat_number",
    ),
    "REL-0088": _wrong(
        "Het btw-nummer bestaat niet volgens SnelStart, bijvoorbeeld door een typefout.",
        "SnelStart says that the VAT number does not exist, perhaps by a typing error.",
        remedy=_CORRECT_OR_EMPTY,
        field="vat_number",
    ),
    "REL-0086": _in_books(
        "Het OIN moet precies 20 cijfers hebben of leeg zijn.",
        "The OIN must have exactly 20 digits or be empty.",
    ),
}

_PAYING: Mapping[str, Refusal] = {
    "REL-0003": _wrong(
        "De betaaltermijn ligt niet tussen -365 en 1000 dagen.",
        "The payment term is not between -365 and 1000 days.",
        remedy=("Verbeter de termijn in het CRM.", "Correct the term in the CRM."),
        field="payment_term_days",
    ),
    "REL-0009": _wrong(
        "In SnelStart staat bankieren of incasso aan, en dan is een IBAN verplicht.",
        "Bank payment or direct debit is switched on in SnelStart, which requires an IBAN.",
        remedy=(
            "Vul het IBAN in het CRM in, of laat de boekhouder dat in SnelStart uitzetten.",
            "Fill in the IBAN in the CRM, or let the bookkeeper switch that off in SnelStart.",
        ),
        field="iban",
    ),
    "REL-0010": _wrong(
        "De BIC klopt niet: zij heeft 8 of 11 tekens, zoals RABONL2U.",
        "The BIC is wrong: it has 8 or 11 characters, such as RABONL2U.",
        remedy=(
            "Verbeter haar in het CRM, of maak haar daar leeg.",
            "Correct it in the CRM, or clear it there.",
        ),
        field="bic",
    ),
    "REL-0011": _wrong(
        "Het IBAN klopt niet: land, lengte of controlegetal.",
        "The IBAN is wrong: country, length or check digits.",
        remedy=_CORRECT_OR_EMPTY,
        field="iban",
    ),
    "REL-0017": _in_books(
        "De relatie die de facturen van deze klant krijgt (factuurrelatie), bestaat niet meer.",
        "The relation that gets the invoices of this customer does not exist any more.",
    ),
    "REL-0018": _in_books(
        "De relatie die de facturen van deze klant krijgt (factuurrelatie), is zelf geen klant.",
        "The relation that gets the invoices of this customer is no customer itself.",
    ),
}

_REACHING: Mapping[str, Refusal] = {
    "REL-0012": too_long("Het mobiele nummer", "The mobile number", limit=25, field="mobile"),
    "REL-0013": too_long("Het telefoonnummer", "The phone number", limit=25, field="phone"),
    "REL-0015": _in_books(
        "Het adres van de website is niet geldig.", "The address of the website is not valid."
    ),
    "REL-0020": too_long(
        "De straat van het bezoekadres", "The visiting street", limit=50, field="visiting_address.street"
    ),
    "REL-0021": too_long(
        "De postcode van het bezoekadres",
        "The visiting postal code",
        limit=25,
        field="visiting_address.postal_code",
    ),
    "REL-0022": too_long(
        "De plaats van het bezoekadres", "The visiting city", limit=50, field="visiting_address.city"
    ),
    "REL-0023": too_long(
        "De naam van de contactpersoon", "The contact's name", limit=50, field="contacts[].name"
    ),
    "REL-0025": too_long(
        "De straat van het postadres", "The postal street", limit=50, field="postal_address.street"
    ),
    "REL-0026": too_long(
        "De postcode van het postadres",
        "The postal code of the postal address",
        limit=25,
        field="postal_address.postal_code",
    ),
    "REL-0027": too_long(
        "De plaats van het postadres", "The postal city", limit=50, field="postal_address.city"
    ),
    "REL-0028": _in_books(
        "De contactpersoon van het postadres heeft meer dan 50 tekens.",
        "The contact person of the postal address has more than 50 characters.",
    ),
    "REL-0055": _wrong(
        "SnelStart kent het land van het postadres niet.",
        "SnelStart does not know the country of the postal address.",
        remedy=("Kies het land in het CRM opnieuw.", "Choose the country in the CRM again."),
        field="postal_address.country_code",
    ),
    "REL-0056": _wrong(
        "SnelStart kent het land van het bezoekadres niet.",
        "SnelStart does not know the country of the visiting address.",
        remedy=("Kies het land in het CRM opnieuw.", "Choose the country in the CRM again."),
        field="visiting_address.country_code",
    ),
    "REL-0060": _wrong(
        "Het bezoekadres is onvolledig: SnelStart wil straat, postcode, plaats en land alle vier, of geen.",
        "The visiting address is incomplete: SnelStart wants street, postal code, city and country, or none of them.",
        remedy=(
            "Vul het adres in het CRM aan, of maak het leeg.",
            "Complete the address in the CRM, or clear it.",
        ),
        field="visiting_address",
    ),
}

_REMOVAL: Mapping[str, Refusal] = {
    "REL-0049": _stays_active(
        "de klant heeft open facturen", "the customer has open invoices", remedy=_FIRST_SETTLE
    ),
    "REL-0050": _stays_active(
        "de klant heeft open orders", "the customer has open orders", remedy=_FIRST_SETTLE
    ),
    "REL-0051": _stays_active(
        "zij krijgt de facturen van een andere klant",
        "it gets the invoices of another customer",
        remedy=_LEAVE_ACTIVE,
    ),
    "REL-0052": _stays_active(
        "de klant wordt gebruikt voor inkooporders",
        "the customer is used for purchase orders",
        remedy=_FIRST_SETTLE,
    ),
    "REL-0053": _stays_active(
        "de leverancier heeft open facturen", "the supplier has open invoices", remedy=_FIRST_SETTLE
    ),
    "REL-0054": _stays_active(
        "de leverancier heeft open orders", "the supplier has open orders", remedy=_FIRST_SETTLE
    ),
    "REL-0067": _stays_active(
        "SnelStart gebruikt deze leverancier zelf",
        "SnelStart uses this supplier itself",
        remedy=_LEAVE_ACTIVE,
    ),
    "REL-0103": _stays_active(
        "SnelStart gebruikt deze klant zelf", "SnelStart uses this customer itself", remedy=_LEAVE_ACTIVE
    ),
}

REL: Mapping[str, Refusal] = {**_ROLES, **_IDENTITY, **_PAYING, **_REACHING, **REL_MAIL, **_REMOVAL}
