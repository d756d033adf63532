"""The command line: one module a command.

Belongs here: reading arguments, showing results and progress.
Does not belong here: a rule; that is the engine's.
"""

from snelkoppeling.cli.application import main

__all__ = ["main"]
