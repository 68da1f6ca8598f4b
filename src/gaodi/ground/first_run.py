"""What happens when Gaodi is started on a new database: the system's post, the calendar, and, if asked for, the
demonstration that a room above has registered here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gaodi.ground.acting import acting
from gaodi.ground.actions.calendar import PACKAGED, load_calendar, packaged_days
from gaodi.ground.actions.first_run import empty_database, ensure_system_post
from gaodi.ground.models import Post
from gaodi.ground.queries.calendar import work_calendar
from gaodi.ground.queries.first_run import (
    LOADED,
    accounts_beside,
    anyone_can_sign_in,
    demonstration_is_loaded,
)
from gaodi.ground.refusals import Refused

DEMO_PASSWORD = "gaodi-demo-2023"  # noqa: S105 - printed at the start; the demonstration holds nothing real
Progress = Callable[[int, int, str], None]  # done, total (0 while unknown), what is being done


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A demonstration: ``load(by=…, progress=…)``, who can sign in to it, and the password they share.

    A login is a mapping of username, name, unit and role, all text for the eye. ``order`` says which comes first:
    facts of a district need its units. ``accounts`` are the user names it opens, those included who have left.
    """

    name: str
    load: Callable[..., None]
    logins: Callable[[], list[dict[str, str]]]
    password: str
    order: int = 0
    accounts: Callable[[], set[str]] = set


_demonstrations: dict[str, Demonstration] = {}


def first_run(demonstration: Demonstration) -> None:
    """Register a demonstration, once."""
    if demonstration.name in _demonstrations:
        raise ValueError(f"demonstration {demonstration.name!r} is registered twice")
    _demonstrations[demonstration.name] = demonstration


def demonstrations() -> list[Demonstration]:
    return sorted(_demonstrations.values(), key=lambda each: each.order)


def prepare() -> Post:
    """What every database needs: the post of the system, and a calendar. Quick when both are there."""
    system = ensure_system_post()
    if not work_calendar().exceptions:
        renew_calendar(by=system)
    return system


def renew_calendar(*, by: Post) -> None:
    """Enter the notices that came with this version, if they reach further than what is known."""
    days = packaged_days()
    if max(days).year > work_calendar().known_to.year:
        load_calendar(days, by=by, source=PACKAGED)


def load_demonstrations(*, by: Post, progress: Progress) -> None:
    """Bring the demonstrations into a new database, all or nothing; a database with other people is refused."""
    if demonstration_is_loaded():
        return
    if anyone_can_sign_in():
        raise Refused(
            "这个数据库里已经有正式的账号，不能再载入演示数据。",
            "请换一个数据目录再启动，例如：GAODI_VAR=演示目录 gaodi serve --demo。",
        )
    with acting(LOADED, "载入演示数据", None, by=by) as act:
        for demonstration in demonstrations():
            demonstration.load(by=by, progress=progress)
            act.change("demonstration", None, demonstration.name)


def remove_demonstrations() -> None:
    """Take the demonstrations away, by emptying the database: nothing of them may stay among real data.

    Refused where anybody signs in who did not come with them, or where none was loaded.
    """
    if not demonstration_is_loaded():
        raise Refused("这里没有载入演示数据。", "")
    known = {login["username"] for demonstration in demonstrations() for login in demonstration.logins()}
    known |= {username for demonstration in demonstrations() for username in demonstration.accounts()}
    if strangers := accounts_beside(known):
        raise Refused(
            f"这里已有演示以外的账号：{'、'.join(strangers[:5])}。",
            "演示数据和正式数据不能分开删除，请换一个数据目录正式使用。",
        )
    empty_database()
    prepare()
