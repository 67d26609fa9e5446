"""Every kind of value by its code. Stable for readers: all names of `__all__`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from graph.ledger.registry.connect import CONNECT
from graph.ledger.registry.culture import CULTURE
from graph.ledger.registry.innovate import INNOVATE
from graph.ledger.registry.kind import STAGES, Direction, Kind, RateForm, Stage
from graph.ledger.registry.share import SHARE
from graph.ledger.registry.solve import SOLVE

__all__ = ["KINDS", "STAGES", "Direction", "Kind", "RateForm", "Stage", "kind_of"]

KINDS: Mapping[str, Kind] = MappingProxyType(
    {kind.code: kind for kind in (*CONNECT, *SHARE, *SOLVE, *INNOVATE, *CULTURE)}
)
"""Every kind by its code, stage by stage."""


def kind_of(code: str) -> Kind:
    """The kind with this code. Raises KeyError."""
    return KINDS[code]
