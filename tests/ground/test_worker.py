"""The worker in processes of its own: killed, stopped for a while, told to end."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ground.conftest import House

SCRIPT = str(Path(__file__).parent / "slow_worker.py")


class Jobs:
    """One slow job in a house of its own, and the workers who take it up."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.workers: list[subprocess.Popen[str]] = []
        subprocess.run([sys.executable, SCRIPT, "ask"], env=house.env, timeout=120, check=True)

    def worker(self) -> subprocess.Popen[str]:
        """Start a worker, and wait until it is at the job."""
        started = self.house.start(SCRIPT, "work")
        self.workers.append(started)
        wait_for((self.house.var / f"at-work-{started.pid}").exists)
        return started

    def let_go(self) -> None:
        (self.house.var / "go").touch()

    def look(self) -> dict:
        ((state, attempt),) = self.house.rows("SELECT state, attempt FROM ground_job")
        written = self.house.rows("SELECT note FROM ground_auditrow WHERE verb = 'slow'")
        messages = self.house.rows("SELECT status FROM django_tasks_database_dbtaskresult ORDER BY status")
        return {
            "state": state,
            "attempt": attempt,
            "written_by": [note for (note,) in written],
            "messages": [status for (status,) in messages],
        }

    def wait_until_done(self) -> dict:
        wait_for(lambda: self.look()["state"] == "done")
        return self.look()


def wait_for(condition) -> None:
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until, "waited a minute in vain"
        time.sleep(0.05)


@pytest.fixture
def jobs(house: House) -> Iterator[Jobs]:
    slow = Jobs(house)
    yield slow
    for worker in slow.workers:
        worker.kill()
        worker.communicate()


@pytest.mark.slow
def test_a_job_whose_worker_is_killed_is_taken_up_again_exactly_once(jobs):
    first = jobs.worker()
    first.kill()
    first.wait()
    assert jobs.look() == {"state": "running", "attempt": 1, "written_by": [], "messages": ["RUNNING"]}

    second = jobs.worker()
    jobs.let_go()

    assert jobs.wait_until_done() == {
        "state": "done",
        "attempt": 2,
        "written_by": [str(second.pid)],
        "messages": ["FAILED", "SUCCESSFUL"],
    }


@pytest.mark.slow
def test_a_worker_that_slept_through_its_lease_writes_nothing_when_it_wakes(jobs):
    sleeper = jobs.worker()
    sleeper.send_signal(signal.SIGSTOP)
    other = jobs.worker()
    jobs.let_go()
    jobs.wait_until_done()

    sleeper.send_signal(signal.SIGCONT)
    sleeper.send_signal(signal.SIGTERM)
    assert sleeper.wait(timeout=30) == 0

    after = jobs.look()
    assert (after["state"], after["attempt"], after["written_by"]) == ("done", 2, [str(other.pid)])


@pytest.mark.slow
def test_a_worker_told_to_end_hands_its_job_back_and_ends_well(jobs):
    told = jobs.worker()

    told.send_signal(signal.SIGTERM)

    assert told.wait(timeout=30) == 0
    assert jobs.look() == {
        "state": "waiting",
        "attempt": 1,
        "written_by": [],
        "messages": ["READY", "SUCCESSFUL"],
    }
    jobs.let_go()
    other = jobs.worker()
    assert jobs.wait_until_done()["written_by"] == [str(other.pid)]


@pytest.mark.slow
def test_two_workers_do_a_job_once(jobs):
    jobs.let_go()
    first, second = jobs.house.start(SCRIPT, "work"), jobs.house.start(SCRIPT, "work")
    jobs.workers += [first, second]

    done = jobs.wait_until_done()

    assert (len(done["written_by"]), done["messages"]) == (1, ["SUCCESSFUL"])
