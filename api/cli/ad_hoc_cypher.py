"""`goalgraph cypher -` and `goalgraph cypher FILE`: a statement of one's own, checked and bounded."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer

from api.http.logs import log_json
from graph.errors import BadInput
from graph.store.ad_hoc_cypher.audit_log import Asker
from graph.store.ad_hoc_cypher.run import AdHocAnswer, ad_hoc_answer
from graph.store.driver import Store
from graph.store.literals import literal
from graph.store.statements import PARAM_LINE

MOST_READ = 64 * 1024
"""Bytes of a file that are looked at: `:param` lines stand beside the statement."""


def is_ad_hoc(name: str) -> bool:
    """Whether a word means standard input or a file, not the name of a statement."""
    return name == "-" or name.endswith(".cypher") or "/" in name


def statement_and_parameters(name: str, given: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """The statement of standard input or a file, and its parameters.

    `:param name => value` lines give values, options others. Raises BadInput where it cannot be read.
    """
    try:
        raw = sys.stdin.buffer.read(MOST_READ) if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror}", remedy="name a file") from None
    try:
        text = raw[:MOST_READ].decode()
    except UnicodeDecodeError:
        raise BadInput(f"{name} is not UTF-8", remedy="save it as UTF-8") from None
    parameters = {match[1]: _value(match[1], match[2]) for match in PARAM_LINE.finditer(text)}
    parameters |= {key: _value(key, value, bare=True) for key, value in given.items()}
    return PARAM_LINE.sub("", text).strip(), parameters


def _value(name: str, text: str, *, bare: bool = False) -> Any:
    """The value of a JSON value or a Cypher literal; of an option also that of a bare text."""
    try:
        return literal(text)
    except ValueError as error:
        if bare:
            return text
        raise BadInput(f":param {name}: {error}", remedy="write JSON or a literal") from None


async def answer_of(
    store: Store, statement: str, parameters: Mapping[str, Any], purpose: str | None
) -> AdHocAnswer:
    """The answer, with a line of the log on standard error before it."""
    log_json()
    asker = Asker(f"cli:{_user()}", purpose)
    answer = await ad_hoc_answer(store, statement, dict(parameters), asker=asker)
    if answer.truncated:
        typer.echo(f"stopped after {len(answer.rows):,} rows; there are more", err=True)
    return answer


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
