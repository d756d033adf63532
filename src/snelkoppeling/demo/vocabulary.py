"""Word lists for made-up firms and what they trade; combined at random they name nobody in particular."""

from dataclasses import dataclass

NATURE = (
    "Distel",
    "Kwartel",
    "Zilver",
    "Kiezel",
    "Berken",
    "Hazel",
    "Wulpen",
    "Mossel",
    "Kranen",
    "Vlier",
    "Reiger",
    "Duinroos",
    "Koren",
    "Lijster",
    "Otter",
    "Brem",
    "Wilgen",
    "Vossen",
)
PLACE_ENDINGS = ("waard", "brink", "stee", "horst", "meer", "hoek", "donk", "veen", "kamp", "wende")
GIVEN_NAMES = (
    "Anouk",
    "Bram",
    "Cornelis",
    "Daphne",
    "Elif",
    "Femke",
    "Gijs",
    "Hanneke",
    "Ilse",
    "Jorrit",
    "Kübra",
    "Lieke",
    "Maarten",
    "Noor",
    "Olav",
    "Renée",
    "Sanne",
    "Thijs",
    "Ymke",
    "Zeynep",
)
SURNAME_PREFIXES = ("", "", "", "van ", "van der ", "de ", "ten ")
SURNAME_STEMS = (
    "Boterk",
    "Lindenh",
    "Zandw",
    "Kalverm",
    "Roosenst",
    "Hoevel",
    "Graanz",
    "Wateringh",
    "Spijkerb",
)
SURNAME_ENDINGS = ("orst", "ove", "oude", "older", "aart", "ijk", "aker", "ing")
TRADES = (
    "Installatietechniek",
    "Klimaattechniek",
    "Bouw",
    "Interieurbouw",
    "Dakwerken",
    "Elektrotechniek",
    "Groenvoorziening",
    "Logistiek",
    "Vastgoed",
    "Schilderwerken",
    "Horeca",
    "Verpakkingen",
)
SUPPLIES = (
    "Technische Groothandel",
    "Bouwmaterialen",
    "Gereedschap",
    "Autolease",
    "Uitzendbureau",
    "Houthandel",
)
TRADES_ABROAD = ("Technik", "Handel", "Service", "Montage", "Industrie")
PRACTICES = ("Timmerwerken", "Fotografie", "Tuinontwerp", "Administratie", "Grafisch ontwerp", "Fietsherstel")
FOUNDATIONS = (
    "Muziekschool",
    "Buurthuis",
    "Kinderopvang",
    "Openluchttheater",
    "Zorgboerderij",
    "Wijkbibliotheek",
)
STREETS = (
    "Merelstraat",
    "Ambachtsweg",
    "Industrieweg",
    "Lange Haven",
    "Molenpad",
    "Kerkstraat",
    "Nijverheidsweg",
    "Prunuslaan",
    "Stationsplein",
    "Korte Dijk",
    "Oude Trekvaart",
    "Zonnebloemstraat",
    "Handelskade",
    "Weverstraat",
    "Achter de Hoven",
    "’t Hofje",
)


@dataclass(frozen=True, slots=True)
class Town:
    """A town with the postcodes and the telephone area that belong to it."""

    name: str
    first_postcode: int
    last_postcode: int
    area_code: str


TOWNS = (
    Town("Alkmaar", 1811, 1827, "072"),
    Town("Amersfoort", 3811, 3829, "033"),
    Town("Apeldoorn", 7311, 7339, "055"),
    Town("Arnhem", 6811, 6846, "026"),
    Town("Assen", 9401, 9408, "0592"),
    Town("Breda", 4811, 4839, "076"),
    Town("Deventer", 7411, 7433, "0570"),
    Town("Dordrecht", 3311, 3329, "078"),
    Town("Eindhoven", 5611, 5658, "040"),
    Town("Enschede", 7511, 7548, "053"),
    Town("Gouda", 2801, 2809, "0182"),
    Town("Groningen", 9711, 9747, "050"),
    Town("Haarlem", 2011, 2037, "023"),
    Town("Leeuwarden", 8911, 8941, "058"),
    Town("Leiden", 2311, 2334, "071"),
    Town("Maastricht", 6211, 6229, "043"),
    Town("Middelburg", 4331, 4341, "0118"),
    Town("Nijmegen", 6511, 6546, "024"),
    Town("’s-Hertogenbosch", 5211, 5236, "073"),
    Town("Tilburg", 5011, 5049, "013"),
    Town("Venlo", 5911, 5928, "077"),
    Town("Zwolle", 8011, 8043, "038"),
)


@dataclass(frozen=True, slots=True)
class TownAbroad:
    """A town in another country, and what a company there calls itself."""

    name: str
    postal_code: str
    country_code: str
    company_form: str


TOWNS_ABROAD = (
    TownAbroad("Kleve", "47533", "DE", "GmbH"),
    TownAbroad("Emmerich am Rhein", "46446", "DE", "GmbH"),
    TownAbroad("Borken", "46325", "DE", "GmbH"),
    TownAbroad("Turnhout", "2300", "BE", "BV"),
    TownAbroad("Hasselt", "3500", "BE", "BV"),
    TownAbroad("Winterthur", "8400", "CH", "AG"),
    TownAbroad("Aarau", "5000", "CH", "AG"),
)
POSTCODE_LETTERS = "ABCDEGHJKLMNPRSTVWXZ"
UNUSED_POSTCODE_LETTERS = frozenset({"SA", "SD", "SS"})
"""Left out by the Dutch post since the war."""


@dataclass(frozen=True, slots=True)
class Bank:
    """A Dutch bank as IBAN and BIC name it."""

    code: str
    bic: str


BANKS = (
    Bank("ABNA", "ABNANL2A"),
    Bank("INGB", "INGBNL2A"),
    Bank("RABO", "RABONL2U"),
    Bank("SNSB", "SNSBNL2A"),
    Bank("TRIO", "TRIONL2U"),
    Bank("KNAB", "KNABNL2H"),
)


@dataclass(frozen=True, slots=True)
class Ware:
    """Something that is sold: what it is called, what one costs at least and at most, in cents."""

    name: str
    unit: str
    least_cents: int
    most_cents: int


HIGH_WARES = (
    Ware("Arbeid monteur", "uur", 5250, 6900),
    Ware("Voorrijkosten", "keer", 3500, 4950),
    Ware("Warmtepomp lucht-water 8 kW", "stuk", 389500, 542500),
    Ware("Groepenkast 3-fasen", "stuk", 41250, 68900),
    Ware("Thermostaatkraan", "stuk", 2195, 3899),
    Ware("Koperen leiding 15 mm", "meter", 629, 875),
    Ware("Onderhoud cv-ketel", "beurt", 9875, 13450),
    Ware("Ledpaneel 60×60", "stuk", 3333, 5567),
    Ware("Laadpaal 11 kW, geplaatst", "stuk", 84900, 119900),
    Ware("Inspectie elektra NEN 3140", "keer", 24750, 39995),
)
LOW_WARES = (
    Ware("Schilderwerk woning ouder dan twee jaar", "uur", 4150, 5275),
    Ware("Isolatiewerk woning, arbeid", "m²", 1833, 2945),
    Ware("Sierplanten binnentuin", "stuk", 795, 2450),
    Ware("Vakboek installatietechniek", "stuk", 3995, 6450),
)
UNTAXED_WARES = (
    Ware("Vakcursus veilig werken (vrijgesteld)", "dagdeel", 18500, 27500),
    Ware("Doorberekende leges", "keer", 6150, 31275),
)
SHIFTED_WARES = (
    Ware("Onderaanneming installatiewerk", "uur", 4750, 5850),
    Ware("Onderaanneming leidingwerk nieuwbouw", "woning", 124500, 187500),
)
ZERO_RATED_WARES = (
    Ware("Installatiewerk aan boord van zeeschip", "uur", 5250, 6450),
    Ware("Scheepspomp met toebehoren", "stuk", 42500, 78500),
)
GOODS_ABROAD = (
    Ware("Regelklep DN50", "stuk", 8450, 16750),
    Ware("Warmtewisselaar 24 platen", "stuk", 31250, 48900),
    Ware("Besturingsmodule", "stuk", 18990, 26475),
)
SERVICES_ABROAD = (
    Ware("Advies warmtepompinstallatie", "uur", 7450, 9250),
    Ware("Ontwerp leidingwerk", "uur", 6895, 8450),
)
BOUGHT_HIGH = (
    Ware("Koperen buis en fittingen", "partij", 12450, 96875),
    Ware("Warmtepomp binnendeel", "stuk", 154500, 238750),
    Ware("Gereedschap en klein materiaal", "partij", 4275, 31995),
    Ware("Lease bestelbus", "maand", 42900, 61250),
    Ware("Huur hoogwerker", "dag", 18500, 29750),
)
BOUGHT_LOW = (
    Ware("Isolatiearbeid woning", "m²", 1275, 2195),
    Ware("Lunch bouwplaats", "keer", 2450, 7895),
)
BOUGHT_SHIFTED = (Ware("Ingeleende monteurs (btw verlegd)", "uur", 3650, 4475),)
BOUGHT_UNTAXED = (Ware("Cursus veilig werken op hoogte (vrijgesteld)", "dagdeel", 14500, 22750),)
BOUGHT_IN_EU = (
    Ware("Warmtepomp buitendeel", "stuk", 189500, 276500),
    Ware("Elektronische regelaar", "stuk", 21450, 38775),
)
UNDERTAKINGS = (
    "Nieuwbouw",
    "Renovatie",
    "Verduurzaming",
    "Uitbreiding",
    "Herinrichting",
)
"""What a project is about; the place follows."""
ASSIGNMENTS = (
    "Onderhoud",
    "Renovatie",
    "Levering",
    "Storing",
    "Nieuwbouw",
    "Termijn",
    "Aanpassing",
    "Keuring",
)
