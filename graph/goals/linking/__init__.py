"""Suggestions of links from conversations to goals: found by mentions, by kin and by words, never decided.

`suggest(store, SuggestOptions(...))` reads what has changed since the last run, scores it, and saves
suggestions with their reasons; people confirm or reject them. `docs/linking.md` has the formulas.
Links that people make lie in `writing`.
"""

from __future__ import annotations

from graph.goals.linking.options import Suggestion, SuggestOptions, SuggestReport
from graph.goals.linking.run import suggest

__all__ = ["SuggestOptions", "SuggestReport", "Suggestion", "suggest"]
