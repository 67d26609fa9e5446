"""Who stands behind a credential."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody who has shown who they are.

    `credential` names the key or the token's subject; `id`: the person's, else the credential's; `source`: the only one that a
    tool writes; `speaks_for_others`: may name another person as the one who decides; `until`: when the
    credential ends.
    """

    id: str
    credential: str
    roles: frozenset[str]
    person: str | None = None
    source: str | None = None
    speaks_for_others: bool = False
    until: datetime | None = None
