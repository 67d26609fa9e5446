"""The conventions of webhooks: how long is waited, how often is tried, what is given up."""

from __future__ import annotations

RETRY_WAITS = (5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800, 43200, 86400, 86400)
"""Seconds until a message that was not taken is sent again, each time the next; about three days together. After the last the hook is paused."""
WAIT_SPREAD = 0.1
"""Share by which a wait is longer at random, so that what failed together is not tried together."""
LONGEST_RETRY_AFTER = 3600
"""Seconds that a receiver may ask for by `Retry-After`; longer ones are cut."""
ATTEMPT_SECONDS = 15.0
"""Seconds that a receiver has to take a message, from the question for its address on."""
ANSWER_READ = 65_536
"""Bytes of a receiver's answer that are read; what it says does not matter."""
MOST_ADDRESSES = 4
"""Addresses of a host that are tried one after the other where no connection is made."""
HAD_SECONDS = 60
"""Seconds for which a sender has a hook; it has it anew with each message. After a kill another goes on then."""
TURN_SECONDS = 10.0
"""Seconds after which a sender reads a hook anew: whether it was paused, removed or given another secret."""
LOOK_SECONDS = 1.0
"""Seconds between two looks for hooks that are due."""
