"""A SnelStart to test and demonstrate against, written from the API description.

Belongs here: what the real service does, the faults a test wants of it, and a page that shows its books.
Does not belong here: anything of a client; a shared model would let one mistake cancel the other.
"""
