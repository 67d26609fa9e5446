"""How the rows of each kind are saved: the statements, in order, and the parameters of each row.

Nothing is sent from here; `batch_writer` and `writing` do that.
"""

from graph.importing.plans.save_plan import PLANS, Plan

__all__ = ["PLANS", "Plan"]
