"""专业与目录 — majors asked for, and the catalogue by which they are checked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .matters import OF_FAMILY
from .preferences import PREFERRED
from .sentences import Piece
from .wording import DEGREE, MUST, compiled, one_of

CATALOGUE = compiled(
    r"《[^《》]{0,40}?(?:专业|学科)[^《》]{0,24}》(?:目录)?|[^，,;《》]{0,40}(?:专业|学科)[^，,;《》]{0,40}目录"
)
IS_CATALOGUE = compiled(r"目录|分类")
VOCATIONAL = compiled(
    one_of(
        r"""
    职业教育 职业学校 职业院校 高等职业 高职 中等职业 中职 技工 技师
    (?:普通高等学校|高等学校|高校)[^《》]{0,6}(?:专科|高职) 专科专业 各级各类
    """
    )
)
UNIVERSITY = compiled(
    r"(?:本科|研究生|博士|硕士|学位授予|授予[^《》]{0,8}学位|学科专业|人才培养|普通高等学校|高等学校)[^《》]{0,24}"
)
# 专业 in these is no field of study
NO_MAJOR = (
    r"专业(?:知识|能力|技术|技能|水平|素[质养]|人才|人员|人士|课|资格|职务|职称|测试|考试|笔试|面试|发展|培训|领域|工作|经[历验]|研究|化|性|团队"
    r"|机构|特长|实践|指导|委员会|评[审委]|理论|基础|精神|服务|类别|目录|参考|审[核查]|代码|咨询|岗|问题|相近与否|背景|理念|教师|建设|带头|对口|分类"
    r"|排名|成绩|认证|主任|毕业论文|英语[四八]级|[四八]级|运动|证书|设备|公司|户籍|条件|要求|名称|科目|作品|学会|期刊|刊物|论文|竞赛|比赛|大赛|[一二三四五六七八九十]级)"
)
UNNAMED = compiled(
    one_of(
        rf"""
    {NO_MAJOR} 专业(?:均)?不限(?:制)? 不限(?:制)?(?:所学)?专业
    (?:本|所报|所学|各|非|该|任何|跨|其他|某)专业(?!为|[:]|须|应|与|是|限) 专业见 不受专业限制
    (?:紧缺|急需|所需|热门|重点|优势|特色|需求|相应|有关)专业
    """
    )
)
DEMANDED = compiled(
    rf"(?P<fields>[\u4e00-\u9fffA-Za-z、/()“”和及或与·]{{2,80}}?)(?:等)?(?:相关|相近|相应|对口|方向|类)*(?:的)?专业"
    rf"(?=$|[、;。)\](/]|毕业|的|{DEGREE}|及|或|和|且|优|者|大|为主|方向|\d|等)"
)
CHOSEN = compiled(r"(?:所学)?专业(?:须|应|要求)?(?:为|是|:|须|应|与[^，,;]{0,20}(?:一致|相[同近符应])|限)")
FIELDS = compiled(r"[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Catalogues:
    """The catalogues a notice names: where, and whether a vocational one is among them."""

    places: tuple[Piece, ...]
    has_vocational: bool
    is_university_only: bool


def catalogues(pieces: Sequence[Piece]) -> Catalogues:
    """A catalogue named anywhere in the notice counts for all its posts."""
    places, titles = [], []
    for piece in pieces:
        found = [match[0] for match in CATALOGUE.finditer(piece.text) if IS_CATALOGUE.search(match[0])]
        if found:
            places.append(piece)
            titles += found
    has_vocational = any(VOCATIONAL.search(title) for title in titles)
    only = bool(titles) and not has_vocational and all(_is_of_universities(title) for title in titles)
    return Catalogues(tuple(places), has_vocational, only)


def _is_of_universities(title: str) -> bool:
    return bool(UNIVERSITY.search(title))


def demands(pieces: Sequence[Piece]) -> list[Piece]:
    """The clauses that ask for a field of study."""
    return [piece for piece in pieces if asks_for_majors(piece)]


def asks_for_majors(piece: Piece) -> bool:
    if piece.sections & {"treatment", "duty", "intro", "preference", "papers"} or PREFERRED.search(
        piece.plain
    ):
        return False
    if is_majors_column(piece):
        return bool(FIELDS.search(piece.plain)) and not re.search(r"不限|见附|^无$|^/$", piece.plain)
    text = UNNAMED.sub(lambda found: "·" * len(found[0]), piece.plain)
    return bool((DEMANDED.search(text) or CHOSEN.search(text)) and _is_asked(piece))


def is_majors_column(piece: Piece) -> bool:
    return "majors" in piece.sections and bool(re.fullmatch(r".{0,4}专业.{0,4}", piece.column or piece.label))


IN_A_CONDITION = compiled(rf"{MUST}|{DEGREE}|毕业|具有|具备|相关专业|等专业|[类]专业|所学|以上")


def _is_asked(piece: Piece) -> bool:
    is_joined = any(re.search(DEGREE, text) for text in piece.before[-1:])  # 大专以上学历，会计学专业
    return bool({"condition", "majors"} & piece.sections or is_joined or IN_A_CONDITION.search(piece.plain))


RESEARCH = compiled(r"研究生|硕士|博士")
LOWER = r"(?<!硕士)(?<!研究生)(?:大学)?(?:本科|大专|专科|中专|高中|学士)"
BELOW = compiled(
    one_of(
        rf"""
    {LOWER}(?:学历|学位|毕业)*(?:及其?|或)?以上
    (?:具有|取得|具备)[^，,;]{{0,8}}{LOWER}(?:学历|学位|毕业) ^{LOWER}(?:学历|毕业)?(?:\([^()]*\))?$
    """
    )
)


def lowest_is_research(pieces: Sequence[Piece]) -> bool:
    """Whether no post is open below a master's degree: then a catalogue of universities shuts out nobody."""
    asked = [
        piece.plain
        for piece in pieces
        if re.search(DEGREE, piece.plain) and not OF_FAMILY.search(piece.plain)
    ]
    return any(RESEARCH.search(text) for text in asked) and not any(BELOW.search(text) for text in asked)
