"""Pure translations between SnelStart's records and ours, one file a type of record."""
