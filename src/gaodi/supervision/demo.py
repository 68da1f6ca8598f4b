"""The demonstration: an invented cast and three years of their work, brought in through the same actions as on the
site, day by day. Everything is marked 演示数据.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from gaodi.bedrock import clock
from gaodi.ground.acting import acting
from gaodi.ground.actions.people import give_post, open_account
from gaodi.ground.actions.units import add_unit
from gaodi.ground.first_run import DEMO_PASSWORD
from gaodi.ground.models import District, Post, Role, Unit
from gaodi.ground.models.people import OPEN_END
from gaodi.supervision.actions.commitments import close_out, issue, receive, urge
from gaodi.supervision.actions.reports import accept_report, attach, save_report, send_back, submit_report
from gaodi.supervision.models import Commitment, Duty, Report, ReportState
from gaodi.supervision.packaged import folder_of, load_list, load_units

LIST = "huancui-2020"
Data = dict[str, Any]
Progress = Callable[[int, int, str], None]


def load_demo(*, by: Post, progress: Progress = lambda _done, _total, _what: None) -> None:
    """Units, cast, the list read from its Word document, and its story up to the demonstration's day."""
    story = _data("story")
    progress(0, 0, "登记单位和人员")
    district = load_units(folder_of(LIST), by=by)
    load_cast(district, by=by)
    progress(0, 0, "从 Word 原件识读清单")
    with clock.standing_on(story["confirmed"]["date"]):
        load_list(LIST, by=_post(story["confirmed"]["by"], story["confirmed"]["date"]))
    events = sorted(_events(story), key=lambda pair: pair[1]["date"])
    for done, (commitment, event) in enumerate(events, start=1):
        with clock.standing_on(event["date"]):
            ACTS[event["act"]](commitment, event, _post(event["by"], event["date"]))
        progress(done, len(events), "按日期办理演示事项")


def load_cast(district: District, *, by: Post) -> None:
    """The people of the demonstration, with their posts; one password for all."""
    cast = _data("people")
    units = {unit.name: unit for unit in Unit.objects.filter(district=district)}
    with acting("load_cast", "载入演示人员", None, by=by):
        for spec in cast["other_districts"]:
            elsewhere, _ = District.objects.get_or_create(
                code=spec["region_code"], defaults={"name": spec["name"]}
            )
            for unit in spec["units"]:
                units[unit["name"]] = add_unit(by=by, district=elsewhere, **unit)
        accounts: dict[str, Any] = {}
        for person in cast["people"]:
            name = person["username"]
            if name not in accounts:
                accounts[name] = open_account(
                    by=by,
                    username=name,
                    name=person["name"],
                    password=DEMO_PASSWORD,
                    must_change_password=False,
                )
            post = give_post(
                accounts[name], by=by, unit=units[person["unit"]], role=person["role"], since=person["since"]
            )
            if person["until"]:
                post.until = person["until"]
                post.save()


def logins() -> list[dict[str, str]]:
    """Who can sign in to the demonstration, as what."""
    posts = (
        Post.objects.filter(until=OPEN_END)
        .exclude(role=Role.SYSTEM)
        .select_related("account", "unit")
        .order_by("pk")
    )
    shown = {person["username"]: person["shown_as"] for person in _data("people")["people"]}
    return [
        {
            "username": post.account.username,
            "name": post.account.name,
            "unit": post.unit.name,
            "role": shown.get(post.account.username, post.get_role_display()),
        }
        for post in posts
        if post.account
    ]


def usernames() -> set[str]:
    """Who is given an account, those included who have left since."""
    return {person["username"] for person in _data("people")["people"]}


def day() -> date:
    """The day on which the demonstration stands."""
    today: date = _data("story")["today"]
    return today


def _events(story: Data) -> Iterator[tuple[str, Data]]:
    for commitment in story["commitments"]:
        for event in commitment["events"]:
            yield commitment["key"], event


def _post(username: str, day: date) -> Post:
    return Post.objects.select_related("unit__district", "account").get(
        account__username=username, since__lte=day, until__gte=day
    )


def _commitment(key: str) -> Commitment:
    return Commitment.objects.select_related("task__task_list__district", "owner").get(
        key=key, task__task_list__slug=LIST
    )


def _duty(key: str, unit: str) -> Duty:
    return Duty.objects.select_related(
        "unit", "commitment__owner", "commitment__task__task_list__district"
    ).get(commitment__key=key, commitment__task__task_list__slug=LIST, unit__name=unit)


def _open_report(key: str, unit: str) -> Report:
    return Report.objects.select_related("duty__unit", "duty__commitment__owner").get(
        duty=_duty(key, unit), state=ReportState.SUBMITTED
    )


def _issue(key: str, event: Data, by: Post) -> None:
    issue([_commitment(key)], by=by, report_every=event["report_every"] or "")


def _receive(key: str, event: Data, by: Post) -> None:
    receive(_duty(key, event["unit"]), by=by)


def _report(key: str, event: Data, by: Post) -> None:
    value = None if event["value"] is None else Decimal(str(event["value"]))
    report = save_report(
        _duty(key, event["unit"]),
        by=by,
        seen=None,
        text=event["text"],
        value=value,
        claims_met=event["claims_met"],
    )
    for evidence in event["evidence"]:
        text = f"演示数据\n\n{evidence['title']}\n{evidence['dated_on']}\n\n{evidence['text']}\n"
        attach(report, [text.encode()], f"{evidence['title']}.txt", by=by, dated_on=evidence["dated_on"])
    submit_report(report, by=by, seen=report.revision)


def _accept(key: str, event: Data, by: Post) -> None:
    report = _open_report(key, event["unit"])
    accept_report(report, by=by, seen=report.revision, note=event["note"])


def _send_back(key: str, event: Data, by: Post) -> None:
    report = _open_report(key, event["unit"])
    send_back(report, by=by, seen=report.revision, note=event["reason"])


def _urge(key: str, event: Data, by: Post) -> None:
    urge(_duty(key, event["unit"]), by=by, text=event["text"])


def _close_out(key: str, event: Data, by: Post) -> None:
    commitment = _commitment(key)
    close_out(commitment, by=by, seen=commitment.revision, note=event["note"])


ACTS: dict[str, Callable[[str, Data, Post], None]] = {
    "issue": _issue,
    "receive": _receive,
    "report": _report,
    "accept": _accept,
    "send_back": _send_back,
    "urge": _urge,
    "close_out": _close_out,
}


def _data(name: str) -> Data:
    data: Data = yaml.safe_load((Path(settings.DEMO_DATA) / f"{name}.yaml").read_text(encoding="utf8"))
    return data
