"""How keys spread, reckoned in blocks, is what the rules say post by post."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.ledger_facts_of_bundle import bundle_of, facts_of_bundle
from graph.ledger.columns import Rows
from graph.ledger.daily_membership import MemberLists
from graph.ledger.events import diffusion as blocks
from graph.ledger.facts import Facts
from graph.sample.generator import write_sample
from graph.sample.settings import SampleSettings
from tests.graph.ledger.diffusion_post_by_post import diffusion_post_by_post
from tests.graph.ledger.random_organisation import company, facts_of


def content(facts: Facts, columns: dict[str, Rows]) -> dict[str, list[tuple[object, ...]]]:
    """Column → its rows in order, sets of goals by what is in them."""
    return {
        name: sorted(
            (*row[:3], sorted(facts.sets.sets[row[3]]), *row[4:])
            for row in zip(*(one.tolist() for one in rows.columns()), strict=True)
        )
        for name, rows in columns.items()
    }


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("block", [1, 3, 1000])
def test_blocks_of_any_size_count_what_single_posts_do(
    seed: int, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "BLOCK", block)
    facts = facts_of(company(seed))
    found = content(facts, blocks.diffusion(facts))
    assert found == content(facts, diffusion_post_by_post(facts))
    assert found["S1.value"] and found["S5.exposure"]


def test_a_sample_company_has_the_same_rows(tmp_path: Path) -> None:
    write_sample(tmp_path / "out", SampleSettings(people=100, seed=2, months=3))
    facts = facts_of_bundle(bundle_of(tmp_path / "out"))
    found = content(facts, blocks.diffusion(facts))
    assert found == content(facts, diffusion_post_by_post(facts))
    assert found.keys() == {
        f"S{kind}.{name}" for kind in (1, 3, 5) for name in ("value", "exposure")
    } | {"S2.value"}


@pytest.mark.parametrize("seed", range(5))
def test_members_of_many_groups_and_days_are_those_of_each(seed: int) -> None:
    facts = facts_of(company(seed))
    names = sorted(facts.organisation.membership.groups)
    draw = np.random.default_rng(seed)
    group = draw.integers(0, len(names), 300)
    day = draw.integers(19_900, 20_500, 300)
    person = draw.integers(0, len(facts.people), 300)
    lists = MemberLists(facts.organisation, names)
    rows, people = lists.members(group, day)
    for place in range(300):
        there = facts.organisation.members(names[group[place]], int(day[place])).tolist()
        index = facts.organisation.membership
        plain = index.members(index.group_index[names[group[place]]], int(day[place]) + 1)
        assert people[rows == place].tolist() == there == plain.tolist()
        assert lists.holds(group, day, person)[place] == (person[place] in there)
