"""What SnelStart stores and answers, attribute by attribute as on the wire.

Belongs here: records and the names they have on the wire.
Does not belong here: rules, calls, and anything of HTTP.
"""
