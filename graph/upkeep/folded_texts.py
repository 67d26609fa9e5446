"""The folded twins of texts, and the sort keys made of them, as this version folds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from graph.keys import native_of, order_text, sort_key, text_key
from graph.store.driver import Store

STATEMENTS: Mapping[str, str] = {
    "name": "save_folded_names",
    "title": "save_folded_titles",
    "subject": "save_folded_subjects",
    "what": "save_folded_offers",
}
"""Kind of text → the statement that saves what is folded of it."""

BATCH = 2000


async def renew_folded_texts(store: Store) -> int:
    """How many things were folded anew, since an older version had folded them otherwise."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    count = 0
    async for kind, label, id_, text, key, sort in store.stream("folded_texts"):
        now = None if text is None else text_key(text)
        place = None if sort is None else _sort_key(label, id_, text)
        if (now, place) != (key, sort):
            rows[kind].append({"label": label, "id": id_, "key": now, "sort": place})
            count += 1
    for kind, changed in rows.items():
        for start in range(0, len(changed), BATCH):
            batch = changed[start : start + BATCH]
            await store.write_all([(STATEMENTS[kind], {"rows": batch})])
    return count


def _sort_key(label: str, id_: str, text: str | None) -> str:
    """By what the thing is ordered among those of its label; people without a name by their ids."""
    order = order_text(text)
    if label == "Person":
        order = order or order_text(native_of(id_))
    return sort_key(order, id_)
