"""实习岗位 — how many posts for interns a firm owes in a year, and how many it offers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gaodi.decisions.feeds.feed import Fed, Feed
from gaodi.decisions.feeds.gathering import notes, rows_about
from gaodi.ground.models import Post
from gaodi.registers.models import Subject, SubjectKind

YEARLY = ("above_scale", "staff_total", "staff_on_post", "posts_offered", "posts_filled")
OFFERED = ("occupation", "offered", "filled")
STATES = {
    "met": "已设够",
    "not_applicable": "不适用",
    "conflict": "应设数超过接收上限，不作要求",
}


def gather(firm: Subject, asked: str, by: Post) -> Fed:
    """The year's facts of the firm; its posts are those of their own register where it has any there."""
    year = next((row for row in rows_about("enterprise-years", firm, by) if row.period == asked), None)
    posts = [row for row in rows_about("intern-posts", firm, by) if row.period == asked]
    if year is None:
        return Fed((), nothing=f"{asked}年的企业年度情况还没有已核定的记录，请先填报")
    row = {
        "uscc": firm.shown,
        "year": int(asked),
        **{name: getattr(year, name) for name in YEARLY[:3]},
        "posts_offered": _sum(posts, "offered") if posts else year.posts_offered,
        "interns": _sum(posts, "filled") if posts else year.posts_filled,
    }
    return Fed([row], (*notes("enterprise-years", [year], YEARLY), *notes("intern-posts", posts, OFFERED)))


def _sum(posts: Sequence[Any], name: str) -> int | None:
    """The sum over all posts; unknown when one does not say."""
    values = [getattr(post, name) for post in posts]
    return None if None in values else sum(values)


def say(outcomes: Sequence[Mapping[str, Any]]) -> str:
    """How many posts are owed, and how many are wanting."""
    steps = {step["name"]: step for step in outcomes[-1]["steps"]}
    state = steps["state"]["value"]
    if state == "unknown":
        return "还算不出来：缺" + "、".join(outcomes[-1]["missing"][:3])
    if state == "short":
        return f"应设 {steps['required']['said']}，还差 {steps['offered_gap']['said']}"
    return STATES[state] + (f"：应设 {steps['required']['said']}" if state == "met" else "")


POSTS = Feed(
    slug="internship-posts",
    label="实习岗位",
    book="internship_posts",
    kind=SubjectKind.ENTERPRISE,
    rhythm="year",
    side="owed",
    registers=("enterprise-years", "intern-posts"),
    gather=gather,
    say=say,
)
