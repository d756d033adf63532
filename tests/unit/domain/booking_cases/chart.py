"""The ledger accounts of the booking cases: those of a fresh administration, as far as cases need them."""

from typing import Any

Json = dict[str, Any]
ALL = ["none", "low", "high", "other"]

ACCOUNTS: list[Json] = [
    {"number": 8200, "purpose": "sales_high", "vat_kinds": ["high"]},
    {"number": 8210, "purpose": "sales_low", "vat_kinds": ["low"]},
    {"number": 8220, "purpose": "sales_other", "vat_kinds": ["other"]},
    {"number": 8240, "purpose": "sales_untaxed", "vat_kinds": ["none"]},
    {"number": 8250, "purpose": "sales_untaxed", "vat_kinds": ["none"]},
    {"number": 8100, "purpose": "sales_high", "vat_kinds": ["high"]},
    {"number": 8300, "purpose": "sales_eu_goods", "vat_kinds": ["none"]},
    {"number": 8310, "purpose": "sales_eu_services", "vat_kinds": ["none"]},
    {"number": 8320, "purpose": "sales_export", "vat_kinds": ["none"]},
    {"number": 8330, "purpose": "sales_oss", "vat_kinds": ["none"], "vat_rate_code": "SR"},
    {"number": 8331, "purpose": "sales_oss", "vat_kinds": ["none"], "vat_rate_code": "RRH"},
    {"number": 8333, "purpose": "sales_oss", "vat_kinds": ["none"], "vat_rate_code": "PR"},
    {"number": 8900, "purpose": "else", "vat_kinds": ["none"]},
    {"number": 8990, "purpose": "else", "vat_kinds": ["none"]},
    {"number": 1680, "purpose": "else", "vat_kinds": ["none"]},
    {"number": 7000, "purpose": "purchase_any", "vat_kinds": ALL},
    {"number": 7001, "purpose": "purchase_low", "vat_kinds": ["low"]},
    {"number": 7002, "purpose": "purchase_high", "vat_kinds": ["high"]},
    {"number": 7003, "purpose": "purchase_other", "vat_kinds": ["other"]},
    {"number": 7010, "purpose": "eu_acquisition_low", "vat_kinds": ["none"]},
    {"number": 7011, "purpose": "eu_acquisition_high", "vat_kinds": ["none"]},
    {"number": 7012, "purpose": "eu_acquisition_other", "vat_kinds": ["none"]},
    {"number": 7020, "purpose": "import_low", "vat_kinds": ["none"]},
    {"number": 7021, "purpose": "import_high", "vat_kinds": ["none"]},
    {"number": 7022, "purpose": "import_other", "vat_kinds": ["none"]},
    {"number": 2100, "purpose": "purchase_unknown", "vat_kinds": ALL},
    {"number": 4605, "purpose": "purchase_any", "vat_kinds": ALL},
    {"number": 8201, "purpose": "sales_high", "vat_kinds": ["high"], "requires_cost_centre": True},
    {"number": 8299, "purpose": "sales_high", "vat_kinds": ["high"], "is_active": False},
    {"number": 8991, "purpose": "else", "vat_kinds": ["none"], "requires_cost_centre": True},
]

DEFAULTS: dict[str, int] = {
    "high": 8200,
    "low": 8210,
    "other": 8220,
    "zero_or_exempt": 8240,
    "reverse_charge": 8250,
    "eu_goods": 8300,
    "eu_services": 8310,
    "export": 8320,
    "out_of_scope": 8900,
    "small_business": 8240,
    "purchase_high": 7002,
    "purchase_low": 7001,
    "purchase_other": 7003,
    "purchase_untaxed": 7000,
    "purchase_reverse_charge": 7000,
    "eu_acquisition_high": 7011,
    "eu_acquisition_low": 7010,
    "eu_acquisition_other": 7012,
    "import_high": 7021,
    "import_low": 7020,
    "import_other": 7022,
}
"""The account of each case, unless a case brings its own rules."""

VAT_RATES: list[list[str]] = [
    ["low", "6", "1986-10-01", "2018-12-31"],
    ["low", "9", "2019-01-01", "2400-12-31"],
    ["high", "19", "2001-01-01", "2012-09-30"],
    ["high", "21", "2012-10-01", "2400-12-31"],
    ["other", "5", "2020-01-01", "2400-12-31"],
    ["none", "0", "1900-01-01", "2400-12-31"],
]
"""Kind, percentage, first and last day; a fresh administration has no third rate above zero."""

FOREIGN_RATES: dict[str, list[list[str]]] = {
    "BE": [
        ["SR", "21", "1996-01-01"],
        ["RRH", "12", "1992-04-01"],
        ["RRL", "6", "1992-04-01"],
        ["PR", "12", "1992-04-01"],
    ],
    "DE": [
        ["SR", "19", "2007-01-01"],
        ["SR", "16", "2020-07-01"],
        ["SR", "19", "2021-01-01"],
        ["RRH", "7", "1983-07-01"],
    ],
}
"""Code, percentage, first day, by country."""
FOREIGN_VAT_ACCOUNT = 1680
