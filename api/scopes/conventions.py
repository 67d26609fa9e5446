"""The conventions of what is answered of scopes: how much is listed, unless asked otherwise and at most.

From how many people on anything is shown stands in `graph/network/conventions.py`.
"""

from __future__ import annotations

CLUSTERS_SHOWN = 10
"""Clusters of goals without talk that are listed unless asked otherwise."""
MOST_CLUSTERS = 100
"""Clusters of goals without talk that may be asked for."""
GROUPS_COMPARED = 10
"""Groups that a comparison of analyses lists unless asked otherwise, those that moved most first."""
COMMON_GROUND_SHOWN = 10
"""Contacts, goals and groups in common that are shown of each introduction."""
DEFAULT_EVENTS = 10
"""Acts behind a tie that are listed where no number is asked for."""
PATHS_SHOWN = 3
"""Ways from a goal to a purpose that are listed unless asked otherwise."""
MOST_PATHS = 10
"""Ways from a goal to a purpose that may be asked for."""
PURPOSE_LOGGED = 500
"""Characters of the purpose of a list of names that are logged."""
USUAL_KEY_PLAYERS = 3
"""Key players that are looked for unless asked otherwise."""
MOST_KEY_PLAYERS = 10
"""Key players that may be asked for."""
MOST_KEY_PLAYERS_OF_MANY = 5
"""Key players that may be asked for in networks of many people."""
MANY_PEOPLE = 2000
"""People from which on a network has many: fewer key players may be asked for."""
MOST_INTRODUCTIONS = 25
"""Introductions that may be asked for."""
USUAL_INTRODUCTIONS = 5
"""Introductions that are proposed unless asked otherwise."""
EVIDENCE_AT_ONCE = 500
"""Rows of evidence that are looked at at once for a viewer who may not read all talk."""
RISK_COST = 300
"""What looking for the goals at risk of a scope costs: all goals, once a request."""
MOST_EDGES = 50_000
"""Ties of one drawing, the strongest; beyond, it says that it is truncated."""
EDGES_A_POINT = 50
"""Ties of a drawing that cost as much as one object: 50,000 cost what a third of a second does."""
