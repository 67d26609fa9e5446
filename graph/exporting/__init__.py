"""The store as bundles and OKR files, in canonical form: an import of an export changes nothing.

Rows of answers on the terminal are no export: they lie in `api/cli`.
"""

from graph.exporting.bundle_export import ExportedBundle, export_bundles

__all__ = ["ExportedBundle", "export_bundles"]
