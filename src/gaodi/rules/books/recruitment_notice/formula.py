"""招聘公告检查 (R14.1): clauses that limit by school, study abroad or mode of study, and whether the rule binds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from . import effect, issuer, majors, practice
from .favours import favours
from .limits import ABROAD, HAS_DEGREE, MODE, REFUSAL, TIER, Limit, limits
from .lookalikes import LOOKS_LIKE, Excuse, excuse
from .sentences import Piece, read
from .shapes import Book, Citation, Clause, Facts, Judged
from .wording import compiled

FACTS: tuple[tuple[str, str], ...] = (
    ("text", "全文"),
    ("issuer", "发布单位"),
    ("issuer_kind", "单位性质"),
    ("on", "发布日期"),
    ("on_establishment", "是否在编"),
)
LAWFUL = "lawful"
CITED = {"majors": "catalogue_named", "catalogue": "catalogue_named", "practice": "practice_share"}


@dataclass(frozen=True, slots=True)
class Look:
    """A clause of the notice with what was seen in it."""

    piece: Piece
    kind: str
    why: str
    confidence: str
    flagged: bool
    source: str = ""  # the wording it follows, where the kind does not tell


def judge(facts: Facts, book: Book) -> Judged:
    """Every clause that limits or only seems to, and what that is worth for this issuer on this day."""
    text = str(facts.get("text") or "")
    notice = issuer.describe(facts, text)
    pieces = read(text)
    looks = [*_looks(pieces), *_of_institutions(pieces, notice, book), *_favours(pieces)]
    article = _article(notice, book)
    clauses = tuple(
        _clause(text, look, _say([book.cite(look.source, None)]) if look.source else article[look.kind])
        for look in _in_order(looks)
    )
    weighed = effect.weigh(clauses, notice, book)
    names = dict.fromkeys([*weighed.cited, *(CITED[each.kind] for each in clauses if each.kind in CITED)])
    cited = (book.cite(name, notice.latest or date.max) or book.cite(name, None) for name in names)
    return Judged(
        clauses,
        weighed.code,
        weighed.why,
        weighed.missing,
        tuple(citation for citation in cited if citation),
        notice.readings,
    )


# ------------------------------------------------------------------ the words


def _looks(pieces: Sequence[Piece]) -> Iterator[Look]:
    last: Piece | None = None
    for piece in pieces:
        if look := _look(piece):
            yield _with_degree(look, last)
        last = piece


TERSE = compiled(r"[^，,;]{1,4}")


def _with_degree(look: Look, last: Piece | None) -> Look:
    """本科及以上学历，统招: two characters are quoted with the degree they speak of."""
    piece = look.piece
    is_terse = TERSE.fullmatch(piece.text) and not HAS_DEGREE.search(piece.text)
    if last and look.flagged and last.sentence == piece.sentence and is_terse:
        return replace(look, piece=replace(piece, start=last.start))
    return look


def _look(piece: Piece) -> Look | None:
    """The first limit that nothing excuses; else the excuse; else a remark if the words look like a limit."""
    excused: Excuse | None = None
    for limit in limits(piece):
        reason = excuse(piece, limit)
        if reason is None:
            return Look(piece, _kind(limit), limit.why + "。", limit.confidence, flagged=True)
        excused = excused or reason
    if excused:
        return Look(piece, LAWFUL, excused.why + "。", "high", flagged=False)
    if LOOKS_LIKE.search(piece.plain):
        return Look(piece, LAWFUL, "字面相似，未构成报考限制。", "medium", flagged=False)
    return None


def _kind(limit: Limit) -> str:
    if limit.kind != REFUSAL:
        return limit.kind
    about = limit.why.partition("：")[0]
    return TIER if "院校" in about else ABROAD if "国（境）外" in about else MODE


def _favours(pieces: Sequence[Piece]) -> Iterator[Look]:
    for piece, source, why in favours(pieces):
        yield Look(piece, LAWFUL, why, "high", flagged=False, source=source)


# ------------------------------------------------------------------ what institutions owe besides


def _of_institutions(pieces: Sequence[Piece], notice: issuer.Notice, book: Book) -> Iterator[Look]:
    """Catalogues and practical tests: the circular speaks of public institutions alone."""
    if notice.kind not in {"institution", ""}:
        return
    yield from _catalogue(pieces, is_institution=notice.kind == "institution")
    if notice.kind:
        yield from _practice(pieces, notice.latest, book)


def _catalogue(pieces: Sequence[Piece], *, is_institution: bool) -> Iterator[Look]:
    named = majors.catalogues(pieces)
    if named.is_university_only and not majors.lowest_is_research(pieces):
        why = "专业目录只列普通高校的，职业院校和技工院校毕业生的专业无从对照。"
        yield from (Look(piece, "catalogue", why, "medium", flagged=True) for piece in named.places)
    elif named.places:
        yield from (
            Look(piece, LAWFUL, "写明了专业审核所依目录。", "high", flagged=False) for piece in named.places
        )
    elif is_institution:
        why = "要求所学专业，全文未写明依据的专业目录。"
        yield from (Look(piece, "majors", why, "medium", flagged=True) for piece in majors.demands(pieces))


def _practice(pieces: Sequence[Piece], day: date | None, book: Book) -> Iterator[Look]:
    # the words are judged though the day is unknown: by the latest value
    least = book.value("practice_share", day or date.max)
    if not isinstance(least, Decimal) or not practice.is_skill_post(pieces):
        return
    stated = practice.shares(pieces)
    if any(share.share is not None and share.share >= least for share in stated):
        stated = [share for share in stated if share.share is not None and share.share >= least]
    for share in stated:
        yield from _share(share, least)


def _share(share: practice.Share, least: Decimal) -> Iterator[Look]:
    flagged, confidence = True, "high"
    if share.share is None:
        why, confidence = "技能岗位未写明实际操作测试占总成绩的比例，无法判断是否达到一半。", "low"
    elif not share.is_tested:
        why, confidence = "技能岗位的考试未安排实际操作测试。", "medium"
    elif share.share < least:
        why = f"技能岗位的实际操作占{share.share:.0%}，原则上不低于{least:.0%}。"
        flagged = not share.has_reason
        why += "公告说明了理由，请核理由是否成立。" if share.has_reason else ""
    else:
        why, flagged = f"实际操作占{share.share:.0%}，达到{least:.0%}。", False
    kind = "practice" if flagged else LAWFUL
    yield from (Look(piece, kind, why, confidence, flagged) for piece in share.pieces)


# ------------------------------------------------------------------ as it is handed over


def _in_order(looks: Sequence[Look]) -> list[Look]:
    """By place; a clause once, as what it limits by before how it is checked; neighbours with one reason together."""
    chosen: dict[int, Look] = {}
    for look in looks:
        standing = chosen.get(look.piece.start)
        is_telling = (
            (look.flagged, bool(look.source)) > (standing.flagged, bool(standing.source))
            if standing
            else True
        )
        if is_telling:
            chosen[look.piece.start] = look
    joined: list[Look] = []
    for look in sorted(chosen.values(), key=lambda one: one.piece.start):
        if joined and _belong_together(joined[-1], look):
            last = joined.pop()
            joined.append(replace(last, piece=replace(last.piece, end=look.piece.end)))
        else:
            joined.append(look)
    return joined


def _belong_together(first: Look, second: Look) -> bool:
    is_next = first.piece.sentence == second.piece.sentence and second.piece.start - first.piece.end == 1
    return is_next and first.why == second.why and first.flagged and second.flagged


def _article(notice: issuer.Notice, book: Book) -> dict[str, str]:
    """The articles a kind of finding stands on, for this issuer."""
    circular, law = book.cite(effect.NOTICE, None), book.cite(effect.LAW, None)
    of_institution = notice.kind in {"institution", ""}
    both = [circular, law] if of_institution else [law]
    return {
        **dict.fromkeys(effect.LIMITS, _say(both)),
        **{kind: _say([book.cite(name, None)]) for kind, name in CITED.items()},
        LAWFUL: "",
    }


def _say(citations: Sequence[Citation | None]) -> str:
    return "；".join(citation.document + citation.article for citation in citations if citation)


def _clause(text: str, look: Look, article: str) -> Clause:
    piece = look.piece
    quote = text[piece.start : piece.end]
    return Clause(
        quote,
        piece.start,
        piece.end,
        look.flagged,
        look.kind,
        look.why,
        article,
        look.confidence,
    )


__all__ = ["FACTS", "Clause", "Judged", "judge"]
