"""形似 — the words of a limit where they limit nobody: which context excuses them, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .denials import is_denied, is_equal, is_open_to_all
from .limits import Limit
from .matters import (
    is_about_a_time,
    is_about_an_office,
    is_about_catalogues,
    is_about_papers,
    is_about_students,
    is_about_work,
    is_defined,
    is_description,
    is_question,
    is_treatment,
)
from .preferences import is_about_age, is_allowed, is_preferred
from .sentences import Piece
from .wording import compiled, one_of

Test = Callable[[Piece, Limit], bool]


@dataclass(frozen=True, slots=True)
class Excuse:
    """A context in which a limiting expression limits nobody."""

    name: str
    why: str
    holds: Test


EXCUSES = (
    Excuse("preferred", "属于优先或放宽条件，不是报考限制；建议发布单位斟酌", is_preferred),
    Excuse("equal", "规定同等对待，不构成限制", is_equal),
    Excuse("open", "其他学习方式或院校一并列入，不构成限制", is_open_to_all),
    Excuse("denied", "是对限制的否定，不构成限制", is_denied),
    Excuse("age", "只用于确定年龄要求，不排除其他学习方式", is_about_age),
    Excuse("allowed", "是对部分人员的便利安排，不排除其他人员", is_allowed),
    Excuse("student", "按是否在校在读划线，不按所持学历的学习方式划线", is_about_students),
    Excuse("work", "说的是用工、任教或培养对象，不是应聘人的学历", is_about_work),
    Excuse("time", "说的是经历或时间如何计算，不排除任何学历", is_about_a_time),
    Excuse("papers", "说的是证明材料及其提交时间，不构成限制", is_about_papers),
    Excuse("office", "说的是任职经历或水平参照，不是毕业院校", is_about_an_office),
    Excuse("treatment", "说的是待遇，不是报考条件", is_treatment),
    Excuse("definition", "是名词解释或名单口径，本身不设限", is_defined),
    Excuse("catalogue", "说的是专业目录，不是报考限制", is_about_catalogues),
    Excuse("question", "是提问，不是报考条件", is_question),
    Excuse("description", "是单位介绍或工作内容，不是报考条件", is_description),
)


def excuse(piece: Piece, limit: Limit) -> Excuse | None:
    """The first context that makes the words harmless here, or none."""
    return next((one for one in EXCUSES if one.holds(piece, limit)), None)


# words worth a remark even where no limit is seen: 985号水厂, “211工程”泵站, 985工程数据库
LOOKS_LIKE = compiled(
    one_of(
        r"""
    全日制 统招 (?<!\d)(?:985|211)(?!\d) 双一流 留学 国\(境\)外学习 毕业院校 第一学历 高水平大学
    (?<![A-Za-z])QS(?![A-Za-z])
    """
    )
)
