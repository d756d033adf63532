"""Lets `python -m snelstart_simulator` start the simulator."""

import sys

from snelstart_simulator.cli import main

sys.exit(main())
