"""GraphQL over HTTP: the application, requests in and answers out, and what the server refuses.

Nothing here knows a noun or a measure; what an operation means is asked in the rooms below.
"""
