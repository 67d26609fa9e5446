"""Conventions stand in one module a room, each with what it means, and on the page that is made of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.upkeep.conventions_page import NAME, PAGE, ROOT, conventions_of, page, rooms

COST = "it changes only how long an answer takes, or the memory that it takes"
CACHE = "how much is kept at hand; what is not is worked out anew"
WAITING = "how long is waited for another process"
MATHEMATICS = "no choice: mathematics, arithmetic or the calendar says it"

MODEL = "a weight that was fitted, as docs/linking.md says and publishes"
NEUTRAL = "the value at which an option changes nothing"
PRICE = "what a field costs, in units of docs/limits.md; it was measured there"
FORM = "the form of a row, as docs/bundle.md prints it from the table itself"
WORDING = "how a message is cut; nothing is decided by it"
STANDARD = "no choice: a standard of the internet says it"
ELSEWHERE = {
    "api/http/webhooks/addresses.py": {"PORTS": STANDARD},
    "api/http/webhooks/attempts.py": {"GONE": STANDARD},
    "api/mutations/link_suggestions.py": {"COST": PRICE},
    "api/scopes/absence.py": {"COST": PRICE, "DISTANCES": PRICE},
    "api/scopes/analysis_comparison.py": {"PEOPLE_COST": PRICE},
    "api/scopes/flows.py": {"CELL_COST": PRICE},
    "api/scopes/line_of_sight.py": {"MUCH": COST},
    "api/scopes/measure_senses.py": {"WALK": PRICE, "BETWEENNESS": PRICE},
    "api/types/cursors.py": {"MARK_BYTES": COST},
    "graph/goals/alignment/cache.py": {"MUCH": COST, "BATCH": COST, "PATIENCE": WAITING},
    "graph/goals/alignment/ratio.py": {"NORMAL_95": MATHEMATICS},
    "graph/goals/alignment/organisation_view.py": {"CACHED_WINDOWS": CACHE, "FEW": COST},
    "graph/goals/goals_at_risk.py": {"GOALS_A_STATEMENT": COST},
    "graph/goals/period_end.py": {"ROWS_A_WRITE": COST},
    "graph/goals/linking/candidate_talk.py": {
        **dict.fromkeys(("BATCH", "MOST_GOALS"), COST),
        "REMEMBERED": CACHE,
    },
    "graph/goals/linking/explicit_mentions.py": {"_key(trust)": NEUTRAL},
    "graph/goals/linking/features.py": {"PART": COST, "CELLS": COST, "YEAR": MATHEMATICS},
    "graph/goals/linking/goal_index.py": {"REMEMBERED": CACHE},
    "graph/goals/linking/knowledge.py": {"CHUNK": COST},
    "graph/goals/linking/lexicon.py": {"SPARE": CACHE},
    "graph/goals/linking/meaning_index.py": {"BATCH": COST},
    "graph/goals/linking/run.py": {"CHUNK": COST},
    "graph/goals/linking/run_scope.py": {"BATCH": COST},
    "graph/goals/linking/score_weights.py": dict.fromkeys(("BIAS", "PUBLISHED", "MEANT"), MODEL),
    "graph/goals/linking/sentence_vectors.py": {"DIMENSIONS": MODEL},
    "graph/goals/linking/suggestion_writer.py": {"BATCH": COST},
    "graph/goals/linking/talk_reader.py": {"GOALS_A_ROW": COST},
    "graph/goals/linking/vocabulary.py": {"REMEMBERED": CACHE},
    "graph/goals/progress/cache.py": {"BATCH": COST, "DAYS": CACHE},
    "graph/goals/progress/decimals.py": {"UNIT": MATHEMATICS},
    "graph/goals/progress/own_progress.py": {"ZERO": MATHEMATICS, "ONE": MATHEMATICS},
    "graph/ledger/build.py": {"BATCH": COST},
    "graph/ledger/columns.py": {"MOST_NARROWED": CACHE},
    "graph/ledger/credits.py": {"UNITS": MATHEMATICS, "UNATTRIBUTED": MATHEMATICS},
    "graph/ledger/durations.py": {"HALF_OPEN": MATHEMATICS},
    "graph/ledger/events/contact.py": {"HALF": MATHEMATICS},
    "graph/ledger/events/culture.py": {"HALF": MATHEMATICS},
    "graph/ledger/event_differences.py": {"MASK": MATHEMATICS},
    "graph/ledger/events/diffusion.py": {"BLOCK": COST},
    "graph/ledger/events/need_sets.py": {"NEVER": MATHEMATICS},
    "graph/ledger/events/reach_tally.py": {"WIDTH": MATHEMATICS},
    "graph/ledger/pair_differences.py": {"PERIODS": MATHEMATICS},
    "graph/ledger/events/share.py": {"HALF": MATHEMATICS},
    "graph/ledger/cache.py": {"BATCH": COST},
    "graph/ledger/earned_cells.py": {"BATCH": COST, "PARTS": COST},
    "graph/ledger/evidence_list.py": {"FIRST_DAYS": COST},
    "graph/ledger/evidence_numbers.py": {"KIND_BITS": MATHEMATICS, "NO_EVIDENCE": MATHEMATICS},
    "graph/ledger/homes.py": {"WIDTH": MATHEMATICS},
    "graph/ledger/ledger.py": {"MOST_MONTHS": CACHE},
    "graph/ledger/daily_membership.py": {"WIDTH": MATHEMATICS},
    "graph/ledger/organisation_days.py": {"MOST_MEMBERS": CACHE},
    "graph/ledger/packed_columns.py": {"FAST": COST},
    "graph/ledger/run_state.py": {"LOOK": WAITING},
    "graph/ledger/run.py": dict.fromkeys(
        ("MOST_BYTES", "CONVERSATIONS_A_PART", "MOST_PARTS", "CLEARED"), COST
    ),
    "graph/ledger/talk_reader.py": {"UNSETTLED": NEUTRAL},
    "graph/ledger/scope_days.py": {"FIRST": MATHEMATICS, "LAST": MATHEMATICS},
    "graph/scopes/membership_days.py": {"MOST_GROUPS": CACHE},
    "graph/measures/arrays.py": {"ROUNDING": MATHEMATICS},
    "graph/measures/brokerage/gould_fernandez.py": {"SPLIT": MATHEMATICS},
    "graph/measures/centrality/betweenness.py": {"KAPPA": MATHEMATICS},
    "graph/measures/centrality/eigenvector.py": dict.fromkeys(
        ("DENSE", "KRYLOV", "CYCLES", "FEW_CYCLES", "SPARSE", "SOLVES"), COST
    ),
    "graph/measures/cohesion/key_player_search.py": {"BATCH": COST, "STEP_WORK": COST},
    "graph/measures/cohesion/triangles.py": {
        **dict.fromkeys(("BLOCK", "TABLE", "KEPT"), COST),
        **dict.fromkeys(("NEAR", "FAR"), MATHEMATICS),
    },
    "graph/measures/paths/brandes.py": dict.fromkeys(
        ("LEAST_BATCH", "MOST_BATCH", "CACHED", "FEW"), COST
    ),
    "graph/measures/paths/deep_network_distances.py": dict.fromkeys(
        ("STEP", "ROW", "BATCH", "TOUCHED", "MULTIPLIED", "STEP_REACHED", "FAR", "ONE_BY_ONE"), COST
    ),
    "graph/measures/paths/distances.py": dict.fromkeys(("WORDS", "REACHING", "LEAST_ROWS"), COST),
    "graph/measures/paths/frontiers.py": dict.fromkeys(("ROWS", "MOST_WALKS"), COST),
    "graph/measures/row_order.py": {"MOST_CODES": MATHEMATICS},
    "graph/measures/sets/introductions.py": {"BLOCK": COST},
    "graph/measures/sets/set_centrality.py": {"BATCH": COST},
    "graph/measures/ties/masked_products.py": {"BLOCK": COST, "CELLS": COST},
    "graph/measures/ties/thread_ties.py": {"BLOCK": COST},
    "graph/network/analyses/gds_projections.py": {"WAIT_S": WAITING},
    "graph/network/analyses/run.py": {"BATCH": COST},
    "graph/identity/profile_views.py": dict.fromkeys(("BATCH", "FORGOTTEN"), COST),
    "graph/network/analyses/snapshots_without_people.py": {"MOST_PARTIAL": CACHE},
    "graph/network/analyses/snapshots.py": {"MOST_SNAPSHOTS": CACHE, "FEW": COST},
    "graph/network/ties/answer_cache.py": {"MOST_ANSWERS": CACHE},
    "graph/network/ties/edge_list.py": {"BATCH": COST},
    "graph/network/ties/events.py": {"EARLIEST": MATHEMATICS},
    "graph/network/ties/interaction_cells.py": {"PACK_AT": COST},
    "graph/network/ties/stored_cells.py": {"BATCH": COST},
    "graph/network/ties/tie_columns.py": {"MOST_TABLES": CACHE},
    "graph/importing/edges.py": {"BATCH": COST},
    "graph/store/packed_rows.py": {"MANY": COST},
    "graph/importing/batch_transactions.py": {"ABREAST": COST},
    "graph/importing/batch_writer.py": {"BATCH": COST},
    "graph/importing/import_lock.py": {"PATIENCE": WAITING},
    "graph/importing/okrs.py": {"BATCH": COST},
    "graph/importing/prune.py": {"BATCH": COST},
    "graph/organisation/membership.py": {"DAY": MATHEMATICS},
    "graph/organisation/participation.py": {"BATCH": COST},
    "graph/organisation/search.py": {"MOST_FOUND": NEUTRAL},
    "graph/organisation/participation_columns.py": dict.fromkeys(
        ("SINCE", "UNDATED", "UNTIL"), MATHEMATICS
    ),
    "graph/sources/archives.py": {"read(size)": NEUTRAL},
    "graph/sources/bundle_reader.py": {"CHUNK": COST},
    "graph/sources/cycles.py": {"BATCH": COST, "_cycle(longest)": WORDING},
    "graph/sources/legacy_check_in_keys.py": {"BATCH": COST},
    "graph/sources/limits.py": {"LIMITS": FORM},
    "graph/sources/okr/mapping.py": {"EPOCHS": MATHEMATICS},
    "graph/sources/okr/outline.py": {"count": MATHEMATICS},
    "graph/sources/references.py": {"BATCH": COST},
    "graph/sources/spool.py": {
        **dict.fromkeys(("PRIVATE", "REJECTED", "REMOVED", "REPEATED"), MATHEMATICS),
        **dict.fromkeys(("HEAVIEST_BATCH", "pages(size)"), COST),
    },
    "graph/sources/values.py": {
        **dict.fromkeys(("LARGEST", "LARGEST_INT"), MATHEMATICS),
        "quote(width)": WORDING,
    },
    "graph/upkeep/folded_texts.py": {"BATCH": COST},
    "graph/upkeep/migrations.py": {"BATCH": COST},
    "graph/upkeep/preload.py": {"AGAIN": WAITING},
    "graph/upkeep/store_checks.py": {"NAMED": WORDING},
    "graph/writing/account_joins.py": {"BATCH": COST},
    "graph/writing/cycles.py": {"in_words(longest)": WORDING},
    "graph/scopes/rounded_value.py": {"MOST_KEPT": CACHE},
}
"""Numbers of the rooms that are no conventions, and why."""


def is_number(node: ast.expr) -> bool:
    """Whether an expression is a number, or holds nothing but numbers.

    >>> [is_number(ast.parse(text, mode="eval").body) for text in ("-1e-9", "(3, 4)", "f(1)", "True")]
    [True, True, True, False]
    """
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float) and not isinstance(node.value, bool)
    if isinstance(node, ast.UnaryOp):
        return is_number(node.operand)
    if isinstance(node, ast.BinOp):
        return is_number(node.left) or is_number(node.right)
    parts: list[ast.expr] = []
    if isinstance(node, ast.Tuple | ast.List):
        parts = node.elts
    elif isinstance(node, ast.Dict):
        parts = node.values
    elif isinstance(node, ast.Call):
        parts = node.args
    return bool(parts) and all(is_number(part) for part in parts)


def is_zero(node: ast.expr) -> bool:
    """Whether it is a nought: where counting begins, or nothing."""
    return isinstance(node, ast.Constant) and node.value == 0


def numbers(module: Path) -> Iterator[str]:
    """The names to which a module gives numbers: constants, fields of classes, defaults of functions."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    bodies = [tree.body, *(node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef))]
    for node in (node for body in bodies for node in body):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if is_number(node.value) and not is_zero(node.value):
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                yield from (ast.unparse(name) for name in names)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = node.args
            last = [*given.posonlyargs, *given.args][-len(given.defaults) :]
            pairs = [*zip(last, given.defaults, strict=False)]
            pairs += [(a, d) for a, d in zip(given.kwonlyargs, given.kw_defaults, strict=True) if d]
            yield from (
                f"{node.name}({a.arg})" for a, d in pairs if is_number(d) and not is_zero(d)
            )


MODULES = rooms()


def test_the_page_is_made_of_the_code() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `python -m graph.upkeep.conventions_page`"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.parent.name)
def test_every_convention_says_what_it_means_and_is_used(module: Path) -> None:
    """A number without a meaning cannot be judged; one that nobody uses misleads."""
    text = module.read_text(encoding="utf-8")
    known = {one.name: one for one in conventions_of(module)}

    assert set(numbers(module)) <= known.keys()
    for name, one in known.items():
        assert len(one.meaning) > 20 and one.meaning.endswith("."), name
        assert one.users or text.count(name) > 1, f"nobody uses {name}"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.parent.name)
def test_no_convention_stands_elsewhere(module: Path) -> None:
    """Whoever asks what a number is and why must find all of a room's in one place."""
    for path in sorted(module.parent.rglob("*.py")):
        if path.name == NAME:
            continue
        place = str(path.relative_to(ROOT))
        assert sorted(set(numbers(path))) == sorted(ELSEWHERE.get(place, {})), place


def test_every_exception_is_of_a_module_that_there_is() -> None:
    assert [place for place in ELSEWHERE if not (ROOT / place).exists()] == []
