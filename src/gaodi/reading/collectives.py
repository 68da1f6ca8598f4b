"""Bodies that are several at once: 各镇、街道 is one, 有关部门 is not named, 等12个部门 leaves the list open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gaodi.reading.names import LEVEL, is_complete
from gaodi.reading.passages import Passage, join

REACH = (
    r"(?:(?:全?[省市州盟区县旗镇乡]|[\u4e00-\u9fff]{1,4}[省市区县旗镇乡])(?:委|(?:人民)?政府)?|国家|国务院|中央|地方|驻.{1,3})?"
    r"(?:直属?|级|属|辖|内|管|有关|相关|涉及)*"
)
COLLECTIVE = re.compile(
    rf"{REACH}(?:各|有关|相关|所有|其他|其它|全体)|(?:国家|中央|[省市州区县])?(?:直|级)(?:机关|部门|单位)"
)
UNNAMED = re.compile(
    r"有关|相关|其他|其它|涉及(?:部门|单位|镇|乡|街)|^(?:行业|业务)?主管(?:部门|单位)$|^(?:责任|成员|职能)(?:部门|单位)$"
)
PLACE = (
    r"(?:(?:类|功能)?"
    r"(?:街道|镇街|街镇|乡镇|镇|乡|街|省|县级市|区县|县区|县|区|市|自治区|直辖市|自治州|自治县|州|盟|旗|兵团|开发区|园区|功能区|高新区|经开区|新区|度假区|管理区|保护区"
    r"|街道办事处|街道办|办事处|社区|村居|村|农场|林场|牧场|场|产业园|片区|景区|平台)"
    r"(?:[（(][^（()）]*[）)])?(?:党委|党工委|人民政府|政府|办事处|街道|(?<=园区|能区|发区|片区)管委会)*(?:[（(][^（()）]*[）)])?)"
)
KIND = r"(?:有关)?(?:单位|部门|企业|事业单位|企事业单位|机构|机关|直属机构|人民团体|社会组织|地方|院校|学校|高校)"
ENDS_IN_PLACE = re.compile(rf"{PLACE}$")
ENDS_IN_KIND = re.compile(r"(?:单位|部门|机构|机关|企业)$")
BARE_PLACE = re.compile(rf"{PLACE}等?")
BARE_COMMITTEE = re.compile(r"(?:管委会|管理委员会)等?")
BARE_KIND = re.compile(rf"{KIND}等?")
PARTY = re.compile(r"([省市区县旗镇乡州])委")
TOGETHER = re.compile(r"([省市区县旗镇乡州])(?:人民)?政府.{2,}")
WORK_COMMITTEE = re.compile(r"(?:党工委|党委|工委)$")
ADMINISTRATION = re.compile(r"(?:管委会|管理委员会|人民政府|政府|办事处|行政)等?")

COUNT = r"(?:[\d一二三四五六七八九十百两几多]+余?(?:个|家|所|类|级)?)?"
WHICH = (
    r"(?:其他|其它|有关|相关|各|[省市区县]直|[省市区县]级|驻[省市区县]|中央|直属"
    r"|成员|责任|职能|行业|主管|涉及|重点|参与|社会)*"
)
WHAT = (
    r"(?:部门|单位|企业|公司|机构|镇街|乡镇|镇|街道|学校|高校|院校|医院|银行|委办局|地区|方面|组织|团体|平台|园区|运营商)?"
    r"(?:(?<=等)[\u4e00-\u9fff]{1,5}(?:部门|单位|组织|团体|机构|企业))?"
    r"(?:[（(][^（()）]{1,6}[）)])?(?:[和及、](?:部门|单位|企业|地方|机构|镇街|街道))*"
)
ETC = re.compile(rf"(?<![高初平])(?:等等?|…+|\.{{3,}})({COUNT}{WHICH}{WHAT})(?=$|[和及与以并])")
SCHOOLS = ("学校", "院校", "学院")
JOINER = re.compile(r"以及|并会同|会同|和|及|与")


@dataclass(frozen=True, slots=True)
class Etc:
    """The words that leave a list open, and whether a body stood before them."""

    words: Passage


def is_collective(name: str) -> bool:
    """各…, 有关…, 区直…: never a lead."""
    return bool(COLLECTIVE.match(name))


def is_unnamed(name: str) -> bool:
    """A body that nobody can be held to until it is named."""
    return bool(UNNAMED.search(name)) and (is_collective(name) or bool(UNNAMED.match(name)))


def merge(pieces: Sequence[tuple[Passage, str]]) -> list[Passage]:
    """The pieces of a list, those put together again that are one name: 各镇、街道; 区委、区政府督查室."""
    merged: list[Passage] = []
    for piece, separator in pieces:
        if merged and separator == "、" and is_one_name(merged[-1].text, piece.text):
            merged[-1] = join([merged[-1], piece], "、")
        elif piece:
            merged.append(piece)
    return merged


def is_one_name(left: str, right: str) -> bool:
    """Whether ``left、right`` is one body: the second part cannot stand without the first."""
    if is_collective(left):
        if ENDS_IN_PLACE.search(left) and (BARE_PLACE.fullmatch(right) or BARE_COMMITTEE.fullmatch(right)):
            return True
        if ENDS_IN_KIND.search(left) and BARE_KIND.fullmatch(right):
            return True
    party, office = PARTY.fullmatch(left), TOGETHER.fullmatch(right)
    if party and office:
        return party[1] == office[1]
    return bool(WORK_COMMITTEE.search(left) and ADMINISTRATION.fullmatch(right))


def unfold(name: Passage) -> Iterator[Passage | Etc]:
    """A piece of a list as bodies and open ends: X局及有关单位, X部等和各省级人民政府, X局等6个部门."""
    start = 0
    while match := ETC.search(name.text, start):
        if match[1].startswith(SCHOOLS) and name.text[match.start() - 1 : match.start()] == "中":
            break
        yield from parted(name.cut(start, match.start()))
        yield Etc(name.cut(*match.span()))
        start = match.end()
    yield from parted(name.cut(start))


def parted(name: Passage) -> Iterator[Passage]:
    """The names that 和, 及, 与 join; a 和 inside a name (工业和信息化局) parts nothing."""
    start = 0
    for match in JOINER.finditer(name.text):
        left, right = name.text[start : match.start()], name.text[match.end() :]
        if match.start() == start and (is_collective(right) or LEVEL.match(right)) and is_complete(right):
            start = match.end()
        elif left and parts(left, right):
            yield name.cut(start, match.start())
            start = match.end()
    yield name.cut(start)


def parts(left: str, right: str) -> bool:
    """Whether 和 between the two parts them: a whole name before it, and one that can stand alone after it."""
    if is_collective(right):
        return is_complete(left) or is_collective(left)
    return is_complete(left) and not is_collective(left) and bool(LEVEL.match(right)) and is_complete(right)
