"""Every way in: GraphQL over HTTP, the GraphQL schema and the command line.

What is true without them lies in `graph`, which never imports from here.
"""
