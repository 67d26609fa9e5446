"""What the driver leaves behind where something is ended while it makes a connection."""

from __future__ import annotations

import pytest

MAY_BE_LEFT = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
"""For tests in which that happens: the socket is left to the collector of garbage, which says so."""
