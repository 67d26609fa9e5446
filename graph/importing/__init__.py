"""Bundles and OKR files into the store: two passes, the first checks all, the second writes what is good.

What a row may hold is checked in `sources`; what a mutation writes goes through `writing`.
"""

from graph.importing.bundle_import import PARTS, import_bundle, import_rows
from graph.importing.import_progress import Progress
from graph.importing.options import LateMode, MatchCase, Options, PrivateMode, PruneMode, TextMode
from graph.sources.bundle import bundles_below
from graph.sources.report import Report

__all__ = [
    "PARTS",
    "LateMode",
    "MatchCase",
    "Options",
    "PrivateMode",
    "Progress",
    "PruneMode",
    "Report",
    "TextMode",
    "bundles_below",
    "import_bundle",
    "import_rows",
]
