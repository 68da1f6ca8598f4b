"""时限 — when a task is due: days, periods, recurrences and lengths of time, out of a sentence or out of a cell.

The text is read by one rule after another, the longest forms first (``reading.moments``).
"""

from __future__ import annotations

import re

from gaodi.bedrock.text import fold, read_number
from gaodi.reading import dates, mentions
from gaodi.reading import time_phrases as phrases
from gaodi.reading.dates import YEAR, Point, read_point, read_start
from gaodi.reading.moments import NOT_THIS, Moment, Read, Reader
from gaodi.reading.rows import Deadline, Span

# 附件12025年任务清单: the number of the attachment is no part of the year
ATTACHED = re.compile(r"^#*附[件表]\d{0,2}(?=20\d\d年|\D|$)[:：.、]?")
UNIT_LETTERS = {
    "年": "y",
    "月": "m",
    "周": "w",
    "天": "d",
    "日": "d",
    "学期": "term",
    "工作日": "wd",
    "小时": "h",
}
RECURRENCES = {
    "year": "annual",
    "half": "every:6m",
    "quarter": "every:3m",
    "month": "every:1m",
    "ten": "every:10d",
    "week": "every:1w",
    "day": "every:1d",
    "two_months": "every:2m",
    "two_weeks": "every:2w",
    "two_years": "every:2y",
    "half_month": "every:15d",
}


def find_deadlines(text: str, *, year: int | None, cell: bool) -> list[Deadline]:
    """What a text says about when, in order, each value once.

    ``cell`` is True for a deadline cell or a 完成时限 bracket, where 长期坚持, 2026.12 and 三年内 alone count.
    ``year`` is the year that the list's title states: for days and months without one.
    """
    folded = fold(text)
    found: dict[str, Deadline] = {}
    for moment in find_moments(folded.text, year=year, cell=cell):
        if moment.value and moment.value not in found:
            found[moment.value] = Deadline(moment.value, Span(*folded.origin(moment.start, moment.end)))
    return list(found.values())


def year_of(title: str) -> int | None:
    """The one year that a title states; a range of years states none."""
    text = phrases.TITLE.sub("", ATTACHED.sub("", fold(title).text))
    if re.search(rf"\d{{4}}年?{phrases.TO}\d{{2,4}}年|{YEAR}{phrases.TO}{YEAR}", text):
        return None
    years = {point.year for match in re.finditer(YEAR, text) if (point := read_point(match[0], year=None))}
    return years.pop() if len(years) == 1 else None


def find_moments(text: str, *, year: int | None, cell: bool) -> list[Moment]:
    """All expressions of time in a folded text, in order."""
    reader = Reader(text, year=year, cell=cell)
    letters = frozenset(text)
    for needed, pattern, read in CELL_RULES if cell else RULES:
        if not needed or not needed.isdisjoint(letters):
            reader.apply(pattern, read)
    return sorted(reader.moments, key=lambda moment: moment.start)


def _read_plan(reader: Reader, match: re.Match[str]) -> str | None:
    """The five years of a plan: the fourteenth began in 2021."""
    if not reader.cell and mentions.is_compared(reader, match):
        return None
    first = 2021 + 5 * (int(read_number(match["n"]) or 0) - 4)
    part = match["part"] or ""
    if "末" in part or "收官" in part:
        return f"{first + 4}-12-31"
    return f"{first}-01-01/{first + 4}-12-31" if part or reader.cell else None


def _read_quoted(_reader: Reader, _match: re.Match[str]) -> None:
    return None


def _read_each(reader: Reader, match: re.Match[str]) -> str | None:
    if match[0].startswith("逐年") and not reader.cell:
        return None
    before = reader.before(match)
    if before.endswith("/") or (
        phrases.PER_PERSON.search(before) and phrases.RATE.match(reader.after(match))
    ):
        return None
    if match[0] in {"每日", "每天", "每月"} and phrases.EACH_DAY_OR_MONTH.match(reader.after(match)):
        return None
    groups = match.groupdict()
    if name := next((name for name in RECURRENCES if groups.get(name)), None):
        return RECURRENCES[name]
    return _every(groups["every"] or groups["once"], groups["every_unit"] or groups["once_unit"])


def _every(number: str, unit: str) -> str | None:
    if number == "半":
        return {"年": "every:6m", "月": "every:15d"}.get(unit)
    count = int(read_number(number) or 0)
    if unit.startswith("季"):
        count, unit = count * 3, "月"
    if unit == "学期":
        count, unit = count * 6, "月"
    if (count, unit) == (1, "年"):
        return "annual"
    return f"every:{count}{UNIT_LETTERS[unit]}" if count else None


def _read_within(reader: Reader, match: re.Match[str]) -> str | None:
    number = match["n"] or match["n2"] or match["n3"]
    unit = match["unit"] or match["unit2"] or match["unit3"]
    return NOT_THIS if _measures(reader, match, unit) else _within(number, unit)


def _measures(reader: Reader, match: re.Match[str], unit: str) -> bool:
    """Whether a length of time is a figure of the task, not the time given for it."""
    before, after = phrases.SHARED.sub("", reader.before(match)), reader.after(match)
    if phrases.LABELLED_FROM.search(before):
        return False
    if (
        phrases.LASTING.search(before)
        or mentions.is_former(reader, match)
        or (unit in "年月" and phrases.SINCE.search(before))
    ):
        return True
    return (
        unit not in "年月"
        and phrases.SERVED.match(after) is not None
        and not phrases.COUNTED_FROM.search(before)
    )


def _within(number: str, unit: str) -> str | None:
    if number == "半":
        return "within:6m" if unit == "年" else NOT_THIS
    count = read_number(number)
    return f"within:{count}{UNIT_LETTERS[unit.removeprefix('个')]}" if count else NOT_THIS


def _read_cell_within(_reader: Reader, match: re.Match[str]) -> str | None:
    return _within(match["n"], match["unit"])


def _read_start(reader: Reader, match: re.Match[str]) -> str | None:
    if not reader.cell and mentions.describes(reader, match):
        return None
    point = read_start(match["from"], year=reader.year_before(match.start()))
    if point and not point.month and (match["term"] or "").startswith("秋"):
        point = Point(point.year, 9, 1)
    return f"from:{point.say()}" if point else None


def _read_period(reader: Reader, match: re.Match[str]) -> str | None:
    if not reader.cell and mentions.describes(reader, match):
        return None
    if match["m1"]:
        first_text, last_text = f"{match['year'] or ''}{match['m1']}月", f"{match['year'] or ''}{match['m2']}"
    elif match["q1"]:
        year = match["its_year"] or ""
        first_text, last_text = f"{year}{match['q1']}季度", year + match["q2"]
    else:
        first_text, last_text = match["first"], match["last"]
    return _period(reader, match.start(), first_text, last_text)


def _period(reader: Reader, start: int, first_text: str, last_text: str) -> str | None:
    """From the first day of the one to the last day of the other; each lends the other its year."""
    if re.fullmatch(r"\d{4}", first_text):
        first_text += "年"
    first = read_start(first_text, year=reader.year_before(start))
    if first and first.day and re.fullmatch(dates.DAY, last_text):
        last_text = f"{first.month}月{last_text}"
    last = read_point(last_text, year=first.year if first else reader.year)
    if first is None or last is None:
        return None
    if first.year is None and last.year is not None:
        first = first._replace(year=last.year)
    if not reader.cell and mentions.is_past(reader, last):
        return None
    return f"{first.first().say()}/{last.last().say()}"


def _read_series(reader: Reader, match: re.Match[str]) -> str | None:
    """Each of several years, months, quarters or halves."""
    groups = match.groupdict()
    if years := groups.get("years"):
        texts = [f"{year}年" for year in re.findall(r"\d{4}", years)]
    elif quarters := groups.get("quarters"):
        texts = [f"{quarter}季度" for quarter in re.findall(r"[一二三四1-4]", quarters)]
    elif groups.get("halves"):
        texts = ["上半年", "下半年"]
    else:
        texts = [f"{month}月{match['part'] or ''}" for month in re.findall(r"\d+", match["months"])]
    return _each_of(reader, match, [(match["year"] or "") + text for text in texts])


def _each_of(reader: Reader, match: re.Match[str], texts: list[str]) -> str | None:
    """The last is what the rule gives, the others are noted beside it."""
    points = [reader.point(text, match.start()) for text in texts]
    values = [point.say() if point and _counts(reader, match, point) else None for point in points]
    reader.moments += [Moment(*match.span(), value) for value in values[:-1]]
    return values[-1]


def _read_letters(reader: Reader, match: re.Match[str]) -> str | None:
    """Q3 is the third quarter, H1 the first half."""
    year = f"{match['year']}年" if match["year"] else ""
    letter = match["first"][0]
    if match["last"]:
        first, last = _part_of_year(match["first"]), _part_of_year(letter + match["last"][-1])
        return _period(reader, match.start(), year + first, year + last)
    digits = match["first"][1] + re.sub(r"\D", "", match["more"] or "")
    return _each_of(reader, match, [year + _part_of_year(letter + digit) for digit in digits])


def _part_of_year(letter: str) -> str:
    if letter[0] in "Qq":
        return f"{letter[1]}季度"
    return {"1": "上半年", "2": "下半年"}.get(letter[1], "")


def _counts(reader: Reader, match: re.Match[str], point: Point) -> bool:
    return reader.cell or not mentions.is_mentioned(reader, match, point)


def _read_school_year(_reader: Reader, match: re.Match[str]) -> str:
    return f"{match['first']}-09-01/20{match['last'][-2:]}-08-31"


def _read_years(_reader: Reader, match: re.Match[str]) -> str:
    return f"{match['first']}-01-01/{match['last']}-12-31"


def _read_numeric(reader: Reader, match: re.Match[str]) -> str | None:
    point = reader.point(match[0], match.start())
    return (point.last() if match["part"] else point).say() if point else None


def _read_point(reader: Reader, match: re.Match[str]) -> str | None:
    """A day, unless the sentence compares with it, describes a thing by it, or only begins a thing on it."""
    if (
        reader.cell
        and phrases.BEGUN.match(reader.after(match))
        and phrases.POINT.search(reader.text, match.end())
    ):
        return None
    point = reader.point(match[0], match.start())
    return point.say() if point and _counts(reader, match, point) else None


def _read_cell_point(reader: Reader, match: re.Match[str]) -> str | None:
    if match["month"]:
        text = f"{match['month']}月{match['day']}日"
    elif match["whole"]:
        text = "今年"
    else:
        text = f"{match['year']}年" if match["year"] else match["bare"]
    point = reader.point(text, match.start())
    return point.say() if point else None


def _read_ongoing(reader: Reader, _match: re.Match[str]) -> str:
    return NOT_THIS if any(moment.value == "ongoing" for moment in reader.moments) else "ongoing"


def _read_at_once(reader: Reader, match: re.Match[str]) -> str | None:
    """即日起 alone is ongoing; 即日起至6月底 is the end of June."""
    return None if reader.moments else _read_ongoing(reader, match)


def _read_cell_period(reader: Reader, match: re.Match[str]) -> str | None:
    last = match["last"]
    if len(last) < 4:
        last = f"{last.rstrip('月')}月"
    return _period(reader, match.start(), match["first"], last)


# A pattern matches nothing without one of the characters before it; looking for those first is what makes a long list
# quick to read.
Rules = list[tuple[frozenset[str], re.Pattern[str], Read]]
ALWAYS = frozenset[str]()
NAMED_YEARS = (frozenset(")"), phrases.NAMED_YEARS, _read_quoted)
PLAN = (frozenset("五"), phrases.PLAN, _read_plan)
SCHOOL_YEAR = (frozenset("学"), phrases.SCHOOL_YEAR, _read_school_year)
ANYWHERE: Rules = [
    (frozenset("每逐按隔逢次"), phrases.EACH, _read_each),
    (frozenset("内间未今"), phrases.WITHIN, _read_within),
    (frozenset("后起"), phrases.AFTER_EVENT, _read_cell_within),
    (frozenset("./-"), phrases.NUMERIC_DAY, _read_point),
    SCHOOL_YEAR,
    (frozenset("—-~至到"), phrases.PERIOD, _read_period),
    (frozenset("、和及与半"), phrases.SERIES, _read_series),
    (frozenset("起开后"), phrases.START, _read_start),
    (frozenset("年月季前"), phrases.POINT, _read_point),
]
# 每年3月底前 is longer than 3月底前, “五一”前 begins with a quotation: the order matters
RULES: Rules = [
    NAMED_YEARS,
    PLAN,
    (frozenset("QqHh"), phrases.QUARTER_LETTERS, _read_letters),
    (frozenset("前"), phrases.FEAST, _read_point),
    (frozenset("“"), phrases.QUOTED, _read_quoted),
    (frozenset("限间"), phrases.LABELLED_ONGOING, _read_ongoing),
    *ANYWHERE,
]
CELL_RULES: Rules = [
    NAMED_YEARS,
    PLAN,
    (frozenset("QqHh"), phrases.CELL_LETTERS, _read_letters),
    (ALWAYS, phrases.CELL_EACH, _read_each),
    (frozenset("月"), phrases.CELL_MONTHS, _read_series),
    (ALWAYS, phrases.CELL_WITHIN, _read_cell_within),
    (ALWAYS, phrases.CELL_YEARS, _read_years),
    SCHOOL_YEAR,
    (ALWAYS, phrases.CELL_PERIOD, _read_cell_period),
    (ALWAYS, phrases.NUMERIC_POINT, _read_numeric),
    *ANYWHERE,
    (ALWAYS, phrases.CELL_POINT, _read_cell_point),
    (ALWAYS, phrases.ONGOING, _read_ongoing),
    (frozenset("即"), phrases.AT_ONCE, _read_at_once),
]
