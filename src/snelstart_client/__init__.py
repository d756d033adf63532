"""A typed, synchronous client of the SnelStart B2B API, in SnelStart's own words; knows nothing of any service that uses it."""
