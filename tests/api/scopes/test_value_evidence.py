"""Pages of evidence go on also where all that they show has been taken out of the store."""

from __future__ import annotations

from api.scopes.value_evidence import PLACE, _page_of
from api.types.cursors import from_cursor
from graph.ledger.evidence_list import Entry
from graph.ledger.ledger import EvidenceRef


def test_a_page_of_what_is_gone_says_where_the_next_begins() -> None:
    entries = [Entry(9, EvidenceRef("Message", "a"), 1), Entry(8, EvidenceRef("Message", "b"), 2)]
    page = _page_of(entries, True, False, {}, None)
    assert page.edges == [] and page.page_info.has_next_page
    assert from_cursor(page.page_info.end_cursor, "after", PLACE) == entries[-1].cursor
    assert from_cursor(page.page_info.start_cursor, "before", PLACE) == entries[0].cursor


def test_a_page_whose_last_is_gone_goes_on_after_it() -> None:
    entries = [
        Entry(9, EvidenceRef("Need", "a"), None),
        Entry(9, EvidenceRef("Need", "a"), None, 1),
    ]
    page = _page_of(entries, True, False, {EvidenceRef("Need", "a"): object()}, None)
    assert page.edges[0].cursor != page.edges[1].cursor == page.page_info.end_cursor
