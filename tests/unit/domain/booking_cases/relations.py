"""The customers and suppliers of the booking cases, as the CRM sends them."""

from typing import Any

Json = dict[str, Any]


def _relation(external_id: str, name: str, *, country: str, **fields: Any) -> Json:
    address = {"street": "Hoofdstraat 1", "postal_code": "1000", "city": "Stad", "country_code": country}
    roles = ["customer", "supplier"]
    return {"external_id": external_id, "name": name, "roles": roles, "visiting_address": address, **fields}


NL = _relation("R-NL", "Bakkerij De Halm", country="NL", vat_number="NL123456782B90")
NL_PRIVATE = _relation("R-NLP", "J. de Wit", country="NL")
BE = _relation("R-BE", "Brouwerij Leuven", country="BE", vat_number="BE0428759497")
BE_PRIVATE = _relation("R-BEP", "L. Peeters", country="BE")
DE = _relation("R-DE", "Maschinenbau Köln", country="DE", vat_number="DE136695976")
DE_PRIVATE = _relation("R-DEP", "H. Schmidt", country="DE")
GR = _relation("R-GR", "Elaia", country="GR", vat_number="EL094259216")
US = _relation("R-US", "Harbor Software Inc", country="US")
GB = _relation("R-GB", "Albion Ltd", country="GB")
GB_BUSINESS = _relation("R-GBB", "Albion Trading Ltd", country="GB", vat_number="GB980780684")
XI = _relation("R-XI", "Lagan Foods", country="GB", vat_number="XI980780684")
NUMBERED = _relation("R-1044", "Papierhandel", country="NL", number=1044)
UNKNOWN: Json = {"external_id": "R-X", "name": "Onbekend", "roles": ["customer", "supplier"]}
"""Nobody told where it is."""
