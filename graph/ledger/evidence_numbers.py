"""Evidence as one number while events are reckoned: what kind of thing it is, and its place among these."""

from __future__ import annotations

import numpy as np

from graph.measures.arrays import Ints

KIND_BITS = 40
"""The kind of thing stands above these bits."""
LABELS = ("Message", "Need", "Experiment", "Outcome", "Conversation", "Group")
"""What a credit may be shown by."""
NO_EVIDENCE = -1


def evidence_numbers(label: str, places: Ints) -> Ints:
    """The numbers by which rows name this evidence; negative places are none."""
    above = LABELS.index(label) << KIND_BITS
    numbers: Ints = np.where(places < 0, NO_EVIDENCE, places + above)
    return numbers
