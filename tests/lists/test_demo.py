"""The demo's cast and story: who acts may act, in an order that can have happened, and all seven lights come out."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
import yaml

ROOT = Path(__file__).parents[2]
LIGHTS = {"not_started", "on_track", "at_risk", "overdue", "done_on_time", "done_late", "unknown"}
ROLES = {"supervisor", "clerk", "head", "admin", "auditor"}
PERSON_KEYS = {"username", "name", "title", "unit", "role", "since", "until", "shown_as"}
EVENT_KEYS = {
    "issue": {"report_every"},
    "receive": {"unit"},
    "report": {"unit", "text", "value", "claims_met", "evidence"},
    "accept": {"unit", "note"},
    "send_back": {"unit", "reason"},
    "urge": {"unit", "text"},
    "close_out": {"note"},
}


def load(path):
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


CAST = load("demo/people.yaml")
STORY = load("demo/story.yaml")
TODAY = STORY["today"]
PEOPLE = {person["username"]: person for person in CAST["people"]}
UNITS = {unit["name"]: unit for unit in load("lists/huancui_2020/units.yaml")["units"]}
COMMITMENTS = {c["key"]: c for c in load("lists/huancui_2020/commitments.yaml")["commitments"]}


def unit_called(name):
    return next(
        unit["name"]
        for unit in UNITS.values()
        if name in {unit["name"], *(a["name"] for a in unit["aliases"])}
    )


def bearers(commitment):
    return {unit_called(name) for name in commitment["leads"] + commitment["responsible"]}


EACH = pytest.mark.parametrize("told", [pytest.param(told, id=told["key"]) for told in STORY["commitments"]])


def test_cast_has_known_keys_and_roles_only():
    assert set(CAST) == {"other_districts", "people"}
    assert all(set(person) == PERSON_KEYS for person in CAST["people"])
    assert {person["role"] for person in CAST["people"]} == ROLES
    assert len(PEOPLE) == len(CAST["people"])
    assert len({person["name"] for person in CAST["people"]}) == len(CAST["people"])


def test_every_unit_of_the_cast_is_known_and_one_of_them_is_foreign():
    foreign = {unit["name"] for district in CAST["other_districts"] for unit in district["units"]}
    assert {person["unit"] for person in CAST["people"]} - set(UNITS) == foreign
    assert not foreign & set(UNITS)


@pytest.mark.parametrize("unit", sorted({c["owner"] for c in COMMITMENTS.values()}))
def test_every_owning_unit_has_one_clerk_and_one_head_today(unit):
    in_post = [p["role"] for p in CAST["people"] if p["unit"] == unit and p["until"] is None]
    assert sorted(in_post) == ["clerk", "head"]


def test_story_tells_of_each_commitment_once_in_the_order_of_the_list():
    assert set(STORY) == {"today", "confirmed", "commitments"}
    assert date(2023, 10, 20) == TODAY
    assert [told["key"] for told in STORY["commitments"]] == list(COMMITMENTS)
    assert all(set(told) == {"key", "expect", "line", "events"} for told in STORY["commitments"])


@EACH
def test_events_have_known_keys_and_come_on_working_days_in_order(told):
    days = [event["date"] for event in told["events"]]
    assert days == sorted(days)
    for event in told["events"]:
        assert set(event) == {"date", "act", "by"} | EVENT_KEYS[event["act"]]
        assert STORY["confirmed"]["date"] <= event["date"] < TODAY
        assert chinese_calendar.is_workday(event["date"]), event


@EACH
def test_who_acts_may_act(told):
    commitment = COMMITMENTS[told["key"]]
    reporters = {}
    for event in told["events"]:
        person = PEOPLE[event["by"]]
        assert person["since"] <= event["date"] <= (person["until"] or TODAY), event
        if event["act"] in {"issue", "urge", "close_out"}:
            assert person["role"] == "supervisor"
        if event["act"] in {"receive", "report"}:
            assert person["unit"] == event["unit"]
            assert person["role"] == "clerk"
            assert event["unit"] in bearers(commitment)
        if event["act"] == "report":
            reporters[event["unit"]] = event["by"]
        if event["act"] in {"accept", "send_back"}:
            assert person["unit"] == commitment["owner"]
            assert person["role"] == "head"
            assert event["by"] != reporters[event["unit"]]
        if event["act"] == "urge":
            assert UNITS[event["unit"]]["may_be_urged"]
            assert event["unit"] in bearers(commitment)


@EACH
def test_each_event_has_what_must_go_before_it(told):
    """Issued, then received, then reported; one open report a unit; urged at most once in three working days."""
    issued, received, waiting, met, urged = False, set(), {}, False, {}
    for event in told["events"]:
        act, unit = event["act"], event.get("unit")
        if act == "issue":
            assert not issued
            issued = True
        elif act == "receive":
            assert issued
            assert unit not in received
            received.add(unit)
        elif act == "report":
            assert unit in received
            assert unit not in waiting
            waiting[unit] = event
        elif act in {"accept", "send_back"}:
            report = waiting.pop(unit)
            assert event.get("reason", event.get("note"))
            met = met or (act == "accept" and report["claims_met"])
        elif act == "urge":
            assert issued
            last = urged.get(unit, date(2020, 1, 1))
            assert len(chinese_calendar.get_workdays(last + timedelta(1), event["date"])) >= 3
            urged[unit] = event["date"]
        else:
            assert met


@EACH
def test_evidence_is_dated_before_it_is_handed_in(told):
    target = COMMITMENTS[told["key"]]["target"]
    for event in told["events"]:
        if event["act"] == "report":
            assert event["evidence"]
            assert event["value"] is None or target is not None
            for paper in event["evidence"]:
                assert set(paper) == {"title", "dated_on", "text"}
                assert paper["dated_on"] <= event["date"]
                assert len(paper["text"]) >= 10


def end_of_quarter(day):
    month = (day.month - 1) // 3 * 3 + 4
    return date(day.year + month // 13, (month - 1) % 12 + 1, 1) - timedelta(1)


def next_report(asked, reported):
    """A report in time moves on the one asked for; a late one stands for the quarter in which it came."""
    return end_of_quarter(asked + timedelta(1)) if reported <= asked else end_of_quarter(reported)


def dates_of(told):
    """What the events make of a commitment's own dates."""
    commitment = COMMITMENTS[told["key"]]
    dates = {"due": commitment["due"], "asked": None, "received": None, "accepted": None, "met": None}
    report = None
    for event in told["events"]:
        if event["act"] == "issue":
            dates["asked"] = end_of_quarter(event["date"]) if event["report_every"] == "quarter" else None
        if event.get("unit") != commitment["owner"]:
            continue
        if event["act"] == "receive":
            dates["received"] = event["date"]
        elif event["act"] == "report":
            report = event
        elif event["act"] == "accept":
            dates["accepted"] = event["date"]
            dates["asked"] = dates["asked"] and next_report(dates["asked"], report["date"])
            if report["claims_met"] and commitment["rhythm"]:
                dates["due"] = dates["due"].replace(year=dates["due"].year + 1)
            elif report["claims_met"]:
                dates["met"] = max(paper["dated_on"] for paper in report["evidence"])
    return dates


def light_of(told):
    """The table of lights, read plainly; the first line that holds is the light."""
    commitment, dates = COMMITMENTS[told["key"]], dates_of(told)
    due, met, received, accepted = dates["due"], dates["met"], dates["received"], dates["accepted"]
    silent = dates["asked"] and dates["asked"] < TODAY
    near = due and (due - TODAY).days < 30
    aimless = due is None and commitment["target"] is None
    table = [
        ("done_late", met and due and met > due),
        ("done_on_time", met),
        ("overdue", due and due < TODAY),
        ("not_started", received is None or (commitment["begins"] or TODAY) > TODAY),
        ("at_risk", silent or near),
        ("unknown", aimless or accepted is None),
        ("on_track", True),
    ]
    return next(light for light, holds in table if holds)


@EACH
def test_light_is_the_expected_one(told):
    assert light_of(told) == told["expect"]


def test_all_seven_lights_appear():
    seen = Counter(light_of(told) for told in STORY["commitments"])
    assert set(seen) == LIGHTS


def test_units_without_an_account_never_received():
    received = {
        event["unit"]
        for told in STORY["commitments"]
        for event in told["events"]
        if event["act"] == "receive"
    }
    borne = {unit for commitment in COMMITMENTS.values() for unit in bearers(commitment)}
    assert borne - received >= {"区退役军人局", "区自然资源局", "区人大", "区妇联"}
