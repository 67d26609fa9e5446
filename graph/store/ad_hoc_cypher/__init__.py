"""Statements that analysts write themselves: what of them is refused, and how the others are run.

`statement_guard` looks at the text, `plan_guard` at the plan that the store would follow; what is on no list
of `allowlists` is refused. `run` runs the rest: reading, bounded, audited.
"""
