"""The goal graph: a purpose, objectives, measured results, initiatives; and their check-ins."""

from __future__ import annotations

from collections.abc import Iterator

from graph.sample.clock import Clock
from graph.sample.company import REST, Goal, Group, Person
from graph.sample.formal_shape import SITES
from graph.sample.network import Network
from graph.sample.objectives import THEMES
from graph.sample.organisation import Organisation
from graph.sample.planted_truth import PlantedTruth
from graph.sample.settings import SampleSettings
from graph.sample.themes import (
    PURPOSE,
    PURPOSE_TERMS,
    PURPOSE_TEXT,
    SECOND_LIFE,
    SILENT,
    Result,
    Theme,
)

VERBS = ("Redesign", "Test", "Simplify", "Document", "Rebuild", "Measure", "Renew", "Share")
INITIATIVES_PER_TEAM = 1.25
TWO_PARENTS = 0.22
TWO_GROUPS = 0.35
SHARES = ((0.6, 0.4), (0.7, 0.3), (0.5, 0.5), (0.75, 0.25))
PREFIXES = {"purpose": "purpose", "objective": "obj", "key_result": "kr", "initiative": "init"}


class Goals:
    """All goals, parents first, and which groups talk about which."""

    def __init__(
        self,
        settings: SampleSettings,
        clock: Clock,
        organisation: Organisation,
        network: Network,
        planted: PlantedTruth,
    ) -> None:
        self.random = settings.randomness("goals")
        self.clock = clock
        self.organisation = organisation
        self.network = network
        self.all: list[Goal] = []
        self._numbers: dict[str, int] = {}
        self.purpose = self._goal("purpose", PURPOSE, "purpose", PURPOSE_TEXT, PURPOSE_TERMS)
        self._assign(self.purpose, organisation.top, organisation.company)
        count = min(len(THEMES), max(4, round(settings.people**0.5 / 2.5)))
        self.objectives = self._objectives(count)
        self.results: dict[str, list[Goal]] = {}
        for theme, objective in self.objectives.values():
            results = theme.results if settings.people >= 100 else theme.results[:1]
            self.results[theme.slug] = [
                self._result(result, theme, objective) for result in results
            ]
        self._subjects = {theme.slug: _subjects(theme) for theme in THEMES}
        for team in organisation.teams:
            for _ in range(1 + (self.random.random() < INITIATIVES_PER_TEAM - 1)):
                self._initiative(team)
        self._loose(planted, settings.people >= 60)
        self._silent(planted)
        self._choose_talk()

    @property
    def talked(self) -> list[Goal]:
        """The goals that have conversations: all but the silent one."""
        return [goal for goal in self.all if not goal.silent]

    def _goal(self, kind: str, title: str, theme: str, text: str, terms: tuple[str, ...]) -> Goal:
        """A new goal with a span of time that fits its kind."""
        self._numbers[kind] = number = self._numbers.get(kind, 0) + 1
        first, last = self.clock.first_day, self.clock.last_day
        if kind == "initiative":
            starts = first + int((last - first) * self.random.uniform(-0.3, 0.95))
            due = starts + self.random.randint(60, 170)
        else:
            starts, due = first, max(last, first + 180)
        id_ = "purpose" if kind == "purpose" else f"{PREFIXES[kind]}-{number:02}"
        goal = Goal(id_, title, kind, theme, text, terms, starts, due)
        goal.tags = [theme]
        self.all.append(goal)
        return goal

    def _assign(self, goal: Goal, owner: Person, *groups: Group) -> None:
        """Set the owner and the pursuing groups of the goal."""
        goal.owners.append(owner)
        goal.groups.extend(groups)

    def _objectives(self, count: int) -> dict[str, tuple[Theme, Goal]]:
        """Slug → theme and objective: the first theme of each unit, then the second, …"""
        by_slug = {theme.slug: theme for theme in THEMES}
        objectives: dict[str, tuple[Theme, Goal]] = {}
        for turn in range(3):
            for unit, head in zip(self.organisation.units, self.organisation.heads, strict=True):
                slug = unit.themes[turn] if turn < len(unit.themes) else ""
                if slug in by_slug and slug not in objectives and len(objectives) < count:
                    theme = by_slug[slug]
                    terms = tuple(term for result in theme.results for term in result.terms[:2])
                    goal = self._goal("objective", theme.title, slug, theme.text, terms)
                    goal.parents.append((self.purpose, None))
                    self._assign(goal, head, unit)
                    objectives[slug] = (theme, goal)
        return objectives

    def _result(self, result: Result, theme: Theme, objective: Goal) -> Goal:
        """A measured result of the objective, pursued by a team of its unit."""
        text = f"Measured as {result.terms[0]}, in {result.unit}. {_listed(result.terms[1:])}"
        goal = self._goal("key_result", result.title, theme.slug, text, result.terms)
        goal.metric = (result.kind, result.unit, result.baseline, result.target)
        goal.parents.append((objective, None))
        others = [
            objective_ for _, objective_ in self.objectives.values() if objective_ is not objective
        ]
        if self.random.random() < TWO_PARENTS / 2:
            self._second_parent(goal, others)
        unit = objective.groups[0]
        teams = [team for team in self.organisation.teams if team.unit is unit.unit]
        team = self.random.choice(teams)
        self._assign(goal, team.seats[0].person, unit, team)
        return goal

    def _second_parent(self, goal: Goal, others: list[Goal]) -> None:
        """The goal supports another one too, with weights."""
        if others:
            first, second = self.random.choice(SHARES)
            goal.parents = [
                (goal.parents[0][0], first),
                (self.random.choice(others), second),
            ]

    def _initiative(self, team: Group) -> Goal:
        """What this team does for a result of its unit's themes."""
        random = self.random
        slugs = [slug for slug in team.themes if slug in self.objectives]
        slug = random.choice(slugs or list(self.objectives))
        subject, details, verb, site = next(self._subjects[slug])
        title = f"{verb} the {subject}" + (f" at {site}" if site else "")
        goal = self._goal("initiative", title, slug, _listed(details), (subject, *details))
        if site:
            goal.terms = (*goal.terms, f"{subject} at {site}")
        goal.parents.append((random.choice(self.results[slug]), None))
        if random.random() < TWO_PARENTS:
            others = [
                result for s, results in self.results.items() for result in results if s != slug
            ]
            self._second_parent(goal, others)
        members = [
            seat.person
            for seat in team.seats
            if seat.person.stays and seat.person.joined < self.clock.first_day
        ]
        owner = team.seats[0].person if random.random() < 0.6 else random.choice(members)
        self._assign(goal, owner, team)
        if random.random() < TWO_GROUPS:
            others_ = [t for t in self.organisation.teams if t.side == team.side and t is not team]
            goal.groups.extend(random.sample(others_, min(1, len(others_))))
        if random.random() < 0.6:
            goal.metric = ("reach", "%", 0, 100)
        self._settle(goal)
        return goal

    def _settle(self, goal: Goal) -> None:
        """Set the status that fits the goal's dates."""
        if goal.due < self.clock.last_day - 5:
            goal.status = self.random.choices(("achieved", "missed", "active"), (60, 25, 15))[0]
        elif goal.starts > self.clock.last_day - 25:
            goal.status = "proposed"
        elif self.random.random() < 0.04:
            goal.status = "dropped"

    def _loose(self, planted: PlantedTruth, large: bool) -> None:
        """The cluster that reaches no purpose, pursued by a community and a team of the rest."""
        community = self.network.communities[1]
        teams = [team for team in self.organisation.teams if team.side == REST]
        objective = self._goal("objective", SECOND_LIFE.title, SECOND_LIFE.slug, SECOND_LIFE.text,
                               tuple(SECOND_LIFE.subjects))  # fmt: skip
        self._assign(objective, self.random.choice(teams).seats[0].person, community)
        planted.loose.append(objective)
        result = self._loose_result(objective, teams)
        planted.loose.append(result)
        subjects = list(SECOND_LIFE.subjects.items())[: 2 if large else 1]
        for verb, (subject, details) in zip(("Open", "Keep"), subjects, strict=False):
            title = f"{verb} the {subject}"
            goal = self._goal("initiative", title, SECOND_LIFE.slug, _listed(details),
                              (subject, *details))  # fmt: skip
            goal.parents.append((result, None))
            team = self.random.choice(teams)
            self._assign(goal, team.seats[0].person, team)
            self._settle(goal)
            planted.loose.append(goal)

    def _loose_result(self, objective: Goal, teams: list[Group]) -> Goal:
        """The measured result of the cluster."""
        result = SECOND_LIFE.results[0]
        goal = self._goal("key_result", result.title, SECOND_LIFE.slug,
                          _listed(result.terms), result.terms)  # fmt: skip
        goal.metric = (result.kind, result.unit, result.baseline, result.target)
        goal.parents.append((objective, None))
        self._assign(goal, self.random.choice(teams).seats[0].person, objective.groups[0])
        return goal

    def _silent(self, planted: PlantedTruth) -> None:
        """The goal that nobody talks about: it looks on track and has an owner."""
        unit = next(unit for unit in self.organisation.units if unit.name == "Manufacturing")
        parent = self.objectives["fair-price"][1]
        goal = self._goal("key_result", SILENT.title, parent.theme, _listed(SILENT.terms),
                          SILENT.terms)  # fmt: skip
        goal.metric = (SILENT.kind, SILENT.unit, SILENT.baseline, SILENT.target)
        goal.parents.append((parent, None))
        goal.silent = True
        head = self.organisation.heads[self.organisation.units.index(unit)]
        self._assign(goal, head, unit)
        planted.silent = goal

    def _choose_talk(self) -> None:
        """Give each group the goals that its talk is about."""
        by_theme: dict[str, list[Goal]] = {}
        for goal in self.talked:
            by_theme.setdefault(goal.theme, []).append(goal)
            if goal.kind in ("initiative", "key_result"):
                goal.groups[0].goals.append(goal)
        for group in self.organisation.groups:
            near = [goal for slug in group.themes for goal in by_theme.get(slug, ())]
            if group.kind == "project" and not group.archived:
                self._project_goal(group, near or self.talked)
            elif group.kind == "community":
                group.goals.extend(near)
            elif group.kind == "team":
                parents = [parent for goal in group.goals for parent, _ in goal.parents]
                group.goals = [*group.goals, *group.goals, *parents]
            elif group.kind == "unit":
                objectives = [goal for goal in near if goal.kind == "objective"]
                group.goals = [*group.goals, *objectives, self.purpose]

    def _project_goal(self, group: Group, near: list[Goal]) -> None:
        """Let the project pursue one or two goals of its members' themes."""
        for goal in self.random.sample(near, min(2, len(near))):
            if goal.kind in ("initiative", "key_result"):
                goal.groups.append(group)
            group.goals.append(goal)


def _subjects(theme: Theme) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    """Subject, details, verb and site of one initiative after the other, none twice."""
    for site in ("", *SITES):
        for turn in range(len(VERBS)):
            for place, (subject, details) in enumerate(theme.subjects.items()):
                yield subject, details, VERBS[(place + turn) % len(VERBS)], site


def _listed(terms: tuple[str, ...]) -> str:
    """A sentence that names the words of a goal."""
    return f"It is about the {', the '.join(terms[:-1])} and the {terms[-1]}."
