"""``gaodi serve``: a new house and an old one, a port in use, children that die, and the end of all."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest

from gaodi.ground.first_run import DEMO_PASSWORD
from gaodi.ground.refusals import Refused
from gaodi.ground.serving import bind
from tests.ground.conftest import House

pytestmark = pytest.mark.slow
PATIENCE = 90.0  # seconds; the machine may be busy with other tests


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Served:
    """A running house, by its address and its processes."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process = process
        self.port = port

    def ask(self, path: str = "/healthz/") -> int:
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
            return int(answer.status)

    def children(self) -> set[int]:
        return {int(pid) for pid in children_of(self.process.pid)}


def children_of(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []


def wait_for(condition) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


@contextmanager
def serve(house: House, *args: str) -> Iterator[Served]:
    port = free_port()
    process = house.start("-m", "gaodi.cli", "serve", "--port", str(port), "--workers", "1", *args)
    served = Served(process, port)
    try:
        wait_for(lambda: answers(served))
        yield served
    finally:
        process.kill()
        process.communicate()


def answers(served: Served) -> bool:
    assert served.process.poll() is None, served.process.communicate()
    try:
        return served.ask() == 200
    except URLError:
        return False


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_house_is_made_served_ended_and_found_again(house):
    with serve(house) as served:
        assert served.ask("/sign-in/") == 200
        assert len(served.children()) == 2
        served.process.send_signal(signal.SIGINT)
        out, err = served.process.communicate(timeout=PATIENCE)

    assert served.process.returncode == 0
    assert f"高地已启动：http://127.0.0.1:{served.port}/" in out
    assert "gaodi user add guanli 张三" in out
    assert err == ""
    house.gaodi(
        "unit", "add", "区政府办公室", "--district", "371002", "--district-name", "环翠区", "--key", "office"
    )
    house.gaodi("user", "add", "guanli", "张三", "--unit", "office", "--role", "admin")

    with serve(house) as again:
        again.process.send_signal(signal.SIGTERM)
        out, _ = again.process.communicate(timeout=PATIENCE)

    assert again.process.returncode == 0
    assert "还没有账号" not in out
    assert house.rows("SELECT username FROM ground_account") == [("guanli",)]


def test_a_child_that_dies_is_started_again_and_all_end_with_the_parent(house):
    with serve(house) as served:
        for victim in served.children():
            os.kill(victim, signal.SIGKILL)
            wait_for(lambda gone=victim: gone not in served.children() and len(served.children()) == 2)
        assert answers(served)

        everyone = served.children()
        served.process.kill()
        served.process.communicate()

        wait_for(lambda: not any(is_alive(pid) for pid in everyone))


def test_a_port_in_use_is_a_sentence_and_nothing_is_made(house):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = house.gaodi("serve", "--port", str(port), check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f"127.0.0.1 的端口 {port} 用不了：已经有程序在用。请换一个端口：gaodi serve --port {port + 1}。\n"
    )
    assert not (house.var / "static").exists()


def test_an_address_that_is_not_ours_is_refused():
    with pytest.raises(Refused, match=r"这台机器没有地址 192\.0\.2\.1"):
        bind("192.0.2.1", 8000)


def firm_page(served: Served) -> int:
    """Sign in as a firm's clerk and open what the firm may claim."""
    cookies = CookieJar()
    browser = build_opener(HTTPCookieProcessor(cookies))
    house = f"http://127.0.0.1:{served.port}"
    browser.open(f"{house}/sign-in/", timeout=PATIENCE).close()
    token = next(cookie.value for cookie in cookies if cookie.name == "csrftoken")
    login = {"username": "jianglan", "password": DEMO_PASSWORD, "csrfmiddlewaretoken": token}
    browser.open(f"{house}/sign-in/", urlencode(login).encode(), timeout=PATIENCE).close()
    with browser.open(f"{house}/decisions/firms/", timeout=PATIENCE) as answer:
        assert "能享受" in answer.read().decode()
        return int(answer.status)


def test_the_demonstration_on_the_day_it_pretends(house):
    with serve(house, "--demo") as served:
        assert firm_page(served) == 200  # reckoned with threads, as it was when the demonstration was loaded
        served.process.send_signal(signal.SIGINT)
        out, _ = served.process.communicate(timeout=PATIENCE)

    assert "演示数据，全部虚构，按2023-10-20计日期。密码都是 " in out
    assert "督查员" in out
    assert house.rows("SELECT count(*) FROM ground_auditrow WHERE verb = 'load_demonstration'") == [(1,)]


def test_a_house_with_real_people_never_becomes_a_demonstration(house):
    house.gaodi("migrate")
    house.gaodi(
        "unit", "add", "区政府办公室", "--district", "371002", "--district-name", "环翠区", "--key", "office"
    )
    house.gaodi("user", "add", "guanli", "张三", "--unit", "office", "--role", "admin")

    done = house.gaodi("serve", "--port", str(free_port()), "--demo", check=False)

    assert done.returncode == 2
    assert "这个数据库里已经有正式的账号，不能再载入演示数据。" in done.stderr
