"""What holds for every test: no network but this machine's own, and skips that can be forbidden."""

from __future__ import annotations

import os
import socket
from ipaddress import ip_address

import pytest

pytest_plugins = ["tests.cast"]

# ------------------------------------------------------------------ no network


class NetworkForbiddenError(AssertionError):
    """A test reached for another machine."""


def is_this_machine(host: str | bytes | None) -> bool:
    """Whether an address or name means this machine; names are never looked up."""
    if isinstance(host, bytes):
        host = host.decode()
    if host in {None, "", "localhost"}:
        return True
    try:
        return ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


def forbid_network() -> None:
    """Make every connection and look-up refuse other machines, in this process."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(host: str | bytes | None) -> None:
        if not is_this_machine(host):
            raise NetworkForbiddenError(f"a test reached for {host!r}; tests talk to this machine only")

    def guarded(method):
        def call(self: socket.socket, address):
            if self.family in {socket.AF_INET, socket.AF_INET6}:
                check(address[0])
            return method(self, address)

        return call

    def guarded_getaddrinfo(host, *args, **kwargs):
        check(host)
        return getaddrinfo(host, *args, **kwargs)

    socket.socket.connect = guarded(connect)
    socket.socket.connect_ex = guarded(connect_ex)
    socket.getaddrinfo = guarded_getaddrinfo


# ------------------------------------------------------------------ no skips, where that is asked for


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--forbid-skips",
        action="store_true",
        default=os.environ.get("GAODI_NO_SKIPS", "") not in {"", "0"},
        help="a skipped test fails (also with GAODI_NO_SKIPS=1)",
    )


def pytest_configure(config: pytest.Config) -> None:
    forbid_network()


def fail_if_skipped(config: pytest.Config, report: pytest.TestReport | pytest.CollectReport) -> None:
    if config.option.forbid_skips and report.skipped and not hasattr(report, "wasxfail"):
        why = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"{why} — and skips are forbidden in this run."


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    report = yield
    fail_if_skipped(item.config, report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    report = yield
    fail_if_skipped(collector.config, report)
    return report


# ------------------------------------------------------------------ the audit is append-only, also for tests

FLUSHING = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}


@pytest.fixture(autouse=True)
def audit_may_be_emptied(request: pytest.FixtureRequest):
    """Lift the triggers of the audit before the tables are emptied after a test that commits.

    Emptying ends with ``post_migrate``, which puts them up again. Most tests are rolled back and need nothing.
    """
    marker = request.node.get_closest_marker("django_db")
    commits = FLUSHING & set(request.fixturenames) or (marker and marker.kwargs.get("transaction"))
    if not commits:
        yield
        return
    request.getfixturevalue("transactional_db")  # asked for here, so that it is left after this fixture
    yield
    from gaodi.ground import audit_guard

    audit_guard.take_down()


@pytest.fixture(autouse=True)
def files_stay_in_the_test(settings, tmp_path) -> None:
    """What a test stores lies in a folder of its own."""
    settings.FILES = tmp_path / "files"
