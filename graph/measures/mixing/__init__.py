"""How ties run inside and across groups, along reporting lines, and against chance.

Groups as nodes are a network like any other: every measure runs on it.
"""
