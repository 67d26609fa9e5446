"""How keys spread: whom they reached first, who of these confirmed it, who needed it, who carried it across.

Posts of keys are looked at in blocks of arrays; what a key has reached goes on from one block to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from graph.ledger.columns import Rows
from graph.ledger.daily_membership import among
from graph.ledger.events.audience import Audience, Carriage, carriage
from graph.ledger.events.cross_group_transfer import carries
from graph.ledger.events.earlier_posts import EarlierPosts
from graph.ledger.events.need_sets import NeedSets, Pursuits
from graph.ledger.events.reach_tally import ReachTally, confirmations
from graph.ledger.facts import Facts
from graph.measures.arrays import Ints
from graph.measures.packed_lists import Lists

BLOCK = 16_384
"""Posts of keys that are looked at at once."""


@dataclass(frozen=True, slots=True)
class Block:
    """Posts of keys in order of key and time, with whom each reached; people by row of the block."""

    key: Ints
    message: Ints
    readers: tuple[Ints, Ints]
    """Rows and people, in order."""
    novel: tuple[Ints, Ints]
    """The readers who had not met the key before."""


class Reached:
    """Whom each key has reached so far, block by block.

    Where only some posts are `chosen`, all later than others of the same key, `earlier` says whom these reached.
    """

    def __init__(
        self,
        facts: Facts,
        carried: Carriage,
        chosen: Ints | None = None,
        earlier: EarlierPosts | None = None,
    ) -> None:
        self._facts = facts
        self._carried = carried
        self._chosen = np.arange(len(carried.key)) if chosen is None else chosen
        self._earlier = earlier
        self._audience = Audience(facts)
        self._group = facts.talk.column("conversations", "group")
        self._last = -1
        self._first_post = np.zeros(0, np.int64)
        self._people = np.zeros(0, np.int64)
        self.met = np.full(len(carried.key), -1)
        """For each post the earlier post by which its author met the key; -1 where there is none."""

    def __iter__(self) -> Iterator[Block]:
        for start in range(0, len(self._chosen), BLOCK):
            yield self._block(self._chosen[start : start + BLOCK])

    def _block(self, posts: Ints) -> Block:
        """The posts in these rows of the carriage."""
        key, message = self._carried.key[posts], self._carried.message[posts]
        different, which = np.unique(message, return_inverse=True)
        row, person = self._audience.readers(different)
        lists = Lists.of(len(different), row, person)
        rows, people = np.repeat(np.arange(len(posts)), lists.sizes()[which]), lists.of_many(which)
        novel = self._novel(posts, key, self._facts.author[message], rows, people)
        return Block(key, message, (rows, people), novel)

    def _novel(
        self, posts: Ints, key: Ints, author: Ints, rows: Ints, people: Ints
    ) -> tuple[Ints, Ints]:
        """The readers whom no post before reached; notes by which post authors had met keys."""
        width = len(self._facts.people) + 1
        known = np.flatnonzero(author >= 0)
        same = key[0] == self._last
        before = self._people if same else self._people[:0]
        code = np.concatenate(
            [
                key[0] * width + before,
                key[rows] * width + people,
                key[known] * width + author[known],
            ]
        )
        post = np.concatenate([self._first_post[: len(before)], posts[rows], posts[known]])
        if self._earlier is not None:
            met, first_post = self._earlier.first(np.unique(code[len(before) :]))
            code, post = np.concatenate([code, met]), np.concatenate([post, first_post])
        order = np.argsort(code * len(self._carried.key) + post, kind="stable")
        first = np.ones(len(order), np.bool_)
        first[1:] = code[order[1:]] != code[order[:-1]]
        order = order[first]
        found = np.searchsorted(code[order], key[known] * width + author[known])
        earlier = post[order[found]]
        self.met[posts[known]] = np.where(earlier < posts[known], earlier, -1)
        own = order[code[order] // width == key[-1]]
        self._last, self._people, self._first_post = int(key[-1]), code[own] % width, post[own]
        new = np.sort(order[(order >= len(before)) & (order < len(before) + len(rows))])
        return rows[new - len(before)], people[new - len(before)]


@dataclass(frozen=True, eq=False)
class Spread:
    """What diffusion is reckoned from: posts, whom they reached, and who needs what."""

    carried: Carriage
    reached: Reached
    pursuits: Pursuits
    everywhere: tuple[Facts, Carriage] | None = None
    """The same posts where other facts hold the talk of those that are not chosen."""
    chosen: Ints | None = None


def whole_spread(facts: Facts) -> Spread:
    """Of all posts."""
    carried = carriage(facts)
    return Spread(carried, Reached(facts, carried), Pursuits.of(facts))


def diffusion(facts: Facts, spread: Spread | None = None) -> dict[str, Rows]:
    """The columns of S1, S2, S3 and S5."""
    spread = spread or whole_spread(facts)
    tally, carried = ReachTally(facts), spread.carried
    needs, confirmed = NeedSets(facts, spread.pursuits), confirmations(facts)
    width = len(facts.people) + 1
    singles = np.array([facts.sets.number([goal]) for goal in carried.goals], np.int64)
    leading = carried.leading(facts)
    for block in spread.reached:
        whole = facts.goals_of_messages(block.message)
        by_itself = block.key < carried.refs
        number = whole.copy()
        number[~by_itself] = singles[block.key[~by_itself] - carried.refs]
        counts = by_itself | (block.key - carried.refs == leading[whole])
        tally.exposed(block.message, whole, block.readers, counts)
        tally.add("S1.value", block.message, number, by_itself, *block.novel)
        rows, people = block.novel
        answered = among(block.message[rows] * width + people, confirmed)
        tally.add("S2.value", block.message, number, by_itself, rows[answered], people[answered])
        tally.needed(block.message, number, by_itself, counts, block.novel, needs)
    across = carries(*(spread.everywhere or (facts, carried)), spread.reached.met, spread.chosen)
    for name, post in across.items():
        message, goal = carried.message[post], carried.key[post] >= carried.refs
        number = facts.goals_of_messages(message)
        number[goal] = singles[carried.key[post[goal]] - carried.refs]
        tally.add(name, message, number, ~goal, np.arange(len(post)), facts.author[message])
    return tally.rows()
