"""What the fields of a record in the books are called, for people."""

from collections.abc import Iterable, Mapping

DUTCH: Mapping[str, str] = {
    "name": "Naam",
    "number": "Relatiecode",
    "is_customer": "Klant",
    "is_supplier": "Leverancier",
    "phone": "Telefoon",
    "mobile": "Mobiel",
    "email": "E-mail",
    "invoice_email": "E-mail facturen",
    "contact_person": "Contactpersoon",
    "kvk_number": "KvK-nummer",
    "vat_number": "Btw-nummer",
    "iban": "IBAN",
    "bic": "BIC",
    "payment_term_days": "Betalingstermijn",
    "is_active": "Actief",
    "visiting_street": "Vestigingsadres",
    "visiting_postal_code": "Postcode",
    "visiting_city": "Plaats",
    "visiting_country": "Land",
    "postal_street": "Postadres",
    "postal_postal_code": "Postcode (post)",
    "postal_city": "Plaats (post)",
    "postal_country": "Land (post)",
    "invoice_number": "Factuurnummer",
    "invoice_date": "Factuurdatum",
    "customer": "Klant",
    "supplier": "Leverancier",
    "total": "Factuurbedrag",
    "description": "Omschrijving",
    "lines": "Regels",
    "vat": "Btw",
    "voucher": "Boekstuk",
    "marked": "Gemarkeerd",
    "changed_by_accountant": "Gewijzigd door accountant",
    "file_name": "Bestand",
    "booking": "Boeking",
}
"""In the order in which they are shown."""


class FieldNames(tuple[str, ...]):
    """Names of fields that a sentence lists, each in the language of the sentence."""

    __slots__ = ()

    @classmethod
    def of(cls, names: Iterable[str]) -> "FieldNames":
        """List names in the order in which fields are shown."""
        order = {name: number for number, name in enumerate(DUTCH)}
        return cls(sorted(names, key=lambda name: (order.get(name, len(order)), name)))

    def in_dutch(self) -> str:
        """Write them for a Dutch sentence."""
        return ", ".join(DUTCH.get(name, name).lower() for name in self)

    def in_english(self) -> str:
        """Write them for an English sentence."""
        return ", ".join(name.replace("_", " ") for name in self)
