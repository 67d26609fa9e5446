"""The network of ties between people: made from talk, held in memory, measured, asked.

The arithmetic lies in `measures`; here are the store, the versions and the snapshots.
"""
