"""``make pictures``: the screenshots of the documentation, taken of a fresh demonstration on its own day."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ["DJANGO_SETTINGS_MODULE"] = "gaodi.settings"

from playwright.sync_api import Browser, sync_playwright  # noqa: E402 - the paths come first

from tests.chromium import FLAGS, MISSING, executable  # noqa: E402

PASSWORD = "gaodi-demo-2023"
LIST = "/supervision/lists/huancui-2020/"


class Picture(NamedTuple):
    """The file's name, who looks, at which page, and whether all of it is taken or what fits on the screen."""

    name: str
    who: str
    path: str
    whole: bool = False


PICTURES = (
    Picture("desk", "songyiran", "/"),
    Picture("list", "yuming", LIST),
    Picture("task", "songyiran", "/supervision/tasks/1/"),
)


def free_port() -> int:
    with socket.socket() as plug:
        plug.bind(("127.0.0.1", 0))
        return int(plug.getsockname()[1])


@contextmanager
def demonstration() -> Iterator[str]:
    """A fresh demonstration on a port of its own; gives its address."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    command = [Path(sys.executable).with_name("gaodi"), "serve", "--demo", "--port", str(port)]
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(command, env={**os.environ, "GAODI_VAR": folder}, stdout=subprocess.DEVNULL)
        try:
            wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            urlopen(f"{address}/healthz/", timeout=60).close()
        except URLError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The demonstration did not start.")


def take(browser: Browser, address: str, picture: Picture) -> None:
    page = browser.new_page(
        base_url=address, locale="zh-CN", viewport={"width": 1366, "height": 860}, device_scale_factor=1.5
    )
    page.goto("/sign-in/")
    page.fill("[name=username]", picture.who)
    page.fill("[name=password]", PASSWORD)
    page.click("form.block [type=submit]")
    page.goto(picture.path)
    page.screenshot(path=Path(__file__).with_name(f"{picture.name}.png"), full_page=picture.whole)
    page.close()


def main() -> None:
    chromium = executable() or sys.exit(MISSING)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for picture in PICTURES:
            take(browser, address, picture)
            print(f"docs/pictures/{picture.name}.png")


if __name__ == "__main__":
    main()
