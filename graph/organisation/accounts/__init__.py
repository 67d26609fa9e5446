"""Which accounts are one person: joined by mail address, their common profile, erasure.

Joining by somebody's word is a mutation: it lies in `writing`.
"""
