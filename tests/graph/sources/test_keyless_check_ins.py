"""Which check-in without an id a row with one means: by goal and author, then by time, then by day."""

from __future__ import annotations

import pytest

from graph.sources.check_in_keys import check_in_key, check_in_key_by_mail
from graph.sources.keyless_check_ins import StoredCheckIn, group_of, paired

DAY, EIGHT, NINE = "2026-03-04", "2026-03-04T08:00:00Z", "2026-03-04T09:00:00Z"


def stored(id_: str, at: str = DAY, by: str | None = "acme/ann") -> StoredCheckIn:
    return StoredCheckIn(id_, "acme/g", at, "acme", by)


def row(at: str, by: str = "acme/ann") -> dict[str, str]:
    return {"id": "acme/C", "goal": "acme/g", "at": at, "by": by}


@pytest.mark.parametrize(
    ("id_", "keyless"),
    [
        (check_in_key("acme", "acme/g", DAY, None), True),
        (check_in_key("acme", "acme/g", EIGHT, "acme/ann"), True),
        (check_in_key("b", "acme/g", DAY, None), True),
        (f"acme/{'0f' * 16}@{DAY}", True),
        (check_in_key_by_mail("acme", "acme/g", DAY, "ann@a.example"), True),
        ("acme/C-1", False),
        ("acme/g@2026-03-05", False),
        ("acme/gg@2026-03-04", False),
        ("acme/g@2026-03-04-b", False),
    ],
)
def test_an_id_is_made_or_the_source_s(id_: str, keyless: bool) -> None:
    assert stored(id_).is_keyless is keyless


@pytest.mark.parametrize(
    ("rows", "held", "pairs", "unclear"),
    [
        ([DAY], [DAY], {0: "0"}, {}),
        ([NINE], [EIGHT], {0: "0"}, {}),
        ([EIGHT, NINE], [NINE, EIGHT], {0: "1", 1: "0"}, {}),
        ([EIGHT, NINE], [EIGHT, DAY], {0: "0", 1: "1"}, {}),
        ([EIGHT, EIGHT], [EIGHT], {}, {0: 1, 1: 1}),
        ([NINE], [EIGHT, DAY], {}, {0: 2}),
        ([NINE, EIGHT], [NINE], {0: "0"}, {}),
        ([NINE], [], {}, {}),
        (["2026-03-05"], [DAY], {}, {}),
    ],
)
def test_a_row_means_the_one_that_fits(
    rows: list[str], held: list[str], pairs: dict[int, str], unclear: dict[int, int]
) -> None:
    wanted: dict[tuple[str, str, str, str | None], list[tuple[int, str]]] = {}
    for n, at in enumerate(rows):
        wanted.setdefault(group_of(row(at)), []).append((n, at))
    others = [stored("other", rows[0], "acme/bob"), stored("nobody", rows[0], None)]
    there = [*others, *(stored(str(n), at) for n, at in enumerate(held))]
    assert paired(wanted, there) == (pairs, unclear)
