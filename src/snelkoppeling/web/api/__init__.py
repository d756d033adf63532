"""The REST API for CRMs: everything that arrives is checked, stored, and only then answered."""
