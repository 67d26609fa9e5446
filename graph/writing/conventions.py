"""The conventions of what is written through the API."""

from __future__ import annotations

LONGEST_KEY = 200
"""Characters that an idempotency key may have."""
