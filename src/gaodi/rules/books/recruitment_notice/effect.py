"""效力 — what a finding is worth for this issuer on this day: 违反, 第五十三条, 提示, 不适用, 无法判断."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gaodi.bedrock.periods import say_day

from .issuer import KINDS, Notice
from .shapes import Book, Clause

NOTICE, LAW, REFORM = "equal_treatment", "law_53", "evaluation_reform"
LIMITS = {"mode", "school", "abroad"}
PLACES = {"issuer": "发布单位", "issuer_kind": "单位性质", "on": "发布日期", "on_establishment": "是否在编"}


OPEN = ("issuer_kind", "on_establishment", "on")  # what the effect hangs on, in the order of a case
Case = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """The word for it, the sentence that explains it, the facts that are wanting, and the clauses it stands on."""

    code: str
    why: str
    missing: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()


def weigh(clauses: Sequence[Clause], notice: Notice, book: Book) -> Effect:
    """The effect of what was found; where two readings of an open fact lead to two effects, unknown."""
    found = [clause for clause in clauses if clause.flagged]
    if not found:
        return Effect("none", "未发现按毕业院校、国（境）外学习经历或学习方式设限的条款。")
    if notice.earliest is None or notice.latest is None:
        return Effect("unknown", "公告没有日期，无法判断规定当时是否施行。", ("on",), (NOTICE, LAW))
    kinds = [notice.kind] if notice.kind else list(KINDS)
    posts = [notice.on_establishment] if notice.on_establishment is not None else [True, False]
    outcomes: dict[Case, Effect] = {
        (kind, post, day): _weigh(found, kind, day, book, on_establishment=post)
        for kind, post, day in [
            (kind, post, day) for kind in kinds for post in posts for day in (notice.earliest, notice.latest)
        ]
    }
    if len({outcome.code for outcome in outcomes.values()}) > 1:
        return _undecided(outcomes)
    return _with_assumption(outcomes[kinds[0], posts[0], notice.latest], notice)


def _undecided(outcomes: Mapping[Case, Effect]) -> Effect:
    missing = tuple(name for place, name in enumerate(OPEN) if _matters(place, outcomes))
    wanted = "、".join(PLACES[name] for name in missing)
    cited = tuple(dict.fromkeys(name for outcome in outcomes.values() for name in outcome.cited))
    return Effect("unknown", f"条款有问题，但缺少{wanted}，无法判断规定是否约束该公告。", missing, cited)


def _matters(place: int, outcomes: Mapping[Case, Effect]) -> bool:
    """Whether the effect changes with this fact alone."""
    codes: dict[Case, set[str]] = {}
    for case, outcome in outcomes.items():
        codes.setdefault((*case[:place], *case[place + 1 :]), set()).add(outcome.code)
    return any(len(found) > 1 for found in codes.values())


def _with_assumption(effect: Effect, notice: Notice) -> Effect:
    why = effect.why
    if notice.kind == "institution" and notice.is_assumed:
        why += "公告未写明是否在编，依“公开招聘”按在编岗位判断；如系编外岗位请改填。"
    read = [
        f"{PLACES[each.fact]}“{each.quote}”" for each in notice.readings if each.quote and each.fact in OPEN
    ]
    if read:
        why += f"以下取自公告：{'、'.join(read)}。"
    return replace(effect, why=why)


def _weigh(found: Sequence[Clause], kind: str, day: date, book: Book, *, on_establishment: bool) -> Effect:
    if kind == "institution":
        return _institution(found, day, book, on_establishment=on_establishment)
    return _other_employer(found, kind, day, book)


def _institution(found: Sequence[Clause], day: date, book: Book, *, on_establishment: bool) -> Effect:
    if book.cite(NOTICE, day) is None:
        return Effect("none", f"{say_day(day)}早于人社部通知施行，当时无此限制。", (), (REFORM,))
    law = (LAW,) if book.cite(LAW, day) else ()
    if not on_establishment:
        also = "；职业教育法第五十三条对各用人单位均有约束" if law else ""
        return Effect(
            "advice", f"编外岗位不属事业单位公开招聘，人社部通知作为提示{also}。", (), (NOTICE, *law)
        )
    if all(clause.kind == "catalogue" for clause in found):
        return Effect(
            "advice", "只列普通高校专业目录，职业院校和技工院校的专业无从对照，建议补列。", (), (NOTICE, *law)
        )
    if all(clause.kind == "practice" and clause.confidence == "low" for clause in found):
        return Effect(
            "unknown", "技能岗位未写明实际操作占比，无法判断是否达到一半。", ("practice_share",), (NOTICE,)
        )
    return Effect(
        "violation", "事业单位在编岗位公开招聘，人社部通知有约束力，应当修改。", (), (NOTICE, *law, REFORM)
    )


ABROAD_ONLY = re.compile(r"留学|海外|国外|境外|国（境）外|国\(境\)外")
AT_HOME = re.compile(r"国内|海内外|境内|国（境）内|毕业生均")


def _is_of_the_abroad(clause: Clause) -> bool:
    """海外留学需QS前100名 binds those alone who studied abroad: it hinders no pupil of a vocational school."""
    return (
        clause.kind == "school"
        and bool(ABROAD_ONLY.search(clause.quote))
        and not AT_HOME.search(clause.quote)
    )


def _other_employer(found: Sequence[Clause], kind: str, day: date, book: Book) -> Effect:
    who = KINDS[kind]
    beside = () if kind in {"private", "government"} else (REFORM,)
    if book.cite(LAW, day) is None:
        return Effect("none", f"{say_day(day)}早于新职业教育法施行，人社部通知也不适用于{who}。", (), beside)
    if any(clause.kind in LIMITS and not _is_of_the_abroad(clause) for clause in found):
        return Effect(
            "law_53",
            f"{who}不适用人社部通知；职业教育法第五十三条禁止妨碍职业学校毕业生平等就业的条件。",
            (),
            (LAW, *beside),
        )
    return Effect("advice", f"{who}不适用人社部通知，此项仅作提示。", (), (LAW, *beside))
