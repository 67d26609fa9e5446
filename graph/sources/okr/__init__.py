"""OKR files of any tool, read as a bundle of goals and check-ins; docs/okr.md shows the columns.

Nothing here knows the store: people and groups are looked up by whoever imports.
"""

from graph.sources.okr.okr_file import OkrFile, open_okr
from graph.sources.okr.reader import Finders

__all__ = ["Finders", "OkrFile", "open_okr"]
