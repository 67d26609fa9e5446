"""The media type that an answer has, by the client's Accept header."""

from __future__ import annotations

from functools import lru_cache

from api.http.graphql_request import refuse

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"


@lru_cache(maxsize=256)
def best_type(accept: bytes | None, *, html: bool = False) -> str:
    """The type that the client likes best; JSON where it says nothing; refused where none fits.

    >>> best_type(b"*/*"), best_type(b"application/json, application/graphql-response+json")
    ('application/json', 'application/graphql-response+json')
    >>> best_type(b"text/html,application/xml;q=0.9,*/*;q=0.8", html=True)
    'text/html'
    """
    if not accept or not accept.strip():
        return JSON
    quality_of_range = _quality_of_range(accept.decode("latin-1"))
    offers = []
    for rank, kind in enumerate((HTML, JSON, GRAPHQL) if html else (JSON, GRAPHQL)):
        ranges = (kind, kind.split("/")[0] + "/*", "*/*")
        exact = next((2 - n for n, name in enumerate(ranges) if name in quality_of_range), None)
        if exact is None or (kind == HTML and exact < 2):
            continue
        quality = quality_of_range[ranges[2 - exact]]
        # A wildcard alone means plain JSON; by name the specification's own type is preferred.
        offers.append((quality, exact, rank if exact == 2 else -rank, kind))
    quality, _, _, kind = max(offers, default=(0.0, 0, 0, ""))
    if quality <= 0:
        refuse(
            406,
            "No type that the client accepts can be given.",
            f"accept `{GRAPHQL}` or `{JSON}`",
        )
    return kind


def _quality_of_range(accept: str) -> dict[str, float]:
    """Each media range of the header and its weight."""
    qualities = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((p[2:].strip() for p in parameters if p.startswith("q=")), "1")
        try:
            qualities[name] = float(weight)
        except ValueError:
            qualities[name] = 0.0
    return qualities
