"""A ledger of one code has the same rows as ever: what a store keeps is read beside what is reckoned now."""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b
from typing import Any

import numpy as np

from graph.ledger.build import CODE
from graph.ledger.events.catalogue import all_events
from tests.graph.ledger.random_organisation import company, facts_of

SEEDS = range(40, 50)
SUMS: dict[str, dict[str, str]] = {
    "6": {
        "C": "227cbbd08b56",
        "P": "bb3220f7bd59",
        "S": "a294cabd52cc",
        "I": "20831d2fa44e",
        "U": "483a8549f5d2",
    }
}
"""Code → what the rows of each stage come to; `python -m tests.graph.ledger.test_code` prints them anew."""


def sums() -> dict[str, str]:
    """One sum for each stage, over the rows of all its columns in all companies."""
    stages: dict[str, Any] = defaultdict(lambda: blake2b(digest_size=6))
    for seed in SEEDS:
        for name, rows in sorted(all_events(facts_of(company(seed))).items()):
            columns = rows.ordered().columns()
            stages[name[0]].update(name.encode() + np.array(columns, np.int64).tobytes())
    return {stage: whole.hexdigest() for stage, whole in sorted(stages.items())}


def test_rows_of_one_code_are_the_same_as_ever() -> None:
    assert {CODE: sums()} == {CODE: SUMS.get(CODE)}, (
        "the same talk gives other rows: if that is meant, count `CODE` of graph/ledger/build.py up, so "
        "that no store reads old rows beside new ones, and write the sums here"
    )


if __name__ == "__main__":
    print({CODE: sums()})
