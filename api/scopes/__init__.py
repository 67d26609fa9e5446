"""The interface `Scope` and every field that people, groups, sets and the network share.

Numbers are worked out in `graph`; here they are shown, or withheld with a reason.
"""
