"""The properties of nodes that only the store needs: sort keys, folded twins, hashes, notes of upkeep."""

from __future__ import annotations

from collections.abc import Mapping

STORED_ONLY: Mapping[str, Mapping[str, str]] = {
    "Person": {"name_key": "STRING", "by_name": "STRING", "content_hash": "STRING"},
    "Account": {"email_key": "STRING"},
    "Group": {"name_key": "STRING", "by_name": "STRING", "content_hash": "STRING"},
    "Capability": {"by_name": "STRING"},
    "Goal": {
        "title_key": "STRING",
        "metric_baseline_value": "FLOAT",
        "metric_target_value": "FLOAT",
        "metric_current_value": "FLOAT",
        "by_title": "STRING",
        "by_due": "STRING",
        "linked_as": "STRING",
        "changed": "INTEGER",
        "content_hash": "STRING",
    },
    "CheckIn": {
        "value_number": "FLOAT",
        "by_at": "STRING",
        "source": "STRING",
        "content_hash": "STRING",
    },
    "Conversation": {
        "title_key": "STRING",
        "by_title": "STRING",
        "by_start": "STRING",
        "stale": "STRING",
        "days": "LIST<INTEGER>",
        "counts": "LIST<INTEGER>",
        "settled": "INTEGER",
        "content_hash": "STRING",
    },
    "Message": {"by_at": "STRING", "by_time": "STRING", "content_hash": "STRING"},
    "Ref": {"key": "STRING"},
    "Link": {"seen": "INTEGER", "source": "STRING", "content_hash": "STRING"},
    "Decision": {"by_at": "STRING", "source": "STRING"},
    "Need": {"title_key": "STRING", "by_at": "STRING", "content_hash": "STRING"},
    "Offer": {"what_key": "STRING", "by_at": "STRING", "content_hash": "STRING"},
    "Experiment": {"title_key": "STRING", "by_at": "STRING", "content_hash": "STRING"},
    "Outcome": {"what_key": "STRING", "by_at": "STRING", "content_hash": "STRING"},
    "Analysis": {
        "by_at": "STRING",
        "begun": "BOOLEAN",
        "exact": "BOOLEAN",
        "result": "STRING",
        "share": "FLOAT",
        "step": "STRING",
        "step_done": "INTEGER",
        "step_total": "INTEGER",
        "told_at": "ZONED DATETIME",
        "versions": "STRING",
        "community_count": "INTEGER",
        "community_seeds": "INTEGER",
        "community_sizes": "LIST<INTEGER>",
        **dict.fromkeys(
            ("community_modularity", "community_stability", "community_least_stability"), "FLOAT"
        ),
        **dict.fromkeys(("figure_chart_ari", "figure_chart_nmi"), "FLOAT"),
        **dict.fromkeys(("mean_degree", "mean_in_degree", "mean_out_degree"), "FLOAT"),
        **dict.fromkeys(("mean_strength", "mean_in_strength", "mean_out_strength"), "FLOAT"),
        **dict.fromkeys(("mean_pagerank", "mean_betweenness"), "FLOAT"),
    },
    "Source": {
        "id": "STRING",
        "exported_at": "ZONED DATETIME",
        "exported_at_precision": "STRING",
    },
    "Awaited": {"id": "STRING"},
    "Tombstone": {"id": "STRING", "kind": "STRING", "removed_at": "ZONED DATETIME"},
    "GoalVersion": {
        "id": "STRING",
        "at": "ZONED DATETIME",
        **dict.fromkeys(
            ("metric_kind", "metric_baseline", "metric_target", "metric_current", "status"),
            "STRING",
        ),
        **dict.fromkeys(("starts_on", "due_on"), "DATE"),
        "archived": "BOOLEAN",
        "parents": "LIST<STRING>",
        "weights": "LIST<STRING>",
    },
    "Request": {
        "id": "STRING",
        "at": "ZONED DATETIME",
        "input_hash": "STRING",
        "answer": "STRING",
    },
    "Lock": {"name": "STRING", "version": "INTEGER", "stamp": "STRING"},
    "Migration": {
        "number": "INTEGER",
        "name": "STRING",
        "checksum": "STRING",
        "applied_at": "ZONED DATETIME",
    },
}
"""Label → the properties that no record shows, with their Cypher types."""
