"""The conventions of sets of people: what a set may name, and how large it may be.

From how many people on anything is shown of a set stands in `graph/network/conventions.py`.
"""

from __future__ import annotations

MOST_IDS = 100
"""Ids that each argument of a set may name; a longer list is a group, and wants to be one."""
MOST_PEOPLE = 10_000
"""People whom a set may have; beyond, the network is to be asked."""
MOST_PERIODS = 120
"""Months or quarters into which a window may be cut to show a trend."""
GROUPS_SHOWN = 10
"""Groups that are listed beside the value of a goal unless asked otherwise."""
MOST_GROUPS_SHOWN = 50
"""Groups beside the value of a goal that may be asked for."""
