"""The sentences of every problem: code → `Row`, one module for each place where problems arise.

`refusals/` holds what SnelStart itself can refuse, under SnelStart's codes.

A sentence says what is wrong, with the value, and then what to do and who can do it. `{value}` and
`{field}` are always there; other names in braces are details that whoever finds the problem must give.
"""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.books import BOOKS
from snelkoppeling.domain.problem_catalogue.door import DOOR
from snelkoppeling.domain.problem_catalogue.einvoice import EINVOICE
from snelkoppeling.domain.problem_catalogue.posting import POSTING
from snelkoppeling.domain.problem_catalogue.refusals import ROWS
from snelkoppeling.domain.problem_catalogue.row import Row

CATALOGUE: Mapping[str, Row] = {**DOOR, **EINVOICE, **POSTING, **BOOKS, **ROWS}
