"""The value ledger: which value people created by helping, for whom, for which goal, counted in whole units.

Stable for readers: `kinds` (the registry), `scope_days` (who counts on which days), `profile`
(figures of a scope), `ledger` (what a process holds). Events are made in `events/` from facts of talk
and of the market of help; nothing here knows HTTP or GraphQL.
"""
