"""`goalgraph serve`: what it refuses, what it says, and the real schema from outside."""

import signal
import socket

import httpx
import pytest

from api.cli.serve import announcement, check_address
from api.http.server import listening_socket
from graph.config import Settings
from graph.errors import BadInput, PortTaken
from graph.store.driver import Store
from tests.api.http.node import audits
from tests.api.http.server_process import ready_at, serving
from tests.command_line import goalgraph
from tests.patience import until

OFF = Settings.from_env({})
PEOPLE = {"query": "{ people(first: 1) { totalCount } }"}
KEYS = Settings.from_env({"GOALGRAPH_AUTHENTICATION": "keys"})


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.7", "example.org"])
def test_other_addresses_need_a_trusted_network(host: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_address(host, OFF, trust_network=False)

    assert "--trust-network" in str(refused.value.remedy)
    check_address(host, OFF, trust_network=True)
    check_address(host, KEYS, trust_network=False)


def test_it_says_that_authentication_is_off() -> None:
    text = announcement("::1", 8000, OFF, trust_network=False)

    assert "http://[::1]:8000/graphql" in text
    assert "Authentication is off: whoever can log in to this machine may" in text
    assert "--trust-network" not in text
    trusting = announcement("::1", 8000, OFF, trust_network=True)
    assert "whoever reaches this port may" in trusting
    assert "--trust-network: nobody is asked who they are" in trusting
    known = announcement("::1", 8000, KEYS, trust_network=True)
    assert "--trust-network changes nothing here" in known


def test_a_taken_port_is_said_with_its_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(PortTaken) as taken:
        listening_socket("127.0.0.1", other.getsockname()[1])

    assert "--port 0" in str(taken.value.remedy)


@pytest.mark.slow
def test_a_store_that_does_not_answer_ends_it_with_the_remedy() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    uri = f"bolt://127.0.0.1:{port}"
    done = goalgraph("serve", "--port", "0", NEO4J_URI=uri, HOME="/nowhere")

    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert "mend:  " in done.stderr
    assert "Traceback" not in done.stderr


def readiness(url: str) -> httpx.Response:
    """What `/readyz` says once all is read."""
    return until(lambda: found if (found := ready_at(url)).status_code == 200 else None)


@pytest.mark.store
def test_the_real_schema_is_served_by_the_specification_until_a_signal(
    store: Store,
) -> None:
    target = store.target
    env = {
        "NEO4J_URI": target.uri,
        "NEO4J_USERNAME": target.username,
        "NEO4J_PASSWORD": target.password,
        "NEO4J_DATABASE": target.database,
    }
    with serving("tests.api.http.real_application", **env) as (url, process):
        ready = readiness(url)
        results = audits(f"{url}/graphql")
        people = httpx.post(f"{url}/graphql", json=PEOPLE, timeout=30)
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=60)

    assert (ready.status_code, ready.json()["checks"]["store"]["ok"]) == (200, True)
    assert [r for r in results if r["status"] != "ok"] == []
    assert people.json()["data"]["people"]["totalCount"] >= 0
    assert code == 0
