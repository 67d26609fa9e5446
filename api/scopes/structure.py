"""How a person, a group and the network stand in the network of ties: brokerage, resilience, mixing.

The same fields at every scale, read from the same snapshot: of a person the measure, of a group and
the network the mean over their people.
"""

from __future__ import annotations

from typing import Any

import strawberry

from api.scopes.measure_senses import SENSE_ARGUMENTS, sense_cost, sense_scores_batch
from api.scopes.mixing_by_chance import against_chance_field
from api.scopes.scores import Score, SnapshotScores
from api.scopes.snapshot_choice import SNAPSHOT_ARGUMENTS
from api.scopes.tie_arguments import tie_field
from api.types.record_types import PARENT, graphql_enum, plain_nested
from api.types.windows import SNAPSHOT_WINDOW_DOC, ScoreWindow
from graph.records.enums import Choice


class Role(Choice):
    """Which groups a broker stands between, by the homes of the three: sender, broker, receiver."""

    COORDINATOR = "coordinator", "All three are at home in one group."
    CONSULTANT = "consultant", "Sender and receiver in one group, the broker in another."
    REPRESENTATIVE = "representative", "Sender and broker in one group, the receiver in another."
    GATEKEEPER = "gatekeeper", "Broker and receiver in one group, the sender in another."
    LIAISON = "liaison", "All three in different groups."


def _score(key: str, description: str) -> Any:
    """A field that shows the score by one measure."""

    def get(root: SnapshotScores) -> Score:
        return root.score(key)

    def resolve(root: Any) -> Any:
        return get(root)

    resolve.__annotations__ = {"root": PARENT, "return": Score}
    return strawberry.field(resolver=resolve, description=description, metadata={"nested": get})


@strawberry.type(description="How often somebody stands between two others in one role.")
class BrokerageRole:
    """One of the five roles of Gould and Fernandez."""

    role: graphql_enum(Role) = strawberry.field(  # type: ignore[valid-type]
        description="Which groups the three belong to."
    )
    score: Score = strawberry.field(description="Pairs of others that are brokered in this role.")
    expected: float | None = strawberry.field(
        description="What chance would give with the same homes and as many ties; of groups, sets and "
        "the network the mean over their people."
    )
    z: float | None = strawberry.field(
        description="How many standard deviations the count lies above chance: of a person their own, "
        "of the network that of `networkCount`; null of groups and sets, which have `meanZ`."
    )
    mean_z: float | None = strawberry.field(
        description="Of groups, sets and the network the mean of their people's own z: how far single "
        "people stand out, not how far the whole does."
    )
    network_count: float | None = strawberry.field(
        description="Of the network: pairs brokered in this role by all people together."
    )
    network_expected: float | None = strawberry.field(
        description="Of the network: what chance would give of `networkCount`."
    )


def _role(root: SnapshotScores, role: Role) -> BrokerageRole:
    key = f"broker_{role.value}"
    network_key = f"whole_{key}"
    is_person, network = root.root.label == "Person", root.root.label == "Network"
    z = root.stored_number(f"{key}_z")
    return BrokerageRole(
        role=role,
        score=root.score(key),
        expected=root.stored_number(f"{key}_expected"),
        z=z if is_person else root.stored_number(f"{network_key}_z") if network else None,
        mean_z=None if is_person else z,
        network_count=root.stored_number(network_key) if network else None,
        network_expected=root.stored_number(f"{network_key}_expected") if network else None,
    )


def _roles(root: SnapshotScores) -> list[BrokerageRole]:
    return [_role(root, role) for role in Role]


def _resolve_roles(root: Any) -> list[BrokerageRole]:
    return _roles(root)


_resolve_roles.__annotations__["root"] = PARENT


def _window() -> Any:
    """The field `window`: that of the snapshot, or the one that was asked for."""
    return plain_nested(lambda root: root.window, ScoreWindow, SNAPSHOT_WINDOW_DOC)


def _is_scores(_: Any, obj: Any, *__: Any) -> bool:
    return isinstance(obj, SnapshotScores)


@strawberry.type(description="Standing between others: ways that lead through, and open holes.")
class Brokerage:
    """What a place between others offers; whether anything is carried across is not seen here."""

    roles = strawberry.field(
        resolver=_resolve_roles,
        description="The five roles, by the homes of sender, broker and receiver.",
        metadata={"nested": _roles},
    )
    total = _score("brokerage", "Pairs of others that are brokered in any role.")
    betweenness = _score("betweenness", "Shortest ways that lead through.")
    bridging = _score("bridging", "Shortest ways between people with more contacts.")
    constraint = _score("constraint", "How much the contacts are tied to one another: low is open.")
    effective_size = _score("effective_size", "Contacts less what they repeat of each other.")
    efficiency = _score("efficiency", "Effective size as a share of the contacts.")
    window = _window()

    is_type_of = classmethod(_is_scores)


@strawberry.type(description="How much would break, and how well ways go round.")
class Resilience:
    """What hangs on single people."""

    articulation = _score(
        "articulation", "Whether somebody would be cut off; of a group the share of such people."
    )
    bridges = _score("bridge_ties", "Ties that are the only way between two parts.")
    local_bridges = _score("local_bridges", "Contacts with whom no contact is shared.")
    core = _score("core", "The densest part that somebody belongs to: everybody in it has so many.")
    clustering = _score("clustering", "How many of the contacts know each other.")
    harmonic_out = _score("harmonic_out", "How near everybody is whom one acts towards.")
    harmonic_in = _score("harmonic_in", "How near everybody is who acts towards one.")
    window = _window()

    is_type_of = classmethod(_is_scores)


@strawberry.type(description="How ties cross the homes of the formal tree.")
class Mixing:
    """Inside and outside, measured against people's homes."""

    ei_index = _score("ei_index", "Ties outside the home less those inside, by all: -1 to 1.")
    participation = _score("participation", "How evenly ties spread over groups.")
    tie_diversity = _score("tie_diversity", "How evenly strength spreads over contacts.")
    two_way_share = _score("person_two_way_share", "Share of contacts who act both ways.")
    ei_against_chance = against_chance_field
    window = _window()

    is_type_of = classmethod(_is_scores)


def _field(type_: Any, description: str, *keys: str) -> Any:
    """The field of a scope that shows one side of its place in the network, by these measures."""
    return tie_field(
        sense_scores_batch(*keys),
        type_,
        description,
        cost=sense_cost(*keys),
        **SENSE_ARGUMENTS,
        **SNAPSHOT_ARGUMENTS,
    )


_FROM = ", in the sense asked for; the mean over its people where none is."
brokerage_field = _field(
    Brokerage,
    f"Standing between others{_FROM}",
    "betweenness",
    "bridging",
    "constraint",
    "effective_size",
    "efficiency",
)
resilience_field = _field(
    Resilience,
    f"What hangs on single people{_FROM}",
    "articulation",
    "bridge_ties",
    "local_bridges",
    "core",
    "clustering",
    "harmonic_out",
    "harmonic_in",
)
mixing_field = _field(
    Mixing,
    f"How ties cross the homes of the formal tree{_FROM}",
    "tie_diversity",
    "person_two_way_share",
)

__all__ = ["brokerage_field", "mixing_field", "resilience_field"]
