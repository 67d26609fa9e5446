"""The organisation as a graph: store, records, sources, goals, value; knows nothing of HTTP."""
