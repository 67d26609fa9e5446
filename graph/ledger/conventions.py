"""The conventions of the value ledger: each number that decides what an event, a period or a stage is.

The rules of help are those of `graph/measures/conventions.py`. All of them are conventions, not findings.
"""

from __future__ import annotations

CONFIDENCE_LEVEL = 0.95
"""Probability with which the interval of a rate holds: the usual one (Wilson 1927,
doi:10.1080/01621459.1927.10502953; Garwood 1936, doi:10.1093/biomet/28.3-4.437)."""
LEAST_EXPOSURE = 5
"""What a rate is taken of at least, in whole events; below it there is too little data for a rate."""
PERIOD_DAYS = 28
"""Days of a period in which ties are counted for two-way share and openness: those of a contact."""
NEW_TIE_DAYS = 180
"""Days without contact after which a contact is a new tie."""
SILENT_SECONDS = 60
"""Seconds without a sign of life after which a run is taken for dead: several signs long."""
SIGN_SECONDS = 10.0
"""Seconds between two signs of life of a run whose progress did not change."""
WELCOME_DAYS = 90
"""Days after joining in which a newcomer's first two-way tie is a welcome: the usual time of trial."""
CONFIRMED_DAYS = 14
"""Days after a message in which a reaction or reply of a reader confirms that it arrived; in which a
reply to work shown counts."""
LEAST_BACKERS = 3
"""Distinct backers beside the proposer by whom an experiment is supported."""
BACKING_HOMES = 2
"""Homes that these backers are from at least."""
MOST_CHANGED = 0.2
"""Part of all messages in talk that has changed, old and new counted, above which a run reckons all events
anew: beyond it that is hardly slower."""
HALF_OF_ENDS = 0.5
"""Share of all tie ends that key players carry (SWOOP's key player index)."""
LEAST_CONNECT = 0.5
"""New ties across homes in 28 active days of a person from which on a scope connects: about one in
two months of working days."""
LEAST_SHARE = 0.2
"""Part of those who need what is shared that it must reach for a scope to share: one in five."""
LEAST_SOLVE = 0.25
"""Needs solved for each need and question opened from which on a scope solves: one for four."""
LEAST_INNOVATE = 0.5
"""Steps taken by experiments for each step that they entered from which on a scope innovates: one of
two."""
