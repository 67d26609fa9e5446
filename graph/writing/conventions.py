"""The conventions of what is written through the API."""

from __future__ import annotations

RETENTION_BATCH = 500
"""Conversations, messages, needs and offers that a retention erases in one transaction."""
LONGEST_KEY = 200
"""Characters that an idempotency key may have."""
