"""The codes with which connections are closed, beside those of the protocol; docs/subscriptions.md lists them all."""

from __future__ import annotations

NORMAL = 1000
GOING_AWAY = 1001
"""The server stops: connect again, and take up after the last cursor."""
POLICY = 1008
"""The client sent too much that was refused; clients do not try again."""
LATER = 1013
"""Too many connections, too slow a reader, or a store that is away: try again later."""
BAD_REQUEST = 4400
FORBIDDEN = 4403
"""Nobody is let in with this credential, or no longer."""
