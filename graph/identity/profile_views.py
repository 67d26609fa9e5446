"""Who saw numbers of whom: a node a person, day, viewer, role and purpose, written before the answer.

A day's views of one viewer for one purpose are one node, so that it grows with who looks, not with how
often; after a year they are forgotten. Own numbers leave nothing, nor does a server without authentication.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from graph.identity.conventions import PURPOSE_KEPT, VIEWS_KEPT
from graph.sources.times import time_text
from graph.store.driver import Store
from graph.store.per_store_cache import PerStoreCache

BATCH = 1000
"""Views that are written at once."""
FORGOTTEN = 10_000
"""Views that are forgotten at once."""
LAST = "9"
"""A key after all keys of views, which begin with a day."""
Seen = tuple[str, str | None]
"""The person whose numbers were seen, and the stated purpose."""


@dataclass(frozen=True, slots=True)
class ProfileView:
    """That numbers of a person were seen on a day; `viewer` is None for keys that stand for nobody."""

    by_day: str
    day: date
    role: str
    purpose: str | None
    fields: Sequence[str]
    at: datetime
    viewer: str | None


@dataclass(frozen=True, slots=True)
class ViewPage:
    """A page of a person's views, and whether there are more."""

    views: Sequence[ProfileView]
    more: bool


async def save_views(
    store: Store, by: str, role: str, seen: Mapping[Seen, Collection[str]]
) -> None:
    """Save which fields showed this viewer numbers of whom, for which purpose."""
    now = datetime.now(UTC)
    day = now.date().isoformat()
    rows = []
    for (person, purpose), fields in seen.items():
        kept = None if purpose is None else purpose[:PURPOSE_KEPT]
        mark = hashlib.sha256((kept or "").encode("utf-8", "surrogatepass")).hexdigest()[:16]
        id_ = f"{person} {day} {by} {role} {mark}"
        row = {"id": id_, "person": person, "day": day, "by": by, "role": role, "purpose": kept}
        rows.append(
            row | {"by_day": f"{day} {id_}", "at": time_text(now), "fields": sorted(fields)}
        )
    rows.sort(key=lambda row: str(row["id"]))
    for start in range(0, len(rows), BATCH):
        await store.write("save_profile_views", rows=rows[start : start + BATCH])
    await _forget(store, now.date())


async def views_of_people(
    store: Store, people: Sequence[str], limit: int, after: str | None = None
) -> dict[str, ViewPage]:
    """The views of each person's numbers, the latest day first, from after this key."""
    rows = await store.rows(
        "views_of_people", ids=list(people), after=after or LAST, limit=limit + 1
    )
    found: dict[str, list[ProfileView]] = {one: [] for one in people}
    for parent, *view in rows:
        found[parent].append(ProfileView(*view))
    return {one: ViewPage(views[:limit], len(views) > limit) for one, views in found.items()}


async def count_views_of_people(store: Store, people: Sequence[str]) -> dict[str, int]:
    """How many views each person has."""
    return dict(await store.rows("count_views_of_people", ids=list(people)))


class _Days:
    """The day on which this process has last forgotten old views of a store."""

    def __init__(self, _: Store) -> None:
        self.last: date | None = None


_DAYS: PerStoreCache[_Days] = PerStoreCache(_Days)


async def _forget(store: Store, today: date) -> None:
    """Forget what is older than a year, once a day."""
    days = _DAYS.of(store)
    if days.last == today:
        return
    days.last = today
    before = (today - timedelta(days=VIEWS_KEPT)).isoformat()
    name = "remove_old_profile_views"
    while (await store.write(name, before=before, limit=FORGOTTEN)).rows[0][0] == FORGOTTEN:
        pass
