"""``gaodi rule list`` and ``show``: the books, and of one all that it says, each number with its article."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from gaodi.bedrock.periods import say_day
from gaodi.rules import book as books
from gaodi.rules.book import Book
from gaodi.rules.commands.exact import exact, write_document
from gaodi.rules.commands.eyes import print_lines, print_table
from gaodi.rules.commands.refusals import DONE, say
from gaodi.rules.formulas import Fact, Formula
from gaodi.rules.kinds import say as said_of
from gaodi.rules.parameters import CONFIDENCE, END, Parameter, Value
from gaodi.rules.strict_yaml import Unreadable

NOT_FOUND = "未查到"
OPEN_QUESTIONS = re.compile(r"^## 存疑\n+(.+?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)

# ------------------------------------------------------------------ list


def print_list(args: Namespace) -> int:
    """All books; one that cannot be read is said, and the others are listed all the same."""
    found, code = [], DONE
    for name in books.names():
        try:
            found.append(_listed(books.load(name)))
        except Unreadable as refusal:
            code = say(str(refusal))
    if args.format == "json":
        write_document(sys.stdout, {}, books=map(exact, found))
    else:
        heads = ["代号和公式", "名称", "状态", "主管", "任务", "核对", "数"]
        print_table(heads, map(_list_row, found), whole={0})
    return code


def _listed(book: Book) -> dict[str, Any]:
    about = book.about
    return {
        "name": book.name,
        "title": about.title,
        "status": about.status,
        "owner": about.owner,
        "tasks": about.tasks,
        "checked": about.checked,
        "formulas": [formula.name for formula in book.formulas],
        "text_rule": book.text_rule is not None,
        "numbers": _by_confidence(book.sources.parameters),
        "clauses": _by_confidence(book.sources.clauses),
    }


def _by_confidence(sources: Iterable[Parameter]) -> dict[str, int]:
    """How many dated values are copied, remembered or our own; and how many sources have none."""
    found = Counter(value.citation.confidence for source in sources for value in source.values)
    empty = sum(not source.values for source in sources)
    return {**{name: found[name] for name in CONFIDENCE}, "not_found": empty}


def _list_row(row: Mapping[str, Any]) -> list[str]:
    others = [name for name in row["formulas"] if name != row["name"]]
    names = "\n".join([row["name"], *(f"  .{name}" for name in others)])
    status = row["status"].partition("——")[0]
    words = (*CONFIDENCE.values(), NOT_FOUND)
    counts = zip(words, row["numbers"].values(), strict=True)
    numbers = "\n".join(f"{word} {count}" for word, count in counts if count)
    return [names, row["title"], status, row["owner"], "、".join(row["tasks"]), row["checked"], numbers]


# ------------------------------------------------------------------ show


def print_book(args: Namespace) -> int:
    """One book: what it says, what it asks for, what comes out, and every number and wording with its article."""
    name, _, wanted = args.book.partition(".")
    book = books.load(name)
    formulas = [book.formula(wanted)] if wanted else list(book.formulas)
    shown = _shown(book, formulas, args.on)
    if args.format == "json":
        print(exact(shown))
    else:
        _print_shown(shown)
    return DONE


def _shown(book: Book, formulas: list[Formula], on: date | None) -> dict[str, Any]:
    about = book.about
    sources = _read_by(book, formulas) if len(formulas) < len(book.formulas) else set(book.sources)
    return {
        "book": book.name,
        "version": book.version,
        "title": about.title,
        "summary": about.summary,
        "owner": about.owner,
        "source": about.source,
        "status": about.status,
        "checked": about.checked,
        "tasks": about.tasks,
        "open_questions": open_questions(about.text),
        **({"on": on} if on else {}),
        **({"facts": _text_facts(book)} if book.text_rule else {}),
        "formulas": [_formula(book, formula) for formula in formulas],
        "parameters": [_source(each, on) for each in book.sources.parameters if each.name in sources],
        "clauses": [_source(each, on) for each in book.sources.clauses if each.name in sources],
    }


def open_questions(text: str) -> list[str]:
    """The points under 存疑 in a README."""
    found = OPEN_QUESTIONS.search(text)
    points = re.split(r"^- ", found[1], flags=re.MULTILINE) if found else []
    return [point.replace("\n", "").strip() for point in points if point.strip()]


def _read_by(book: Book, formulas: list[Formula]) -> set[str]:
    plans = [book.plan(formula.name) for formula in formulas]
    return {name for plan in plans for step in plan.all_steps for name in plan.direct_sources(step)}


def _text_facts(book: Book) -> list[dict[str, str]]:
    assert book.text_rule is not None
    return [{"name": name, "label": label} for name, label in book.text_rule.FACTS]


def _formula(book: Book, formula: Formula) -> dict[str, Any]:
    plan = book.plan(formula.name)
    return {
        "name": formula.name,
        "label": formula.label,
        "dated_by": formula.dated_by or None,
        "key": formula.per or formula.key,
        "facts": [_fact(fact) for fact in formula.facts],
        "outs": [
            {
                "name": step.name,
                "label": step.label,
                "kind": step.kind.name,
                "unit": step.unit,
                "words": dict(step.words),
            }
            for step in map(plan.step, formula.outs)
        ],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "name": fact.name,
        "label": fact.label,
        "kind": fact.kind.name,
        "unit": fact.unit,
        "words": dict(fact.words),
        "optional": fact.optional,
    }


def _source(source: Parameter, on: date | None) -> dict[str, Any]:
    values = [value for value in source.values if on is None or value.holds(on)]
    kind = {"kind": source.kind.name, "unit": source.unit} if source.kind else {}
    return {
        "name": source.name,
        "label": source.label,
        "rule": source.rule,
        **kind,
        "values": [_value(value, source) for value in values],
    }


def _value(value: Value, source: Parameter) -> dict[str, Any]:
    cited = value.citation
    return {
        "since": value.since,
        "until": None if value.until == END else value.until,
        **({"value": value.value} if source.kind else {}),
        "document": cited.document,
        "article": cited.article,
        "confidence": cited.confidence,
        "note": cited.note,
        "text": cited.text,
        "said": said_value(value, source),
    }


def said_value(value: Value, source: Parameter) -> str:
    """A value for people: 30.00%, 100,000.00 元/月, or the words of a clause."""
    if source.kind is None:
        return value.citation.text or source.label
    if isinstance(value.value, tuple):
        return "、".join(source.words.get(code, code) for code in value.value)
    return said_of(source.kind, value.value, source.unit, dict(source.words))


def _print_shown(shown: Mapping[str, Any]) -> None:
    head = [f"{shown['title']}（{shown['book']}，{shown['version']}）", shown["summary"]]
    head += [f"{word}：{shown[name]}" for name, word in _HEAD.items()]
    print_lines([*head, *(f"存疑：{point}" for point in shown["open_questions"])])
    if "facts" in shown:
        print_table(["事实", "名称"], [[each["name"], each["label"]] for each in shown["facts"]])
    for formula in shown["formulas"]:
        print_table(
            ["", "列名", "名称", "内容"],
            [["要", *_column(each)] for each in formula["facts"]]
            + [["出", *_column(each)] for each in formula["outs"]],
            title=f"{formula['label']}（{formula['name']}）",
        )
    heads = ["代号", "名称", "期间", "值", "依据", "把握"]
    for name, title in (("parameters", "数"), ("clauses", "条文")):
        print_table(heads, _source_rows(shown[name]), title=title)


_HEAD = {"owner": "主管", "source": "来源", "status": "状态", "checked": "核对"}
_KINDS = {
    "text": "文字",
    "code": "代码",
    "state": "状态",
    "truth": "是、否",
    "date": "日期",
    "period": "年、季或月",
    "year": "年份",
    "count": "整数",
    "money": "金额",
    "quantity": "数",
    "ratio": "比例",
}


def _column(column: Mapping[str, Any]) -> list[str]:
    words = "、".join(f"{code}（{word}）" for code, word in column["words"].items())
    unit = f"（{column['unit']}）" if column["unit"] else ""
    optional = "，可没有这一列" if column.get("optional") else ""
    return [column["name"], column["label"], f"{words or _KINDS[column['kind']]}{unit}{optional}"]


def _source_rows(sources: Iterable[Mapping[str, Any]]) -> Iterator[list[str]]:
    for source in sources:
        if not source["values"]:
            yield [source["name"], source["label"], "", NOT_FOUND, "", ""]
        for value in source["values"]:
            until = f"至{say_day(value['until'])}" if value["until"] else "起"
            sure = CONFIDENCE[value["confidence"]] + (f"：{value['note']}" if value["note"] else "")
            cited = f"{value['document']}{value['article']}"
            period = f"{say_day(value['since'])}{until}"
            yield [source["name"], source["label"], period, value["said"], cited, sure]
