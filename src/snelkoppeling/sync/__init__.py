"""The sync engine: compares what the CRM states with the books and brings the books in line.

Belongs here: accepting, deciding, planning, applying, and the ports to the outside.
Does not belong here: anything that knows one CRM, SnelStart, SQL or HTTP.
"""
