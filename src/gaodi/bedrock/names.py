"""Names as people look for them: one plain form of a name, its pinyin and its initials."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

HAN = re.compile("[\u4e00-\u9fff]+")  # such names are plain as they are
LONGEST_INITIALS = 30  # letters of a search beyond these say nothing more


def plain_name(text: str) -> str:
    """A name for comparing: NFKC, small letters, no white space, nothing invisible."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in plain if not c.isspace() and unicodedata.category(c) not in {"Cf", "Cc"})


@cache
def _sound(character: str) -> str:
    from pypinyin import Style, lazy_pinyin  # slow: 0.1 s and a dictionary of 400,000 words

    return "".join(lazy_pinyin(character, style=Style.NORMAL, errors="ignore")) or character


def pinyin(text: str) -> str:
    """区教育局 → qujiaoyuju; other characters stay. By character, which is quick and good enough for searching."""
    return "".join(_sound(c) for c in plain_name(text))


def initials(text: str) -> str:
    """区教育局 → qjyj."""
    return "".join(_sound(c)[:1] for c in plain_name(text))


@lru_cache(maxsize=50_000)
def sounds(name: str) -> tuple[str, str]:
    """Pinyin and initials of a name, as registers keep them in columns of their own."""
    heard = [_sound(c) for c in (name if HAN.fullmatch(name) else plain_name(name))]
    return "".join(heard), "".join(each[:1] for each in heard)


def searchable(*names: str) -> str:
    """All forms of some names, one after the other, as ``search`` columns keep them."""
    forms = [form for name in names if name for form in (plain_name(name), pinyin(name), initials(name))]
    return " ".join(dict.fromkeys(forms))


def initials_pattern(letters: str) -> str:
    """A pattern that finds letters in their order inside one word of a ``search`` column: jyj in qjytyj.

    Between two letters only others may stand, so that there is one way to match and no time is lost on the rest.
    """
    first, *others = (re.escape(letter) for letter in letters[:LONGEST_INITIALS])
    return first + "".join(f"(?:(?!{letter})[a-z])*{letter}" for letter in others)
