"""One file a resource of SnelStart, its model and its calls together.

Belongs here: what SnelStart calls its records, and which calls it has for them.
Does not belong here: how a call is carried (session.py) or written down (wire.py).
"""
