"""发布单位 — who issues the notice, when, and for which posts: from the facts, else from the text with its quote."""

from __future__ import annotations

import re
from calendar import month_abbr, monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gaodi.bedrock.text import fold, read_number

from .shapes import Reading
from .wording import compiled, one_of

KINDS = {
    "institution": "事业单位",
    "civil_service": "机关（考试录用公务员）",
    "state_owned": "国有企业",
    "government": "机关（编外人员）",
    "private": "民营单位",
}
DATED = re.compile(
    r"(?P<year>\d{4}|[二〇零一三四五六七八九十]{4})年(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})日)?"
    r"|(?P<iso>(?:19|20)\d{2})[-./](?P<iso_month>\d{1,2})[-./](?P<iso_day>\d{1,2})"
)
PUBLISHED = re.compile(rf"(?:发布|公告|发文|印发)(?:日期|时间|日):?(?:{DATED.pattern})")
AT_END = re.compile(rf"(?<![至到于:])(?:{DATED.pattern})$")
NAMED_YEAR = re.compile(r"(?P<year>20\d{2})(?:年度?|届|-20\d{2}年度?)")
UNIT = one_of(
    r"""
    大学 学院 学校 中学 小学 幼儿园 中心校 医院 卫生院 研究院 研究所 图书馆 博物馆 文化馆 档案馆 中心
    总站 站 电视台 报社 公司 集团 厂 银行 合作社 人民政府 政府 街道办事处 办事处 局 委员会 委 办公室 部
    厅 院 处 所 队 会 社 园
    """
)
ISSUED = re.compile(rf"[\u4e00-\u9fff×()0-9]{{2,40}}{UNIT}")
TITLE_OF = re.compile(
    rf"^(?P<name>[\u4e00-\u9fff×()]{{1,24}}?(?:{UNIT}|街道|[省市县区镇乡州旗]))(?=关于|\d|公开|招聘|诚聘|面向|年度|”|“|党政|专职)"
)

CIVIL = compiled(
    r"考试录用公务员|录用公务员|公务员(?:招录|录用)|选调生|选调[^，]{0,8}毕业生|录用人民警察|公务员局"
)
PRIVATE = compiled(r"民办|民营|私立|股份制私|个体")
STATE = compiled(
    one_of(
        r"""
    国有(?:独资|控股|全资|企业|资本|资产) 国资委 国资监管 国企 央企 市属企业 区属企业 县属企业 省属企业
    城投 交投 文旅投 水投 城市(?:建设|投资|发展) 建设投资 投资发展 国投 供电公司 烟草
    [省市县区州](?:[\u4e00-\u9fff]{0,10})(?:集团|公司)
    """
    )
)
FIRM = compiled(r"公司|集团|厂$|厂(?:诚聘|招)|企业|商行|酒店|银行|合作社")
PUBLIC_UNIT = compiled(
    one_of(
        r"""
    事业单位 事业编制 医疗卫生机构 (?:招聘|选调|引进)[^，。]{0,8}教师 事业单位工作人员 公办学校 公立医院
    (?:中小学|中小学校|幼儿园|学校|中学|小学|高中|高校|职业|技工)[^，。]{0,12}教师 教职工
    卫生专业技术人员 医务人员 大学 学院 学校 中学 小学 幼儿园 医院 卫生院 图书馆 博物馆 文化馆 研究院
    研究所 研究中心 疾控 疾病预防 职业教育中心 实验中心 教育中心 服务中心 电视台 福利院 纪念馆
    """
    )
)
OFFICE = compiled(
    r"人民政府|政府|街道|办事处|[局厅委]$|委员会|法院|检察院|公安|管委会|党校|人才工作领导小组|办公室|组织部"
)
ON = compiled(
    one_of(
        r"""
    (?:纳入|列入|使用|属于|为|均为|占用|核定)[^，。;]{0,10}(?:事业|全额|差额|学校|财政)?[^，。;]{0,6}编制
    在编(?:聘用|招聘|岗|教师)
    (?:招聘|招收|公开招)[^，。]{0,8}在编 (?<!非)事业编制?(?:[^外]|$) 全额拨款事业 差额拨款事业 有编制 编制内 入编
    空编
    """
    )
)
OFF = compiled(
    one_of(
        r"""
    编外 非事业编 非编 无编制 不纳入[^，。]{0,6}编制 人事代理 劳务派遣 派遣(?:制|至|到|单位|员工)
    劳动合同制 合同制(?:工作人员|教师|人员|用工|聘用|职工)? 购买服务 校聘 院聘 临时(?:工|聘用) 控制数
    备案制 员额 公益性岗位招
    """
    )
)
BY_PUBLIC_COMPETITION = compiled(r"公开(?:招聘|选聘)")


@dataclass(frozen=True, slots=True)
class Notice:
    """What is known of the notice; ``None`` or an empty text: unknown."""

    issuer: str
    kind: str
    earliest: date | None
    latest: date | None
    on_establishment: bool | None
    is_assumed: bool  # on the establishment only because an institution speaks of 公开招聘
    readings: tuple[Reading, ...]


def describe(facts: Mapping[str, object], text: str) -> Notice:
    """The facts as given; each that was not is read from the text."""
    lines = [folded for line in text.splitlines() if (folded := fold(line).text)]
    issuer = _given(facts, "issuer") or _issuer(lines)
    kind = _given(facts, "issuer_kind") or _kind(lines, str(issuer.value))
    on = _given(facts, "on") or _day(lines)
    post = _given(facts, "on_establishment") or _establishment(lines, str(kind.value))
    earliest, latest = _span(on)
    readings = tuple(reading for reading in (issuer, kind, on, post) if reading.value not in {"", None})
    return Notice(
        str(issuer.value),
        str(kind.value) if kind.value in KINDS else "",
        earliest,
        latest,
        _truth(post.value),
        post.quote == ASSUMED,
        readings,
    )


ASSUMED = "公开招聘"


def _given(facts: Mapping[str, object], name: str) -> Reading | None:
    value = facts.get(name)
    return None if value in {None, ""} else Reading(name, value)


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False, "是": True, "否": False}.get(str(value).strip().lower())


# ------------------------------------------------------------------ who


def _issuer(lines: list[str]) -> Reading:
    """The signature above the date at the end, else the name the title begins with."""
    for above, line in zip(reversed(lines[:-1]), reversed(lines), strict=False):
        if DATED.fullmatch(line) and ISSUED.fullmatch(above):
            return Reading("issuer", above, above)
    for line in lines[:1]:
        if found := TITLE_OF.match(line):
            return Reading("issuer", found["name"], line)
    for line in lines:
        if found := re.match(r"[\u4e00-\u9fff()]{2,24}(?:公司|集团)", line):
            return Reading("issuer", found[0], found[0])
    return Reading("issuer", "")


def _kind(lines: list[str], issuer: str) -> Reading:
    title = lines[0] if lines else ""
    named, whole = f"{title} {issuer}", "\n".join(lines)
    for kind, test in (
        ("civil_service", CIVIL.search(named)),
        ("private", PRIVATE.search(named)),
        ("", None),
    ):
        if test:
            return Reading("issuer_kind", kind, test[0])
    if firm := FIRM.search(issuer) or FIRM.search(title):
        if state := STATE.search(named) or STATE.search(whole):
            return Reading("issuer_kind", "state_owned", state[0])
        return Reading("issuer_kind", "private", firm[0])
    return _public_kind(named, whole, issuer)


def _public_kind(named: str, whole: str, issuer: str) -> Reading:
    office = OFFICE.search(issuer)
    unit = PUBLIC_UNIT.search(named) or (
        None if office and OFF.search(named) else re.search("事业单位|事业编", whole)
    )
    if office and OFF.search(named):
        return Reading("issuer_kind", "government", office[0])
    unit = unit or (ON.search(whole) if office else None)  # 教育局 recruits for its schools
    if unit:
        return Reading("issuer_kind", "institution", unit[0])
    if office:
        return Reading("issuer_kind", "government", office[0])
    return Reading("issuer_kind", "")


def _establishment(lines: list[str], kind: str) -> Reading:
    """Off the establishment if any line says so of these posts; else on, if one says that."""
    for pattern, value in ((OFF, False), (ON, True)):
        for line in lines:
            if said := pattern.search(line):
                return Reading("on_establishment", value, said[0])
    if kind == "institution" and BY_PUBLIC_COMPETITION.search("\n".join(lines)):
        return Reading("on_establishment", value=True, quote=ASSUMED)
    return Reading("on_establishment", None)


# ------------------------------------------------------------------ when


def _day(lines: list[str]) -> Reading:
    """The date below the signature; else the year the title names, which may be enough."""
    for place, line in enumerate(reversed(lines)):
        if found := _date_of(line, is_last=place == 0):
            return Reading("on", _as_iso(found), line)
    for line in lines[:1]:
        if found := NAMED_YEAR.search(line):
            return Reading("on", found["year"], found[0])
    return Reading("on", "")


def _date_of(line: str, *, is_last: bool) -> re.Match[str] | None:
    """A line that is a date, tells when it was published, or signs with one."""
    if found := DATED.fullmatch(line) or PUBLISHED.search(line):
        return found
    return AT_END.search(line) if is_last or ISSUED.match(line) else None


def _as_iso(found: re.Match[str]) -> str:
    names = ("iso", "iso_month", "iso_day") if found["iso"] else ("year", "month", "day")
    numbers = [read_number(found[name]) for name in names if found[name]]
    return "-".join(f"{number:02d}" for number in numbers if isinstance(number, int))


def _span(reading: Reading) -> tuple[date | None, date | None]:
    """The first and the last day a date may mean: 2025-03 is a month; the 2025 of a title may be a notice of 2024."""
    value = reading.value
    if isinstance(value, date):
        return value, value
    parts = [int(part) for part in re.findall(r"\d+", str(value or ""))]
    try:
        first, last = _first(*parts), _last(*parts)
    except (TypeError, ValueError):
        return None, None
    is_title = bool(reading.quote) and re.fullmatch(r"\d{4}", str(value))
    return (first.replace(year=first.year - 1) if is_title else first), last


def _first(year: int, month: int = 1, day: int = 1) -> date:
    return date(year, month, day)


def _last(year: int, month: int | None = None, day: int | None = None) -> date:
    december = len(month_abbr) - 1
    days = monthrange(year, month or december)[1]
    return date(year, month or december, day or days)
