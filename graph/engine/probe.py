"""Whether the local Neo4j answers: one empty transaction over HTTP, with the folder's password."""

from __future__ import annotations

import base64
import http.client

from graph.engine.data_folder import LOOPBACK

WAIT_S = 5
EMPTY = '{"statements": []}'


def answers(port: int, secret: str) -> bool:
    """Whether the database is open and the password is right.

    Raises PermissionError where the password is refused: no waiting mends that.
    """
    word = base64.b64encode(f"neo4j:{secret}".encode()).decode("ascii")
    headers = {"Authorization": f"Basic {word}", "Content-Type": "application/json"}
    line = http.client.HTTPConnection(LOOPBACK, port, timeout=WAIT_S)
    try:
        line.request("POST", "/db/neo4j/tx/commit", EMPTY, headers)
        answer = line.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()
    if answer.status == 401:
        raise PermissionError("the store refuses the password of its folder")
    return answer.status == 200 and b'"errors":[]' in body
