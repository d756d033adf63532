"""Connectors to outside systems, one folder each; they know nothing of each other.

Belongs here: translating between one system's words and ours, and its client's errors into ours.
Does not belong here: deciding what is to be done, which is the engine's.
"""
