"""What a fresh administration holds before anybody has booked in it.

Belongs here: the chart of accounts, journals, VAT rates, countries and system relations.
Does not belong here: customers and bookings; those come in over the API.
"""
