"""The web: the doors for CRMs, and the pages for people.

Belongs here: reading what arrives, answering, and showing where a record stands.
Does not belong here: rules of the engine or of bookkeeping, and queries; the services do those.
"""
