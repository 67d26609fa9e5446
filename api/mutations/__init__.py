"""The verbs of the API: a module for each noun that they change, and what all verbs share.

What a change does lies in `graph/writing`; here are inputs, payloads and their errors.
"""
