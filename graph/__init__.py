"""The organisation as a graph: records, sources, store, network, goals, measures.

It knows nothing of HTTP and GraphQL and can be used from a script, a notebook or a worker.
"""
