"""优先、放宽 — the words of a limit in a preference, an ease, or an age: they shut out nobody."""

from __future__ import annotations

import re

from .limits import REFUSAL, Limit
from .sentences import Piece
from .wording import MUST, compiled, one_of

PREFERRED = compiled(
    one_of(
        r"""
    优先 优选 [者历的](?:为)?[更最尤]?佳 (?:为|更|尤)佳
    (?:可|予以|给予|适当|酌情)[^，,;]{0,6}(?:加分|倾斜|照顾) 加\d+分 加分 (?:有|具|更具|具有|更有)优势 首选
    倾向 欢迎 青睐
    """
    )
)
EASED = compiled(
    one_of(
        r"""
    放宽 可(?:以)?(?:直接|免|不受|适当|不参加|减免|采取|破格|简化|提前) 免(?:笔试|面试|试|初试|考)
    直接(?:面试|考察|进入|聘用|考核)
    """
    )
)
SUBJECTLESS = compiled(
    r"^(?:的|者)?(?:在)?(?:同等条件(?:下)?|同等|同等情况下)?(?:的|者)?(?:可|可以|将|予以|给予|应当?|一律|也可|可适当|择优|酌情|年龄|学历|均|并)*"
    r"(?:优先|适当放宽|放宽|免|直接|破格|倾斜|加分)"
)
JOINED = compiled(r"^(?:且|并|或|或者|以及|及|和)")
OWN_DEMAND = compiled(rf"及?以上(?:学历|学位|文化|毕业)?|{MUST}|均为|都为")


def is_preferred(piece: Piece, limit: Limit) -> bool:
    """优先 in the clause itself, carried on by the next, or over the whole list."""
    if {"preference"} & piece.sections or PREFERRED.search(piece.label):
        return True
    if limit.kind == REFUSAL:
        return False  # 全日制优先，不招函授
    text = _beside_brackets(piece.plain, limit.start)
    found = PREFERRED.search(text) or EASED.search(text)
    if found is None:
        return _goes_on(piece)
    if found.start() < limit.start:
        return not re.search(MUST, text[found.end() :])
    return not OTHER_SUBJECT.search(text[limit.start : found.end()])


# 统招本科以上学历有经验者优先: what is preferred begins behind the demand
OTHER_SUBJECT = compiled(
    r"以上(?:学历|学位|文化程度|毕业)*(?!毕业|应届|学历|学位|的|者|人员|考生|同等|可|予|给|或|、|优|和|及|且)[^，,;]{2,}"
)
BRACKET = compiled(r"\([^()]*\)")


def _beside_brackets(text: str, place: int) -> str:
    """What stands in other brackets than the limit is an aside: 全日制本科（优秀者可放宽）."""
    return BRACKET.sub(
        lambda found: found[0] if found.start() < place < found.end() else "·" * len(found[0]), text
    )


def _goes_on(piece: Piece) -> bool:
    """Whether the next clauses, without a subject of their own, make a preference of this one."""
    if not piece.rest:
        return False
    following = piece.rest[0]
    if SUBJECTLESS.search(following):
        return not OWN_DEMAND.search(piece.plain) or piece.plain.endswith(("的", "者", "人员", "生"))
    return bool(
        JOINED.search(following) and PREFERRED.search(following) and not OWN_DEMAND.search(piece.plain)
    )


BY_AGE = compiled(
    r"(?:生|者|人员|学历的?|学位的?|硕士|博士|本科)(?:的)?(?:年龄)?(?:一般|原则上)?(?:应|须|要求)?(?:不|未)?(?:得)?(?:超过|大于|满|在)?\d{2}(?:周)?岁"
)
MERE_SUBJECT = compiled(
    r"(?:毕业生|人员|应届生|留学生|者|研究生|(?:毕业|取得|学历)(?=的))(?:应聘|报考|报名)?(?:的)?$"
)
ALLOWED_TO = compiled(r"^(?:也|均|亦)?(?:可|可以|允许)(?:按|凭|持|先|暂|延|以[^，,;]{0,12}(?:身份|学历))")


def is_about_age(piece: Piece, limit: Limit) -> bool:
    """全日制硕士研究生不超过35周岁: the mode decides the age, and shuts out nobody."""
    return limit.kind != REFUSAL and bool(BY_AGE.search(piece.plain)) and not OWN_DEMAND.search(piece.plain)


def is_allowed(piece: Piece, limit: Limit) -> bool:
    """全日制应届毕业生，可凭就业推荐表报名: an ease for some."""
    subject = MERE_SUBJECT.search(BRACKET.sub("", piece.plain))
    return limit.kind != REFUSAL and bool(subject and any(ALLOWED_TO.search(text) for text in piece.rest))
