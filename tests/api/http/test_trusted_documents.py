"""Trusted documents: sent by their hash, and in production nothing else, where that is wanted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.execution.viewer import Viewer, roles_with_implied
from api.http.app import create_app
from graph.errors import BadInput
from tests.api.http.client import client
from tests.api.http.sample import context, schema, settings

KNOWN = "query Known { person { name } }"
HASH = hashlib.sha256(KNOWN.encode()).hexdigest()
OTHER = "{ person { level } }"


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "persisted.json"
    path.write_text(json.dumps({HASH: KNOWN}))
    return path


async def answers(
    manifest: Path | None, mode: str, request: dict[str, Any], role: str = "member"
) -> httpx.Response:
    async def authenticate(_: Mapping[bytes, bytes]) -> Viewer:
        return Viewer("acme/ann", roles_with_implied(frozenset({role})), credential="key:a")

    env = {"GOALGRAPH_MODE": "production", "GOALGRAPH_DOCUMENTS": mode}
    if manifest is not None:
        env["GOALGRAPH_DOCUMENTS_FILE"] = str(manifest)
    app = create_app(schema, context, settings(**env), authenticate=authenticate)
    async with client(app) as http:
        return await http.post("/graphql", json=request)


@pytest.mark.parametrize("mode", ["off", "log", "enforce"])
@pytest.mark.parametrize(
    "request_",
    [
        {"query": KNOWN},
        {"documentId": HASH},
        {"documentId": f"sha256:{HASH}"},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": HASH}}},
        {"documentId": HASH, "operationName": "Known", "variables": {}},
    ],
)
async def test_trusted_documents_are_answered(
    manifest: Path, mode: str, request_: dict[str, Any]
) -> None:
    answer = await answers(manifest, mode, request_)
    assert answer.json()["data"] == {"person": {"name": "Ada"}}


async def test_others_are_refused_where_they_are_to_be(manifest: Path) -> None:
    assert (await answers(manifest, "log", {"query": OTHER})).json()["data"]["person"]["level"] == 1
    for document in (OTHER, KNOWN + " ", KNOWN + "#", KNOWN.lower()):
        refused = await answers(manifest, "enforce", {"query": document})
        (error,) = refused.json()["errors"]
        assert (refused.status_code, error["extensions"]["code"]) == (403, "FORBIDDEN")
    for role, status in (("steward", 403), ("tool", 403), ("analyst", 200), ("admin", 200)):
        assert (await answers(manifest, "enforce", {"query": OTHER}, role)).status_code == status


@pytest.mark.parametrize(
    "request_",
    [
        {"documentId": "0" * 64},
        {"documentId": ""},
        {"documentId": "../../etc/passwd"},
        {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "x"}}},
    ],
)
async def test_unknown_hashes_are_not_found(manifest: Path, request_: dict[str, Any]) -> None:
    answer = await answers(manifest, "enforce", request_)
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    "request_",
    [
        {"documentId": 7},
        {"documentId": None},
        {"extensions": {"persistedQuery": 7}},
        {"extensions": {"persistedQuery": {"sha256Hash": 7}}},
        {"extensions": {"persistedQuery": {}}},
        {"query": ""},
        {},
    ],
)
async def test_what_is_no_request_is_said(manifest: Path, request_: dict[str, Any]) -> None:
    answer = await answers(manifest, "enforce", request_)
    assert answer.status_code == 400
    assert "`query` is missing" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("mode", "text", "said"),
    [
        ("on", None, "GOALGRAPH_DOCUMENTS is 'on'"),
        ("enforce", None, "names no manifest"),
        ("enforce", "{", "cannot be read"),
        ("enforce", "[]", "does not name each"),
        ("enforce", json.dumps({"0" * 64: KNOWN}), "does not name each"),
        ("off", json.dumps({HASH: 7}), "does not name each"),
    ],
)
def test_manifests_that_are_none(tmp_path: Path, mode: str, text: str | None, said: str) -> None:
    env = {"GOALGRAPH_DOCUMENTS": mode}
    if text is not None:
        path = tmp_path / "manifest.json"
        path.write_text(text)
        env["GOALGRAPH_DOCUMENTS_FILE"] = str(path)
    with pytest.raises(BadInput) as refused:
        create_app(schema, context, settings(**env))
    assert said in refused.value.message and refused.value.remedy
