"""The full circle of one task as four people go it, from the paper to 销号 and back, each by what they would click."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PAPER, button, go_to, said

TASK = "任务6"  # 到2023年，…建设1个市级示范性企业学徒基地。牵头单位 区教育体育局、区人力资源社会保障局
PROOF = {"name": "验收意见.txt", "mimeType": "text/plain", "buffer": "学徒基地验收合格。".encode()}


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_four_people_take_a_task_from_the_paper_to_closing_out_and_back(
    browser_of, 单位, 督查员, 科员, 局长, script
):
    office, clerk, head = (browser_of(post, java_script_enabled=script) for post in (督查员, 科员, 局长))

    upload(office)
    look_through(office)
    expect(office.get_by_role("row").filter(has=office.get_by_role("link"))).to_have_count(16)
    stands(office, "未启动", "尚未交办")

    issue(office)
    stands(office, "未启动", "2023年10月20日交办，区教育体育局未签收")

    receive(clerk)
    stands(clerk, "情况不明", "没有审核通过的填报")

    report(clerk, "一个基地已挂牌。", proof=True)
    send_back(head, "验收意见没有盖章。")
    stands(head, "情况不明", "没有审核通过的填报")

    report_again(clerk, "一个基地已挂牌，验收意见已盖章。")
    accept(head)
    stands(head, "按期完成", "2023年9月25日达到")

    close_out(office)
    stands(office, "按期完成", "2023年9月25日达到", closed="1/1")

    reopen(office)
    stands(office, "正常推进", "2023年10月20日审核通过最近一次填报")
    stands(clerk, "正常推进", "2023年10月20日审核通过最近一次填报")


# ------------------------------------------------------------------ where the task stands


def row_of_the_task(page: Page) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("cell", name="6", exact=True))


def open_task(page: Page) -> None:
    go_to(page, "任务清单")
    row_of_the_task(page).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TASK)


def stands(page: Page, light: str, why: str, closed: str = "0/1") -> None:
    """The light and its reason, in the list and on the task's own page; this is where the journeys look at both."""
    go_to(page, "任务清单")
    row = row_of_the_task(page)
    expect(row.locator(".light")).to_have_text(light)
    expect(row).to_contain_text(why)
    expect(row).to_contain_text(closed)
    open_task(page)
    expect(page.get_by_role("heading", level=1).locator(".light")).to_have_text(light)
    expect(page.locator(".page-head")).to_contain_text(why)


# ------------------------------------------------------------------ the supervision office brings the paper in


def upload(office: Page) -> None:
    go_to(office, "上传识读")
    office.get_by_label("任务清单文件").set_input_files(PAPER)
    button(office, "开始识读").click()
    expect(office.get_by_role("heading", level=1)).to_have_text("读出16项任务，6处要您看一眼")


def look_through(office: Page) -> None:
    """The preview: what was taken stands underlined in the paper's words; nothing can be confirmed in doubt."""
    sixth = office.get_by_role("article", name="第6项")
    expect(sixth).to_contain_text("到2023年，职业学校按专业建立企业学徒基地，建设1个市级示范性企业学徒基地。")
    expect(sixth.locator(".quote .taken", has_text="2023年")).to_be_visible()
    expect(button(office, "确认入库")).to_have_count(0)

    office.get_by_label("有关行业主管部门").select_option("没有具体指明，记入待点名")
    button(office, "认定").click()
    for left in (5, 4, 3, 2, 1):
        expect(office.get_by_role("heading", level=1)).to_contain_text(f"{left}处要您看一眼")
        button(office, "改好了，或本来无误").first.click()
    expect(office.get_by_role("heading", level=1)).to_contain_text("可以确认入库")

    button(office, "确认入库").first.click()
    expect(office.get_by_role("heading", level=1)).to_have_text("环翠区建设职业教育创新发展高地任务清单")


def issue(office: Page) -> None:
    """点名 comes first where the paper leaves names open, then 交办 of this one task."""
    open_task(office)
    office.get_by_role("region", name="下一步").get_by_role("link", name="点名").click()
    office.get_by_label("区农业农村局").check()
    button(office, "点名").click()
    said(office, "已点名。")
    office.get_by_role("region", name="下一步").get_by_role("link", name="交办").click()
    button(office, "交办所选的（现选1条）").click()
    said(office, "已交办1条承诺，等承办单位签收。")


# ------------------------------------------------------------------ the lead unit reports, its head verifies


def receive(clerk: Page) -> None:
    go_to(clerk, "工作台")
    expect(clerk.get_by_role("heading", level=1)).to_have_text("待我办理1件")
    clerk.get_by_role("link", name="签收：").first.click()
    button(clerk, "签收").click()
    said(clerk, "已签收任务6的1条承诺。")


def report(clerk: Page, text: str, *, proof: bool) -> None:
    """Text, figure and evidence with its own date, handed in."""
    clerk.get_by_role("link", name="填报").first.click()
    clerk.get_by_label("进展情况").fill(text)
    clerk.get_by_label("达到数").fill("1")
    clerk.get_by_label("已达到目标，请审核").check()
    if proof:
        clerk.get_by_label("佐证材料").set_input_files(PROOF)
        clerk.get_by_label("材料日期").fill("2023年9月25日")
    button(clerk, "报送审核").click()
    said(clerk, "由区教育体育局负责人审核。")


def report_again(clerk: Page, text: str) -> None:
    """The desk says what is wrong; the evidence of the first report is still attached."""
    go_to(clerk, "工作台")
    row = clerk.get_by_role("row").filter(has_text="修改后重报")
    expect(row).to_contain_text("退回：验收意见没有盖章。")
    row.get_by_role("link", name="修改后重报").last.click()
    expect(clerk.get_by_role("listitem").filter(has_text="验收意见.txt")).to_contain_text("2023年9月25日")
    clerk.get_by_label("进展情况").fill(text)
    button(clerk, "报送审核").click()
    said(clerk, "由区教育体育局负责人审核。")


def open_verifying(head: Page) -> None:
    go_to(head, "工作台")
    head.get_by_role("row").filter(has_text="审核：").get_by_role("link").last.click()
    expect(head.get_by_role("heading", level=1)).to_contain_text("审核区教育体育局的填报")
    expect(head.get_by_role("row").filter(has_text="验收意见.txt")).to_contain_text("在时限以内")


def send_back(head: Page, reason: str) -> None:
    """Without a reason it stays; with one it goes back."""
    open_verifying(head)
    button(head, "退回").click()
    expect(head.get_by_role("alert")).to_contain_text("没有写退回理由")
    head.get_by_label("审核意见").fill(reason)
    button(head, "退回").click()
    said(head, "已退回区教育体育局")


def accept(head: Page) -> None:
    open_verifying(head)
    button(head, "审核通过").click()
    said(head, "审核通过")


# ------------------------------------------------------------------ striking off, and taking that back


def close_out(office: Page) -> None:
    go_to(office, "工作台")
    office.get_by_role("row").filter(has_text="销号：").get_by_role("link").last.click()
    button(office, "销号").click()
    expect(office.get_by_role("alert")).to_contain_text("还没有写销号意见")
    office.get_by_label("销号意见").fill("看过验收意见原件，同意销号。")
    button(office, "销号").click()
    said(office, "已销号")


def reopen(office: Page) -> None:
    """The office's note stays in the course of events beside the reason of taking it back."""
    open_task(office)
    office.get_by_role("link", name="恢复督办").click()
    office.get_by_label("恢复理由").fill("群众反映基地没有招收学徒。")
    button(office, "恢复督办").click()
    said(office, "已恢复督办。")
    events = office.get_by_role("region", name=re.compile("^经过"))
    expect(events).to_contain_text("看过验收意见原件，同意销号。")
    expect(events).to_contain_text("群众反映基地没有招收学徒。")
