"""The desk: what the registries say of a post, with its distance in working days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from gaodi.bedrock import clock
from gaodi.bedrock.periods import WorkCalendar
from gaodi.ground import registry
from gaodi.ground.distances import say_due, say_since
from gaodi.ground.registry import Obligation, Registry, Waiting, obligations_of, waiting_of
from tests.cast import make_unit

FRIDAY = date(2023, 10, 20)


@pytest.fixture
def on_friday():
    with clock.standing_on(FRIDAY):
        yield


@pytest.fixture
def duties(monkeypatch):
    """Obligations of the test alone, all of the post with the role of a clerk."""
    found: list[Obligation] = []
    monkeypatch.setattr(registry.obligations, "sources", {"test": lambda _post: found})
    return found


@pytest.fixture
def waits(monkeypatch):
    found: list[Waiting] = []
    monkeypatch.setattr(registry.waiting, "sources", {"test": lambda _post: found})
    return found


def duty(what: str, due: date | None, verb: str = "填报") -> Obligation:
    return Obligation(what, "任务6　企业学徒基地", f"牵头单位经办，{what}", due, f"/units/?q={what}", verb)


def wait(what: str, *, may_urge: bool = True, why_not: str = "", urge_url: str = "") -> Waiting:
    return Waiting(what, "任务9", date(2023, 10, 9), "区财政局", "/units/", may_urge, why_not, urge_url)


def rows(page: str) -> list[str]:
    return page.split("<tr>")[2:]


# ------------------------------------------------------------------ the page


def test_nothing_to_do(sign_in, 科员, duties, waits):
    page = sign_in(科员).get("/").content.decode()

    assert "<h1>现在没有要您办的事</h1>" in page
    assert "h-waits" not in page


def test_nearest_first_and_only_the_first_is_filled(sign_in, 科员, duties, waits, on_friday):
    duties += [
        duty("无期", None),
        duty("下周", date(2023, 10, 24)),
        duty("今天", FRIDAY),
        duty("过期", date(2023, 10, 18)),
    ]

    page = sign_in(科员).get("/").content.decode()

    assert "<h1>待我办理4件，1件已逾期，1件今天到期</h1>" in page
    assert "<p>按时限从近到远排列。</p>" in page
    found = rows(page)
    assert [
        next(word for word in ("过期", "今天", "下周", "无期") if f"，{word}" in row) for row in found
    ] == [
        "过期",
        "今天",
        "下周",
        "无期",
    ]
    assert ["btn-primary" in row for row in found] == [True, False, False, False]
    assert "逾期2个工作日" in found[0]
    assert "未定时限" in found[3]


def test_what_others_have_to_do(sign_in, 科员, duties, waits, on_friday):
    waits += [
        wait("名单", urge_url="/urge/7/"),
        wait("意见", may_urge=False, why_not="党委部门，不催办"),
    ]

    page = sign_in(科员).get("/").content.decode()

    assert "等别人办的2件" in page
    named, opinion = sorted(rows(page), key=lambda row: "意见" in row)
    assert '<form method="post" action="/urge/7/">' in named
    assert "党委部门，不催办" in opinion
    assert "<button" not in opinion.split("</table>")[0]


def test_the_paper_cannot_smuggle_in_markup(sign_in, 科员, duties, waits):
    duties.append(duty("<script>alert(1)</script>", None))

    assert "<script>alert" not in sign_in(科员).get("/").content.decode()


def test_the_desk_asks_the_same_of_one_and_of_three(
    sign_in, 科员, duties, waits, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in(科员)
    client.get("/")
    duties.append(duty("一", FRIDAY))
    with django_assert_max_num_queries(8) as one:
        client.get("/")
    duties += [duty("二", FRIDAY), duty("三", None)]
    waits.append(wait("四"))

    with django_assert_num_queries(len(one)):
        client.get("/")


# ------------------------------------------------------------------ the registries


def test_a_name_is_registered_once():
    names: Registry = Registry("obligations")
    names("a")(lambda _post: [])

    with pytest.raises(ValueError, match="registered twice"):
        names("a")(lambda _post: [])


def test_order_of_obligations_and_waits(duties, waits, 科员):
    duties += [duty("乙", None), duty("甲", FRIDAY)]
    waits += [
        Waiting("新", "", date(2023, 10, 19), "", "", may_urge=True, why_not=""),
        Waiting("旧", "", date(2022, 1, 1), "", "", may_urge=True, why_not=""),
    ]

    assert [each.what for each in obligations_of(科员)] == ["甲", "乙"]
    assert [each.what for each in waiting_of(科员)] == ["旧", "新"]


# ------------------------------------------------------------------ distances

OFF = {date(2023, 10, day): False for day in range(2, 7)} | {date(2023, 9, 29): False}
CALENDAR = WorkCalendar(OFF | {date(2023, 10, 7): True}, date(2023, 1, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (FRIDAY, "今天"),
        (date(2023, 10, 23), "还有1个工作日"),
        (date(2023, 10, 22), "还有2天，都是休息日"),
        (date(2023, 10, 18), "逾期2个工作日"),
        (date(2023, 9, 28), "逾期11个工作日"),
        (date(2024, 1, 2), "暂按还有52个工作日"),
    ],
)
def test_how_far_off(due, said):
    assert say_due(CALENDAR, FRIDAY, due) == said


def test_overdue_by_a_weekend():
    assert say_due(CALENDAR, date(2023, 10, 22), date(2023, 10, 20)) == "逾期2天，都是休息日"


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (FRIDAY, "今天送出"),
        (date(2023, 10, 9), "已9个工作日"),
        (date(2023, 10, 21), "今天送出"),
    ],
)
def test_how_long_already(since, said):
    assert say_since(CALENDAR, FRIDAY, since) == said


def test_a_weekend_of_waiting():
    assert say_since(CALENDAR, date(2023, 10, 22), date(2023, 10, 20)) == "已2天，都是休息日"


# ------------------------------------------------------------------ urged, watched, kept


def test_of_one_day_what_was_urged_comes_first_and_the_lead_says_so(sign_in, 科员, duties, waits, on_friday):
    duties += [duty("甲", FRIDAY), replace(duty("乙", FRIDAY), urged=True)]

    page = sign_in(科员).get("/").content.decode()

    assert page.index("牵头单位经办，乙") < page.index("牵头单位经办，甲")
    assert "按时限从近到远排列，同一天的先办被催办的；有1件被催办。" in page


def test_an_auditor_sees_what_was_recorded_and_refused_lately(sign_in, 审计员, 科员):
    sign_in(科员).post("/units/add/", {"name": "区体育中心"})  # a page of the administrator

    page = sign_in(审计员).get("/").content.decode()

    assert "近7天的办理记录" in page
    assert "事情到了会列在这里" not in page
    address = unescape(next(part for part in page.split('href="') if "outcome=refused" in part).split('"')[0])
    assert "打开页面" in sign_in(审计员).get(address).content.decode()


def test_an_administrator_sees_whom_and_what_is_not_ready_for_work(sign_in, 管理员, 科员, 审计局):
    科员.account.must_change_password = True
    科员.account.save()

    page = sign_in(管理员).get("/").content.decode()

    assert f'<a href="/people/{科员.account_id}/">王晓岚</a>' in page
    assert f'<a href="/units/{审计局.pk}/">区审计局</a>' in page


def test_others_see_nothing_of_it(sign_in, 科员):
    page = sign_in(科员).get("/").content.decode()

    assert "办理记录" not in page
    assert "人员和单位" not in page


def test_the_desk_of_an_administrator_asks_the_same_of_one_and_of_three(
    sign_in, 管理员, 审计局, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in(管理员)
    client.get("/")
    with django_assert_max_num_queries(14) as one:
        client.get("/")
    make_unit(审计局.district, "a", "区甲局")
    make_unit(审计局.district, "b", "区乙局")

    with django_assert_num_queries(len(one)):
        client.get("/")
