"""Analyses: runs from talk to a published snapshot, their life in the store, and reading snapshots.

What is measured lies in `measures`; which ties there are lies in `ties`.
"""
