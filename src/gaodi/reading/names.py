"""Names of bodies: where one ends and the next begins, though a line break or a blank may stand inside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from gaodi.reading.passages import Passage
from gaodi.reading.rows import Span

OPENING, CLOSING = "（([【〔{“《", "）)]】〕}”》"
BRACKETED = re.compile(f"[{re.escape(OPENING)}]")
SEPARATORS = "、，,；;/／|｜\\"
TRIM = "：:。.．、，,；;·*　-—"

# What a name begins with that needs nothing before it.
LEVEL = re.compile(
    r"(?:国|省|市|区|县|旗|州|盟|镇|乡|团[省市区县旗]|各|有关|相关|其他|其它|中央|中共|中国|全国|驻|[\u4e00-\u9fff]{2,4}[省市区县](?=..))"
)
SHORT = re.compile(
    r"[省市区县旗州]?(?:委|府|纪委|监委|人大|政府|政协|法院|检察院|妇联|残联|文联|科协|侨联|侨办|台办|编办|外办|工会|团委|国资委|总工会|党校|海关|税务)|共青团.*"
)
ENDINGS = (
    r"局|厅|部|委|办|院|(?<!社)会|联|室|(?<!资源)社|馆|台|校|所|处|科|股|队|站|行|厂|店|署|组|庭|园|营业部|中心|公司|集团|学院|大学|中学|小学|实验室"
    r"|政府|镇|乡|街道|镇街|村|社区|[区县市省州盟旗]|人大|政协|科协|作协|记协|体协|企业|单位|部门|机构|机关|专班|指挥部|林场|农场|牧场|渔场|茶场|海关"
    r"|银行|信用社|合作社|商户|协会|学会|商会|电网|铁塔|电信|移动|联通|邮政|税务|供电|烟草|石油|石化|军分区|武装部|基地|平台|码头|港务|机场|车站|口岸|水库|灌区|景区|服务区"
)
COMPLETE = re.compile(rf"(?:{ENDINGS})(?:[（(【〔［][^（()）】〕］]*[）)】〕］])*等?")
ENDS_IN_PLACE = re.compile(r"[省市区县旗州镇乡]$")
# A head without its name: it belongs to what stands before it.
FRAGMENT = re.compile(
    r"(?:(?:供电|自来水|燃气|水务|热力|公交|烟草|石油|电力)?(?:分|子|支|总)?(?:公司|局|行|社|院|会|部|站|所|校|队|大队|中队|支队|总队|中心)"
    r"|(?:股份)?有限(?:责任)?公司|集团(?:有限)?(?:公司)?|营业部|办公室|办事处|办|管委会|管理委员会|委员会|室|处|科|厅|委|医院|学校|学院|小学|中学|幼儿园"
    r"|人民政府|政府|街道|街道办事处|镇|乡|区|县|市|(?:人民)?(?:法院|检察院)|林场|农场|联合会|协会|党组|党委|党工委)(?:[（(].*[）)])?等?"
)
BRANCH = re.compile(r"(?:支行|分行|分公司|营业部|营业所|分社)$")
HOUSE = re.compile(r"(?:银行|公司|集团|邮政|信用社|保险|移动|联通|电信|铁塔|电网)")
OFFICE_BRANCH = re.compile(r"[\u4e00-\u9fff]{0,4}(?:分局|分中心|分校|分院|分社|分队)")
COMMITTEE = re.compile(r".{0,6}(?:[省市区县旗州镇乡]委|党委|工委|政府|中央军委|国务院)")
POLICE = re.compile(r"(?:交警|交通|特警|治安|刑侦|经侦|森林|消防|巡警|网安|出入境).{0,4}(?:大队|支队|中队)$")
PARTY = re.compile(
    r"(?:组织部|宣传部|统战部|政法委|社会工作部|社工部|办公室|办公厅|督查室|研究室|党史研究室|网信办|编办|改革办|老干部局"
    r"|巡察办|党校|信访局|政治工作部|机构编制.*|扶贫办|港澳办|台办|侨办|新闻办|参事室)(?:[（(].*[）)])?"
)
# Words of office names that must not be cut in two.
STEMS = tuple(
    word
    for line in Path(__file__).with_name("offices.txt").read_text("utf8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
FIELDS = frozenset(STEMS)


@lru_cache(maxsize=8192)
def is_complete(name: str) -> bool:
    """Whether the words look like a whole name: a head such as 局 at the end, and something before it."""
    name = name.rstrip("等")
    if SHORT.fullmatch(name):
        return True
    found = None
    for found in COMPLETE.finditer(name):
        if found.end() == len(name):
            break
    return bool(found) and found is not None and found.end() == len(name) and len(name) > 2


def is_field(name: str) -> bool:
    """Whether the words are what an office is for, its head left out: 财政, 县人社."""
    return len(name) > 1 and (name in FIELDS or name.lstrip("省市区县州") in FIELDS)


def joins(left: str, right: str) -> bool:
    """Whether a gap between two pieces is a broken name (区人力资源社会保障 / 局) and no separator."""
    if (
        right.startswith(("（", "(", "〔"))
        or cuts_a_word(left, right)
        or FRAGMENT.fullmatch(right)
        or not is_complete(left)
    ):
        return True
    if is_branch_of(left, right):
        return True
    if LEVEL.match(right):
        return False
    return bool(ENDS_IN_PLACE.search(left)) or not is_complete(right)


def is_branch_of(left: str, right: str) -> bool:
    """Whether the right part is an office of the left: a branch of a bank, a squad of the police, 县委's 组织部."""
    if BRANCH.search(right):
        ends_in_house = any(match.end() == len(left) for match in HOUSE.finditer(left))
        return ends_in_house and not HOUSE.search(BRANCH.sub("", right))
    if (
        left.endswith(("局", "中心", "院", "校"))
        and OFFICE_BRANCH.fullmatch(right)
        and not LEVEL.match(right)
    ):
        return True
    if left.endswith(("公安局", "分局")) and POLICE.search(right):
        return not LEVEL.match(right)
    return bool(COMMITTEE.fullmatch(left) and PARTY.fullmatch(right))


def cuts_a_word(left: str, right: str) -> bool:
    return any(
        left.endswith(word[:cut]) and right.startswith(word[cut:])
        for word in STEMS
        for cut in range(1, len(word))
    )


def split(passage: Passage) -> list[tuple[Passage, str]]:
    """The pieces of a list of names, each with the separator before it; brackets and quotation marks hold together."""
    pieces = []
    for start, end, separator in hard_pieces(passage.text):
        pieces += [
            (piece, separator if n == 0 else " ")
            for n, piece in enumerate(soft_pieces(passage.cut(start, end)))
        ]
    return pieces


def hard_pieces(text: str) -> Iterator[tuple[int, int, str]]:
    start, separator = 0, ""
    for place in top_level(text, SEPARATORS):
        yield start, place, separator
        start, separator = place + 1, text[place]
    yield start, len(text), separator


def top_level(text: str, signs: str) -> Iterator[int]:
    """Where one of the signs stands outside all brackets; a bracket that never closes holds nothing together."""
    if not BRACKETED.search(text):
        yield from (place for place, char in enumerate(text) if char in signs)
        return
    depth = 0
    closings = sum(text.count(sign) for sign in CLOSING)
    for place, char in enumerate(text):
        if char in OPENING:
            depth += closings > 0
        elif char in CLOSING:
            closings -= 1
            depth = max(0, depth - 1)
        elif depth == 0 and char in signs:
            yield place


def soft_pieces(passage: Passage) -> list[Passage]:
    """What stands between blanks and line breaks, broken names put together again."""
    passage = passage.strip()
    gaps = gaps_outside_brackets(passage.text)
    if not gaps:
        return [passage.unbroken()] if passage else []
    edges = [0, *(gap.end for gap in gaps)]
    ends = [*(gap.start for gap in gaps), len(passage)]
    pieces: list[tuple[int, int]] = []
    for start, end in zip(edges, ends, strict=True):
        if pieces and joins(squeeze(passage.text[pieces[-1][0] : pieces[-1][1]]), passage.text[start:end]):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return [passage.cut(start, end).unbroken() for start, end in pieces]


def gaps_outside_brackets(text: str) -> list[Span]:
    gaps: list[Span] = []
    for place in top_level(text, " \t\r\n\u3000\xa0"):
        if gaps and gaps[-1].end == place:
            gaps[-1] = Span(gaps[-1].start, place + 1)
        else:
            gaps.append(Span(place, place + 1))
    return gaps


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)
