"""How an operation is carried out: breadth first, batched, priced, with the context of its request.

No GraphQL type is declared here, and nothing speaks HTTP.
"""
