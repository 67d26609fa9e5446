"""All that speaks to Neo4j or makes Cypher: the driver, the statements, lists, pages, filters.

Nothing here knows a noun; what is read of each lies in `organisation`.
"""
