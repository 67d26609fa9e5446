"""The page of the query editor: GraphiQL from our own files, under a strict content policy."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

STATIC = Path(__file__).parent / "static"
FOLDER = STATIC / "graphiql"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def editor_page(first_query: str) -> tuple[bytes, Mapping[str, str]]:
    """The page, with a first query for those who come for the first time, and its headers."""
    text = (FOLDER / "index.html").read_text("utf-8")
    page = text.replace("{{first-query}}", escape(first_query, quote=True))
    headers = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer"}
    return page.encode(), headers
