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
