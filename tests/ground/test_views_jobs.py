"""The page of a job, as it goes through its states."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gaodi.bedrock import clock
from gaodi.ground import jobs
from gaodi.ground.jobs import ask, job_kind
from gaodi.ground.models import Job, JobState


@pytest.fixture(autouse=True)
def kinds(monkeypatch):
    monkeypatch.setattr(jobs, "_kinds", {})
    job_kind("count", "数数")(lambda _run: None)


@pytest.fixture
def job(科员) -> Job:
    return ask("count", by=科员, then="/units/", back="/people/")


def url(job: Job) -> str:
    return f"/jobs/{job.pk}/"


def become(job: Job, **values) -> None:
    Job.objects.filter(pk=job.pk).update(**values)


def test_a_waiting_job_asks_for_itself_again(sign_in, 科员, job):
    page = sign_in(科员).get(url(job)).content.decode()

    assert "数数：排队等候" in page
    assert 'http-equiv="refresh"' in page
    assert "停止，什么也不保存" in page


def test_a_running_job_shows_how_far_it_is(sign_in, 科员, job):
    start = clock.machine_now() - timedelta(seconds=8)
    become(job, state=JobState.RUNNING, done=128_000, total=200_000, what="第128,000行", started_at=start)

    page = sign_in(科员).get(url(job)).content.decode()

    assert "数数：正在处理第128,000行" in page
    assert '<progress id="progress" max="200000" value="128000">' in page
    assert "已用8秒，大约还要5秒" in page


def test_a_finished_job_leads_on(sign_in, 科员, job):
    become(job, state=JobState.DONE)

    answer = sign_in(科员).get(url(job))

    assert (answer.status_code, answer["Location"]) == (302, "/units/")


def test_a_finished_job_that_leads_nowhere_says_what_it_did(sign_in, 科员, job):
    become(job, state=JobState.DONE, args={}, sentence="数了3行。")

    page = sign_in(科员).get(url(job)).content.decode()

    assert "数数：做完了" in page
    assert "数了3行。" in page


@pytest.mark.parametrize("state", [JobState.REFUSED, JobState.FAILED])
def test_a_job_that_was_not_done_says_why_and_where_to_go(sign_in, 科员, job, state):
    become(job, state=state, sentence="文件<b>已加密</b>。")

    page = sign_in(科员).get(url(job)).content.decode()

    assert "数数：没有办成" in page
    assert "文件&lt;b&gt;已加密&lt;/b&gt;。" in page
    assert 'href="/people/"' in page
    assert "http-equiv" not in page


def test_the_button_stops_it(sign_in, 科员, job):
    browser = sign_in(科员)

    answer = browser.post(f"{url(job)}stop/", follow=True)

    job.refresh_from_db()
    assert job.state == JobState.STOPPED
    assert "数数：已停止" in answer.content.decode()
    assert browser.get(f"{url(job)}stop/").status_code == 405


def test_a_job_asked_to_stop_says_so(sign_in, 科员, job):
    become(job, state=JobState.RUNNING, cancel_asked=True)

    page = sign_in(科员).get(url(job)).content.decode()

    assert "数数：正在停止" in page
    assert "什么也不保存" not in page


def test_another_unit_finds_no_such_page(sign_in, 责任经办, job):
    browser = sign_in(责任经办)

    assert browser.get(url(job)).status_code == 404
    assert browser.post(f"{url(job)}stop/").status_code == 404
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_a_guest_is_sent_to_sign_in(client, job):
    assert client.get(url(job))["Location"].startswith("/sign-in/")
