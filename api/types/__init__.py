"""How GraphQL types are made: from records, as connections, with filters, ids and pages.

No noun of its own: what is true of one noun or one scope lies above.
"""
