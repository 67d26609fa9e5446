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
STEP_FACTOR = 2.0
"""c: by how many times of what one person can change the numbers of a group are rounded: the least at which an attack predicts single people no better than 0.9 of their group's mean (docs/privacy.md)."""
CAP_SHARE = 0.95
"""The share of people up to whose largest value (q) values count as they are where they are rounded; larger ones count as that."""
FEW_PEOPLE = 0.1
"""The share of the people, those with most, whose part of a whole says whether it is concentrated."""
MOST_OF_SUM = 0.5
"""The part of a whole above which it is concentrated in these few: then no mean of a group is rounded, it is withheld."""
MOST_CUT = 0.1
"""The part of a whole above which it is concentrated, too, where that is lost by counting larger values as q: the rounded mean would mislead."""
RANK_BAND = 5
"""Ranks that are told as one to whoever may not see each person's numbers."""
REPORT_ROWS = 200
"""Rows of each list of a report of a period; how many more there are is said."""
