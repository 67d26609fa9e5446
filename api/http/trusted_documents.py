"""Trusted documents: in production only operations that the front end was built with, by a manifest of theirs.

A manifest is what `@graphql-codegen` writes (`persistedDocuments`): SHA-256 in hexadecimal -> document. A
client may then send the hash alone, as `documentId` or `extensions.persistedQuery.sha256Hash`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import orjson
import structlog

from api.http.graphql_request import GraphQLRequest, Refused
from graph.errors import BadInput, Forbidden, NotFound

MODES = ("off", "log", "enforce")
LOGGED = 1000
"""Unknown documents that the log names, each once."""
log = structlog.get_logger()


class TrustedDocuments:
    """The documents of a manifest, and what is done with others."""

    def __init__(self, mode: str, manifest: Path | None) -> None:
        self.mode = mode
        self._texts = {} if manifest is None else read_manifest(manifest)
        self._trusted = frozenset(self._texts.values())
        self._logged: set[str] = set()

    def text_of(self, request: GraphQLRequest, *, explores: bool) -> str:
        """The text of a request's document. Raises Refused where it is not among the trusted ones.

        `explores`: the viewer may send documents of their own.
        """
        if request.document_id is not None:
            text = self._texts.get(request.document_id)
            if text is None:
                failure = NotFound(
                    "There is no trusted document with this hash.",
                    remedy="send the document, or serve the manifest that has it",
                )
                raise Refused(404, failure)
            return text
        if self.mode == "off" or explores or request.query in self._trusted:
            return request.query
        if self.mode == "enforce":
            failure_ = Forbidden(
                "This document is not among those that are trusted here.",
                remedy="add it to the manifest (GOALGRAPH_DOCUMENTS_FILE), or ask an analyst or admin",
            )
            raise Refused(403, failure_)
        digest = hashlib.sha256(request.query.encode()).hexdigest()
        if digest not in self._logged and len(self._logged) < LOGGED:
            self._logged.add(digest)
            log.warning("untrusted document", sha256=digest)
        return request.query


def read_manifest(path: Path) -> dict[str, str]:
    """Hash -> document. Raises BadInput where the file is no manifest, or a hash is not its document's."""
    remedy = "write it with the client preset of @graphql-codegen: `persistedDocuments: true`, hash `sha256`"
    try:
        manifest = orjson.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise BadInput(f"{path} cannot be read as a manifest: {error}", remedy=remedy) from error
    if not isinstance(manifest, dict) or not all(
        isinstance(text, str) and key == hashlib.sha256(text.encode()).hexdigest()
        for key, text in manifest.items()
    ):
        raise BadInput(f"{path} does not name each document by its SHA-256", remedy=remedy)
    return manifest


def documents_of(mode: str, manifest: Path | None) -> TrustedDocuments:
    """The trusted documents of the settings. Raises BadInput where they do not fit together."""
    if mode not in MODES:
        raise BadInput(
            f"GOALGRAPH_DOCUMENTS is {mode[:80]!r}", remedy=f"set it to one of {', '.join(MODES)}"
        )
    if mode != "off" and manifest is None:
        raise BadInput(
            f"GOALGRAPH_DOCUMENTS is {mode}, but GOALGRAPH_DOCUMENTS_FILE names no manifest",
            remedy="name the file that codegen writes",
        )
    return TrustedDocuments(mode, manifest)
