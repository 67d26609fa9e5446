"""A whole sample, written: the company first, then its talk day by day.

Memory grows with people, goals and planned occasions, never with messages: each conversation is
written whole and forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from graph.sample.activity_counts import TalkTallies
from graph.sample.bridges import Bridges
from graph.sample.bundle_files import BundleWriter
from graph.sample.check_ins import write_check_ins
from graph.sample.clock import DAY, WEEKDAY_WEIGHTS, Clock, time_text, weekday
from graph.sample.conversation_writer import Desk
from graph.sample.dependencies import plant_dependencies
from graph.sample.everyday_talk import MEAN_SIZE, Threads
from graph.sample.experiments import Experiments
from graph.sample.goals import Goals
from graph.sample.maturity_stage_teams import MaturityGroups
from graph.sample.needs import Needs
from graph.sample.network import Network
from graph.sample.occasions import Calendar, Event
from graph.sample.offers import offer_events
from graph.sample.organisation import Organisation
from graph.sample.planted_truth import PlantedTruth, plant_people, truth
from graph.sample.rows import write_company
from graph.sample.settings import SOURCE, SampleSettings
from graph.sample.solve_rise_quarter import SolvingRises

Progress = Callable[[int, int], None]
"""Told after each day: messages so far, and the messages aimed at."""


def write_sample(
    out: Path, settings: SampleSettings, *, progress: Progress | None = None
) -> Mapping[str, int]:
    """File → rows of the bundle that now stands at `out`; the same bytes for the same settings."""
    clock = Clock(settings.as_of, settings.months)
    organisation = Organisation(settings, clock)
    planted = plant_people(settings, clock, organisation)
    network = Network(settings, clock, organisation, planted)
    goals = Goals(settings, clock, organisation, network, planted)
    plant_dependencies(settings, goals, planted)
    with BundleWriter(out) as writer:
        writer.document(
            "manifest.json",
            {
                "format": "goalgraph-bundle",
                "version": 1,
                "source": SOURCE,
                "exported_at": time_text(clock.end),
            },
        )
        write_check_ins(settings, clock, goals, writer)
        write_company(organisation, goals, writer)
        tallies = TalkTallies(clock, organisation.groups)
        desk = Desk(settings, clock, writer, goals.all, tallies)
        experiments = Experiments(settings, clock, network, goals)
        events = [
            *Calendar(settings, clock, organisation, network, goals, planted).events(),
            *Bridges(settings, organisation, network, planted).events(),
            *Needs(settings, clock, network, planted).events(),
            *experiments.events(),
            *offer_events(settings, clock, network),
        ]
        people = sum(not person.bot for person in organisation.people)
        _talk(desk, Threads(desk, network), events, people * settings.messages_per_person
              * settings.months, progress)  # fmt: skip
        desk.draw_anew("planted ")
        plant_talk(clock, network, goals, planted, Threads(desk, network))
        writer.document("truth.json", truth(settings, planted, experiments.honest_failures))
    return dict(writer.counts)


def plant_talk(
    clock: Clock, network: Network, goals: Goals, planted: PlantedTruth, threads: Threads
) -> None:
    """Add to all talk what carries groups over thresholds: what was drawn before stays as it is."""
    planted.rise = SolvingRises(clock, network, goals, threads).plant()
    without = planted.rise.group if planted.rise else None
    planted.stages = MaturityGroups(clock, network, planted, threads).plant(without)


def _talk(
    desk: Desk, threads: Threads, events: list[Event], aim: float, progress: Progress | None
) -> None:
    """Play each day's occasions, then everyday talk up to the day's share of the aim."""
    events.sort(key=lambda event: event[0], reverse=True)
    whole = sum(WEEKDAY_WEIGHTS[weekday(day)] for day in desk.clock.days)
    target = 0.0
    for day in desk.clock.days:
        target += aim * WEEKDAY_WEIGHTS[weekday(day)] / whole
        while events and events[-1][0] < (day + 1) * DAY:
            events.pop()[1](threads)
        for _ in range(round(max(0.0, target - desk.messages) / MEAN_SIZE)):
            threads.start(day)
        if progress is not None:
            progress(desk.messages, round(aim))
