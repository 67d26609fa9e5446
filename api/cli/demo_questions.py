"""The four questions of the demo: GraphQL as a front end would send it, and the answer in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

LINE_OF_SIGHT = """\
query LineOfSight($person: NodeKeyInput!) {
  person(key: $person) {
    displayName
    conversations(last: 25) {
      nodes {
        title
        goals(first: 1) {
          nodes {
            title
            ancestors(where: {kind: {eq: PURPOSE}}) { nodes { title } }
          }
        }
      }
    }
  }
}"""

AROUND_A_GOAL = """\
query AroundAGoal($key: NodeKeyInput!, $goal: ID!) {
  goal(key: $key) { title }
  groups(where: {kind: {eq: UNIT}}, first: 100) {
    nodes {
      displayName
      centrality(measure: BETWEENNESS, ties: {goal: $goal}) { value rank comparedWith }
    }
  }
}"""

GROUP_AND_NETWORK = """\
query GroupAndNetwork($group: NodeKeyInput!) {
  group(key: $group) {
    displayName
    centrality(measure: IN_DEGREE) { value denominator explain { title unit } }
  }
  network {
    centrality(measure: IN_DEGREE) { value denominator }
    totals { conversations messages links }
  }
}"""

VALUE_OF_GROUP = """\
query ValueOfGroup($group: NodeKeyInput!) {
  group(key: $group) {
    displayName
    value { stages { stage headline { title value rate denominator tooLittleData } } likeness maturity { stage } }
  }
  network {
    value {
      stages { stage headline { value rate denominator tooLittleData } }
      maturity { stage }
      explain { reach { lastDay } }
    }
  }
}"""

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    """One question: its words, its document and variables, and how its answer is said."""

    words: str
    document: str
    variables: Mapping[str, Any]
    say: Callable[[Data], list[str]]


def questions(person: str, goal: str, goal_id: str, group: str) -> list[Question]:
    """The questions about this person, goal and group; native ids of the source `sample`."""
    return [
        Question(
            "How does one person's talk reach the purpose?",
            LINE_OF_SIGHT,
            {"person": _key(person)},
            say_line_of_sight,
        ),
        Question(
            "Which units stand between the others in the talk around one goal?",
            AROUND_A_GOAL,
            {"key": _key(goal), "goal": goal_id},
            say_around_a_goal,
        ),
        Question(
            "How does one unit compare with the whole network?",
            GROUP_AND_NETWORK,
            {"group": _key(group)},
            say_group_and_network,
        ),
        Question(
            "Which value does this unit create by helping, beside the whole network?",
            VALUE_OF_GROUP,
            {"group": _key(group)},
            say_value_of_group,
        ),
    ]


def _key(native: str) -> Mapping[str, str]:
    return {"source": "sample", "externalId": native}


def say_line_of_sight(data: Data) -> list[str]:
    """The first conversation from which a chain of goals ends in a purpose."""
    person = data["person"]
    for conversation in person["conversations"]["nodes"]:
        for goal in conversation["goals"]["nodes"]:
            for purpose in goal["ancestors"]["nodes"]:
                return [
                    f"{person['displayName']}",
                    f"  → conversation  {conversation['title']}",
                    f"  → goal          {goal['title']}",
                    f"  → purpose       {purpose['title']}",
                ]
    return [f"{person['displayName']} has not talked about a goal that reaches a purpose."]


def say_around_a_goal(data: Data) -> list[str]:
    """The three units with the highest mean betweenness."""
    units = [
        (unit["centrality"]["rank"], unit["displayName"], unit["centrality"])
        for unit in data["groups"]["nodes"]
        if unit["centrality"]["rank"] is not None
    ]
    lines = [f"Around “{data['goal']['title']}”, mean betweenness of the members:"]
    for _, name, score in sorted(units, key=lambda unit: unit[:2])[:3]:
        place = f"{score['rank']} of {score['comparedWith']}"
        lines.append(f"  {name:<34} {score['value']:>9,.1f}   rank {place} groups")
    return lines


def say_group_and_network(data: Data) -> list[str]:
    """The unit's mean beside the network's."""
    group, network = data["group"], data["network"]
    own, all_ = group["centrality"], network["centrality"]
    lines = [
        f"{own['explain']['title']} ({own['explain']['unit']}), mean over people:",
        f"  {group['displayName']:<34} {own['value']:>9,.1f}   {own['denominator']} people",
        f"  {'the whole network':<34} {all_['value']:>9,.1f}   {all_['denominator']} people",
    ]
    totals = network["totals"]
    lines.append(
        f"  from {totals['messages']:,} messages in {totals['conversations']:,} conversations, "
        f"{totals['links']:,} of their links to goals confirmed"
    )
    return lines


def say_value_of_group(data: Data) -> list[str]:
    """The headline kind of each stage, the unit's beside the network's."""
    group, network = data["group"], data["network"]
    lines = [f"{'stage':<10}{'what speaks for it':<28}{group['displayName']:<26}the whole network"]
    for own, everybody in zip(group["value"]["stages"], network["value"]["stages"], strict=True):
        if own["headline"] is not None:
            one, other = _figure(own["headline"]), _figure(everybody["headline"])
            name = own["stage"].lower()
            lines.append(f"{name:<10}{own['headline']['title']:<28}{one:<26}{other}")
    reached = [_stage(scope["value"]["maturity"]["stage"]) for scope in (group, network)]
    lines.append(f"{'':<10}{'stage reached (convention)':<28}{reached[0]:<26}{reached[1]}")
    if group["value"]["likeness"] is not None:
        lines.append(f"its mix of stages is {group['value']['likeness']:.2f} like the network's")
    return lines


def _figure(kind: Mapping[str, Any]) -> str:
    """A value with its rate, or that there is too little data for one."""
    if kind["value"] is None:
        return "not shown"
    if kind["rate"] is None:
        return f"{kind['value']:,.1f} (too little data)"
    return f"{kind['value']:,.1f} of {kind['denominator']:,.1f} = {kind['rate']:.2f}"


def _stage(stage: str | None) -> str:
    return "none yet" if stage is None else stage.lower()
