"""The twelve themes of the company's objectives, with their results, subjects and words."""

from __future__ import annotations

from graph.sample.themes import Result, Theme, words

QUIET = Theme(
    "quiet-heat",
    "Heat pumps that neighbours never hear",
    "Noise is the first complaint of every street; it should become a thing of the past.",
    words(
        """
        fan blade: blade tip, tip noise, fan curve, hub casting
        compressor mount: rubber foot, base plate, start-up jolt, vibration path
        night mode: quiet schedule, speed limit, bedroom window, evening profile
        sound hood: foam lining, air gap, lid seam, inner baffle
        pipe bracket: rattle, wall anchor, bracket spacing, hum
        noise test bench: microphone array, echo chamber, test protocol, sound map
        """
    ),
    (
        Result("Sound at three metres below 35 dB", "decrease", "dB", 44, 35,
               ("sound level", "three metre reading", "loudest mode", "decibel budget")),
        Result("Fewer than 20 noise complaints a quarter", "stay_below", "complaints", 63, 20,
               ("noise complaint", "neighbour letter", "complaint log", "street survey")),
        Result("Quiet label on 80 percent of the range", "increase", "%", 15, 80,
               ("quiet label", "label audit", "range share", "label criterion")),
    ),
)  # fmt: skip
COLD = Theme(
    "deep-cold",
    "Full heat at minus twenty degrees",
    "Families in the mountains need heat on the coldest night, not an excuse.",
    words(
        """
        defrost cycle: ice sensor, defrost timing, melt water, drain heater
        vapour injection: injection valve, mid pressure, economiser, discharge heat
        outdoor coil: fin spacing, frost pattern, coil coating, air flow
        climate chamber: chamber slot, cold soak, humidity ramp, test report
        backup heater: heater rod, switch-over point, relay, peak load
        mountain field trial: trial site, snow cover, data logger, host family
        """
    ),
    (
        Result("Output at minus twenty above 95 percent", "reach", "%", 71, 95,
               ("rated output", "cold point", "output curve", "winter rating")),
        Result("Seasonal efficiency of 4.2 in the cold zone", "increase", "SCOP", 3.4, 4.2,
               ("seasonal efficiency", "cold zone", "bin method", "efficiency model")),
        Result("No frozen drain in 200 trial homes", "stay_below", "drains", 9, 1,
               ("frozen drain", "trial home", "drain inspection", "winter visit")),
    ),
)  # fmt: skip
CONTROLS = Theme(
    "clear-controls",
    "Controls that everybody understands",
    "Nobody should need a manual to be warm.",
    words(
        """
        room thermostat: dial, display contrast, thermostat battery, wall plate
        phone app: home screen, sign-in page, push message, app release
        heating curve: curve editor, slope setting, flow temperature, default curve
        fault message: error code, plain wording, fault history, help link
        holiday setting: return date, setback value, holiday button, frost guard
        update service: firmware image, rollback, update window, signature check
        """
    ),
    (
        Result("App rating of 4.6 in the stores", "reach", "stars", 3.7, 4.6,
               ("app rating", "store review", "one-star comment", "rating prompt")),
        Result("Setting calls down by half", "decrease", "calls a week", 420, 210,
               ("setting call", "call reason", "settings page", "call transcript")),
        Result("Nine in ten homes on the newest firmware", "increase", "%", 48, 90,
               ("firmware share", "update wave", "offline controller", "version report")),
    ),
)  # fmt: skip
INSTALL = Theme(
    "one-day-install",
    "Installed and warm within one day",
    "An old boiler leaves in the morning and the house is warm by evening.",
    words(
        """
        mounting frame: frame bolt, ground spike, levelling foot, frame drawing
        hydraulic set: buffer tank, pump group, quick coupling, fill valve
        site survey: survey form, radiator list, fuse box photo, access path
        van loading plan: loading rack, tool list, second van, morning checklist
        commissioning wizard: wizard step, pressure test, handover sheet, first start
        removal of boilers: old boiler, oil tank, flue cap, scrap certificate
        """
    ),
    (
        Result("Median installation of 9 hours", "decrease", "hours", 19, 9,
               ("installation hour", "second visit", "crew timing", "day plan")),
        Result("95 percent of handovers without open points", "reach", "%", 68, 95,
               ("open point", "handover", "snag list", "customer signature")),
        Result("Survey to installation in 21 days", "decrease", "days", 47, 21,
               ("lead time", "crew calendar", "permit", "booking slot")),
    ),
)  # fmt: skip
REPAIR = Theme(
    "first-visit-repair",
    "Repaired on the first visit",
    "A cold house cannot wait for a second appointment.",
    words(
        """
        diagnosis tool: service port, sensor trace, fault tree, tablet cradle
        spare part kit: kit box, expansion valve, spare sensor, kit label
        service manual: exploded view, torque table, manual page, wiring picture
        remote look: live trace, consent screen, remote session, alarm filter
        weekend duty: duty roster, standby phone, duty handover, weekend case
        leak search: leak detector, soap test, brazed joint, nitrogen bottle
        """
    ),
    (
        Result("First-visit repair rate of 88 percent", "increase", "%", 64, 88,
               ("first visit", "repair rate", "return visit", "visit report")),
        Result("Cold homes helped within 12 hours", "decrease", "hours", 31, 12,
               ("cold home", "response time", "dispatch", "night call")),
        Result("Repair guide for every fault code", "reach", "guides", 38, 140,
               ("repair guide", "guide review", "fault list", "guide photo")),
    ),
)  # fmt: skip
SUPPLY = Theme(
    "parts-in-time",
    "Every part there when it is needed",
    "A line that stands still helps nobody.",
    words(
        """
        second source: supplier audit, sample batch, price offer, approval sheet
        circuit board stock: board shortage, chip allocation, safety stock, buffer week
        supplier portal: order line, delivery promise, portal account, late flag
        copper contract: copper price, tube length, contract clause, scrap return
        inbound dock: dock slot, unloading time, goods receipt, yard queue
        demand forecast: forecast error, season peak, order book, planning round
        """
    ),
    (
        Result("98 percent of parts delivered on the day", "reach", "%", 86, 98,
               ("delivery day", "late part", "supplier score", "delivery record")),
        Result("Line stops for missing parts below 2 a month", "stay_below", "stops", 11, 2,
               ("line stop", "missing part", "stop report", "shortage meeting")),
        Result("Forecast error below 12 percent", "decrease", "%", 27, 12,
               ("forecast", "planning error", "regional demand", "forecast review")),
    ),
)  # fmt: skip
COST = Theme(
    "fair-price",
    "A price that every family can pay",
    "Clean heat must not be for the few.",
    words(
        """
        sheet metal case: bending step, panel count, paint line, case screw
        assembly line: line balance, station time, lift table, work instruction
        standard platform: module interface, variant count, shared harness, platform rule
        rental offer: monthly rate, contract length, credit check, rental brochure
        energy bill check: bill upload, saving estimate, tariff table, bill letter
        subsidy guide: grant form, income rule, council office, grant deadline
        """
    ),
    (
        Result("Unit cost below 2,900", "decrease", "EUR", 3850, 2900,
               ("unit cost", "cost walk", "material share", "cost target")),
        Result("A third of customers with a low income", "increase", "%", 9, 33,
               ("low income", "social tariff", "customer mix", "council partner")),
        Result("Assembly time below 150 minutes", "decrease", "minutes", 236, 150,
               ("assembly time", "takt", "station walk", "time study")),
    ),
)  # fmt: skip
TRAINING = Theme(
    "trained-hands",
    "Ten thousand trained installers",
    "The bottleneck is people who know how; so we teach.",
    words(
        """
        training truck: truck route, demo unit, trailer brake, village hall
        online course: lesson video, quiz question, course certificate, subtitle
        partner school: school contract, teacher day, class set, exam board
        career change programme: stipend, mentor pair, applicant, starter week
        installer forum: forum post, expert answer, forum badge, monthly round
        practice wall: wall section, dummy circuit, tool board, practice task
        """
    ),
    (
        Result("10,000 certified installers", "reach", "installers", 3600, 10000,
               ("certified installer", "certificate", "training place", "waiting list")),
        Result("Course rating of 4.5", "reach", "points", 3.9, 4.5,
               ("course rating", "feedback form", "trainer", "lesson plan")),
        Result("A quarter of beginners are women", "increase", "%", 8, 25,
               ("beginner", "open day", "role model", "application form")),
    ),
)  # fmt: skip
REFRIGERANT = Theme(
    "natural-refrigerant",
    "Natural refrigerant in every unit",
    "Propane does the job and spares the sky; it asks for care.",
    words(
        """
        propane circuit: charge limit, propane sensor, vent flap, sealed circuit
        safety zone: zone drawing, window distance, cellar rule, warning sticker
        filling station: filling hose, scale, purge step, spark guard
        approval file: notified body, approval test, file index, norm draft
        oil return: oil trap, viscosity, return bend, sight glass
        gas training: gas licence, ventilation check, spill drill, gas meter
        """
    ),
    (
        Result("All new models with propane", "reach", "models", 2, 9,
               ("new model", "propane share", "model list", "launch gate")),
        Result("Charge below 900 grams", "decrease", "g", 1480, 900,
               ("charge", "gram budget", "plate exchanger", "charge test")),
        Result("No leak above the limit in the field", "stay_below", "leaks", 4, 1,
               ("field leak", "leak limit", "leak record", "sensor alarm")),
    ),
)  # fmt: skip
PEOPLE = Theme(
    "room-to-grow",
    "A place where people grow",
    "Good work needs people who learn, stay and speak up.",
    words(
        """
        first week plan: welcome desk, buddy, first task, lunch round
        career talk: growth plan, talk guide, skill map, yearly talk
        shift model: early shift, swap board, shift wish, rest day
        apprentice workshop: apprentice, bench place, project piece, exam week
        hiring interview: interview kit, scorecard, candidate, job advert
        leader circle: circle topic, peer advice, open question, circle host
        """
    ),
    (
        Result("Nine in ten newcomers stay a year", "reach", "%", 76, 90,
               ("newcomer", "exit talk", "staying rate", "first year")),
        Result("Half of open roles filled from inside", "increase", "%", 24, 50,
               ("open role", "inner move", "role board", "trial week")),
        Result("Learning days per person at 6", "reach", "days", 2.5, 6,
               ("learning day", "course budget", "learning calendar", "study group")),
    ),
)  # fmt: skip
GRID = Theme(
    "green-hours",
    "Heat when the grid is green",
    "A tank of warm water is a battery that every house already has.",
    words(
        """
        tariff signal: price feed, signal gap, hourly price, tariff partner
        thermal store: store layer, immersion probe, store loss, charge window
        grid contract: balancing market, grid operator, flexible load, bid size
        solar link: inverter plug, surplus mode, roof meter, sunny hour
        forecast model: weather feed, load forecast, model drift, training set
        street battery: battery cabinet, phase balance, street meter, evening peak
        """
    ),
    (
        Result("40 percent of heat in green hours", "increase", "%", 17, 40,
               ("green hour", "shifted heat", "carbon signal", "green share")),
        Result("5,000 homes on the flexible tariff", "reach", "homes", 600, 5000,
               ("flexible tariff", "opt-in page", "tariff letter", "pilot home")),
        Result("Comfort complaints from shifting below 1 percent", "stay_below", "%", 3.1, 1,
               ("comfort", "cool room", "override", "comfort band")),
    ),
)  # fmt: skip
TRUST = Theme(
    "trusted-data",
    "Data that customers trust us with",
    "Homes tell us a lot; we ask, explain and keep it safe.",
    words(
        """
        consent page: consent text, opt-out, consent record, language version
        access review: access list, service account, review date, orphan account
        data catalogue: table owner, field description, catalogue entry, data lineage
        incident drill: drill script, call chain, drill report, response hour
        device key: key store, key rotation, certificate chain, factory key
        deletion request: request form, retention rule, backup copy, proof of deletion
        """
    ),
    (
        Result("All deletion requests answered in 10 days", "reach", "%", 61, 100,
               ("deletion", "answer time", "request queue", "data officer")),
        Result("Consent of 75 percent of homes", "increase", "%", 52, 75,
               ("consent rate", "consent banner", "trust survey", "plain text")),
        Result("Zero devices with shared keys", "decrease", "devices", 8200, 0,
               ("shared key", "key exchange", "device fleet", "key audit")),
    ),
)  # fmt: skip
THEMES = (
    QUIET, INSTALL, CONTROLS, COLD, REPAIR, SUPPLY, COST, TRAINING, REFRIGERANT, PEOPLE, GRID, TRUST,
)  # fmt: skip
