"""The clock: pretended days, real instants, and the day in China."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from gaodi.bedrock import clock


@pytest.fixture
def at(monkeypatch):
    """Set the machine's clock."""

    def set_to(text: str) -> None:
        monkeypatch.setattr(clock, "machine_now", lambda: datetime.fromisoformat(text))

    monkeypatch.delenv("GAODI_TODAY", raising=False)
    return set_to


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2023-10-19T15:59:59+00:00", date(2023, 10, 19)),
        ("2023-10-19T16:00:00+00:00", date(2023, 10, 20)),
        ("2023-10-20T15:59:59+00:00", date(2023, 10, 20)),
    ],
)
def test_the_day_is_chinas_wherever_the_server_stands(at, instant, day):
    at(instant)

    assert clock.today() == day


def test_a_pretended_day_has_the_real_time_of_day(at, monkeypatch):
    at("2026-05-04T03:02:01+00:00")
    monkeypatch.setenv("GAODI_TODAY", "2023-10-20")

    assert clock.now().isoformat() == "2023-10-20T11:02:01+08:00"
    assert clock.today() == clock.pretended_day() == date(2023, 10, 20)


def test_the_machine_pretends_nothing(monkeypatch):
    monkeypatch.setenv("GAODI_TODAY", "2023-10-20")

    assert abs(clock.machine_now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.machine_now().tzinfo == UTC


def test_standing_on_a_day_goes_before_the_pretended_one_and_ends(monkeypatch):
    monkeypatch.setenv("GAODI_TODAY", "2023-10-20")

    with clock.standing_on(date(2020, 7, 8)):
        assert clock.today() == date(2020, 7, 8)
        with clock.standing_on(date(2021, 1, 1)):
            assert clock.today() == date(2021, 1, 1)
        assert clock.today() == date(2020, 7, 8)
    assert clock.today() == date(2023, 10, 20)


def test_standing_ends_when_something_fails(monkeypatch):
    monkeypatch.delenv("GAODI_TODAY", raising=False)

    with pytest.raises(ZeroDivisionError), clock.standing_on(date(2020, 7, 8)):
        raise ZeroDivisionError
    assert clock.pretended_day() is None


@pytest.mark.parametrize("text", ["2023-13-01", "20.10.2023", "today"])
def test_a_malformed_day_is_said_at_once(monkeypatch, text):
    monkeypatch.setenv("GAODI_TODAY", text)

    with pytest.raises(ValueError, match=r"."):
        clock.today()


def test_seconds_run_on():
    assert clock.seconds() <= clock.seconds()
