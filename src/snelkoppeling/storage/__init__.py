"""Keeps everything durable in PostgreSQL: records as received, sync items, history, connections and keys.

Belongs here: the tables, their migrations, and the repositories that implement the engine's ports.
Does not belong here: rules about what is carried and when. A repository takes and gives domain records;
rows and SQL stay inside.
"""
