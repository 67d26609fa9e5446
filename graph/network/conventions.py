"""The conventions of ties and analyses: each number that decides what is answered, refused or hidden.

How ties are made of interactions stands in `graph/measures/conventions.py`. Sizes of batches and of
caches, which change only how long an answer takes, stand in the modules that they are about.
"""

from __future__ import annotations

LEAST_MEMBERS = 5
"""Measured members (k) below which a group is not compared, and its figures are shown only to whoever
may see small groups: the usual floor of surveys of staff, so that nobody's own number is told."""
LARGEST_GROUPS = 12
"""Groups that the report of an analysis shows, the largest."""

SHORTEST_HALF_LIFE = 0.001
"""Days; by a shorter half-life than a minute and a half the numbers no longer say what was asked."""
LONGEST_HALF_LIFE = 36_500
"""Days; a longer half-life than a hundred years is a slip."""
GOAL_MESSAGES = 500_000
"""Messages around one goal that are read while somebody waits; a goal that has more is refused."""

MISSING_TIES = 1000
"""Missing ties between two sets that are kept and paged through, the best first."""
MOST_MATCHES = 1000
"""Open needs that are shown beside introductions, of all pairs of one page."""

RUNS_AT_ONCE = 8
"""Analyses of one process that are under way or wait for their turn; a further one is refused."""
SILENT_SECONDS = 60
"""Seconds without a sign of life after which a run is taken for dead: several signs long."""
SIGN_OF_LIFE_SECONDS = 10.0
"""Seconds between two signs of life of a run whose progress did not change."""
PROGRESS_SECONDS = 0.5
"""Seconds between two writes of a run's progress, where it changed."""
RUN_DAYS = 7
"""Days for which a run that gave no snapshot of its own is remembered."""
