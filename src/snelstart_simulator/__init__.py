"""A SnelStart to test and demonstrate against, written from the API description; shares no code with any client."""
