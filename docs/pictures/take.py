"""``make pictures``: the screenshots of the documentation, taken of a fresh demonstration on its own day.

Each page is taken as on a clerk's screen and as on a telephone; a name, once given, stays the same.
"""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ["DJANGO_SETTINGS_MODULE"] = "gaodi.settings"

import openpyxl  # noqa: E402 - the paths come first
import pypdfium2  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, FilePayload, Page, sync_playwright  # noqa: E402

from tests.chromium import FLAGS, MISSING, executable  # noqa: E402

PASSWORD = "gaodi-demo-2023"
LIST = "/supervision/lists/huancui-2020/"
PAPER = ROOT / "lists" / "huancui_2020" / "source" / "huancui-2020.docx"
COLOURS = 256
HEADINGS = 4  # the row of a template in which they stand
SPOILT = {"身份证号": 3.71002198501e17, "到岗日期": "2023.6.31", "任课类型": "客座"}
WIDE: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "device_scale_factor": 2}
PHONE: dict[str, Any] = {
    "viewport": {"width": 375, "height": 780},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


class Picture(NamedTuple):
    """The file's name, who looks (nobody: a guest), and how they come to the page."""

    name: str
    who: str
    come: Callable[[Page], object]


def to(path: str) -> Callable[[Page], object]:
    return lambda page: page.goto(path)


def to_task(page: Page) -> None:
    page.goto(LIST)
    page.get_by_role("link", name="企业学徒基地").click()


def to_report(page: Page) -> None:
    page.get_by_role("link", name="填报：").first.click()


def to_preview(page: Page) -> None:
    page.goto("/supervision/drafts/")
    page.get_by_label("任务清单文件").set_input_files(PAPER)
    page.get_by_role("button", name="开始识读").click()
    page.wait_for_url("**/drafts/*/")


def to_errors(page: Page) -> None:
    """A school's own template with three cells filled in wrongly, handed in and checked."""
    page.goto("/registers/teachers/import/")
    with page.expect_download() as got:
        page.get_by_role("link", name="下载模板").click()
    page.get_by_label("表格文件").set_input_files(spoilt(got.value.path()))
    page.get_by_role("button", name="上传并核对").click()
    page.wait_for_url("**/imports/*/")


def spoilt(template: Path) -> FilePayload:
    book = openpyxl.load_workbook(io.BytesIO(template.read_bytes()))  # its name has no ending
    sheet = book.worksheets[0]
    places = {str(cell.value).rstrip("*"): cell.column for cell in sheet[HEADINGS]}
    for row, (heading, value) in enumerate(SPOILT.items(), start=HEADINGS + 3):
        sheet.cell(row, places[heading]).value = value
    file = io.BytesIO()
    book.save(file)
    return {"name": "教师.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": file.getvalue()}


def to_school(page: Page) -> None:
    page.goto("/registers/")
    page.get_by_role("link", name="本校档案").click()


def to_trial(page: Page) -> None:
    """A guest takes the first example of the credit and tries it."""
    page.goto("/policies/surcharge_credit/try/")
    page.get_by_role("button", name="填入例子").click()
    page.get_by_role("button", name="试算", exact=True).click()


PICTURES = (
    Picture("sign-in", "", to("/sign-in/")),
    Picture("desk", "songyiran", to("/")),
    Picture("list", "yuming", to(LIST)),
    Picture("task", "songyiran", to_task),
    Picture("report", "songyiran", to_report),
    Picture("preview", "yuming", to_preview),
    Picture("register", "chixiao", to("/registers/teachers/")),
    Picture("import", "chixiao", to_errors),
    Picture("school", "chixiao", to_school),
    Picture("firm", "jianglan", to("/decisions/firms/")),
    Picture("standard", "juwen", to("/decisions/schools/")),
    Picture("policies", "", to("/policies/")),
    Picture("trial", "", to_trial),
)


# ------------------------------------------------------------------ the demonstration


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
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment["GAODI_VAR"] = folder
        server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            urlopen(f"{address}/healthz/", timeout=180).close()
        except URLError:
            time.sleep(0.2)
        else:
            return
    sys.exit("The demonstration did not start.")


# ------------------------------------------------------------------ the pictures


def open_page(browser: Browser, address: str, who: str, **options: Any) -> Page:
    page = browser.new_context(base_url=address, locale="zh-CN", **options).new_page()
    if who:
        page.goto("/sign-in/")
        page.get_by_label("用户名").fill(who)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/")
    return page


def take(browser: Browser, address: str, picture: Picture, suffix: str, **options: Any) -> None:
    page = open_page(browser, address, picture.who, **options)
    picture.come(page)
    page.wait_for_load_state()
    page.mouse.move(0, 0)
    keep(Image.open(io.BytesIO(page.screenshot())), f"{picture.name}{suffix}")
    page.context.close()


def take_print(browser: Browser, address: str) -> None:
    """The first sheet of the list as it is printed."""
    page = open_page(browser, address, "yuming")
    page.goto(f"{LIST}?paper=a4")
    printed = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    keep(printed[0].render(scale=2).to_pil(), "print")
    page.context.close()


def keep(image: Image.Image, name: str) -> None:
    path = Path(__file__).with_name(f"{name}.png")
    image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  {image.width} × {image.height}  {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    chromium = executable() or sys.exit(MISSING)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for picture in PICTURES:
            take(browser, address, picture, "", **WIDE)
            take(browser, address, picture, "-phone", **PHONE)
        take_print(browser, address)


if __name__ == "__main__":
    main()
