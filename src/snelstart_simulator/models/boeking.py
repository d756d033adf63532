"""What sales and purchase bookings have in common."""

from typing import TypeAlias

from snelstart_simulator.models.inkoopboeking import InkoopBoeking, Inkoopfactuur
from snelstart_simulator.models.verkoopboeking import VerkoopBoeking, Verkoopfactuur

Boeking: TypeAlias = VerkoopBoeking | InkoopBoeking
Factuur: TypeAlias = Verkoopfactuur | Inkoopfactuur
