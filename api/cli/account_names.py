"""People as a word of the command line names them: by an account, or by a mail address."""

from __future__ import annotations

import re

from graph.errors import Conflict, NotFound
from graph.organisation.people import people_of_accounts, person_ids_by_email
from graph.store.driver import Store

_KEY = re.compile(r"[a-z0-9-]+/.+")


async def account_named(store: Store, name: str) -> str:
    """The account, or person, that a word of the command line names."""
    if _KEY.fullmatch(name) and await people_of_accounts(store, [name]):
        return name
    ids = await person_ids_by_email(store, name) if "@" in name else []
    if len(ids) > 1:
        raise Conflict(
            f"{len(ids)} people have the address {name!r}: {', '.join(ids)}",
            remedy="name them by SOURCE/ID",
        )
    if not ids:
        raise NotFound(f"nobody is called {name!r}", remedy="name an account by SOURCE/ID")
    return ids[0]
