"""Cypher of one's own: what of the statements that analysts write is refused, and how the others are run.

`statement_guard` looks at the text, with a guard for what grows, is gone through or is hidden in it,
`plan_guard` at the plan that the store would follow; what is on no list of `allowlists` is refused. `run`
runs the rest: reading, bounded, and written to the `audit_log`.
"""
