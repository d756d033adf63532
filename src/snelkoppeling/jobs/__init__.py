"""The durable queue behind its port, the kinds of job, and the worker that runs them.

Belongs here: Procrastinate, and the loop that sweeps.
Does not belong here: what a job does, which is the engine's.
"""
