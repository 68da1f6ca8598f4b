"""The audit as it is read: sentences, changes in words, filters, pages, and whose rows one sees."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from gaodi.ground.acting import acting, record_refusal
from gaodi.ground.actions.people import end_post, suspend
from gaodi.ground.actions.units import add_alias, rename_unit
from gaodi.ground.models import AuditRow, Role
from gaodi.ground.queries.audit import read, words_seen
from gaodi.ground.refusals import Refused
from gaodi.ground.registry import change_words
from tests.cast import make_post

NOON = datetime(2023, 10, 20, 4, 0, tzinfo=UTC)


def row(at: datetime = NOON, **values) -> AuditRow:
    told = {"person": "王晓岚", "word": "填报", "verb": "report", "outcome": "done", "district": "371002"}
    return AuditRow.objects.create(at=at, **{"label": "任务6", **told, **values})


def labels(answer) -> list[str]:
    return [entry.row.label for entry in answer.context["entries"]]


# ------------------------------------------------------------------ who sees what


@pytest.mark.parametrize("cast", ["督查员", "科员", "局长", "责任经办"])
def test_only_auditors_and_administrators(request, sign_in, cast):
    answer = sign_in(request.getfixturevalue(cast)).get("/audit/")

    assert answer.status_code == 403
    page = answer.content.decode()
    assert "<h1>这一步不能由您办理</h1>" in page
    assert "这一步由审计员、管理员办理" in page
    refused = AuditRow.objects.get()
    assert (refused.word, refused.outcome) == ("打开页面", "refused")
    assert refused.note.startswith("/audit/　这一步由审计员、管理员办理")


def test_the_other_districts_rows_stay_there(sign_in, 审计员, 文登教体局):
    row(label="本区的")
    row(label="全系统的", district="")
    row(label="文登的", district="371003")
    theirs = make_post(文登教体局, Role.AUDITOR, "wdshenji", "文审计")

    assert labels(sign_in(审计员).get("/audit/")) == ["本区的"]
    assert labels(sign_in(审计员).get("/audit/?scope=installation")) == ["全系统的"]
    assert labels(sign_in(审计员).get("/audit/?scope=371003")) == []
    assert labels(sign_in(theirs).get("/audit/")) == ["文登的"]


def test_an_act_carries_the_actors_district_and_a_job_the_units(科员, 系统, 文登教体局):
    with acting("a", "甲", None, by=科员, unit=文登教体局):
        pass
    with acting("b", "乙", None, by=系统, unit=文登教体局):
        pass
    with acting("c", "丙", None, by=系统):
        pass
    record_refusal("d", "丁", note="", person="某人")

    found = dict(AuditRow.objects.values_list("word", "district"))
    assert {word: found[word] for word in "甲乙丙丁"} == {
        "甲": "371002",
        "乙": "371003",
        "丙": "",
        "丁": "",
    }


# ------------------------------------------------------------------ sentences


def test_what_was_done_is_a_sentence(sign_in, 审计员, 管理员, 教体局, 科员):
    rename_unit(教体局, by=管理员, name="区教育和体育局", since=date(2023, 9, 1), basis="环编〔2023〕5号")
    suspend(科员.account, by=管理员, active=False, note="调离")
    end_post(科员, by=管理员, until=date(2023, 9, 30))

    ended, stopped, renamed = (read(each) for each in AuditRow.objects.order_by("-pk"))

    assert (renamed.who, renamed.role, renamed.row.word) == ("林知行", "管理员", "单位更名")
    assert [(c.name, c.was, c.now) for c in renamed.changes] == [
        ("单位名称", "区教育体育局", "区教育和体育局"),
        ("起始日期", "（无）", "2023年9月1日"),
    ]
    assert [(c.name, c.was, c.now) for c in stopped.changes] == [("启用", "是", "否")]
    assert [(c.name, c.was, c.now) for c in ended.changes] == [("离岗", "不定期", "2023年9月30日")]
    page = sign_in(审计员).get("/audit/").content.decode()
    assert "区教育体育局 → 区教育和体育局" in page
    assert "环编〔2023〕5号" in page


def test_a_refusal_says_that_and_why(sign_in, 审计员, 管理员, 教体局):
    with pytest.raises(Refused):
        add_alias(教体局, by=管理员, alias="  ", basis="")

    page = sign_in(审计员).get("/audit/").content.decode()

    assert "未办成" in page
    assert "单位名称是空的。" in page


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("unit", "区财政局 #12", "区财政局"),
        ("role", "head", "单位负责人"),
        ("role", "gone", "gone"),
        ("since", "2023-10-20T04:00:00+00:00", "2023年10月20日 12:00"),
        ("since", None, "（无）"),
        ("since", [], "（无）"),
        ("since", ["2023-10-20", 3], "2023年10月20日、3"),
        ("since", 0, "0"),
        ("since", False, "否"),
    ],
)
def test_values_in_words(db, name, value, said):
    told = row(subject="ground.post", changes=json.dumps({name: [None, value]}))

    assert read(told).changes[0].now == said


@pytest.mark.parametrize(("subject", "name"), [("gone.thing", "x"), ("", "x"), ("ground.post", "x")])
def test_what_no_model_knows_keeps_its_name(db, monkeypatch, subject, name):
    told = row(subject=subject, changes='{"x":[1,2],"named":[[],["区财政局"]]}')
    monkeypatch.setitem(change_words, "named", "点名单位")

    assert [(c.name, c.now) for c in read(told).changes] == [("x", "2"), ("点名单位", "区财政局")]


def test_markup_in_a_row_is_only_text(sign_in, 审计员):
    row(label="<script>alert(1)</script>", note="<b>x</b>", changes='{"x":["<i>","<u>"]}')

    page = sign_in(审计员).get("/audit/").content.decode()

    assert "<script>alert" not in page
    assert "<b>x" not in page
    assert "<u>" not in page


# ------------------------------------------------------------------ finding


def test_found_by_person_verb_subject_unit_and_day(sign_in, 审计员, 管理员, 教体局):
    row(label="一", person="王晓岚", word="签收", about_unit="区教育体育局")
    row(label="二", person="王晓", word="填报", at=NOON - timedelta(days=1), unit="区教育体育局")
    row(label="三", person="赵启明", word="退回", at=NOON - timedelta(days=30))
    client = sign_in(审计员)

    def found(**asked):
        return labels(client.get("/audit/", asked))

    assert found() == ["一", "二", "三"]
    assert found(person="王晓") == ["一", "二"]
    assert found(person="王晓岚") == ["一"]
    assert found(word="退回") == ["三"]
    assert found(subject="二") == ["二"]
    assert found(unit=教体局.pk) == ["一", "二"]
    assert found(first="2023年10月19日") == ["一", "二"]
    assert found(last="2023-10-19") == ["二", "三"]
    assert found(first="2023-10-20", last="2023-10-20") == ["一"]


def test_words_inside_a_label_are_looked_for_in_the_latest_rows(sign_in, 审计员, monkeypatch):
    monkeypatch.setattr("gaodi.ground.queries.audit.LOOKED_THROUGH", 2)
    for number in range(4):
        row(label=f"第{number}件", at=NOON + timedelta(hours=number))
    client = sign_in(审计员)

    assert labels(client.get("/audit/", {"subject": "件"})) == ["第3件", "第2件"]
    assert labels(client.get("/audit/", {"subject": "件", "last": "2023-10-20"})) == ["第3件", "第2件"]


def test_a_former_name_finds_too(sign_in, 审计员, 管理员, 教体局):
    row(label="旧名时", unit="区教育体育局")
    rename_unit(教体局, by=管理员, name="区教育和体育局", since=date(2023, 9, 1), basis="文")

    assert "旧名时" in labels(sign_in(审计员).get("/audit/", {"unit": 教体局.pk}))


@pytest.mark.parametrize(
    "asked",
    [{"first": "去年"}, {"word": "没有的事"}, {"unit": "x"}, {"first": "2023-10-20", "last": "2023-10-1"}],
)
def test_what_was_not_understood_shows_nothing(sign_in, 审计员, asked):
    row()
    answer = sign_in(审计员).get("/audit/", asked)

    assert labels(answer) == []
    assert answer.context["form"].errors


def test_midnight_is_chinas(sign_in, 审计员):
    row(label="夜里", at=datetime(2023, 10, 19, 16, 30, tzinfo=UTC))  # 0:30 of the 20th

    assert labels(sign_in(审计员).get("/audit/", {"first": "2023-10-20"})) == ["夜里"]


def test_pages_of_rows_of_one_instant(sign_in, 审计员):
    for number in range(60):
        row(label=str(number))
    client = sign_in(审计员)

    first = client.get("/audit/?person=王").context["page"]
    second = client.get("/audit/" + first.following).context["page"]

    assert [each.label for each in [*first, *second]] == [str(number) for number in range(59, -1, -1)]
    assert second.following == ""


def test_only_the_verbs_that_occur(审计员):
    row(word="签收")
    row(word="签收")
    row(word="退回")
    row(word="催办", district="371003")

    assert words_seen(审计员) == ["签收", "退回"]
    assert words_seen(审计员, installation=True) == []


def test_the_same_questions_for_one_and_three(sign_in, 审计员, django_assert_num_queries):
    client = sign_in(审计员)
    row()
    client.get("/audit/")
    with django_assert_num_queries(9):
        client.get("/audit/")
    row()
    row()

    with django_assert_num_queries(9):
        client.get("/audit/")


def test_nothing_can_be_sent_to_it(sign_in, 审计员):
    assert sign_in(审计员).post("/audit/").status_code == 405


def test_an_administrator_reads_of_people_and_units_but_not_of_reports(sign_in, 管理员, 审计员, 科员):
    of_people = row(
        district="371002", verb="give_post", word="任岗", subject="ground.account", label="给王晓岚任岗"
    )
    of_reports = row(
        district="371002",
        verb="save_report",
        word="暂存填报",
        subject="supervision.report",
        label="学徒基地填报",
    )

    seen_by_admin = sign_in(管理员).get("/audit/").content.decode()
    seen_by_auditor = sign_in(审计员).get("/audit/").content.decode()

    assert of_people.label in seen_by_admin
    assert of_reports.label not in seen_by_admin
    assert of_reports.label in seen_by_auditor
