"""Pages around sheets: the template, handing in, what was found, confirming, verifying, taking out."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from gaodi.bedrock.sheets import open_book
from gaodi.ground.jobs import run_job
from gaodi.ground.models import Evidence
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.models import Batch, Proof
from gaodi.registers.queries.scope import standing, visible_rows
from tests.registers.entering import enter, id_number, settle

pytestmark = pytest.mark.usefixtures("系统")  # as which the worker keeps what it found
HEAD = "身份证号,姓名,到岗日期,任课类型,聘用方式,电话\n"


def line(number: int, name: str, *, kind: str = "专业课", start: str = "2015-9-1") -> str:
    return f"{id_number(number)},{name},{start},{kind},在编,5231\n"


def sheet_of(*lines: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("教师.csv", (HEAD + "".join(lines)).encode("gb18030"))


def upload(browser, *lines: str, slug: str = "teachers") -> Batch:
    answer = browser.post(reverse("register_upload", args=[slug]), {"file": sheet_of(*lines)})
    assert answer.status_code == 302, answer.content.decode()
    return worked(Batch.objects.latest("pk"))


def worked(batch: Batch) -> Batch:
    """The job of a sheet, done as the worker does it."""
    run_job.func(batch.job_id, Batch.objects.get(pk=batch.pk).job.attempt)
    return Batch.objects.select_related("job").get(pk=batch.pk)


def confirm(browser, batch: Batch, **ticked) -> Batch:
    answer = browser.post(reverse("register_batch_confirm", args=[batch.pk]), ticked)
    assert answer.status_code == 302, answer.content.decode()
    return worked(Batch.objects.get(pk=batch.pk))


def shown(browser, batch: Batch) -> str:
    return browser.get(reverse("register_batch", args=[batch.pk])).content.decode()


def heading(page: str) -> str:
    return re.sub(r"<[^>]+>|\s", "", re.search(r"<h1.*?</h1>", page, re.DOTALL)[0])


def stands(by) -> list[str]:
    return sorted(row.label for row in standing(visible_rows(REGISTERS["teachers"], by)))


def test_the_template_holds_the_units_own_rows_and_no_one_elses(sign_in, 教务员, 别校教务员, 科员):
    row = {"valid_from": "2015-9-1", "kind": "专业课"}
    settle("teachers", enter("teachers", 教务员, subject=id_number(1), label="王安宁", **row), 科员)
    enter("teachers", 别校教务员, subject=id_number(2), label="李会宁", **row)

    answer = sign_in(教务员).get(reverse("register_template", args=["teachers"]))

    cells = str(
        CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue())).get_sheet_by_index(0).to_python()
    )
    assert "王安宁" in cells
    assert "李会宁" not in cells
    assert id_number(1) not in cells
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")


def test_a_template_is_for_who_fills(sign_in, 科员, 督查员, 企业人事):
    for other in (科员, 企业人事):
        page = sign_in(other).get(reverse("register_template", args=["teachers"]))
        assert page.status_code == 403
        assert "学校填报" in page.content.decode()
        assert sign_in(other).get(reverse("register_upload", args=["teachers"])).status_code == 403
    assert sign_in(督查员).get(reverse("register_upload", args=["teachers"])).status_code == 403


def test_from_a_sheet_to_verified_rows(sign_in, 教务员, 科员):
    browser = sign_in(教务员)
    batch = upload(browser, line(1, "王安宁"), line(2, "李会宁"))
    ready = shown(browser, batch)
    assert heading(ready) == "2行都能导入：新增2行"
    assert "多出的1列" in ready
    assert "电话" in ready
    assert stands(科员) == []

    stored = shown(browser, confirm(browser, batch))
    assert heading(stored) == "已入库：待审核2行"
    assert "审核通过" not in stored

    verifier = sign_in(科员)
    assert "审核通过2行" in shown(verifier, batch)
    unseen = verifier.post(reverse("register_batch_verify", args=[batch.pk]))
    assert unseen.status_code == 409
    assert stands(科员) == []
    verifier.post(reverse("register_batch_verify", args=[batch.pk]), {"seen": "2.0"})
    assert stands(科员) == ["李会宁", "王安宁"]
    assert heading(shown(verifier, batch)) == "已入库：已核定2行"


def test_what_is_wrong_is_told_by_cell_and_only_the_rest_goes_in_when_ticked(sign_in, 教务员):
    browser = sign_in(教务员)
    batch = upload(browser, line(1, "王安宁"), line(2, "李会宁", start="2015-2-30"))

    page = shown(browser, batch)
    assert heading(page) == "2行里有1处要改，改好才能导入"
    assert "表格!C3" in page
    assert "没有30日" in page
    assert "只导入没有问题的1行" in page

    refused = browser.post(reverse("register_batch_confirm", args=[batch.pk]))
    assert refused.status_code == 422
    assert "表里有1处错误" in refused.content.decode()
    assert heading(shown(browser, confirm(browser, batch, partial="on"))) == "已入库：待审核1行"


def test_clearing_a_value_is_asked_and_shown_old_beside_new(sign_in, 教务员, 科员):
    row = {"valid_from": "2015-9-1", "kind": "专业课", "employment": "在编"}
    settle("teachers", enter("teachers", 教务员, subject=id_number(1), label="王安宁", **row), 科员)
    browser = sign_in(教务员)
    batch = upload(browser, line(1, "王安宁", kind=""))

    page = shown(browser, batch)

    assert heading(page) == "1行都能导入：修改1行"
    assert "清空" in page
    assert "专业课 → " in page
    assert browser.post(reverse("register_batch_confirm", args=[batch.pk])).status_code == 422
    assert heading(shown(browser, confirm(browser, batch, blanks="on"))) == "已入库：待审核1行"


def test_the_same_sheet_again_has_nothing_to_store(sign_in, 教务员):
    browser = sign_in(教务员)
    confirm(browser, upload(browser, line(1, "王安宁")))

    page = shown(browser, upload(browser, line(1, "王安宁")))

    assert heading(page) == "1行都和台账一样，没有要入库的"
    assert "确认导入并报送审核" not in page


def test_a_proof_needs_its_own_date_and_is_for_the_unit_and_who_verifies(sign_in, 教务员, 科员, 别校教务员):
    browser = sign_in(教务员)
    batch = upload(browser, line(1, "王安宁"))
    address = reverse("register_batch_confirm", args=[batch.pk])

    def paper():
        return SimpleUploadedFile("聘任文件.txt", "聘任".encode())

    assert browser.post(address, {"evidence": paper()}).status_code == 422
    assert browser.post(address, {"evidence": paper(), "dated_on": "2999-1-1"}).status_code == 422
    assert not Evidence.objects.exists()
    confirm(browser, batch, evidence=paper(), dated_on="2020-1-1")
    proof = Proof.objects.get(batch=batch).evidence
    download = reverse("register_batch_evidence", args=[batch.pk, proof.pk])
    assert "聘任".encode() in browser.get(download).getvalue()
    assert "聘任".encode() in sign_in(科员).get(download).getvalue()
    assert sign_in(别校教务员).get(download).status_code == 404


def test_a_verifier_sends_the_sheet_back_with_the_reason(sign_in, 教务员, 科员):
    browser = sign_in(教务员)
    batch = confirm(browser, upload(browser, line(1, "王安宁")))
    address = reverse("register_batch_send_back", args=[batch.pk])

    verifier = sign_in(科员)
    assert verifier.post(address, {"reason": ""}).status_code == 422
    assert verifier.post(address, {"reason": "缺职称"}).status_code == 302
    page = shown(sign_in(教务员), batch)
    assert heading(page) == "已入库：退回1行"
    assert "缺职称" in page


def test_a_dropped_sheet_stores_nothing(sign_in, 教务员):
    browser = sign_in(教务员)
    batch = upload(browser, line(1, "王安宁"))

    assert browser.post(reverse("register_batch_drop", args=[batch.pk])).status_code == 302

    assert heading(shown(browser, batch)) == "这张表已放弃"
    assert browser.post(reverse("register_batch_confirm", args=[batch.pk])).status_code == 422


def test_a_file_that_is_no_sheet_of_the_register_says_why(sign_in, 教务员):
    browser = sign_in(教务员)
    other = SimpleUploadedFile("别的.csv", "甲,乙\n1,2\n".encode())
    browser.post(reverse("register_upload", args=["teachers"]), {"file": other})

    page = shown(browser, worked(Batch.objects.latest("pk")))

    assert heading(page) == "这张表读不了"
    assert "表头" in page
    none = browser.post(reverse("register_upload", args=["teachers"]))
    assert none.status_code == 422
    assert "没有选文件" in none.content.decode()


@pytest.mark.parametrize("name", ["register_batch", "register_batch_file", "register_batch_marked"])
def test_anothers_sheet_is_not_there(sign_in, 教务员, 别校教务员, 外人, 科员, name):
    batch = upload(sign_in(教务员), line(1, "王安宁"), line(2, "李会宁", start="坏"))

    assert batch.marked is not None
    for stranger in (别校教务员, 外人, 科员):  # who verifies sees a sheet once it is stored
        assert sign_in(stranger).get(reverse(name, args=[batch.pk])).status_code == 404
    for button in ("confirm", "drop", "verify", "send_back"):
        address = reverse(f"register_batch_{button}", args=[batch.pk])
        assert sign_in(别校教务员).post(address, {"reason": "x"}).status_code == 404


def test_the_file_with_full_numbers_stays_with_its_unit(sign_in, 教务员, 科员):
    browser = sign_in(教务员)
    batch = confirm(browser, upload(browser, line(1, "王安宁")))
    address = reverse("register_batch_file", args=[batch.pk])

    assert id_number(1).encode() in browser.get(address).getvalue()
    assert sign_in(科员).get(address).status_code == 404
    assert id_number(1) not in shown(sign_in(科员), batch)


def test_the_list_of_sheets_is_the_units_own_and_asks_as_often_for_three_as_for_one(
    sign_in, 教务员, 别校教务员
):
    upload(sign_in(别校教务员), line(9, "隋安"))
    browser = sign_in(教务员)
    upload(browser, line(1, "王安宁"))
    browser.get(reverse("batches"))
    with CaptureQueriesContext(connection) as one:
        page = browser.get(reverse("batches")).content.decode()
    assert "1张表" in heading(page)
    for number in (2, 3):
        upload(browser, line(number, f"李{number}"))
    with CaptureQueriesContext(connection) as three:
        browser.get(reverse("batches"))
    assert len(three) == len(one)


def test_an_export_holds_what_the_list_shows_and_is_for_who_asked(sign_in, 教务员, 校长, 科员):
    row = {"valid_from": "2015-9-1", "kind": "专业课"}
    for number, name in ((1, "王安宁"), (2, "李会宁")):
        settle("teachers", enter("teachers", 教务员, subject=id_number(number), label=name, **row), 科员)
    browser = sign_in(教务员)
    address = reverse("register_export", args=["teachers"])
    before = browser.get(address, {"q": "王"}).content.decode()
    assert "导出教师台账：1条" in heading(before)

    assert browser.post(address, {"q": "没有这个人"}).status_code == 422
    asked = browser.post(address, {"q": "王"})
    job = int(re.search(r"\d+", asked["Location"])[0])
    run_job.func(job, 1)
    page = browser.get(address).content.decode()
    file = re.search(r'href="(/registers/exports/\d+/file.xlsx)"', page)[1]
    cells = str(
        CalamineWorkbook.from_filelike(io.BytesIO(browser.get(file).getvalue()))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert "王安宁" in cells
    assert "李会宁" not in cells
    assert "迟晓" in cells
    assert sign_in(校长).get(file).status_code == 404


def test_a_template_of_the_demonstration_says_that_all_is_invented(sign_in, 教务员, monkeypatch, tmp_path):
    monkeypatch.setattr("gaodi.registers.queries.exports.demonstration_is_loaded", lambda: True)
    answer = sign_in(教务员).get(reverse("register_template", args=["teachers"]))
    (tmp_path / "t.xlsx").write_bytes(b"".join(answer.streaming_content))

    first = next(iter(open_book(tmp_path / "t.xlsx", "xlsx").rows("教师")))
    second = list(open_book(tmp_path / "t.xlsx", "xlsx").rows("教师"))[1]

    assert "教师台账" in str(first[1])
    assert "演示数据" in str(second[1])
