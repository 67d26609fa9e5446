"""GraphQL types of analyses."""

from __future__ import annotations

from api.figures import figures_field
from api.shape import Node, node_type
from graph import records


@node_type(records.Analysis)
class Analysis(Node):
    """See the record of the same name."""

    figures = figures_field
