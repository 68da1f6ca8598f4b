"""What is added to each request: its number, its post, the idle limit; and refusals made into pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

from gaodi.bedrock import clock
from gaodi.ground.acting import acting, origin
from gaodi.ground.models import AuditRow, Role
from gaodi.ground.permission import allow, public
from gaodi.ground.refusals import NotYours, Overtaken, Refused
from gaodi.ground.views import wrong
from gaodi.urls import urlpatterns as ours

REFUSALS = {
    "refused": Refused("报送期已过。", "请联系督查员<b>延期</b>。"),
    "not-yours": NotYours("这一步由督查员办理。"),
    "overtaken": Overtaken(),
}


@allow()
def act_page(request: HttpRequest) -> HttpResponse:
    with acting("try", "试", None, by=request.post):
        pass
    return HttpResponse(f"{request.number} {request.post}")


@public
def refusing_page(_request: HttpRequest, which: str) -> HttpResponse:
    raise REFUSALS[which]


@allow(Role.SUPERVISOR)
def supervisors_page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("只给督查员")


urlpatterns = [
    path("try/act/", act_page),
    path("try/supervisors/", supervisors_page),
    path("try/<which>/", refusing_page),
    *ours,
]
handler404 = wrong.missing_page

pytestmark = pytest.mark.urls(__name__)


def been_idle(browser, for_: timedelta) -> None:
    session = browser.session
    session["seen"] = (clock.machine_now() - for_).isoformat()
    session.save()


def test_an_act_carries_the_number_of_its_request(sign_in, 科员):
    answer = sign_in(科员).get("/try/act/", REMOTE_ADDR="10.0.0.7")

    number, post = answer.content.decode().split()
    assert len(number) == 8
    assert post == str(科员)
    row = AuditRow.objects.get(verb="try")
    assert (row.request, row.address) == (number, "10.0.0.7")
    assert origin.get().request == ""


def test_what_the_browser_says_about_its_address_is_not_believed(sign_in, 科员):
    sign_in(科员).get("/try/act/", REMOTE_ADDR="10.0.0.7", HTTP_X_FORWARDED_FOR="1.2.3.4")

    assert AuditRow.objects.get(verb="try").address == "10.0.0.7"


def test_a_guest_is_led_to_the_way_in_and_back(client, db):
    assert client.get("/try/act/?a=1")["Location"] == "/sign-in/?next=/try/act/%3Fa%3D1"


@pytest.mark.parametrize(("idle", "still_in"), [(29, True), (31, False)])
def test_half_an_hour_without_a_click_ends_the_session(sign_in, 科员, idle, still_in):
    browser = sign_in(科员)
    been_idle(browser, timedelta(minutes=idle))

    assert browser.get("/try/act/").status_code == (200 if still_in else 302)
    assert ("_auth_user_id" in browser.session) == still_in


def test_the_last_click_is_written_at_most_once_a_minute(sign_in, 科员):
    browser = sign_in(科员)
    been_idle(browser, timedelta(seconds=50))
    before = browser.session["seen"]

    browser.get("/try/act/")
    assert browser.session["seen"] == before

    been_idle(browser, timedelta(seconds=61))
    browser.get("/try/act/")
    assert browser.session["seen"] > before


def test_whose_post_ended_acts_no_more(sign_in, 科员):
    browser = sign_in(科员)
    科员.until = clock.today() - timedelta(days=1)
    科员.save()

    assert browser.get("/try/act/").status_code == 302
    assert not AuditRow.objects.filter(verb="try").exists()


@pytest.mark.parametrize(
    ("which", "status", "sentence"),
    [
        ("refused", 422, "报送期已过。"),
        ("not-yours", 403, "这一步由督查员办理。"),
        ("overtaken", 409, "刚才已有人办理，您看到的是旧的情况。"),
    ],
)
def test_a_refusal_is_a_page_with_its_sentence(client, db, which, status, sentence):
    answer = client.get(f"/try/{which}/")

    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page
    assert "<b>延期</b>" not in page


def test_a_page_for_others_is_refused_with_who_may_and_recorded(sign_in, 科员, 督查员):
    answer = sign_in(科员).get("/try/supervisors/")

    assert answer.status_code == 403
    assert "这一步由督查员办理，您现在的岗位是区教育体育局经办人。" in answer.content.decode()
    row = AuditRow.objects.get(outcome="refused")
    assert (row.person, row.verb) == ("王晓岚", "open")
    assert sign_in(督查员).get("/try/supervisors/").status_code == 200


def test_a_view_says_who_may_open_it():
    assert act_page.permission == "any post"
    assert refusing_page.permission == "public"
    assert supervisors_page.permission == (Role.SUPERVISOR,)


def test_a_request_without_the_middleware_is_nobodys(rf: RequestFactory, db):
    assert act_page(rf.get("/try/act/")).status_code == 302
