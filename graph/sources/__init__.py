"""Files from outside, read without trust: bundles, their rows, references and repairs.

Nothing here knows the store: what is saved of a checked row lies in `importing`.
"""
