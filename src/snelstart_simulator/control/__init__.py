"""The control port: what a test or a demonstration does to the simulator behind the client's back.

Belongs here: seeding, faults, switches, time, looking at the books, and playing the bookkeeper.
Does not belong here: anything that the real service offers.
"""
