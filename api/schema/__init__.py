"""The GraphQL schema: its root fields for reading and for writing, put together from the nouns.

No type is declared here that a noun could declare.
"""
