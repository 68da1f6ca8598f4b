"""Outcomes for eyes, and every step of them: what it read, what came out, and by which article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TextIO

import polars as pl

from gaodi.rules.book import Book
from gaodi.rules.commands.exact import condition, doubts, exact, key_facts, outcome_lines
from gaodi.rules.commands.eyes import console, print_lines, print_table, print_wide
from gaodi.rules.kinds import say
from gaodi.rules.outcomes import Answer, Outcome, Read, explained
from gaodi.rules.parameters import Citation
from gaodi.rules.plans import Plan

FEW = 50  # rows that are shown to eyes
FEW_ACCOUNTS = 10  # outcomes that are shown with every step
STATE_WORDS = {"unknown": "无法判断", "not_applicable": "不适用"}

# ------------------------------------------------------------------ for programs


def lines(book: Book, plan: Plan, frame: pl.DataFrame) -> Iterator[str]:
    """The outcomes as ``outcome_lines`` writes them, each with its steps."""
    told = explained(book, plan, frame)
    for line, outcome in zip(outcome_lines(plan, frame), told, strict=True):
        yield f'{line.removesuffix("}")}, "steps": {exact([_step(step) for step in outcome.steps])}}}'


def _step(step: Answer) -> dict[str, Any]:
    return {
        "name": step.name,
        "label": step.label,
        "value": step.value,
        "unit": step.unit,
        "state": step.state,
        "said": step.said,
        "reads": [_read(read) for read in step.reads],
        "citations": [citation_json(citation) for citation in step.citations],
        "missing": step.missing,
        "reason": step.reason,
    }


def _read(read: Read) -> dict[str, Any]:
    cited = citation_json(read.citation) if read.citation else {}
    kept = {name: cited[name] for name in ("document", "article", "confidence") if cited}
    return {"name": read.name, "label": read.label, "value": read.value, "said": read.said, **kept}


def citation_json(citation: Citation) -> dict[str, str]:
    names = ("document", "article", "confidence", "note", "text")
    return {name: getattr(citation, name) for name in names}


# ------------------------------------------------------------------ for eyes


def print_outcomes(book: Book, plan: Plan, frame: pl.DataFrame, file: TextIO, *, explain: bool) -> None:
    """The outs of the first rows, or all their steps; then what rests on articles not yet checked."""
    screen = console(file)
    most = FEW_ACCOUNTS if explain else FEW
    told = explained(book, plan, frame.head(most))
    print_lines([f"{book.about.title}：{plan.formula.label}（{book.name}，{book.version}）"], screen)
    if explain:
        for outcome in told:
            heads = ["步骤", "结果", "由来", "依据"]
            print_table(heads, map(_account, outcome.steps), title=_key(plan, outcome), screen=screen)
    else:
        outs = [plan.step(name) for name in plan.formula.outs]
        keys = [fact.label for fact in key_facts(plan)]
        heads = [*keys, *(step.label for step in outs), "缺什么、为什么"]
        numbers = {place for place, step in enumerate(outs, len(keys)) if step.kind.places is not None}
        print_wide(heads, [_row(plan, outcome) for outcome in told], numbers=numbers, screen=screen)
    if frame.height > most:
        print_lines([f"还有{frame.height - most:,}行，用 --format csv 看全部。"], screen)
    print_lines(doubts(plan, frame), screen)


def _key(plan: Plan, outcome: Outcome) -> str:
    return "　".join(_keys(plan, outcome)) or f"第{outcome.row}行"


def _keys(plan: Plan, outcome: Outcome) -> list[str]:
    return [say(f.kind, outcome.key[f.name], f.unit, dict(f.words)) for f in key_facts(plan)]


def _row(plan: Plan, outcome: Outcome) -> Sequence[str]:
    return [*_keys(plan, outcome), *map(_said, outcome.answers), _why(plan, outcome)]


def _said(answer: Answer) -> str:
    return answer.said or STATE_WORDS.get(answer.state, "")


def _why(plan: Plan, outcome: Outcome) -> str:
    parts = [f"缺：{'、'.join(outcome.missing)}"] if outcome.missing else []
    parts += [f"不适用：{why}" for why in outcome.inapplicable]
    for word, answers, attribute in (
        ("", outcome.refused, "refuses"),
        ("提示：", outcome.advised, "advises"),
    ):
        for answer in answers:
            found = condition(plan, plan.step(answer.name), outcome.on, attribute)
            cited = f"（{found['article']}）" if found["article"] else ""
            parts.append(f"{word}{found['reason']}{cited}")
    return "；".join(parts)


def _account(step: Answer) -> Sequence[str]:
    reads = "；".join(f"{read.label} {read.said or '不知道'}" for read in step.reads)
    articles = "；".join(dict.fromkeys(map(str, step.citations)))
    return [step.label, _result(step), reads, articles]


def _result(step: Answer) -> str:
    if step.state == "unknown":
        return f"{STATE_WORDS['unknown']}：缺 {'、'.join(step.missing)}"
    if step.state == "not_applicable":
        return f"{STATE_WORDS['not_applicable']}{f'：{step.reason}' if step.reason else ''}"
    return f"{step.said}：{step.reason}" if step.reason else step.said
