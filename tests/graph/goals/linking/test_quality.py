"""Hidden links are recovered better than by TF-IDF; the figures of docs/linking.md come from bench.linking."""

from __future__ import annotations

from functools import cache

import pytest

from bench.linking import Quality, quality
from bench.linking_cases import RUST, Case, rust_cases, sample_cases
from bench.linking_methods import baseline, learned, unlearned

pytestmark = pytest.mark.slow


@cache
def sample(name: str) -> Case:
    """One case of the made-up company of three hundred, its first months; no weight was fitted to it."""
    return {case.name: case for case in sample_cases(300, 7, 2)}[f"sample, {name}"]


@cache
def rust(name: str) -> Case:
    """One case of real issues, those of odd number, that no weight was fitted to."""
    if not RUST.exists():
        pytest.skip(f"no data at {RUST}; set GOALGRAPH_SHARED to the folder that holds rust-org")
    return {case.name: case for case in rust_cases(RUST, odd=True)}[f"rust-org, {name}"]


def both(case: Case) -> tuple[Quality, Quality]:
    """The figures of all methods together without known talk, and of TF-IDF."""
    return quality(case, unlearned(case)["combined"]), quality(case, baseline(case))


@pytest.mark.parametrize("name", ["as it is", "marks hidden", "titles only"])
def test_the_sample_is_recovered_better_than_by_tfidf(name: str) -> None:
    ours, theirs = both(sample(name))
    assert ours.reciprocal >= theirs.reciprocal
    assert ours.first >= theirs.first


def test_known_talk_helps() -> None:
    case = sample("titles only")
    assert quality(case, learned(case)).reciprocal >= both(case)[0].reciprocal


def test_scores_are_chances() -> None:
    ours = quality(sample("as it is"), learned(sample("as it is")))
    assert ours.error is not None and ours.error < 0.1
    assert ours.right is not None and ours.right > 0.7


@pytest.mark.parametrize(
    ("name", "floor"),
    [("issues as they are", 0.95), ("issues, texts only", 0.8), ("one comment", 0.7)],
)
def test_real_issues_are_recovered_better_than_by_tfidf(name: str, floor: float) -> None:
    ours, theirs = both(rust(name))
    assert ours.reciprocal >= max(floor, theirs.reciprocal)
