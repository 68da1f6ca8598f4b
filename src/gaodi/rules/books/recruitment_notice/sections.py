"""标题 — under which heading a condition stands: 条件, 优先, 不得报考, 材料, 职责, 待遇, 简介."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

# The first that fits counts: 报名材料要求 speaks of papers, 待遇条件 of treatment.
HEADINGS = (
    (
        "preference",
        r"优先(?:条件|录用|聘用|考虑|招聘|项|情形)?[:]?$|加分(?:项|条件)|(?:下列|以下|之一).{0,20}优先",
    ),
    (
        "ban",
        r"(?:下列|以下|情形|人员|之一).{0,24}(?:不得|不能|不可|不予|不接受|谢绝|不招).{0,10}$|(?:不得|不能|不可|不予|不接受|谢绝)(?:报考|报名|应聘|受理|招聘|录用).{0,12}(?:人员|情形|对象|的)?[:]?$",
    ),
    (
        "papers",
        r"^(?!.*(?:岗位|应聘|报考|资格)(?:要求|条件)).*(?:材料|证件|提交|上传|报名方式|应聘方式|报名程序|报名方法|简历|资格(?:复审|初审|审查)|网上报名|投递)",
    ),
    (
        "treatment",
        r"^(?!.*条件).*(?:待遇|薪酬|薪资|福利|工资|补贴|补助|安家|保障|支持政策|激励|奖励|优惠|住房|我们提供|提供)",
    ),
    ("duty", r"^(?!.*(?:要求|条件)).*(?:职责|工作内容|主要任务|主要工作|岗位描述|岗位说明|工作任务)"),
    ("intro", r"^(?!.*(?:要求|条件)).*(?:简介|概况|介绍|关于我们|单位情况)"),
    ("exam", r"考试|笔试|面试|测试|考核|考察|体检|公示|聘用|录用|程序|流程|方法|步骤|成绩"),
    ("majors", r"专业(?:要求|条件|名称|需求|限制)?[:]?$|所学专业|需求专业|专业(?:审核|参考|目录)"),
    ("condition", r"条件|要求|资格|范围|对象|学历|学位|文化程度|院校|岗位|职位|计划|引进|招聘|任职"),
)
KINDS = tuple((kind, re.compile(words)) for kind, words in HEADINGS)
COLUMN = re.compile(
    r"^.{0,4}(?:代码|名称|岗位|职位|人数|计划|学历|学位|专业|条件|要求|年龄|备注|单位|职责|待遇|类别|性别|院校).{0,6}$"
)
# A heading is short and ends no sentence; 5.大专以上学历 is short too, but speaks of nothing that a heading names.
HEADING_LINE = re.compile(r"[^。;]{1,22}[:]?|[^。;]{1,60}:")
TITLE_LINE = re.compile(r"(?:公告|启事|简章|通告|通知|信息|方案|广告|招聘)(?:\([^()]*\))*$")
PLAIN = "plain"
SHORT = re.compile(r".{0,16}")
# 1.5年 is a number, 1.985院校 the first of a list
FIGURE = r"\d{1,2}(?:[.、](?!\d)|、|[.](?=(?:985|211)(?!\d)|20\d\d[年届级]|\d\d(?:周)?岁))"
MARKS = (
    ("roman", re.compile(r"[一二三四五六七八九十]{1,3}[、.]")),
    ("round", re.compile(r"\([一二三四五六七八九十]{1,3}\)")),
    ("figure", re.compile(FIGURE)),
    ("half", re.compile(r"\(?\d{1,2}\)")),
    ("ring", re.compile(r"[①-⑳]")),
    ("square", re.compile(r"【[^】]{1,20}】")),
    ("nth", re.compile(r"第[一二三四五六七八九十]{1,3}[条章]")),
)


def kind_of(words: str) -> str:
    """What a heading is about, or nothing."""
    return next((kind for kind, pattern in KINDS if pattern.search(words)), "")


def column_kind(head: str) -> str:
    """What the column of a table holds, if its first cell is a head."""
    if not COLUMN.match(head):
        return ""
    return kind_of(head) or "other"


def are_heads(cells: Sequence[str]) -> bool:
    """The first row of a table: short words, two of which name a column."""
    are_short = all(SHORT.fullmatch(cell) for cell in cells)
    return are_short and sum(bool(column_kind(cell)) for cell in cells) > 1


@dataclass(slots=True)
class Outline:
    """The headings above the place being read: how each is marked, and what it is about."""

    open: list[tuple[str, str]] = field(default_factory=list)

    @property
    def kinds(self) -> set[str]:
        return {kind for _, kind in self.open if kind}

    def enter_line(self, line: str) -> None:
        """A line with a mark ends what stands under the last mark of its sort; a plain heading ends the plain one."""
        if TITLE_LINE.search(line):
            return
        mark, length = next(
            ((name, found.end()) for name, pattern in MARKS if (found := pattern.match(line))), ("", 0)
        )
        words = line[length:] or line[:length].strip("【】")
        kind = kind_of(words.rstrip(":")) if HEADING_LINE.fullmatch(words) and _is_heading(words) else ""
        if mark == "roman" and kind:
            self.open.clear()
        if mark:
            self._put(mark, kind)
        elif kind or line.endswith(":"):
            self._put(PLAIN, kind)

    def enter_label(self, label: str) -> None:
        """The words before a colon: 任职要求: …"""
        if kind := kind_of(label):
            self._put(PLAIN, kind)

    def _put(self, mark: str, kind: str) -> None:
        marks = [name for name, _ in self.open]
        if mark in marks:
            del self.open[marks.index(mark) :]
        self.open.append((mark, kind))


STATEMENT = re.compile(r"以上|及以下|优先$|学历$|专业$|毕业|不限|证书?$|周岁|经[历验]|[，,]")


def _is_heading(words: str) -> bool:
    return words.endswith(":") or not STATEMENT.search(words)
