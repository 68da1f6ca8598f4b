"""Every address, opened by everybody: what is not one's business is not there, and no word of it leaks.

All that 环翠区 wrote carries the mark MARK, which is also an attempt at a script and at a formula. The test knows every
address by name; a new one must be entered in ``arguments``.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.html import escape

from gaodi.bedrock import clock
from gaodi.decisions.actions.deciding import decide
from gaodi.decisions.feeds import FEEDS
from gaodi.decisions.models import Decision
from gaodi.ground.acting import acting
from gaodi.ground.actions.files import add_evidence
from gaodi.ground.actions.first_run import ensure_system_post
from gaodi.ground.actions.units import add_alias
from gaodi.ground.jobs import ask
from gaodi.ground.models import AuditRow, Evidence, Post, Role, Unit
from gaodi.reading.rows import Reading, Row
from gaodi.registers.actions import facts
from gaodi.registers.actions.exports import ask_export
from gaodi.registers.actions.imports import hand_in
from gaodi.registers.actions.subjects import link_unit
from gaodi.registers.declared.teachers import TEACHERS
from gaodi.registers.models import Fact, Subject
from gaodi.supervision.actions.commitments import close_out, issue, receive, reopen, urge
from gaodi.supervision.actions.drafts import confirm_draft, correct_rows, keep_reading, take_in
from gaodi.supervision.actions.reports import accept_report, attach, save_report, send_back, submit_report
from gaodi.supervision.models import Commitment, Draft, Duty, OpenEnd, Report, Task, TaskList
from tests.cast import make_post, make_unit
from tests.decisions.entering_schools import measured as of_year
from tests.decisions.entering_schools import school_of
from tests.registers.entering import credit_code, id_number, know, read

SECRET = "甲方机密"
SCRIPT = "<b onmouseover=alert(1)>"
MARK = f"=1+1{SCRIPT}{SECRET}"
TODAY = date(2023, 10, 20)
POLICIES = {"policies", "policy", "policy_try", "policy_try_formula"}  # nothing of a register is read there
OPEN_TO_ALL = {"sign_in", "sign_out", "health", *POLICIES}
POSTED = {
    *(
        "sign_out",
        "reset_password",
        "stop_job",
        "receive",
        "receive_task",
        "receive_list",
        "urge",
        "withdraw",
    ),
    *("drop_row", "settle_name", "name_draft", "discard_draft"),
    *("register_submit", "register_verify", "decide_firm", "decide_school"),
    *("register_batch_confirm", "register_batch_drop", "register_batch_verify", "register_batch_send_back"),
}
# whom nothing concerns may open these too: each district has the same registers, and sees only its own rows in them
SAME_FOR_ALL = {
    *POLICIES,
    *("register", "register_about", "register_queue", "register_locks", "register_figures"),
    *("register_findings", "register_export", "figure", "subjects"),
}
# what each of them may say to a stranger's GET: no such step for the role, not there, or only by its button
SHUT = {403, 404, 405}


@pytest.fixture(autouse=True)
def on_a_friday():
    with clock.standing_on(TODAY):
        yield


@pytest.fixture(name="世界")
def world(督查员, 科员, 局长, 责任经办, 教务员, 企业人事, 教体局, 工信局, 管理员, 审计员) -> dict[str, list]:
    """A list of 环翠区 that has been worked on, in which every text is marked; gives the arguments of each address."""
    教体局.name = f"区教育体育局{MARK}"
    教体局.save()
    add_alias(工信局, by=督查员, alias=f"工信{MARK}", basis=MARK)
    edition = confirmed(督查员)
    task = Task.objects.get(no="1")
    commitment = Commitment.objects.select_related("task__task_list__district", "owner").get(task=task)
    issue([commitment], by=督查员, report_every="quarter")
    duty = receive(duty_of(教体局), by=科员)
    urge(duty_of(工信局), by=科员, text=MARK)
    report = reported(科员)
    send_back(report, by=局长, seen=report.revision, note=MARK)
    report = reported(科员)
    accept_report(report, by=局长, seen=report.revision, note=MARK)
    met = Commitment.objects.select_related("task__task_list__district", "owner").get(pk=commitment.pk)
    close_out(met, by=督查员, seen=met.revision, note=MARK)
    reopen(met, by=督查员, seen=met.revision + 1, reason=MARK)
    report = reported(科员)
    waiting = keep_reading(take_in([b"x,y\n"], f"{MARK}.csv", by=督查员), paper("待"), by=督查员)
    in_lists = arguments(edition.task_list, task, commitment, duty, report, waiting, 督查员, 科员)
    return (
        in_lists
        | in_registers(*kept_in_a_register(教务员, 科员))
        | in_decisions(decided(企业人事, 科员), measured(教务员, 科员))
    )


def decided(clerk: Post, verifier: Post) -> Decision:
    """What was decided of a firm whose every text is marked."""
    typed = {
        "subject": credit_code(),
        "period": "2023",
        "label": MARK,
        "above_scale": "是",
        "staff_total": "40",
    }
    row = know("enterprise-years", clerk, verifier, **typed)
    firm = link_unit(row.subject, clerk.unit, by=ensure_system_post())
    return decide(FEEDS["internship-posts"], firm, "2023", by=clerk)


def measured(clerk: Post, verifier: Post) -> Subject:
    """A school with the facts of a year: what these registers hold is public in the district, so none is marked."""
    school = school_of(clerk, verifier, ensure_system_post())
    of_year(clerk, verifier)
    return school


def in_decisions(decision: Decision, school: Subject) -> dict[str, list]:
    """What stands in each address of the decisions."""
    table: list[tuple[list, str]] = [
        ([], "decisions decision_firms decision_claims decision_schools"),
        ([decision.subject_id], "decision_firm decision_ledger"),
        ([decision.subject_id, decision.feed], "decide_firm"),
        ([decision.pk], "decision"),
        ([], "policies"),
        (["surcharge_credit"], "policy policy_try"),
        (["surcharge_credit", "clawback"], "policy_try_formula"),
        ([school.pk], "decision_school"),
        ([school.pk, "school-standard"], "decision_school_feed decide_school"),
    ]
    return {name: args for args, each in table for name in each.split()}


def kept_in_a_register(clerk: Post, verifier: Post) -> tuple[Fact, Evidence]:
    """A teacher whose every text is marked: verified, with a correction that waits; and the paper that proves it."""
    typed = {"subject": id_number(), "label": MARK, "valid_from": "2015-9-1", "kind": "专业课"}
    paper = add_evidence([b"x"], f"{MARK}.txt", by=clerk, dated_on=TODAY)
    row = facts.propose(TEACHERS, read(TEACHERS, **typed), by=clerk, evidence=[paper])
    facts.verify(TEACHERS, row, by=verifier, revision=row.revision)
    facts.propose(TEACHERS, read(TEACHERS, **typed, title=MARK), by=clerk)
    return row, paper


def in_sheets(slug: str, clerk: Post, paper: Evidence) -> list[tuple[list, str]]:
    """What stands in each address of sheets: one that was handed in, and one that was taken out."""
    batch = hand_in(TEACHERS, [b"x,y\n"], f"{MARK}.csv", by=clerk).pk
    export = ask_export(TEACHERS, {}, MARK, by=clerk).pk
    return [
        ([], "batches"),
        ([slug], "register_template register_upload register_export"),
        ([batch], "register_batch register_batch_confirm register_batch_drop register_batch_verify"),
        ([batch], "register_batch_send_back register_batch_file register_batch_marked"),
        ([batch, paper.pk], "register_batch_evidence"),
        ([export], "register_export_file"),
    ]


def in_registers(row: Fact, paper: Evidence) -> dict[str, list]:
    """What stands in each address of the registers."""
    slug = TEACHERS.slug
    table: list[tuple[list, str]] = [
        ([], "registers"),
        ([slug], "register register_about register_add register_queue register_locks"),
        ([slug], "register_figures register_findings"),
        ([slug, row.pk], "register_row register_edit register_correct register_withdraw register_submit"),
        ([slug, row.pk], "register_discard register_verify register_send_back register_number"),
        ([slug, row.pk, paper.pk], "register_evidence"),
        ([row.subject_id], "subject"),
        (["school"], "subjects"),
        (["teachers.total"], "figure"),
        *in_sheets(slug, row.reported_by, paper),
    ]
    return {name: args for args, each in table for name in each.split()}


def paper(no: str) -> Reading:
    row = Row(
        no=no,
        text=f"到2023年，建设2个{MARK}基地。",
        lead=[f"区教育体育局{MARK}"],
        responsible=["区工业和信息化局"],
        open_ended=True,
        deadlines=["2023"],
        targets=[],
        strength="plain",
        quotes=[],
    )
    return Reading(f"{MARK}清单", 2023, [row], [f"提示{MARK}"])


def confirmed(by: Post):
    draft = keep_reading(take_in([b"a,b\n"], f"{MARK}.csv", by=by), paper("1"), by=by)
    draft = correct_rows(draft, {0: {"short_title": f"基地{MARK}"}}, by=by, seen=draft.revision)
    return confirm_draft(draft, by=by, seen=draft.revision)


def duty_of(unit: Unit) -> Duty:
    joined = ("unit__district", "commitment__owner", "commitment__task__task_list__district")
    return Duty.objects.select_related(*joined).get(unit=unit)


def reported(by: Post) -> Report:
    report = save_report(duty_of(by.unit), by=by, seen=None, text=MARK, value=None, claims_met=True)
    attach(report, [f"{MARK}{report.pk}".encode()], f"{MARK}.txt", by=by, dated_on=TODAY)
    return submit_report(report, by=by, seen=report.revision)


def arguments(
    task_list: TaskList,
    task: Task,
    commitment: Commitment,
    duty: Duty,
    report: Report,
    draft: Draft,
    *people: Post,
) -> dict[str, list]:
    """What stands in each address; an address that is missing here fails the test below."""
    supervisor, clerk = people
    job = ask("read_draft", by=supervisor, draft=draft.pk, then="/", back="/")
    end, proof = OpenEnd.objects.get(task=task), Evidence.objects.order_by("-pk")[0]
    table: list[tuple[list, str]] = [
        (
            [],
            "desk sign_in sign_out password choose_post health gallery people add_person units add_unit audit",
        ),
        ([], "how lists drafts"),
        ([clerk.account_id], "person add_post suspend reset_password"),
        ([clerk.pk], "end_post"),
        ([clerk.unit_id], "unit add_alias rename_unit"),
        ([job.pk], "job stop_job"),
        ([task_list.slug], "list list_xlsx issue receive_list"),
        ([task.pk], "task receive_task commitment_add"),
        ([duty.pk], "receive urge report duty_end"),
        ([report.pk], "withdraw verify"),
        ([commitment.pk], "commitment_change commitment_end duty_add close_out reopen"),
        ([end.pk], "name_open_end"),
        ([proof.pk], "evidence"),
        ([draft.pk], "draft settle_name name_draft discard_draft"),
        ([draft.pk, 0], "drop_row"),
    ]
    return {name: args for args, each in table for name in each.split()}


def names(patterns: list | None = None) -> Iterator[str]:
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver):
            yield from names(each.url_patterns)
        elif isinstance(each, URLPattern):
            yield str(each.name)


def opened(browser: Client, world: dict[str, list]) -> Iterator[tuple[str, int, str]]:
    """Every address by its name, what it answers to GET, and what it says."""
    for name, args in world.items():
        answer = browser.get(reverse(name, args=args))
        yield name, answer.status_code, said(answer)


def said(answer) -> str:
    body = answer.getvalue()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(body)) as book:
            body = b"".join(book.read(part) for part in book.namelist())
    return body.decode(errors="replace") + str(answer.headers)


def counts() -> dict[str, int]:
    """How many rows each table has; sessions and what the audit says of refusals apart."""
    found = {model._meta.label: model._base_manager.count() for model in apps.get_models()}
    del found["sessions.Session"]
    found["ground.AuditRow"] = AuditRow.objects.filter(outcome="done").count()
    return found


# ------------------------------------------------------------------ who is there


STRANGERS = {
    "经办人": Role.CLERK,
    "负责人": Role.HEAD,
    "督查员": Role.SUPERVISOR,
    "管理员": Role.ADMIN,
    "审计员": Role.AUDITOR,
}
INSIDERS = ["督查员", "管理员", "审计员", "科员", "局长", "责任经办"]


@pytest.fixture(params=STRANGERS, name="邻区")
def from_next_door(request, 文登教体局) -> Post:
    """A post of another district, in each role."""
    return make_post(文登教体局, STRANGERS[request.param], "linqu", "邻区人")


@pytest.fixture(params=["经办人", "负责人"], name="旁人")
def from_another_unit(request, 环翠区) -> Post:
    """A post of a unit of the same district that no list names."""
    unit = make_unit(环翠区, "forestry", "区林业局")
    return make_post(unit, STRANGERS[request.param], "pangren", "旁边人")


@pytest.fixture(params=INSIDERS, name="自己人")
def insider(request) -> Post:
    return request.getfixturevalue(request.param)


# ------------------------------------------------------------------ looking


def test_every_address_is_known_to_this_test(世界):
    assert sorted(世界) == sorted(names())


def test_from_another_district_nothing_of_this_one_is_there(世界, sign_in, 邻区):
    browser = sign_in(邻区)

    for name, status, page in opened(browser, 世界):
        assert SECRET not in page, name
        assert status in SHUT or not 世界[name] or name in SAME_FOR_ALL, name


def test_a_unit_that_no_list_names_sees_names_of_units_and_nothing_of_the_work(世界, sign_in, 旁人):
    browser = sign_in(旁人)

    for name, status, page in opened(browser, 世界):
        if name in {
            "units",
            "unit",
            "people",
        }:  # every unit of the district may see what the others are called
            assert "承担的任务" not in page
            assert "王晓岚" not in page
        else:
            # who fills a register and who verifies it is told to every unit
            assert SECRET not in page.replace(escape(f"区教育体育局{MARK}"), ""), name
            assert status in SHUT or not 世界[name] or name in SAME_FOR_ALL, name


@pytest.mark.parametrize("asked", [SECRET, "jfjm", "基地", "a", "%", "_", "\\", "[", "(", "."])
def test_searching_finds_a_stranger_nothing(世界, sign_in, 外人, asked):
    browser = sign_in(外人)

    for name in ("lists", "units"):
        page = said(browser.get(reverse(name), {"q": asked}))
        assert page.count(SECRET) == (asked == SECRET) * page.count(f'value="{SECRET}"'), name
    for name in ("list", "list_xlsx"):
        assert browser.get(reverse(name, args=世界[name]), {"q": asked}).status_code == 404


def test_a_guest_is_sent_to_sign_in_and_reads_nothing(世界, client):
    for name, status, page in opened(client, 世界):
        if name in OPEN_TO_ALL:
            assert status in {200, 405}, name
        else:
            assert status in {302, 405}, name
        assert SECRET not in page, name


def test_whose_business_it_is_reads_it_no_script_runs_and_looking_changes_nothing(世界, sign_in, 自己人):
    browser = sign_in(自己人)
    browser.get("/")
    before, read = counts(), set()

    for name, status, page in opened(browser, 世界):
        assert status < 500, name
        if name not in {"evidence", "list_xlsx"}:
            assert SCRIPT not in page, name
        if SECRET in page:
            read.add(name)

    assert {"list", "task", "list_xlsx"} <= read
    assert counts() == before


def test_the_table_holds_texts_and_no_formula(世界, sign_in, 督查员):
    book = sign_in(督查员).get(reverse("list_xlsx", args=世界["list_xlsx"]))

    with zipfile.ZipFile(BytesIO(book.content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        texts = parts.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower()
    assert "基地=1+1" in texts


def test_no_button_works_without_the_token_of_its_page(世界, 督查员, 科员):
    before = counts()

    for post in (督查员, 科员):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(post.account)
        for name, args in 世界.items():
            assert browser.post(reverse(name, args=args), {"note": "x", "seen": "0"}).status_code == 403, name

    assert counts() == before


# ------------------------------------------------------------------ pressing buttons


def test_from_another_district_no_button_does_anything(世界, sign_in, 邻区):
    browser = sign_in(邻区)
    browser.get("/")
    before = counts()

    for name, args in 世界.items():
        if args:
            answer = browser.post(reverse(name, args=args), {"note": "x", "seen": "0", "do": "confirm"})
            assert answer.status_code in SHUT or (name in SAME_FOR_ALL and answer.status_code == 422), name
            assert SECRET not in said(answer), name

    assert counts() == before


def test_a_button_is_no_link(世界, sign_in, 督查员):
    browser = sign_in(督查员)

    for name in POSTED:
        assert browser.get(reverse(name, args=世界[name])).status_code in {403, 405}, name


def test_more_fields_than_a_form_has_change_nothing_more(世界, sign_in, 工信局, 责任经办, 局长):
    duty = receive(duty_of(工信局), by=责任经办)
    more = {
        *(
            "state",
            "verified_by",
            "reported_by",
            "duty",
            "revision",
            "met_on",
            "id",
            "pk",
            "unit",
            "by",
            "owner",
        ),
    }

    answer = sign_in(责任经办).post(
        reverse("report", args=[duty.pk]),
        {"text": "进展", "do": "save", "seen": ""}
        | dict.fromkeys(more, str(局长.pk))
        | {"state": "accepted"},
    )

    assert answer.status_code == 302
    report = Report.objects.get(duty=duty)
    assert (report.state, report.reported_by, report.verified_by, report.revision) == (
        "draft",
        责任经办,
        None,
        1,
    )


def test_the_post_of_somebody_else_cannot_be_chosen(sign_in, 外人, 督查员):
    browser = sign_in(外人)

    assert browser.post(reverse("choose_post"), {"post": 督查员.pk}).status_code == 404
    session = browser.session
    session["post"] = 督查员.pk
    session.save()
    assert browser.get("/").context["post"] == 外人


def test_units_of_another_district_are_neither_named_nor_meant(世界, sign_in, 督查员, 文登教体局):
    browser = sign_in(督查员)
    named = browser.post(
        reverse("name_open_end", args=世界["name_open_end"]), {"units": [文登教体局.pk], "note": ""}
    )
    draft = Draft.objects.get(pk=世界["draft"][0])
    meant = browser.post(
        reverse("settle_name", args=[draft.pk]),
        {"seen": draft.revision, "printed": "区工业和信息化局", "means": 文登教体局.pk},
    )

    assert (named.status_code, meant.status_code) == (422, 404)
    assert not Duty.objects.filter(unit=文登教体局).exists()


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_away_from_the_site(世界, sign_in, 科员, 工信局, away):
    browser = sign_in(科员)

    onward = browser.get(reverse("sign_in"), {"next": away})
    chosen = browser.post(reverse("choose_post"), {"post": 科员.pk, "next": away})
    back = browser.post(reverse("urge", args=[duty_of(工信局).pk]), headers={"referer": away})

    assert [answer.headers.get("Location", "") for answer in (onward, chosen)] == ["/", "/"]
    assert "evil" not in back.headers.get("Location", "")


@pytest.mark.parametrize("word", ["lists", "abc", "0", "²"])
def test_a_page_to_go_on_to_is_an_address_and_no_name_of_a_page(sign_in, 科员, word):
    assert sign_in(科员).get(reverse("sign_in"), {"next": word}).headers["Location"] == word.replace(
        "²", "%C2%B2"
    )


# ------------------------------------------------------------------ what the browser is told


def test_personal_pages_are_kept_by_no_browser_and_shown_in_no_frame(世界, sign_in, 科员):
    browser = sign_in(科员)

    for name in ("desk", "list", "task", "evidence", "list_xlsx", "unit", "password"):
        answer = browser.get(reverse(name, args=世界[name]))
        headers = answer.headers
        said(answer)  # read to its end, a download shuts its file
        assert "no-store" in headers["Cache-Control"], name
        assert headers["X-Frame-Options"] == "DENY", name
        assert headers["X-Content-Type-Options"] == "nosniff", name
        assert re.search(r"frame-ancestors 'none'|sandbox", headers["Content-Security-Policy"]), name


def test_a_file_is_handed_out_under_its_name_and_never_as_a_page(世界, sign_in, 科员):
    answer = sign_in(科员).get(reverse("evidence", args=世界["evidence"]))
    headers = answer.headers

    assert "甲方机密" in said(answer)
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert "<" not in headers["Content-Disposition"]


def test_what_was_refused_stands_in_the_audit_with_its_words_and_no_script(世界, sign_in, 审计员, 科员):
    with pytest.raises(KeyError), acting("try", f"试{SCRIPT}"[:20], None, by=科员, note=SCRIPT):
        raise KeyError
    page = said(sign_in(审计员).get(reverse("audit")))

    assert SCRIPT not in page
    assert SECRET in page
