"""The words of our pages: lights, dates, figures, quotes, fields and the other components, as template tags.

Built in by the settings: no template has to load them. The gallery page shows each with its arguments.
"""

from __future__ import annotations

import re
import zlib
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from gaodi.ground.lights import LIGHT
from gaodi.ground.queries.paging import Capped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.forms import BoundField

register = template.Library()

UNKNOWN = "未填"  # not known is a word of its own: never 0, never an empty cell
# A date in running text; the first branch steps over tags, whose attributes may speak of dates too.
DATE_IN_TEXT = re.compile(r"<[^>]*>|(\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日)")
MARK_CLASSES = {"taken": "taken", "doubt": "doubt"}


# --- marks -----------------------------------------------------------------------------------------------
@register.simple_tag
def light(key: str) -> SafeString:
    """The light of a task: word, shape and colour. An unknown key is a fault of ours and raises."""
    lit = LIGHT[key]
    return format_html(
        '<span class="light light-{}"><svg viewBox="0 0 16 16" aria-hidden="true">{}</svg>{}</span>',
        lit.key,
        mark_safe(lit.shape),  # noqa: S308  a constant of ours
        lit.word,
    )


@register.simple_tag
def tag(kind: str, word: str) -> SafeString:
    """A mark that is no light: ``plain`` for a fact, ``doubt`` for what somebody has to look at."""
    if kind not in {"plain", "doubt"}:
        raise ValueError(f"no such tag: {kind}")
    return format_html('<span class="tag{}">{}</span>', " doubt" if kind == "doubt" else "", word)


@register.inclusion_tag("components/verdict.html")
def verdict(met: bool, word: str) -> dict[str, object]:  # noqa: FBT001  a template tag takes its arguments by place
    """Met or not met: a tick or a cross with its word."""
    return {"met": met, "word": word}


@register.inclusion_tag("components/meter.html")
def meter(done: int, total: int) -> dict[str, object]:
    """So many of so many, and a bar that repeats it for the eye."""
    return {"done": done, "total": total, "share": round(100 * done / total) if total else 0}


# --- dates and figures -----------------------------------------------------------------------------------
@register.filter
def day(value: date | None) -> str:
    """``2023年10月20日``, on one line; nothing for no date, so that ``default`` can say what that means."""
    return _time(value, "{0.year}年{0.month}月{0.day}日")


@register.filter
def short_day(value: date | None) -> str:
    """``10月20日``, where the year is plain."""
    return _time(value, "{0.month}月{0.day}日")


@register.filter
def moment(value: datetime | None) -> str:
    """``2023年10月20日 9:00``, in the local time of the office."""
    return _time(value, "{0.year}年{0.month}月{0.day}日 {0.hour}:{0.minute:02}")


def _time(value: date | None, pattern: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), pattern.format(value))


@register.filter(is_safe=True)
def dates(text: object) -> SafeString:
    """Running text in which no date is broken over two lines."""
    return mark_safe(  # noqa: S308  escaped first, then only our own span is added
        DATE_IN_TEXT.sub(
            lambda hit: f'<span class="keep">{hit[1]}</span>' if hit[1] else hit[0],
            conditional_escape(str(text)),
        )
    )


@register.filter
def figure(value: float | Decimal | None, unit: str = "") -> str:
    """A number with thousands and its unit on one line; 元 has two places, else needless zeros go."""
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, Capped):
        return format_html('<span class="figure">{}{}</span>', f"{value:,}", unit)
    number = Decimal(str(value))
    shown = f"{number:,.2f}" if unit == "元" else f"{number:,f}"
    if unit != "元" and "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return format_html('<span class="figure">{}{}</span>', shown, unit)


# --- the paper's words -----------------------------------------------------------------------------------
@register.simple_tag
def quote(text: str, marks: Iterable[Sequence[Any]] = (), element: str = "blockquote") -> SafeString:
    """What the paper says, in 仿宋, with what was read out of it underlined and what is doubtful dashed.

    ``marks`` are (start, end, kind) by characters, kind ``taken`` or ``doubt``, in any order and overlapping:
    where both fall on the same characters doubt is shown. ``element`` is span inside a table cell.
    """
    if element not in {"blockquote", "p", "span", "div"}:
        raise ValueError(f"no quote in <{element}>")
    cuts, spans = {0, len(text)}, []
    for start, end, kind in marks:
        first, last = max(0, start), min(len(text), end)
        if first < last:
            cuts |= {first, last}
            spans.append((first, last, MARK_CLASSES[kind]))
    edges = sorted(cuts)
    pieces = []
    for first, last in pairwise(edges):
        words = dates(escape(text[first:last])).replace("\n", "<br>")
        kinds = {kind for start, end, kind in spans if start <= first and last <= end}
        shown = "doubt" if "doubt" in kinds else "taken" if kinds else ""
        pieces.append(f'<mark class="{shown}">{words}</mark>' if shown else words)
    return mark_safe(f'<{element} class="quote">{"".join(pieces)}</{element}>')  # noqa: S308  pieces are escaped


# --- forms -----------------------------------------------------------------------------------------------
@register.simple_tag
def field(bound: BoundField, unit: str = "", last: str = "", doubt: str = "") -> SafeString:
    """A form field: label, control with its unit after it, error, doubt about it, hint, last verified value."""
    more = [f"{bound.auto_id}_{name}" for name, said in (("doubt", doubt), ("last", last)) if said]
    described = " ".join([bound.aria_describedby or "", *more]).strip()
    control = bound.as_widget(attrs={"aria-describedby": described} if more else {})
    context = {"field": bound, "control": control, "unit": unit, "last": last, "doubt": doubt}
    return SafeString(render_to_string("components/field.html", context))


@register.inclusion_tag("components/filter_field.html")
def filter_field(bound: BoundField, *, grow: bool = False) -> dict[str, object]:
    """A field in the head of a list; ``grow`` for the one that takes the room left over."""
    return {"field": bound, "grow": grow}


@register.inclusion_tag("components/error_summary.html")
def error_summary(
    *forms: BaseForm | Iterable[BaseForm], act: str = "报送", kept: bool = True
) -> dict[str, object]:
    """What has to be mended before ``act``, in one form or several: each line a link to its field.

    A line is the first sentence of the error: the whole of it, with what to do, stands under the field.
    ``kept=False`` where what was typed is not shown again, as in passwords.
    """
    lines: list[tuple[str, str]] = []
    for form in (each for given in forms for each in ([given] if isinstance(given, BaseForm) else given)):
        lines += [("", str(error)) for error in form.non_field_errors()]
        for bound in form:
            target = bound.id_for_label or bound.auto_id
            lines += [(target, f"{bound.label}：{str(error).split('。')[0]}") for error in bound.errors]
    return {"lines": lines, "act": act, "kept": kept}


# --- parts of a page -------------------------------------------------------------------------------------
@register.simple_block_tag(end_name="endpanel")
def panel(content: str, title: str, note: object = "", *, flush: bool = False) -> SafeString:
    """A block with its heading; ``note`` stands at its right; ``flush`` lets a table touch the edges."""
    context = {
        "content": content,
        "title": title,
        "note": note,
        "flush": flush,
        "id": f"h-{zlib.crc32(title.encode()):x}",  # the same on each load, so that swapped parts stay equal
    }
    return SafeString(render_to_string("components/panel.html", context))


@register.simple_block_tag(end_name="endnext_step")
def next_step(content: str, what: str, why: str = "") -> SafeString:
    """The bar that says whose turn it is: act and date in ``what``, reason in ``why``, button inside."""
    context = {"content": content, "what": what, "why": why}
    return SafeString(render_to_string("components/next_step.html", context))


@register.simple_block_tag(end_name="endempty")
def empty(content: str, title: str) -> SafeString:
    """A place that holds nothing yet: what it will hold, the steps, one button."""
    return SafeString(render_to_string("components/empty.html", {"content": content, "title": title}))


@register.inclusion_tag("components/pager.html")
def pager(previous: str = "", following: str = "", note: str = "") -> dict[str, object]:
    """Previous and next page by their addresses; at either end a word stands in place of the button."""
    return {"previous": previous, "following": following, "note": note}


@register.inclusion_tag("components/timeline.html")
def timeline(events: Iterable[object]) -> dict[str, object]:
    """What happened, newest first: events with ``on``, ``what`` and ``says``."""
    return {"events": events}
