"""Turns an invoice into a booking, or says everything that keeps it from being one.

Belongs here: which case of VAT a line is, which account and cost centre it goes to, and what a person must
decide first. Amounts are the document's own, to the cent; nothing is corrected.
Does not belong here: how SnelStart spells any of it.
"""

from snelkoppeling.domain.policy import PostingRules
from snelkoppeling.domain.posting.findings import DOUBTS, NEVER_BOOKED, PostingError
from snelkoppeling.domain.posting.numbers import booked_number
from snelkoppeling.domain.posting.post import post

__all__ = ["DOUBTS", "NEVER_BOOKED", "PostingError", "PostingRules", "booked_number", "post"]
