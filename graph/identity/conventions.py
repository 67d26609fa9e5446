"""The conventions of identity: how long what is known of a viewer stands, and how old keys may be."""

from __future__ import annotations

FRESH = 3.0
"""Seconds for which a process believes what it read of an API key or of a token's person."""
REMEMBERED = 4096
"""Keys and tokens whose viewers a process remembers."""
LONGEST_TOKEN = 8192
"""Characters of a credential that is looked at."""
LONGEST_NAME = 200
"""Characters of an API key's name."""
MOST_KEYS = 1000
"""API keys that are listed, the newest first."""
LEEWAY = 60
"""Seconds by which the clock of a token's issuer may differ from ours."""
KEYS_FRESH = 600.0
"""Seconds for which an issuer's signing keys are believed without asking again."""
KEYS_STALE = 3600.0
"""Seconds for which they are still used while the issuer cannot be reached; then nobody is let in."""
UNKNOWN_KEY_WAIT = 30.0
"""Seconds between two questions for an issuer's keys that an unknown key id may cause."""
ISSUER_TIMEOUT = 3.0
"""Seconds that an issuer has to answer."""
LARGEST_ANSWER = 262_144
"""Bytes of an issuer's answer that are read."""
MOST_SHARES = 1000
"""People with whom one person's numbers are shared that are listed, and named at once."""
VIEWS_KEPT = 365
"""Days for which it is kept who saw numbers of whom."""
PURPOSE_KEPT = 500
"""Characters of a stated purpose that are kept."""
MOST_HOOKS = 1000
"""Hooks that are listed, and that there may be, the newest first."""
MOST_SECRETS = 5
"""Secrets that sign for one hook at the same time, while receivers change from an older to a newer one."""
LONGEST_URL = 2000
"""Characters of the address of a hook."""
LEAST_HOOKS_KEY = 32
"""Characters that the key has at least from which secrets of hooks are made."""
