"""上传识读: a paper is read, looked through and confirmed on the site; a bad one leaves nothing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gaodi.ground.models import StoredFile
from gaodi.supervision.actions.drafts import correct_rows, drop_row
from gaodi.supervision.models import Draft, TaskList
from tests.supervision.conftest import BASES, SELECTION, TRAINING, draft_of, row
from tests.supervision.pages import questions, words

CSV = """学徒基地任务清单
序号,任务内容,牵头单位,责任单位,完成时限
1,建设2个学徒基地。,区教育体育局,区工业和信息化局,2023年底前
2,支持企业参与职业培训。,区教体局,区工业和信息化局等,长期坚持
"""


def paper(text: str = CSV, name: str = "任务清单.csv", encoding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(encoding))


@pytest.fixture
def site(files, sign_in, 督查员, 教体局, 工信局):
    return sign_in(督查员)


def send(site, file):
    return site.post(reverse("drafts"), {"paper": file})


def test_an_uploaded_paper_leads_to_its_preview_and_no_list_yet(site):
    answer = send(site, paper())

    draft = Draft.objects.get()
    assert answer.headers["Location"] == reverse("draft", args=[draft.pk])
    page = site.get(answer.headers["Location"], {"all": "0"}).content.decode()
    assert "读出2项任务" in page
    assert "区教育体育局" in page
    assert not TaskList.objects.exists()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("清单.docx", b""), "文件是空的"),
        (SimpleUploadedFile("清单.exe", b"MZ\x90\x00" * 8), "无法识读后缀为 .exe"),
        (SimpleUploadedFile("清单.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "另存为"),
        (paper("会议通知\n请各单位派员参加。\n"), "任务"),
        (SimpleUploadedFile("清单.docx", "就是文本".encode()), "docx"),
    ],
    ids=["empty", "exe", "old word", "letter", "text named docx"],
)
def test_a_paper_that_is_none_is_refused_beside_the_field_and_nothing_is_stored(site, file, sentence):
    answer = send(site, file)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Draft.objects.exists()
    assert not StoredFile.objects.exists()


def preview(site, draft, **query):
    return site.get(reverse("draft", args=[draft.pk]), query).content.decode()


def said(draft, place: int, **changed) -> dict:
    """What the browser would send of one row."""
    from gaodi.supervision.forms.drafts import RowForm

    form = RowForm(draft.rows[place], place, [])
    sent = {
        form.add_prefix(name): form.get_initial_for_field(form.fields[name], name) for name in form.fields
    }
    sent |= {form.add_prefix(name): value for name, value in changed.items()}
    return {name: value for name, value in sent.items() if value not in (False, None)} | {
        "place": [str(place)]
    }


def test_a_list_is_corrected_and_confirmed_from_the_page(site, 督查员):
    draft = draft_of([BASES, SELECTION], 督查员)
    sent = said(draft, 0, deadlines="2024年6月30日", targets="3个　学徒基地") | {
        "seen": draft.revision,
        "all": "0",
    }

    answer = site.post(reverse("draft", args=[draft.pk]), sent | {"do": "confirm"})

    commitment = TaskList.objects.get().tasks.get(no="1").commitments.get()
    assert answer.status_code == 302
    assert (str(commitment.due), commitment.target_value) == ("2024-06-30", 3)


def test_what_is_not_changed_stays_exactly_as_it_was_read(site, 督查员):
    draft = draft_of([BASES], 督查员)
    before = draft.rows[0]

    site.post(reverse("draft", args=[draft.pk]), said(draft, 0) | {"seen": draft.revision, "do": "ok-0"})

    assert Draft.objects.get().rows[0] == before | {"checked": True}


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("deadlines", "尽快", "没有看懂时限"),
        ("targets", "很多学徒基地", "要有且只有一个数"),
        ("text", " ", "必填"),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field_and_the_typing_stays(site, 督查员, field, typed, sentence):
    draft = draft_of([BASES], 督查员)

    answer = site.post(
        reverse("draft", args=[draft.pk]), said(draft, 0, **{field: typed}) | {"seen": draft.revision}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert typed.strip() in page


def test_what_was_typed_before_a_colleague_dropped_a_row_lands_in_no_other_row(site, 督查员):
    draft = draft_of([BASES, TRAINING], 督查员)
    before = {"seen": draft.revision, "rows": 2}
    drop_row(draft, 0, by=督查员, seen=draft.revision)

    answer = site.post(reverse("draft", args=[draft.pk]), said(draft, 0, no="九") | before)

    assert answer.status_code == 409
    assert "同事刚才剔除了一行" in answer.content.decode()
    assert 'value="九"' not in answer.content.decode()
    draft.refresh_from_db()
    assert [row["no"] for row in draft.rows] == ["2"]


def test_what_a_colleague_changed_after_the_page_was_shown_is_not_confirmed_unseen(site, 督查员):
    draft = draft_of([BASES], 督查员)
    draft = correct_rows(draft, {0: {}}, by=督查员, seen=draft.revision)
    seen = draft.revision
    correct_rows(draft, {0: {"no": "九"}}, by=督查员, seen=seen)

    answer = site.post(reverse("draft", args=[draft.pk]), {"seen": seen, "do": "confirm"})

    assert answer.status_code == 409
    assert not TaskList.objects.exists()


@pytest.mark.parametrize("odd", ["", "abc", "-1", "²", "9" * 5000])
def test_a_number_that_is_none_is_no_fault_of_ours(site, 督查员, odd):
    draft = draft_of([BASES], 督查员)
    page = reverse("draft", args=[draft.pk])

    assert site.get(page, {"all": odd}).status_code == 200
    assert site.post(page, said(draft, 0, no="二") | {"seen": odd}).status_code == 409
    settled = {"seen": odd, "printed": "区教育体育局", "means": odd or "abc"}
    assert site.post(reverse("settle_name", args=[draft.pk]), settled).status_code == 404


def test_two_supervisors_the_second_keeps_the_typing_and_is_told(site, 督查员):
    draft = draft_of([BASES], 督查员)
    seen = draft.revision
    site.post(reverse("draft", args=[draft.pk]), said(draft, 0, no="一") | {"seen": seen})

    answer = site.post(reverse("draft", args=[draft.pk]), said(draft, 0, no="二") | {"seen": seen})

    assert answer.status_code == 409
    assert "看到的是旧的" in answer.content.decode()
    assert Draft.objects.get().rows[0]["no"] == "一"


def test_an_unknown_name_is_settled_from_the_page(site, 督查员, 教体局):
    draft = draft_of([row("1", "共同推进。", lead=["区教育和体育事业局"])], 督查员)
    assert "认不出是哪个单位" in preview(site, draft)

    sent = {"seen": draft.revision, "printed": "区教育和体育事业局", "means": 教体局.pk}
    site.post(reverse("settle_name", args=[draft.pk]), sent)

    assert Draft.objects.get().names["区教育和体育事业局"] == {"unit": 教体局.pk, "how": "person"}


@pytest.mark.parametrize("who", ["科员", "局长", "管理员", "审计员", "外人"])
def test_other_roles_are_shown_whose_step_it_is(files, sign_in, request, who):
    answer = sign_in(request.getfixturevalue(who)).get(reverse("drafts"))

    assert answer.status_code == 403
    assert "督查员" in answer.content.decode()


def test_a_supervisor_of_another_district_finds_no_such_draft(files, sign_in, 督查员, 文登教体局, 教体局):
    from gaodi.ground.models import Role
    from tests.cast import make_post

    draft = draft_of([SELECTION], 督查员)
    neighbour = sign_in(make_post(文登教体局, Role.SUPERVISOR, "wendeng", "丁一"))

    assert neighbour.get(reverse("draft", args=[draft.pk])).status_code == 404


def test_the_preview_asks_as_often_for_three_rows_as_for_one(site, 督查员, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    one, three = draft_of([BASES], 督查员), draft_of([BASES, TRAINING, SELECTION], 督查员)
    preview(site, one)  # the first page of a session notes that somebody is there
    with CaptureQueriesContext(connection) as few:
        preview(site, one, all="0")

    with django_assert_num_queries(len(few)):
        preview(site, three, all="0")


# ------------------------------------------------------------------ what is left to do


def test_after_confirming_the_next_step_is_in_sight(site, 督查员):
    draft = draft_of([BASES, SELECTION], 督查员)
    settled = site.get(reverse("draft", args=[draft.pk]))
    assert "可以确认入库" in settled.content.decode()
    assert settled.content.decode().count('btn-primary" name="do" value="confirm"') == 1
    assert settled.content.decode().count('btn-primary" form="rows" name="do" value="confirm"') == 1

    sent = {"seen": draft.revision, "rows": "2", "all": "0", "do": "confirm"}
    page = site.post(reverse("draft", args=[draft.pk]), sent, follow=True)

    assert "已入库：2项任务。拟定了2条承诺，还没有交办。" in words(page)
    assert "轮到您：交办2条承诺" in words(page)


def test_the_upload_page_and_the_desk_say_what_is_left_of_each_draft(site, 督查员):
    strange = row("1", "办一件事。", lead=["区神秘局"])
    doubtful = {**BASES.as_json(), "doubts": [{"for": "lead", "say": "名称断在两行。"}]}
    left, ready = draft_of([BASES, strange], 督查员), draft_of([SELECTION], 督查员)
    left.rows = [doubtful, left.rows[1]]
    left.save()

    page, desk = words(site.get(reverse("drafts"))), words(site.get("/"))

    assert "还有1处存疑、1个名称没有认定" in page
    assert "都已核对，可以确认入库" in page
    assert "读出2项任务1处存疑、1个名称没有认定" in desk
    assert f"读出{len(ready.rows)}项任务都已核对，等您确认" in desk


def test_a_row_is_headed_by_what_it_is_about(site, 督查员):
    draft = draft_of([BASES], 督查员)

    assert "1建设2个学徒基地" in words(site.get(reverse("draft", args=[draft.pk])))


def test_the_upload_page_asks_as_often_for_three_drafts_as_for_one(site, 督查员):
    draft_of([BASES], 督查员)
    one = questions(site, reverse("drafts"))
    draft_of([TRAINING], 督查员)
    draft_of([SELECTION], 督查员)

    assert questions(site, reverse("drafts")) == one


def test_a_paper_of_a_lists_own_title_is_asked_about(site, 清单, 督查员):
    new, edition = draft_of([BASES], 督查员), draft_of([BASES], 督查员, task_list=清单)

    pages = [words(site.get(reverse("draft", args=[draft.pk]))) for draft in (new, edition)]

    assert ["已有同名的清单" in page for page in pages] == [True, False]
