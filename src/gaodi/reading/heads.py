"""Head words: what a column or a label is for — 牵头单位, 完成时限, 2025年目标, 备注."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from gaodi.bedrock.text import squash


class Role(Enum):
    """What a column (or a label before a colon) holds."""

    NUMBER = "number"
    TASK = "task"
    CATEGORY = "category"
    LEAD = "lead"
    BODIES = "bodies"  # 责任单位: all of them, or the others beside a column of leads
    ASSIST = "assist"  # 配合单位: never the lead
    DUE = "due"
    TARGET = "target"  # 工作目标 beside a task: figures, no text
    SPAN = "span"  # 2025年目标, 一季度: figures whose head is the deadline
    UNIT = "unit"  # 单位: of measure, or a body where no other column names any
    SCOPE = "scope"
    NOTHING = "nothing"


BODY_ROLES = frozenset({Role.LEAD, Role.BODIES, Role.ASSIST})
LONGEST_HEAD = 24


@dataclass(frozen=True, slots=True)
class Head:
    """A head word understood. Of several task columns the one of the highest ``rank`` is the text."""

    role: Role
    rank: int = 0
    persons: bool = False  # 责任单位及责任人: names of persons stand among the bodies
    paired: str = ""  # 牵头单位/配合单位: the sign that parts the leads from the others in the cell, too


NUMBER = re.compile(r"(?:项目|任务|事项|工作|条款|总)?(?:序号?|编号|项次|号)|[Nn][Oo]\.?|№|代码|任务编码")
PAST = re.compile(
    r"情况|进展|取得|现状|实际|已完成|完成率|完成[值数量]?$|基期|基数|上年|备注|附注|注释|^注$|^说明$|^是否|填报|填表|上报|报送单位|编制单位|更新|来源|依据|出处|状态"
    r"|级别|等级|性质|优先|签字|签名|盖章|佐证|证明|得分|评分|分值|权重|自评|赋分|扣分|考核单位|验收单位|督[办查导]|监督单位"
)
PERSON = re.compile(
    r"[AaBbＡＢ][角岗]$|领导|责任人|负责人|牵头人|联系人|联络人|联络员|经办|承办人|包[保联抓]人?|专人|人员|姓名|职务|同志|科长|局长|主任|书记|电话|手机|号码|联系方式|邮箱"
)
BODY_STEM = r"(?:单位|部门|科室|处室|股室|机构|主体|地区|属地|镇街|乡镇|街镇|区县|县区|县市区|责任方|方)"
MIXED = re.compile(rf"{BODY_STEM}(?:及|和|与|、|/|／|·|\+|（)+.*(?:人|领导|电话)")
RANK = r"(?:[省市区县镇乡]?(?:级|直|属|本级)?|工作|任务|项目|整改|主要|共同|具体)*"
# 责任单位及完成时限: a deadline stands among the bodies, where it is found by itself.
BODIES_AND_DUE = re.compile(rf"{BODY_STEM}(?:及|和|与|、|/|／)+.*(?:时限|期限|时间)$")
LEAD = re.compile(
    rf"{RANK}(?:总?牵头|抓总|(?<!副)组长|主办|主责|主抓|主要责任|第一责任|首要责任|首席责任|首位责任|总负责|总责)"
    rf"(?:责任|主办|牵头|落实|实施|负责|承办|配合|协办|[及和与、/])*{BODY_STEM}?"
)
BEGINNING = re.compile(r"启动|开始|开工时|填报|更新|制表|成立")
DUE = re.compile(
    r"时限|期限|时间|日期|限期|截止|截至|节点|时序|年限|工期|^频次$|^频率$|^周期$|(?:完成|工作|落实|推进|报送|检查)(?:频次|频率|周期)$|完成时|办结时|进度(?:安排|要求|计划|目标)|计划进度|时间进度|期间|^完成$|^时段$"
)
SPAN = re.compile(
    r"(?:(?:20|二[〇○零])[\d〇○零一二三四五六七八九]{2}年?(?:度)?)?(?:第?[一二三四1-4]季度|[上下]半年|(?:\d{1,2}[-—–~～至])?\d{1,2}月份?|全年|前三季度)?(?:[末底]?前|末|底)?"
    r"(?:年度|工作|主要|预期|量化|阶段性?|计划|任务|目标|指标|要求|节点|数量?|值|完成|安排|推进|进度|内容|措施)*"
)
AIM_OF_YEAR = re.compile(
    r"(?:近期|中期|远期|短期|长期|阶段性?|年度)(?:工作)?(?:目标|任务|计划)[（(]20\d\d年?[底末]?[）)]"
)
YEAR_OR_SEASON = re.compile(
    r"(?:20|二[〇○零])[\d〇○零一二三四五六七八九]{2}|[一二三四1-4]季度|[上下]半年|\d{1,2}月"
)
ASSIST = re.compile(
    rf"{RANK}(?:次要责任|副组长|支撑|辅助|配合|协办|协同|协助|协作|参与|参加|会办|联办|支持(?=单位|部门)|其他责任|其他(?=单位))"
    rf"(?:责任|落实|实施|负责|协助|配合|参与|[及和与、/])*{BODY_STEM}?"
)
BODY = re.compile(
    rf"(?:(?:主要|具体|共同|分项|相关|有关|工作|任务|项目|整改|所属|市级|区级|县级|市直|区直|县直|省直|省级|本级|属地)*"
    rf"(?:责任|承办|实施|落实|负责|承担|业主|成员|执行|完成|主管|建设|推进|指导|监管|行业|申报|归口|业务|组织|管理|整改|办理)*(?:[及和与、/]?(?:责任|协同|配合|协办|参与)?{BODY_STEM})+)"
    r"|(?:责任|职责|任务|工作)?分工|责任(?:分解|划分|落实)|责任|责任主体|责任归属|承办|实施|落实|负责"
)
# 牵头单位/配合单位, 牵头（配合）单位, 牵头、配合单位: one column for both, parted by a sign
PAIRED = re.compile(
    rf"(?:牵头|主办|主责|责任){BODY_STEM}?(?:([/／、])(?:配合|协办|协同|参与){BODY_STEM}"
    rf"|(\()(?:配合|协办|协同|参与){BODY_STEM}?\){BODY_STEM}?)"
)
UNIT = re.compile(r"(?:计量|指标|量化|计算)?单位")
SCOPE = re.compile(r"(?:适用|实施|试点)(?:范围|区域|地区|对象)")
YIELD = re.compile(
    r"成果|形式|产出|交付|资金|经费|投资|预算|金额|困难|建议和|评价|考核|标志|地点|地址|位置|受益|亮点|抓手|举措来源|编码"
)
CATEGORY = re.compile(r"分类|类别|类型|板块|领域|章节|方面|方向|专题|主题|环节|维度|大类|一级|模块|篇章|部分")
TASK_WORDS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        40,
        re.compile(
            r"措施|举措|内容|做法|路径|具体任务|具体工作|具体事项|描述|细化|分解任务|二级任务|三级任务|子任务"
        ),
    ),
    (30, re.compile(r"任务|工作|事项|要点|重点|清单|建议|提案|条款|实事")),
    (20, re.compile(r"项目|工程|行动|名称|指标|问题|标题|议题|政策")),
    (10, re.compile(r"目标|要求|标准|成效|效果|预期")),
)
# 重点任务清单 stands over a table, not over a column; nor does a column bear a long name.
TITLE = re.compile(
    r"^.{3,}(?:清单|台账|方案|表|计划|要点)$|^.{15,}$|[省市区县](?:委|政府|直)|^.{2,4}[省市区县]20\d\d"
)
AIMS = re.compile(r"(?:目标|要求|标准|成效|效果)(?:值|数|及.*)?$|^(?:目标|预期)")
BRACKET = re.compile(r"[（(【\[〔][^（()）]*[）)】\]〕]")
SENTENCE = re.compile(r"[，。；：:;,]|\d{5,}")
SIGNS = re.compile(r"[\s:：*＊、，。.]+$|^[\s*＊]+")


def head_of(text: str) -> Head | None:
    """What the words over a column mean; None where they are no head words."""
    return _head_of(text) if len(text) <= 4 * LONGEST_HEAD else None


@lru_cache(maxsize=4096)
def _head_of(text: str) -> Head | None:
    plain = SIGNS.sub("", squash(text))
    word = SIGNS.sub("", BRACKET.sub("", plain)) or plain
    if not word or len(word) > LONGEST_HEAD or SENTENCE.search(word):
        return None
    if both := PAIRED.fullmatch(plain.replace("（", "(").replace("）", ")")):
        return Head(Role.BODIES, paired=both[1] or both[2])
    return understand(word, plain)


def understand(word: str, plain: str) -> Head | None:
    """The rules in their order; ``plain`` still holds what stood in brackets."""
    if NUMBER.fullmatch(word):
        return Head(Role.NUMBER)
    season = bool(AIM_OF_YEAR.fullmatch(plain)) or (
        bool(SPAN.fullmatch(word) and YEAR_OR_SEASON.search(word)) and not PAST.search(word)
    )
    if season or TITLE.search(word):
        return Head(Role.SPAN) if season else None
    if MIXED.search(plain) and not PAST.search(word):
        return Head(Role.LEAD if LEAD.match(word) else Role.BODIES, persons=True)
    if BODIES_AND_DUE.search(word):
        return Head(Role.LEAD if LEAD.match(word) else Role.BODIES)
    if PAST.search(word) or PERSON.search(word):
        return Head(Role.NOTHING)
    return body_head(word) or date_head(word) or task_head(word)


def body_head(word: str) -> Head | None:
    if LEAD.fullmatch(word):
        return Head(Role.LEAD)
    if ASSIST.fullmatch(word):
        return Head(Role.ASSIST)
    if UNIT.fullmatch(word):
        return Head(Role.UNIT)
    return Head(Role.BODIES) if BODY.fullmatch(word) else None


def date_head(word: str) -> Head | None:
    if DUE.search(word):
        return Head(Role.NOTHING if BEGINNING.search(word) and "完成" not in word else Role.DUE)
    return Head(Role.SCOPE) if SCOPE.search(word) else None


def task_head(word: str) -> Head | None:
    if YIELD.search(word) and not re.search(r"措施|内容|任务", word):
        return Head(Role.NOTHING)
    if CATEGORY.search(word):
        return Head(Role.CATEGORY)
    if AIMS.search(word) and "任务" not in word:
        return Head(Role.TARGET, 10)
    for rank, words in TASK_WORDS:
        if words.search(word):
            return Head(Role.TASK, rank)
    return None
