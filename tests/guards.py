"""What holds for every test: no network but this machine's own, and skips that can be forbidden."""

from __future__ import annotations

import os
import socket
from ipaddress import ip_address

import pytest

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


def refuse_others(host: str | bytes | None) -> None:
    if not is_this_machine(host):
        raise NetworkForbiddenError(f"a test reached for {host!r}; tests talk to this machine only")


def forbid_network() -> None:
    """Make every connection and look-up refuse other machines, in this process."""
    getaddrinfo = socket.getaddrinfo

    def guarded(method):
        def call(self: socket.socket, address):
            if self.family in {socket.AF_INET, socket.AF_INET6}:
                refuse_others(address[0])
            return method(self, address)

        return call

    def guarded_getaddrinfo(host, *args, **kwargs):
        refuse_others(host)
        return getaddrinfo(host, *args, **kwargs)

    socket.socket.connect = guarded(socket.socket.connect)
    socket.socket.connect_ex = guarded(socket.socket.connect_ex)
    socket.getaddrinfo = guarded_getaddrinfo


def pytest_configure(config: pytest.Config) -> None:
    forbid_network()


# ------------------------------------------------------------------ no skips, where that is asked for


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--forbid-skips",
        action="store_true",
        default=os.environ.get("GAODI_NO_SKIPS", "") not in {"", "0"},
        help="a skipped test fails (also with GAODI_NO_SKIPS=1)",
    )


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
