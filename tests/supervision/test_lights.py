"""A light is computed from dates: the table in order, and the same answer by filter, by count and by plain reading."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gaodi.ground.lights import LIGHTS
from gaodi.supervision import lights
from gaodi.supervision.models import Commitment

TODAY = date(2023, 10, 20)
DAY = timedelta(days=1)
EARLIER, LATER = TODAY - 30 * DAY, TODAY + 30 * DAY

RECEIVED = {"received_on": EARLIER, "issued_on": EARLIER}
GOING_ON = RECEIVED | {"last_accepted_on": EARLIER, "due": LATER}


def plainly(c: Commitment) -> str:
    """The table of lights as one would say it aloud; None compares with nothing."""
    if c.met_on:
        return "done_late" if c.due and c.met_on > c.due else "done_on_time"
    if c.due and c.due < TODAY:
        return "overdue"
    if (c.begins and c.begins > TODAY) or not c.received_on:
        return "not_started"
    late_report = c.next_report_on and c.next_report_on < TODAY
    if (
        (c.warn_on and c.warn_on <= TODAY)
        or late_report
        or (c.forecast_on and c.due and c.forecast_on > c.due)
    ):
        return "at_risk"
    if (not c.due and c.target_value is None) or not c.last_accepted_on:
        return "unknown"
    return "on_track"


@pytest.mark.parametrize(
    ("dates", "light"),
    [
        ({}, "not_started"),
        ({"due": EARLIER}, "overdue"),
        ({"due": TODAY}, "not_started"),
        (RECEIVED | {"due": EARLIER}, "overdue"),
        (RECEIVED | {"due": TODAY, "last_accepted_on": EARLIER}, "on_track"),
        (RECEIVED | {"begins": LATER, "due": LATER}, "not_started"),
        (GOING_ON, "on_track"),
        (GOING_ON | {"warn_on": TODAY}, "at_risk"),
        (GOING_ON | {"warn_on": TODAY + DAY}, "on_track"),
        (GOING_ON | {"next_report_on": TODAY - DAY}, "at_risk"),
        (GOING_ON | {"next_report_on": TODAY}, "on_track"),
        (GOING_ON | {"forecast_on": LATER + DAY}, "at_risk"),
        (GOING_ON | {"forecast_on": LATER}, "on_track"),
        (GOING_ON | {"last_accepted_on": None}, "unknown"),
        (GOING_ON | {"due": None}, "unknown"),
        (GOING_ON | {"due": None, "target_value": 2}, "on_track"),
        (GOING_ON | {"met_on": LATER}, "done_on_time"),
        (GOING_ON | {"met_on": LATER + DAY}, "done_late"),
        ({"met_on": TODAY}, "done_on_time"),
        ({"met_on": TODAY, "due": EARLIER}, "done_late"),
    ],
)
def test_each_light_follows_from_its_dates(承诺, dates, light):
    empty = dict.fromkeys(("due", "warn_on", "target_value"))
    Commitment.objects.filter(pk=承诺.pk).update(**(empty | dates))

    lit = lights.with_light(Commitment.objects.filter(pk=承诺.pk), TODAY).get()

    assert lit.light == light


def test_what_a_new_edition_ended_has_no_light(承诺):
    Commitment.objects.filter(pk=承诺.pk).update(ended_on=TODAY)

    assert not lights.with_light(Commitment.objects.filter(pk=承诺.pk), TODAY).exists()


a_day = st.none() | st.integers(-3, 3).map(lambda n: TODAY + n * DAY)
DATES = [
    "begins",
    "due",
    "warn_on",
    "received_on",
    "last_accepted_on",
    "next_report_on",
    "forecast_on",
    "met_on",
]
some_dates = st.fixed_dictionaries(dict.fromkeys(DATES, a_day) | {"target_value": st.none() | st.just(2)})


@given(st.lists(some_dates, min_size=1, max_size=20))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_filter_count_and_plain_reading_agree(承诺, dates):
    made = [Commitment(**_copy(承诺), key=f"x{n}", order=n, **each) for n, each in enumerate(dates)]
    Commitment.objects.filter(key__startswith="x").delete()
    Commitment.objects.bulk_create(made)
    lit = lights.with_light(Commitment.objects.filter(key__startswith="x"), TODAY)

    by_row = {each.key: each.light for each in lit}
    by_filter = {light.key: lit.filter(light=light.key).count() for light in LIGHTS}

    assert by_row == {each.key: plainly(each) for each in made}
    assert {key: n for key, n in by_filter.items() if n} == Counter(by_row.values())


def _copy(commitment: Commitment) -> dict:
    return {
        "task": commitment.task,
        "owner": commitment.owner,
        "title": "一条承诺",
        "kind": commitment.kind,
        "strength": commitment.strength,
        "quote": commitment.quote,
    }


@pytest.mark.parametrize("light", [light.key for light in LIGHTS])
def test_every_light_says_why(承诺, light):
    assert lights.why(承诺, light, TODAY)
