"""The tests' own guards: no other machine is reached, and a forbidden skip fails."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.repository import ROOT

SKIPPING = """
import pytest

def test_passes(): pass

def test_skips(): pytest.skip("no browser here")

@pytest.mark.xfail
def test_is_expected_to_fail(): assert False
"""


def run_tests(folder: Path, *options: str) -> str:
    """Run a test file that skips, under the guards of this repository; give the last line."""
    (folder / "test_skipping.py").write_text(SKIPPING, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    plugins = ["-p", "tests.guards", "-p", "no:django", "-p", "no:xdist", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *plugins, *options],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "GAODI_NO_SKIPS": "0"},
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "example.org"])
def test_another_machine_is_out_of_reach(address):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET

    with socket.socket(family) as plug, pytest.raises(AssertionError, match="this machine only"):
        plug.connect((address, 80))


def test_a_name_of_another_machine_is_not_looked_up():
    with pytest.raises(AssertionError, match="this machine only"):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_is_in_reach():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as plug,
    ):
        assert plug.getpeername() == server.getsockname()


def test_a_skip_is_a_skip(tmp_path):
    assert "1 passed, 1 skipped, 1 xfailed" in run_tests(tmp_path)


def test_a_forbidden_skip_fails(tmp_path):
    assert "1 failed, 1 passed, 1 xfailed" in run_tests(tmp_path, "--forbid-skips")
