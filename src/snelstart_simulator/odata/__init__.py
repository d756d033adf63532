"""Query options as SnelStart reads them: OData version 3 filters, paging and selection.

Belongs here: the grammar, what a filter means, and how it is applied to records.
Does not belong here: which lists have query options, and anything of HTTP.
"""
