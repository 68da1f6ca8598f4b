"""A small list for the tests of supervision: three tasks of 环翠区, confirmed by the supervisor as on the site.

1 quantity by a year, two bodies · 2 open-ended, no date · 3 recurring, led by the lead alone.
"""

from __future__ import annotations

from datetime import date

import pytest

from gaodi.bedrock import clock
from gaodi.reading.rows import Reading, Row
from gaodi.supervision.actions.commitments import issue, receive
from gaodi.supervision.actions.drafts import confirm_draft, correct_rows, keep_reading, take_in
from gaodi.supervision.actions.reports import attach, save_report, submit_report
from gaodi.supervision.models import Commitment, Draft, Duty, Edition, Report, Task, TaskList

TODAY = date(2023, 10, 20)  # a Friday


def row(no: str, text: str, **said) -> Row:
    given = {
        "lead": ["区教育体育局"],
        "responsible": [],
        "open_ended": False,
        "deadlines": [],
        "targets": [],
        "strength": "plain",
        "quotes": [],
    }
    return Row(no=no, text=text, **(given | said))


BASES = row(
    "1",
    "到2023年，建设2个学徒基地。",
    responsible=["区工业和信息化局"],
    deadlines=["2023"],
    targets=[{"value": 2, "unit": "个", "of": None, "what": "学徒基地"}],
)
TRAINING = row(
    "2", "支持企业参与职业培训。", responsible=["区工业和信息化局"], open_ended=True, strength="encourage"
)
SELECTION = row("3", "每年遴选学生参加培养。", deadlines=["annual"])


@pytest.fixture(autouse=True)
def on_a_friday():
    """All of it happens on 2023-10-20, unless a test stands on another day."""
    with clock.standing_on(TODAY):
        yield


def draft_of(
    rows: list[Row], by, *, task_list: TaskList | None = None, title: str = "学徒基地任务清单"
) -> Draft:
    """A paper that has been read and waits for confirmation."""
    draft = take_in(["序号,任务内容,牵头单位\n".encode()], "清单.csv", by=by, task_list=task_list)
    return keep_reading(draft, Reading(title, 2023, rows, []), by=by)


def confirm(draft: Draft, by) -> Edition:
    """Look at every doubt and confirm."""
    draft = correct_rows(draft, {place: {} for place in range(len(draft.rows))}, by=by, seen=draft.revision)
    return confirm_draft(draft, by=by, seen=draft.revision)


@pytest.fixture
def files(settings, tmp_path):
    """Files of a test stay with the test."""
    settings.FILES = tmp_path / "files"
    return settings.FILES


@pytest.fixture(name="清单")
def task_list(files, 督查员, 教体局, 工信局) -> TaskList:
    return confirm(draft_of([BASES, TRAINING, SELECTION], 督查员), 督查员).task_list


@pytest.fixture(name="任务")
def task(清单) -> Task:
    """Task 1: two bases by the end of 2023."""
    return 清单.tasks.get(no="1")


@pytest.fixture(name="承诺")
def commitment(任务) -> Commitment:
    return 任务.commitments.select_related("task__task_list__district", "owner").get()


@pytest.fixture(name="交办")
def issued(承诺, 督查员) -> Commitment:
    """Task 1, given out with quarterly reports."""
    return issue([承诺], by=督查员, report_every="quarter")[0]


def duty_of(commitment: Commitment, unit) -> Duty:
    return Duty.objects.select_related(
        "unit__district", "commitment__owner", "commitment__task__task_list__district"
    ).get(commitment=commitment, unit=unit)


@pytest.fixture(name="承办")
def duty(交办, 教体局, 科员) -> Duty:
    """The lead's duty in task 1, received."""
    return receive(duty_of(交办, 教体局), by=科员)


@pytest.fixture(name="填报")
def report(承办, 科员) -> Report:
    """The lead's clerk says both bases stand, with proof of 2023-09-25; waiting for verification."""
    draft = save_report(
        duty_of(承办.commitment, 承办.unit),
        by=科员,
        seen=None,
        text="两个基地已挂牌。",
        value=2,
        claims_met=True,
    )
    attach(draft, ["验收单".encode()], "验收单.txt", by=科员, dated_on=date(2023, 9, 25))
    return submit_report(draft, by=科员, seen=draft.revision)


def fresh(commitment: Commitment) -> Commitment:
    return Commitment.objects.select_related("task__task_list__district", "owner").get(pk=commitment.pk)
