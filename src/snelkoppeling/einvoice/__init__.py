"""Reads e-invoices (UBL 2.1: Peppol BIS Billing 3, NLCIUS, EN 16931) into domain records.

Belongs here: what the standards say, and defence against hostile files.
Does not belong here: whether and how an invoice is booked, and anything that knows the engine or SnelStart.
"""

from snelkoppeling.einvoice.errors import EinvoiceError
from snelkoppeling.einvoice.reading import read_ubl

__all__ = ["EinvoiceError", "read_ubl"]
