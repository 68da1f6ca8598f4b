"""实际操作 — is a post one of skill, and which share of the exam is the practical test?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gaodi.bedrock.text import read_number

from .sentences import Piece
from .wording import compiled, one_of

SKILL_POST = compiled(
    one_of(
        r"""
    (?:实训|实习)(?:指导)?(?:教师|老师|教员|岗) 技能(?:类)?岗 工勤 技术工(?:人|种|岗) 操作工 技能操作岗
    技能人才岗 生产实习
    (?:(?:初|中|高)级工|(?<!预备)(?<!高级)技师|高级技师)(?:及以上|以上|及其以上|职业|证|资格)
    职业技能等级(?:证书|认定)? 国家职业资格(?:证书)?[一二三四五]级
    (?:驾驶员?|司机|炊事员|厨师|电工|焊工|钳工|车工|水暖工|维修工|司炉工|护理员|保育员)(?:岗|\d|[一二三四五六七八九十]?名|\)|\(|$)
    """
    )
)
FAVOURS = compiled(
    r"报考(?:要求|学历|的)|可(?:以)?报|预备技师|直接考察|职称|对应|享受|视同|不得报考|毕业生可|放宽|优先"
)
PRACTICAL = one_of(
    r"""
    实际操作 实操 操作技能 实践(?:操作|技能) 操作(?:考试|考核|测试)
    技能(?:测试|测评|操作|考核|考试|水平测试|竞赛) 专业技能 上机(?:操作)? 现场操作 动手操作 技艺
    """
)
OTHER_TEST = one_of(
    r"""
    笔试 面试 试讲 说课 答辩 理论(?:知识)?(?:考试|测试|笔试)? 综合(?:面试|知识|素质)? 专业知识
    结构化面试 面谈
    """
)
TEST = rf"(?:{PRACTICAL}|{OTHER_TEST})"
PER_CENT = one_of(
    r"""
    (?P<{0}>\d+(?:\.\d+)?)% 百分之(?P<{0}_word>[一二三四五六七八九十百]+)
    (?P<{0}_tenth>[一二三四五六七八九])成
    """
)
WEIGHED = r"(?:占|按|x|X|×|\*|比重|权重|比例|为|\()"
ONE_SHARE = compiled(
    rf"{PRACTICAL}(?:成绩|考核|考试|测试)?\(?{PER_CENT.format('beside')}"
    rf"|{PRACTICAL}[^，,;。%]{{0,16}}?{WEIGHED}[^，,;。%]{{0,14}}?{PER_CENT.format('after')}"
    rf"|{PER_CENT.format('front')}(?:的)?(?:[x×*]|是|为)?{PRACTICAL}"
)
EACH = compiled(rf"{TEST}[^，,;。]{{0,30}}各占[^，,;。]{{0,10}}?(?:{PER_CENT.format('each')}|(?P<half>一半))")
NAMES = compiled(rf"(?P<names>{TEST}(?:[^，,;。%\d:]{{0,6}}?[、和与及]{TEST})+)")
SHARES = compiled(r"(?P<shares>\d+(?:\.\d+)?%(?:[^%，,;。\d]{0,4}\d+(?:\.\d+)?%)+)")
RATIO = compiled(r"(?P<ratio>\d{1,3}(?:\.\d+)?(?:[:比]\d{1,3}(?:\.\d+)?)+)")
ANY_SHARE = compiled(
    r"\d+(?:\.\d+)?%|百分之[一二三四五六七八九十]|\d[:比]\d|[一二三四五六七八九]成|\d分(?!钟)|一半"
)
MARKS = compiled(rf"(?P<test>{TEST})[^，,;。、\d]{{0,8}}(?P<mark>\d{{1,3}}(?:\.\d+)?)分(?!钟|以|及|为合格)")
REASON = compiled(r"因(?!此)|由于|考虑到|鉴于")
PLAN = compiled(
    rf"(?:采取|采用|分为|包括|实行|进行|方式|形式|由)[^。;]{{0,30}}{TEST}|{TEST}[^。;]{{0,20}}(?:方式|形式|相结合|组成|进行|两部分)"
)
HALF_WORD = "0.5"  # what 一半 says


@dataclass(frozen=True, slots=True)
class Share:
    """The share of the practical test, the sentence that states it, and whether the sentence gives a reason."""

    share: Decimal | None  # None: the exam is told of, and nothing of the share
    pieces: tuple[Piece, ...]
    has_reason: bool = False
    is_tested: bool = True  # whether a practical test is spoken of at all


def is_skill_post(pieces: Sequence[Piece]) -> bool:
    """A post for which a grade or a trade is asked, or whose name says so."""
    return any(SKILL_POST.search(piece.plain) and not FAVOURS.search(piece.plain) for piece in pieces)


def shares(pieces: Sequence[Piece]) -> list[Share]:
    """Every share of a practical test the notice states, with the clauses that state it."""
    found = [share for sentence in by_sentence(pieces) if (share := _share(sentence))]
    return found or _plan(pieces)


def by_sentence(pieces: Sequence[Piece]) -> list[list[Piece]]:
    sentences: dict[int, list[Piece]] = {}
    for piece in pieces:
        sentences.setdefault(piece.sentence, []).append(piece)
    return list(sentences.values())


def _share(sentence: list[Piece]) -> Share | None:
    text = "，".join(piece.text for piece in sentence)
    if not ANY_SHARE.search(text):
        return None
    share = _one(text) or _listed(text) or _by_marks(text)
    if share is None:
        return None
    stating = [piece for place, piece in enumerate(sentence) if _states(sentence, place)]
    return Share(share, tuple(stating), bool(REASON.search(text)))


def _states(sentence: list[Piece], place: int) -> bool:
    """A clause with a share, or the one that names the tests of the shares that follow."""
    if ANY_SHARE.search(sentence[place].text):
        return True
    following = sentence[place + 1 : place + 1 + 1]
    return bool(re.search(TEST, sentence[place].text)) and any(
        ANY_SHARE.search(piece.text) and not re.search(TEST, piece.text) for piece in following
    )


def _one(text: str) -> Decimal | None:
    if found := EACH.search(text):
        return Decimal(HALF_WORD) if found["half"] else _per_cent(found, "each")
    if any(
        SHARES.search(text, names.end()) or RATIO.search(text, names.end()) for names in NAMES.finditer(text)
    ):
        return None  # 笔试、实操分别占40%、60%: read as a list
    if found := ONE_SHARE.search(text):
        said = (_per_cent(found, name) for name in ("beside", "after", "front"))
        return next((share for share in said if share is not None), None)
    return None


def _per_cent(found: re.Match[str], name: str) -> Decimal | None:
    if found[name]:
        return _hundredths(found[name])
    if word := found[name + "_word"]:
        return _hundredths(str(read_number(word)))
    if word := found[name + "_tenth"]:
        return Decimal(f"{read_number(word)}e-1")
    return None


def _hundredths(digits: str) -> Decimal:
    return Decimal(f"{digits}e-2")


def _listed(text: str) -> Decimal | None:
    """笔试、实际操作、试讲成绩分别占40%、40%、20%, or 按4:6的比例."""
    for names in reversed(list(NAMES.finditer(text))):
        tests = re.findall(TEST, names["names"])
        numbers = _numbers(text[names.end() :])
        practical = [
            number for test, number in zip(tests, numbers, strict=False) if re.fullmatch(PRACTICAL, test)
        ]
        if len(numbers) == len(tests) and practical and sum(numbers):
            return sum(practical, Decimal(0)) / sum(numbers, Decimal(0))
    return None


def _by_marks(text: str) -> Decimal | None:
    """理论60分、实操40分: the marks of each test."""
    marks = [(found["test"], Decimal(found["mark"])) for found in MARKS.finditer(text)]
    total = sum((mark for _, mark in marks), Decimal(0))
    practical = [mark for test, mark in marks if re.fullmatch(PRACTICAL, test)]
    if len(marks) > 1 and practical and total:
        return sum(practical, Decimal(0)) / total
    return None


def _numbers(text: str) -> list[Decimal]:
    if found := SHARES.search(text):
        return [Decimal(digits) for digits in re.findall(r"\d+(?:\.\d+)?", found["shares"])]
    if found := RATIO.search(text):
        return [Decimal(digits) for digits in re.findall(r"\d+(?:\.\d+)?", found["ratio"])]
    return []


def _plan(pieces: Sequence[Piece]) -> list[Share]:
    """How the exam is held, where no practical share is told: with other shares, or without any."""
    for sentence in by_sentence(pieces):
        text = "，".join(piece.text for piece in sentence)
        if re.search(OTHER_TEST, text) and re.search(r"\d+%", text) and "占" in text:
            return [Share(Decimal(0), tuple(_with_tests(sentence)), is_tested=False)]
    for sentence in by_sentence(pieces):
        text = "，".join(piece.text for piece in sentence)
        if PLAN.search(text):
            return [Share(None, tuple(_with_tests(sentence)), is_tested=bool(re.search(PRACTICAL, text)))]
    return []


def _with_tests(sentence: list[Piece]) -> list[Piece]:
    return [piece for piece in sentence if re.search(TEST, piece.text)]
