"""A demonstration CRM that lives: it uses the service as any integrator would, over its REST API alone.

Belongs here: made-up customers and invoices, what happens to them, and the comparison with the books.
Does not belong here: anything that knows the engine, the database or the SnelStart client.
"""
