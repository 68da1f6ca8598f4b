"""所指 — what a figure counts or measures, by the words around it: the thing itself, without its verb and its time.

A person confirms it; it is a help to the eye and no key for a machine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gaodi.reading import changes

BREAK = "，。；、,;：:！？!?"
CLAUSE = "，。；,;：:！？!?"
LONGEST = 40
LONG = 16  # characters of a thing; of a longer one only the head is kept: 参加境外展会的〈展位费〉
Stretch = tuple[int, int]

# What a clause says between a thing and its figure: 覆盖率〈保持在〉90%.
LINK = re.compile(
    rf"(?:{changes.CHANGED_TO}|不得?[低高少多超大小短]于?过?|达到?到?|[保维]持在?|稳定在|控制在"
    r"|力争|争取|确保|分别|平均|累计|总计|合计|(?<![人户平年])均|(?<![供对反效])应|(?<![需主纲摘])要|(?<!许)可|且|超过?|突破|至少"
    r"|最少|最多|最高|最低|(?<![节签合公制])约|(?<![附邻])近|(?<![行])为|是|至|到|(?<!存)在|逾|满|给予|予以|安排|较|(?<!公)共|只|一次性"
    r"|(?<!可)以|(?<![线网以路海])上|的|(?<!自)由|从|按|分阶段|各|每(?:年|季度|个?月|半年|周)|[（(])+$"
)
# 由20个工作日压减至, 增速高于各项贷款平均增速, 不超过月床位费的: the thing stands before that
SINCE_THEN = re.compile(
    rf"(?:(?:由|从)[^，。；,;]*{changes.CHANGED_TO}"
    rf"|(?:(?<=[率速额量值数平])(?:高于|低于|快于|大于|相当于)|不得?(?:超过|高于|低于)|{changes.CHANGED_TO})[^，。；、,;]{{2,}})$"
)
# 浓度〈较2025年〉下降: left out of the thing
THAN = r"(?:较|(?<![占环对配])同?比(?![例重率值]))"
PAST = r"(?:\d{4}年|上年度?|去年|上年同期|同期|[“”十一二三四五]{3,5}末)"
THAN_PAST = re.compile(rf"(?:{THAN}|在){PAST}(?:末|底|同期)?(?:的?基础上|水平|相比)?(?:年均|平均)?")
# Words before the thing: of duty, of the place and of the manner.
LEADING = re.compile(
    r"(?:[可应要再并](?=[按给享达在对向由获领申建新增当])|应当|将(?!军|乐|来)|对(?!接|外|口|标|象|照|虾|讲)|在(?!线|校|岗|建|职|编)|和(?!谐)|及(?!时)"
    r"|与|或(?!有)|按照|按(?!时|期|病|揭|摩|钮|键|需|比|月|季|年|日|件|项|户|劳)|其中|其(?!他|它|余|中)"
    r"|本(?!科|地|级|土|市|区|县|省|外|币|金|领|质|草|溪)|为(?!民|期|老)|占(?!比|地|道|用|补)|从(?!业)|到(?!户|期|账|场|位|岗|达)|的|各"
    r"|累计|全年|全[县区市省](?=.{3})|力争|争取|确保|探索|积极|不[低高超少][于过]|返还|给予|达到|同时|分别|至少|支持|鼓励|引导|推动"
    r"|允许|年内|每[年月])+"
)
# Verbs that bring a thing about; at the head of a clause they are no part of the thing.
OPENING = re.compile(
    r"(?:建设|建成投用|建成(?!区)|建立|新建|改建|扩建|改扩建|创建|打造|培育|培养|引进|招引|完成|举办|承办|开展|组织|实施|设立|设置|组建|推出|认定|选派"
    r"|配备|新增|增加|推广|安排|争取|落实|创成|购置|检定|淘汰|更换|改造提升|改造(?!率)|提升|招聘|招募|评选|遴选|化解|整治|治理"
    r"|巩固|拓展|打通|接入|谋划储备|谋划|实现|盘活|处置|追回|上缴|归还|关停退出|关停|开工建设|开工|竣工|召开|提供|下放|查处|查办|排查|取消|完善|修缮|办好|更新改造|严格执行|新认定|新签|签约|签订|保持|发展"
    r"|和(?=新建|改建|改扩建)){1,3}(?=.{2})(?![率量])"
)
# Verbs that are hardly ever part of a name: what stands before them did it, or had it done.
MIDDLE = re.compile(
    r"(?:新建|改扩建|建成(?!区)|配备|配建|补建|安装|引进|引育|培育|打造|举办|承办|组建|认定|选派|购置|更换|接入|覆盖|惠及|淘汰|入驻|招引|聘请"
    r"|新增|建设(?=[^，。；]{4,})(?!用地|面积|项目|规模|标准|工程)|完成|拥有|发放(?=[^率]{3,})|安排|开展|实施|设立|储备(?=重大)|参加|签订|占)(?![率量比数额者])"
)
# No thing by itself: it says how large the thing of the clause before is.
MEASURE_ONLY = re.compile(
    r"总?(?:面积|规模|额度|总额|投资|投资额|产值|数量|价值|金额|总量|长度|里程|容量|产能|体量)|增长|增速|下降|提高|降低|增加|减少|缩短|压减|增幅"
    r"|降幅|每[人户家个名座栋所年月件次亩支]|人均|户均|单个|单户"
)
EMPTY = re.compile(
    r"其?中|时|累计|申请|申请最高|达到|连续|最高|最长|补建|可?允许|组织|完成|(?:只|可)?享受|召开|评选|可?利用"
)
# 总投资10亿元以上项目: of the project, and of nothing else, it says how large it is
SIZED = re.compile(
    r"(?:投资额?|产值|面积|规模|资本|金额|总额|收入|人口|库容|产能|时间|时限)(?:超过?|达到?|不[低少]于)?$"
)
# A figure at the end of the clause before, with what leads up to it.
FIGURE_AT_END = re.compile(r"[\d.,—-]+[余多]?[万亿百千]{0,2}[余多]?[^\d，。；、]{0,5}(?:以[上下内]|左右)?$")
FIGURE_INSIDE = re.compile(r"\d[\d.]*[万亿]?[\u4e00-\u9fff]次?(?:以[上下内])?")
FIGURE_IN_LIST = re.compile(r"\d[^、\d]{0,12}、")
PEOPLE = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:老年人|老人|妇女|儿童|婴幼儿|幼儿|人员|居民|青年|毕业生|人群|学生|女性|男性|劳动者|人口)"
)
# Behind a figure these go on with the sentence and name no thing.
GOES_ON = re.compile(
    r"(?:和|及|与|并|或|最[高低多少长大]|至|到|以|用|由|为|可|应|须|需|且|均|都|分|在|从|向|对(?![象口])|给|按|不|再|将|内|外|左右|上下|的|之|其|仅|也|则|后|前|起|时|间"
    r"|开展|参加|办[结理]|完成|实现|达到|全部|进行|予以|答复|回复|反馈|确定|计算|执行|领取|享受|申请|方可|优先|符合|未|已|高于|低于|提[高升]|增(?![收值])|减|降|压|缩|精简|扩大|上升)"
)
BEHIND = re.compile(
    rf"(?:给予|予以)?的?(?:(?:比例|标准|幅度)(?:，|的)?)?(?:给予|予以|发放|设置|安排|提取|建设|配建|补建)?的?([^{BREAK}()的\d]{{2,30}})"
)
# Where a thing behind its figure ends.
ENDING = re.compile(
    r"(?<=..)(?:达到|实现|完成|开展|进行|实行|予以|给予|免费|发放|配备|纳入|通过|参加|享受|用于|投入使用|全覆盖|覆盖|全部|每[年月季]|提高|提升"
    r"|建成|设立|划定|整治|改造提升|[可应](?=[按当申享获领达在])|均(?=[为达不应须])|须|方可|优先|并(?!网)|由|保持|保有|占|以[上下内]|签订|高于|低于|不[少低高超])"
)


def clause_before(text: str, place: int, breaks: str = BREAK) -> Stretch:
    """Where the clause begins that a figure ends, and the place of the figure."""
    first = max(0, place - LONGEST)
    for at in range(place - 1, first - 1, -1):
        if text[at] in breaks:
            return at + 1, place
    return first, place


def subject(
    text: str, start: int, end: int, *, ahead: bool, base: Stretch | None, times: Sequence[Stretch]
) -> list[Stretch]:
    """Where the words stand that say what a figure is.

    ``ahead`` says that it is likely to stand behind the figure: 5所〈学校〉, 20万元〈补助〉, 35岁以上〈妇女〉; so it
    does where the words before it are its ``base``. ``times`` are the expressions of time, which are no part of it.
    """
    near = base is not None and text[base[1] : start] in {"", "的"}
    behind = _behind(text, start, end, times)
    if behind and (ahead or near) and not _is_size(text, start, end):
        return [behind]
    if several := _one_of_several(text, start):
        return [several]
    found = _things_before(text, base[0] if base and near else start, base, times)
    if found:
        return found
    return [behind or base or (start, end)]


def _is_size(text: str, start: int, end: int) -> bool:
    sized = SIZED.search(text, max(0, start - 12), start)
    return sized is not None and ("超" in sized[0] or text.startswith(("以上", "以下"), end - 2))


def _behind(text: str, start: int, end: int, times: Sequence[Stretch]) -> Stretch | None:
    match = BEHIND.match(text, end)
    if match is None or GOES_ON.match(match[1]):
        return None
    first, last = match.span(1)
    if "岁" in text[start:end] and (people := PEOPLE.match(text, first, last)):
        return people.span()
    if cut := ENDING.search(text, first, last):
        last = cut.start()
    for begin, _ in times:
        if first <= begin < last:
            last = begin
    return (first, last) if last - first >= 2 else None


def _things_before(text: str, start: int, base: Stretch | None, times: Sequence[Stretch]) -> list[Stretch]:
    """The thing in the clause before the figure; where that only says how large, the thing of the clause before it."""
    begin, stop = clause_before(text, start, CLAUSE)
    own = _parts(text, begin, stop, base, times)
    said = "".join(text[first:last] for first, last in own)
    if own and not MEASURE_ONLY.fullmatch(said) and not EMPTY.fullmatch(said):
        return own
    if EMPTY.fullmatch(said):
        own = []
    other = _thing_of_last_clause(text, begin, times)
    return [other, *own] if other else own


def _thing_of_last_clause(text: str, begin: int, times: Sequence[Stretch]) -> Stretch | None:
    if begin < 2:
        return None
    first, last = clause_before(text, begin - 1, CLAUSE)
    if figure := FIGURE_AT_END.search(text, first, last):
        last = figure.start()
    elif inside := FIGURE_INSIDE.search(text, first, last):
        first = inside.end()
    thing = _thing(text, first, last, times)
    return thing if thing and not re.search(r"\d", text[slice(*thing)]) else None


def _parts(text: str, begin: int, stop: int, base: Stretch | None, times: Sequence[Stretch]) -> list[Stretch]:
    """The thing of a clause, without what it is a share of or compared with."""
    begin = _after_figures(text, begin, stop)
    bracket = text.rfind("(", begin, stop) + 1
    if bracket and ")" not in text[bracket:stop]:
        begin = bracket
    rest: list[Stretch] = []
    if base and begin <= base[0] and base[1] < stop:
        if text[base[0] - 1] == "占" and base[0] - 1 - begin >= 2:
            stop = base[0] - 1
        elif text[base[1]] in "中的" or text[base[0]] == "每":
            begin = base[1] + (text[base[1]] in "中的")
    if than := THAN_PAST.search(text, begin, stop):
        rest = [(than.end(), stop)] if stop - than.end() >= 2 else []
        stop = than.start()
    thing = _thing(text, begin, stop, times)
    return [thing, *rest] if thing else rest


def _thing(text: str, begin: int, stop: int, times: Sequence[Stretch]) -> Stretch | None:
    """A clause without the words that lead up to the figure, without verb and time."""
    if since := SINCE_THEN.search(text, begin, stop):
        stop = since.start()
    before = (0, 0)
    while before != (begin, stop):
        before = (begin, stop)
        if link := LINK.search(text, begin, stop):
            stop = link.start()
        begin, stop = _without_times(begin, stop, times)
        if lead := LEADING.match(text, begin, stop):
            begin = lead.end()
        if verb := OPENING.match(text, begin, stop):
            begin = verb.end()
    begin = _after_verb(text, begin, stop)
    return (begin, stop) if stop - begin >= 2 else None


def _after_figures(text: str, begin: int, stop: int) -> int:
    """Behind the last figure and the 、 after it: of 新建学校3所、医院 only 医院."""
    return max((match.end() for match in FIGURE_IN_LIST.finditer(text, begin, stop)), default=begin)


def _after_verb(text: str, begin: int, stop: int) -> int:
    for match in MIDDLE.finditer(text, begin, stop):
        if stop - match.end() >= 2:
            begin = match.end()
    if stop - begin > LONG and 4 <= stop - (of := text.rfind("的", begin, stop) + 1) < stop - begin:
        return of
    return begin


def _without_times(begin: int, stop: int, times: Sequence[Stretch]) -> Stretch:
    for first, last in times:
        if first <= begin and last >= stop:
            return stop, stop
        if first < stop and last > begin:
            if stop - last >= 2:
                begin = max(begin, last)
            elif first - begin >= 2:
                stop = min(stop, first)
    return begin, stop


def _one_of_several(text: str, start: int) -> Stretch | None:
    """A率、B率分别达到65%和55%: the second figure is of the second thing."""
    begin, stop = clause_before(text, start, "，。；,;")
    names, apart, figures = text[begin:stop].partition("分别")
    if not apart:
        return None
    things = [match.span() for match in re.finditer(r"[^、和与及]+", names)]
    place = len(re.findall(r"\d[\d.]*", figures))
    return (begin + things[place][0], begin + things[place][1]) if place < len(things) else None
