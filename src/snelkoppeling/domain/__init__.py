"""Pure records and rules of accounting, in English and in EN 16931's terms.

Belongs here: what a relation, an invoice and a booking are, and the rules that turn one into the other.
Does not belong here: anything that reads a clock, a database or a network, or knows SnelStart's wire format.
"""
