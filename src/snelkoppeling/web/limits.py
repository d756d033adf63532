"""How much the doors take in."""

MEGABYTE = 1024 * 1024
LARGEST_JSON = MEGABYTE
"""Of a record without documents, and of a line of a batch."""
LARGEST_WITH_DOCUMENTS = 25 * MEGABYTE
LARGEST_BATCH = 64 * MEGABYTE
LARGEST_DOCUMENT = 10 * MEGABYTE
"""What SnelStart takes as an attachment (SnelStart API, section 6.8)."""
MOST_BATCH_LINES = 100_000
BATCH_GROUP = 500
"""Lines that are stored together."""
DEEPEST_JSON = 20
LONGEST_EXTERNAL_ID = 200
LONGEST_IDEMPOTENCY_KEY = 200
MOST_PROBLEMS = 100
"""Problems that one answer lists."""
