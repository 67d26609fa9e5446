"""The conventions of the nouns' own lists."""

from __future__ import annotations

MOST_DOUBTS = 100
"""Pairs of people who may be one person that one answer lists."""
DEFAULT_INPUTS = 100
"""Inputs of a goal's progress that are listed where no number is asked for."""
MOST_INPUTS = 1000
"""Inputs of a goal's progress that may be asked for."""
MY_DATA_COST = 5_000
"""What it costs to be given all that is kept of oneself: four such requests, and a second has gone by."""
CYPHER_COST = 1_000
"""What a statement of an analyst costs beside its rows: a third of a second of the store."""
CYPHER_ROWS_A_POINT = 2
"""Rows that such a statement may answer for each point of its cost."""
MOST_NAMED = 10_000
"""People whom such an answer may name: each of them reads in their `views` that it did."""
PERIOD_COST = 300
"""What a period costs beside its rows: the progress of its goals, once a day and process."""
MOST_DRAWN_GOALS = 10_000
"""Goals of one drawing, those nearest to its top; beyond, it says that it is truncated."""
GOAL_GRAPH_COST = 1_000
"""What a drawing of so many goals costs: a third of a second."""
CHANGES_A_READ = 50
"""Changes that a subscription reads at once for whoever asks, before it tells of them one by one."""
FRESH_READ = 1.0
"""Seconds after which they are read again, since rights may have changed, before more are told of."""
