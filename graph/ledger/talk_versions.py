"""Facts of talk before and now, in one numbering: both versions of each conversation that has changed.

So that what events were and what they are can be reckoned of the same small part of all talk, and compared.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph.ledger.talk_tables import (
    TalkTables,
    joined_talk,
    order_of_ids,
    ordered_talk,
    selected_talk,
)
from graph.measures.arrays import Bools, Ints


@dataclass(frozen=True, eq=False)
class TalkVersions:
    """Conversations in the order of ids, that of before first; one that has not changed stands once."""

    talk: TalkTables
    before: Bools
    """Which conversations were so when talk was read last."""
    now: Bools
    """Which conversations are so now."""
    fresh: Bools
    """Which conversations were read in this run."""

    @cached_property
    def changed(self) -> Bools:
        """Versions that are of one time only."""
        differ: Bools = self.before != self.now
        return differ

    def present(self) -> tuple[TalkTables, Sequence[bool]]:
        """What is so now, and which of it was read in this run."""
        if self.now.all():
            return self.talk, self.fresh.tolist()
        return selected_talk(self.talk, self.now), self.fresh[self.now].tolist()

    @cached_property
    def _answering(self) -> tuple[Ints, Ints]:
        """Versions of conversations, and those of the conversations that they answer in."""
        if not self.talk.rows("dependences"):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        places: dict[str, list[int]] = {}
        for place, id_ in enumerate(self.talk.ids["conversations"]):
            places.setdefault(id_, []).append(place)
        elsewhere = self.talk.ids["elsewhere"]
        pairs = [
            (one, place)
            for one, other in self.talk.tables["dependences"].tolist()
            for place in places.get(elsewhere[other], ())
        ]
        one, other = np.array(pairs, np.int64).reshape(-1, 2).T
        return one, other

    def answered_by(self, chosen: Bools) -> Bools:
        """The conversations in which these answer."""
        one, other = self._answering
        return _at(len(chosen), other[chosen[one]])

    def answering(self, chosen: Bools) -> Bools:
        """The conversations that answer in these."""
        one, other = self._answering
        return _at(len(chosen), one[chosen[other]])

    @cached_property
    def same(self) -> Ints:
        """Message → the number that stands for it in both versions."""
        found = np.arange(len(self.talk.ids["messages"]))
        talk, ids = self.talk.column("messages", "conversation"), self.talk.ids["messages"]
        first: dict[str, int] = {}
        for message in np.flatnonzero(self.changed[talk]).tolist():
            found[message] = first.setdefault(ids[message], message)
        return found


def _at(size: int, places: Ints) -> Bools:
    mask = np.zeros(size, np.bool_)
    mask[places] = True
    return mask


def versions_of(
    kept: TalkTables, stays: Bools, read: TalkTables, again: Collection[str] = ()
) -> TalkVersions:
    """Both versions: what is kept, of which some stands as it was, and what was read.

    Of the conversations `again` two versions stand although their talk has not changed.
    """
    ids = kept.ids["conversations"]
    twice = np.array([id_ in again for id_ in ids], np.bool_) & stays
    parts = [kept, selected_talk(kept, twice), read]
    sizes = [len(part.ids["conversations"]) for part in parts]
    flags: Mapping[str, Sequence[bool]] = {
        "before": [True] * sizes[0] + [False] * (sizes[1] + sizes[2]),
        "now": [*(stays & ~twice).tolist(), *[True] * (sizes[1] + sizes[2])],
        "fresh": [False] * (sizes[0] + sizes[1]) + [True] * sizes[2],
    }
    joined = joined_talk(parts)
    order = order_of_ids(joined.ids["conversations"])
    masks = {name: np.array(flag, np.bool_)[order] for name, flag in flags.items()}
    ordered = ordered_talk(joined, order)
    return TalkVersions(ordered, masks["before"], masks["now"], masks["fresh"])


def first_versions(kept: TalkTables, stays: Bools, read: TalkTables) -> TalkVersions:
    """What stands as it was kept, and what was read; nothing of before."""
    found = versions_of(selected_talk(kept, stays), np.ones(int(stays.sum()), np.bool_), read)
    none = np.zeros(len(found.now), np.bool_)
    return TalkVersions(found.talk, none, found.now, found.fresh)
