"""The properties of nodes that only the store needs: sort keys, folded twins, hashes, notes of upkeep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STORED_ONLY: Mapping[str, Mapping[str, str]] = {
    "Person": {"name_key": "STRING", "by_name": "STRING"},
    "Account": {
        **dict.fromkeys(("email_key", "name_key", "by_name", "content_hash"), "STRING"),
        **dict.fromkeys(("name", "title"), "STRING"),
        **dict.fromkeys(("joined_at_precision", "left_at_precision"), "STRING"),
        **dict.fromkeys(("joined_at", "left_at"), "ZONED DATETIME"),
        "level": "INTEGER",
        "bot": "BOOLEAN",
    },
    "Former": {"id": "STRING"},
    "Group": {
        **dict.fromkeys(("name_key", "by_name", "content_hash"), "STRING"),
        "archived_at": "ZONED DATETIME",
    },
    "Capability": {"by_name": "STRING"},
    "Goal": {
        "title_key": "STRING",
        "metric_baseline_value": "FLOAT",
        "metric_target_value": "FLOAT",
        "metric_current_value": "FLOAT",
        "by_title": "STRING",
        "by_due": "STRING",
        "linked_as": "STRING",
        "predecessor": "STRING",
        "meaning": "LIST<FLOAT>",
        "meaning_model": "STRING",
        "meaning_hash": "STRING",
        "changed": "INTEGER",
        "content_hash": "STRING",
    },
    "CheckIn": {
        "value_number": "FLOAT",
        "by_at": "STRING",
        "source": "STRING",
        "content_hash": "STRING",
    },
    "CheckInVersion": {
        "account": "STRING",
        "since": "ZONED DATETIME",
        "by_at": "STRING",
        "by_version": "STRING",
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
    "Message": {
        "brief": "BOOLEAN",
        **dict.fromkeys(("by_at", "by_time", "content_hash"), "STRING"),
    },
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
    "Receipt": {
        **dict.fromkeys(("id", "kind", "state", "counts"), "STRING"),
        **dict.fromkeys(("at", "before"), "ZONED DATETIME"),
    },
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
    "Ledger": {
        "id": "STRING",
        "columns": "LIST<STRING>",
        "talk": "LIST<STRING>",
        **dict.fromkeys(
            (
                "talk_key",
                "covered",
                "organisation",
                "cells",
                "versions",
                "code_version",
                "hash",
            ),
            "STRING",
        ),
        **dict.fromkeys(("first_day", "last_day"), "INTEGER"),
        "built_at": "FLOAT",
    },
    "LedgerColumn": {
        **dict.fromkeys(("id", "month", "name", "data"), "STRING"),
        "rows": "INTEGER",
    },
    "LedgerRun": {
        **dict.fromkeys(("id", "run", "state", "step", "reason"), "STRING"),
        **dict.fromkeys(("step_done", "step_total"), "INTEGER"),
        **dict.fromkeys(("started_at", "told_at", "finished_at"), "ZONED DATETIME"),
    },
    "ValueColumn": {"id": "STRING"},
    "GoalSet": {"id": "STRING"},
    "LedgerTalk": {"id": "STRING", "data": "STRING"},
    "Request": {
        "id": "STRING",
        "at": "ZONED DATETIME",
        "input_hash": "STRING",
        "answer": "STRING",
    },
    "ApiKey": {
        **dict.fromkeys(("id", "hash", "name", "role", "account", "source"), "STRING"),
        "speaks_for_others": "BOOLEAN",
        **dict.fromkeys(("created_at", "expires_at", "revoked_at"), "ZONED DATETIME"),
    },
    "Hook": {
        **dict.fromkeys(("id", "url", "key", "goal", "place", "failure", "sender"), "STRING"),
        **dict.fromkeys(("kinds", "secrets"), "LIST<STRING>"),
        **dict.fromkeys(("created_at", "delivered_at", "failed_at"), "ZONED DATETIME"),
        **dict.fromkeys(("retry_at", "paused_at", "sender_until"), "ZONED DATETIME"),
        "failures": "INTEGER",
        "below": "BOOLEAN",
    },
    "OptOut": {"id": "STRING", "at": "ZONED DATETIME"},
    "ProfileShare": {
        **dict.fromkeys(("id", "account", "with"), "STRING"),
        "at": "ZONED DATETIME",
    },
    "OwnScore": dict.fromkeys(("id", "analysis", "person"), "STRING"),
    "ProfileView": {
        **dict.fromkeys(("id", "person", "by", "role", "purpose", "by_day"), "STRING"),
        "day": "DATE",
        "fields": "LIST<STRING>",
        "at": "ZONED DATETIME",
    },
    "Change": {"talk": "STRING"},
    "ChangeStart": {"id": "STRING", "facts": "LIST<STRING>"},
    "Lock": {
        "name": "STRING",
        "version": "INTEGER",
        "goals": "INTEGER",
        "people": "INTEGER",
        "stamp": "STRING",
    },
    "Migration": {
        "number": "INTEGER",
        "name": "STRING",
        "checksum": "STRING",
        "applied_at": "ZONED DATETIME",
    },
}
"""Label → the properties that no record shows, with their Cypher types."""


@dataclass(frozen=True, slots=True)
class PropertyFamily:
    """Properties that are named after measures: what stands around the measure's key, and what they say."""

    owner: str
    """A label or a relationship type."""
    prefix: str
    suffix: str
    type: str
    doc: str

    @property
    def form(self) -> str:
        """The names as a reader sees them."""
        return f"{self.prefix}<measure>{self.suffix}"

    def measure(self, name: str) -> str | None:
        """The measure that a property of this family is named after; None for one of another name.

        >>> PropertyFamily("Analysis", "mean_", "_members", "INTEGER", "").measure("mean_core_members")
        'core'
        """
        fits = name.startswith(self.prefix) and name.endswith(self.suffix)
        return name[len(self.prefix) : len(name) - len(self.suffix)] if fits else None


_BESIDE = {
    "": "itself",
    "_expected": "as chance would give it",
    "_z": "against chance, in standard deviations",
    "_error": "one standard error, where it is estimated",
    "_bound": "how far off nobody's is, where it is estimated",
}
_COUNTED = {
    "_rank": "place, 1 the highest",
    "_below": "how many have less",
    "_compared": "among how many, where not all have it",
    "_members": "of how many people it is the mean, where not all have it",
    "_z_members": "of how many people the mean against chance is",
}
NAMED_AFTER_MEASURES = (
    *(
        PropertyFamily("SCORED", "", end, "FLOAT", f"The measure, {doc}.")
        for end, doc in _BESIDE.items()
    ),
    *(
        PropertyFamily("SCORED", "", end, "INTEGER", f"The measure, {doc}.")
        for end, doc in _COUNTED.items()
    ),
    *(
        PropertyFamily(
            "Analysis", "mean_", end, "FLOAT", f"The mean over all people of the measure, {doc}."
        )
        for end, doc in _BESIDE.items()
    ),
    *(
        PropertyFamily("Analysis", "mean_", end, "INTEGER", f"The measure, {_COUNTED[end]}.")
        for end in ("_members", "_z_members")
    ),
    *(
        PropertyFamily(
            "Analysis",
            "whole_",
            end,
            "FLOAT",
            f"A brokerage role in the network as one, {_BESIDE[end]}.",
        )
        for end in ("", "_expected", "_z")
    ),
    PropertyFamily("Analysis", "figure_", "", "FLOAT", "A measure of the whole network."),
    PropertyFamily(
        "Analysis", "figure_", "_expected", "FLOAT", "The same as chance would give it."
    ),
    PropertyFamily(
        "Analysis", "figure_", "_deviation", "FLOAT", "How much chance makes it differ."
    ),
    PropertyFamily("Analysis", "figure_", "_p_value", "FLOAT", "How often chance is as far off."),
)
"""The properties that there are as many of as measures; `docs/measures.md` has the measures."""
