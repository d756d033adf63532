"""Names the kinds of ids, so that the id of an invoice is not taken for that of its booking."""

from typing import NewType

AdministratieId = NewType("AdministratieId", str)
BankboekingId = NewType("BankboekingId", str)
BtwAangifteId = NewType("BtwAangifteId", str)
DagboekId = NewType("DagboekId", str)
DocumentId = NewType("DocumentId", str)
GrootboekId = NewType("GrootboekId", str)
GrootboekmutatieId = NewType("GrootboekmutatieId", str)
IncassoMachtigingId = NewType("IncassoMachtigingId", str)
InkoopboekingId = NewType("InkoopboekingId", str)
InkoopfactuurId = NewType("InkoopfactuurId", str)
KasboekingId = NewType("KasboekingId", str)
KostenplaatsId = NewType("KostenplaatsId", str)
LandId = NewType("LandId", str)
MemoriaalboekingId = NewType("MemoriaalboekingId", str)
RelatieId = NewType("RelatieId", str)
VerkoopboekingId = NewType("VerkoopboekingId", str)
VerkoopfactuurId = NewType("VerkoopfactuurId", str)
VerkooporderId = NewType("VerkooporderId", str)
