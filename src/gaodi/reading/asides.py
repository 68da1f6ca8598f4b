"""What stands among bodies and names nobody: when it is due, who leads in all lists, what is left out from here on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gaodi.reading.deadlines import find_deadlines
from gaodi.reading.names import TRIM, top_level
from gaodi.reading.passages import Passage
from gaodi.reading.rows import Span
from gaodi.reading.time_phrases import is_time_phrase

FIRST_LEADS = re.compile(
    r"(?:第一(?:位|名|个|家|顺位|责任单位|责任部门|单位|部门|者|的)|首位|首个|最前|前列|列前|首家)[^，；。]{0,12}牵头"
    r"|(?:列|排)(?:名)?(?:在)?(?:首|前)[^，；。]{0,10}牵头|牵头[^，；。]{0,8}(?:列|排)[^，；。]{0,4}(?:第一|首位|首|前)"
)
# Beside that rule, what the others do: 列第一位者为牵头单位，其他有关部门按职责分工负责，下同
OTHERS_DO = re.compile(r"[，,](?:其他|其余|其它|其后)[^，,。；;（()）]*")
SYMBOL_LEADS = re.compile(
    r"[“\"']?([*＊★☆▲△●◆※○◎#])[”\"']?(?:号)?[^，；。、]{0,8}?(?:为|是|表示|代表|系)[^，；。、]{0,6}牵头"
)
LEFT_OUT = r"不再(?:单独|另行|一一|逐一|重复|逐项)*(?:列出|列示|列入|标注|注明|说明|赘述|做?分工)"
ASIDE = re.compile(
    rf"(?:以?下同|下略|排名不分先后|不分先后|下不再列|以下简称.*|(?:以下|下文)?{LEFT_OUT}(?:，?下同)?)[。]?"
)
# 以下各项工作均需各县区人民政府落实，不再列出: said once for all items, and of this one it names nobody new
FOR_ALL = re.compile(
    r"(?:以下|下列|下述|上述|具体|各项|其他|其余)(?:各?[项条]|政策|措施|任务|工作|事项|条款|内容)*(?:均|都|皆)[^。；;]*(?:[。；;]|$)"
)
FILLER = re.compile(
    r"(?:全面|全部|持续推进|长期坚持|常态化|长期|推进|基本|力争|确保|争取|以?前|之?内|底|完成|达到|见效|到位|并|且|于|在|须|应|需|要|[\s，。、；：（）()])+"
)
DATED_LINE = re.compile(r"\n\s*([\d二每长持常即][^\n]{1,20})(?=\n|$)")
DUE_HINT = re.compile(r"[\d一二三四五六七八九十两〇０-９年月日季]|长期|持续|常态|即日|期间|上半|下半")
# 6月底前出台相关政策, 年内形成草案: what is done by then is no name, whatever word it ends with
BY_THEN = re.compile(
    r"(?=[\d今明当本年])(?:(?:20)?\d\d年|今年|明年|当年|本年|年)?(?:\d{1,2}月|[上下]半年|第?[一二三四1-4]季度)?(?:\d{1,2}日)?"
    r"(?:底|末|中|初|[上中下]旬)?(?:之?前|以前|之?内|以内)(?!.*(?:牵头|负责|配合|会同|由)).+"
)
# where the time begins that stands straight behind a name
TIME_BEGINS = re.compile(r"(?<!\d)(?:20\d\d年|\d{1,2}月|今年|年[底内末]|每[年月季半]|长期|持续)")
SINCE = re.compile(r"^(?:此后|以后|之后|其后|今后|后续|其中|原则上)")
LONGEST_TIME = 40


def without_rules(passage: Passage) -> tuple[Passage, list[Passage]]:
    """The passage without the words that hold for all lists, and those of them that say that the first body leads."""
    cuts = [Span(*match.span()) for match in FOR_ALL.finditer(passage.text)]
    rules = list(rule_spans(passage.text)) if "牵头" in passage.text else []
    cuts += [rule for rule in rules if not any(cut.start <= rule.start < cut.end for cut in cuts)]
    said = [passage.cut(rule.start, rule.end) for rule in rules]
    return passage.without(sorted(cuts, key=lambda cut: cut.start)), said


def rule_spans(text: str) -> Iterator[Span]:
    """Where it is said that the first body leads: the clause, with the bracket around it."""
    at = 0
    while match := FIRST_LEADS.search(text, at):
        start = max(text.rfind(sign, at, match.start()) for sign in "，,。；;（(、 \n\u3000") + 1
        start = max(start, at)
        signs = [place for sign in "，,。；;）)" if (place := text.find(sign, match.end())) >= 0]
        end = min(signs, default=len(text))
        if others := OTHERS_DO.match(text, end):
            end = others.end()
        if text[start - 1 : start] in {"（", "("} and (closing := closes(text, end)):
            start, end = start - 1, closing
        yield Span(start, end)
        at = end


def closes(text: str, place: int) -> int:
    """The end of the bracket that holds nothing more than 下同 from a place on; 0 where it holds more."""
    match = re.compile(r"(?:[，,；;。](?:以?下同|下略)?)*[）)]").match(text, place)
    return match.end() if match else 0


def clauses(passage: Passage, year: int | None) -> Iterator[tuple[Passage, bool]]:
    """The text between the signs that part clauses, each with whether it says when.

    Times that follow each other are one clause: of 2026年3月启动，10月完成 only the end is due.
    """
    held: Span | None = None
    start = 0
    for end in [*top_level(passage.text, "，,；;。"), len(passage)]:
        when = says_when(passage.cut(start, end), year)
        if held is not None and (not when or passage.text[start - 1 : start] not in "，,"):
            yield passage.cut(held.start, held.end), True
            held = None
        if when:
            held = Span(held.start if held else start, end)
        else:
            yield from dated_lines(passage.cut(start, end), year)
        start = end + 1
    if held is not None:
        yield passage.cut(held.start, held.end), True


def dated_lines(clause: Passage, year: int | None) -> Iterator[tuple[Passage, bool]]:
    """A clause in one piece, but a line of it that says when and nothing else is a clause of its own."""
    start = 0
    for match in DATED_LINE.finditer(clause.text):
        line = clause.cut(match.start(1), match.end(1))
        if says_when(line, year):
            yield clause.cut(start, match.start()), False
            yield line, True
            start = match.end()
    yield clause.cut(start), False


def says_when(clause: Passage, year: int | None) -> bool:
    """Whether a clause says when and names nobody, even where no day can be told from it (立行立改)."""
    if not clause.text.strip(TRIM + " \n\t"):
        return False
    if DUE_HINT.search(clause.text) and is_deadline(clause, year):
        return True
    text = SINCE.sub("", clause.unbroken().strip(TRIM).text)
    return is_time_phrase(text) or bool(BY_THEN.fullmatch(text))


def is_deadline(clause: Passage, year: int | None) -> bool:
    """Whether a clause is a deadline that can be read, and nothing else."""
    text = clause.unbroken().text
    found = find_deadlines(text, year=year, cell=True) if len(text) <= LONGEST_TIME else []
    if not found:
        return False
    rest = "".join(
        char for n, char in enumerate(text) if not any(d.span.start <= n < d.span.end for d in found)
    )
    return len(FILLER.sub("", rest)) <= 1


def time_at_end(name: str) -> int | None:
    """Where the time begins that stands behind a name without a sign: 县财政局2026年6月底前."""
    return next(
        (m.start() for m in TIME_BEGINS.finditer(name) if m.start() and is_time_phrase(name[m.start() :])),
        None,
    )


def is_aside(clause: Passage) -> bool:
    """Whether a clause names nobody: 下同, 以下不再列出, a sign that is said to mark the leads."""
    text = clause.text.strip(TRIM + " \n\t")
    return not text or bool(ASIDE.fullmatch(text) or SYMBOL_LEADS.search(text))
