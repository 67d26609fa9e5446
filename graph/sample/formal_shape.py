"""The formal shape of the made-up company: units with teams, themes, skills; communities."""

from __future__ import annotations

from typing import NamedTuple

COMPANY = "Warmhollow"
DOMAIN = "warmhollow.example"


class UnitKind(NamedTuple):
    """A unit: its name, the topics of its teams, its themes, job titles and capabilities."""

    name: str
    teams: tuple[str, ...]
    themes: tuple[str, ...]
    titles: tuple[str, ...]
    capabilities: tuple[str, ...]


UNITS = (
    UnitKind(
        "Product Engineering",
        ("Compressors", "Acoustics", "Heat Exchangers", "Casing", "Prototyping", "Test Bench",
         "Fluid Design", "Electronics"),
        ("quiet-heat", "deep-cold", "natural-refrigerant"),
        ("Engineer", "Senior engineer", "Test engineer", "Technician"),
        ("acoustic measurement", "vibration analysis", "sheet metal design", "flow simulation",
         "circuit board layout", "prototype welding", "thermal modelling"),
    ),
    UnitKind(
        "Installation and Service",
        ("Crew Planning", "Field Crew", "Commissioning", "Service Desk", "Spare Parts", "Surveys",
         "Field Methods", "Duty Service"),
        ("one-day-install", "first-visit-repair"),
        ("Fitter", "Senior fitter", "Service technician", "Planner"),
        ("hydraulic balancing", "leak finding", "crew scheduling", "site surveying",
         "electrical inspection", "brazing", "customer handover"),
    ),
    UnitKind(
        "Controls and Software",
        ("App", "Firmware", "Cloud", "Data", "Interface Design", "Device Security", "Energy Market",
         "Release"),
        ("clear-controls", "green-hours", "trusted-data"),
        ("Developer", "Senior developer", "Designer", "Data analyst"),
        ("time series analysis", "usability testing", "firmware signing", "database tuning",
         "interface writing", "load testing", "threat modelling"),
    ),
    UnitKind(
        "Manufacturing",
        ("Assembly", "Paint Shop", "Work Planning", "Maintenance", "Tooling", "Shift Office",
         "Lean Office", "End Test"),
        ("fair-price", "parts-in-time"),
        ("Operator", "Planner", "Process engineer", "Mechanic"),
        ("line balancing", "robot programming", "torque auditing", "fixture design",
         "root cause analysis", "paint chemistry"),
    ),
    UnitKind(
        "Supply Chain",
        ("Buying", "Inbound", "Forecasting", "Supplier Quality", "Contracts", "Stock Planning"),
        ("parts-in-time", "fair-price"),
        ("Buyer", "Logistics planner", "Supplier engineer", "Analyst"),
        ("contract negotiation", "customs rules", "demand planning", "supplier auditing",
         "freight booking"),
    ),
    UnitKind(
        "Sales and Partners",
        ("Partner Care", "Academy", "Housing Companies", "Rental", "Inside Sales", "Subsidies"),
        ("trained-hands", "fair-price"),
        ("Account manager", "Trainer", "Partner manager", "Sales adviser"),
        ("price modelling", "course design", "grant applications", "public tenders",
         "workshop facilitation"),
    ),
    UnitKind(
        "People and Culture",
        ("Hiring", "Learning", "Workplace", "Pay", "Apprentices"),
        ("room-to-grow",),
        ("Adviser", "Recruiter", "Coach", "Specialist"),
        ("conflict coaching", "job interviews", "learning design", "shift modelling",
         "employment law"),
    ),
    UnitKind(
        "Customer Care",
        ("Phone Team", "Written Team", "Complaints", "Knowledge Base", "Warranty"),
        ("clear-controls", "first-visit-repair"),
        ("Adviser", "Senior adviser", "Case manager", "Editor"),
        ("plain writing", "complaint handling", "survey design", "knowledge editing",
         "call analysis"),
    ),
    UnitKind(
        "Research",
        ("Cycles", "Materials", "Building Physics", "Field Trials", "Models"),
        ("deep-cold", "natural-refrigerant", "green-hours"),
        ("Researcher", "Senior researcher", "Laboratory technician", "Statistician"),
        ("statistics", "material testing", "building simulation", "literature search",
         "sensor calibration"),
    ),
    UnitKind(
        "Quality and Safety",
        ("Approvals", "Gas Safety", "Audits", "Data Protection"),
        ("natural-refrigerant", "trusted-data"),
        ("Auditor", "Safety officer", "Quality engineer"),
        ("risk assessment", "approval testing", "standards reading", "incident review"),
    ),
    UnitKind(
        "Finance",
        ("Controlling", "Accounts", "Treasury", "Cost Analysis"),
        ("fair-price",),
        ("Controller", "Accountant", "Analyst"),
        ("cost accounting", "cash planning", "spreadsheet modelling", "tax rules"),
    ),
    UnitKind(
        "Marketing",
        ("Campaigns", "Web", "Events", "Market Insight"),
        ("one-day-install", "green-hours", "trained-hands"),
        ("Editor", "Campaign manager", "Designer"),
        ("film editing", "web analytics", "event planning", "translation"),
    ),
)  # fmt: skip
"""The first two are the silos."""

SITES = (
    "Harbour", "Mill", "Northgate", "Valley", "Riverside", "Hilltop", "Old Town", "Lakeside",
    "Eastfield", "Quarry", "Meadow", "Station", "Forest", "Bridge", "Westend", "Orchard",
)  # fmt: skip
"""Places that tell teams and initiatives of a large company apart."""


class CommunityKind(NamedTuple):
    """A community: its name, what it is for, and the themes it likes."""

    name: str
    text: str
    themes: tuple[str, ...]


COMMUNITIES = (
    CommunityKind(
        "Heat and Home", "What our customers live with.", ("clear-controls", "fair-price")
    ),
    CommunityKind("Measuring Well", "Sensors, samples, statistics.", ("green-hours", "deep-cold")),
    CommunityKind("New Here", "Questions one has in the first year.", ("room-to-grow",)),
    CommunityKind("Lean Corner", "Small improvements, shown.", ("fair-price", "parts-in-time")),
    CommunityKind("Teaching Circle", "How to explain things.", ("trained-hands", "room-to-grow")),
    CommunityKind("Data Friends", "Tables, models and doubts.", ("trusted-data", "green-hours")),
    CommunityKind("Plain Words", "Texts that people understand.", ("clear-controls",)),
    CommunityKind("Green Street", "Energy beyond the heat pump.", ("green-hours",)),
    CommunityKind("Supplier Watch", "News about parts.", ("parts-in-time",)),
    CommunityKind("Safe Hands", "Safety, told by those who do it.", ("natural-refrigerant",)),
    CommunityKind(
        "Tools and Tricks", "Scripts, jigs, shortcuts.", ("fair-price", "clear-controls")
    ),
    CommunityKind("Fair Heat", "Clean heat for small purses.", ("fair-price", "trained-hands")),
)
SILO_COMMUNITIES = (
    CommunityKind("Engineers' Table", "The guild of product engineers.",
                  ("quiet-heat", "deep-cold", "natural-refrigerant")),
    CommunityKind("Field Crew Corner", "What happens on site.",
                  ("one-day-install", "first-visit-repair")),
)  # fmt: skip
PROJECT_WORDS = (
    "Kingfisher", "Lantern", "Compass", "Hazel", "Drumlin", "Tinder", "Juniper", "Cobble",
    "Willow", "Ember", "Skylark", "Thimble", "Bramble", "Anchor", "Pebble", "Sorrel",
)  # fmt: skip
