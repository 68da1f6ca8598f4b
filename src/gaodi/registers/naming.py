"""Cells that name whom a row is about: a person, a firm, a school, a thing with a number of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar

from gaodi.bedrock.identity import WrongNumber, masked, read_id_number, read_uscc
from gaodi.bedrock.text import squash
from gaodi.ground.sealing import keyed_hash, seal
from gaodi.registers.kinds import RETYPE, BadCell, Kind, refuse_ruined, tidy
from gaodi.registers.models.subjects import Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a cell names, before it is found among the subjects. ``own``: the number is the unit's own."""

    kind: str
    key: str
    shown: str
    own: bool = False
    hidden: bool = (
        False  # ``key`` is empty: only what is shown is known (3710…001X), to be found among own rows
    )
    number: str = field(default="", repr=False)  # of a person; leaves this object only sealed

    @property
    def sealed(self) -> bytes | None:
        """The number, sealed; only whoever keeps it asks, for sealing costs more than reading."""
        return seal(self.number) if self.number else None


@dataclass(frozen=True)
class SubjectCell(Kind):
    """A cell that names a subject; gives a ``Named``."""

    kind: str = SubjectKind.ITEM

    def parse(self, given: object) -> Named | None:
        raise NotImplementedError

    @property
    def told_by(self) -> str:
        """The field of a subject that its code is made of."""
        return "shown"

    def made_of(self, told: str) -> str:
        """The code, made of that field."""
        return told

    def code(self, subject: Subject) -> str:
        """The code of whom a cell names, as the register shows it, whatever other registers know of them."""
        return self.made_of(getattr(subject, self.told_by))

    def cell(self, value: Any) -> Any:
        return None if value is None else self.code(value)

    def show(self, value: Any) -> str:
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Person(SubjectCell):
    """A person by ID number: kept sealed, or, with ``kept=False``, only as its hash."""

    word: ClassVar[str] = "身份证号"
    kind: str = SubjectKind.PERSON
    kept: bool = True
    HIDDEN: ClassVar[re.Pattern[str]] = re.compile(r"\d{6}\*{8}\d{3}[\dX]|S[0-9A-F]{10}")
    WHOLE: ClassVar[re.Pattern[str]] = re.compile(r"\d{17}[\dX]", re.ASCII)

    def parse(self, given: object) -> Named | None:
        if isinstance(given, str) and self.WHOLE.fullmatch(given):
            return self._named(given)
        text = self._text(given)
        if not text:
            return None
        if self.HIDDEN.fullmatch(text):
            return Named(self.kind, "", text, hidden=True)
        return self._named(text)

    def _named(self, text: str) -> Named:
        try:
            number = read_id_number(text)
        except WrongNumber as wrong:
            raise BadCell(str(wrong), "请对照证件改正") from None
        key = keyed_hash(number)
        if self.kept:
            return Named(self.kind, key, masked(number), number=number)
        return Named(self.kind, key, self.made_of(key))

    @property
    def told_by(self) -> str:
        return "shown" if self.kept else "key"

    def made_of(self, told: str) -> str:
        """With stars where the number is kept; else made of the hash, so that nobody sees whether others keep it."""
        return told if self.kept else f"S{told[:10].upper()}"

    def _text(self, given: object) -> str:
        if isinstance(given, int | float) and not isinstance(given, bool):
            raise BadCell("身份证号被表格软件当成了数，后几位已丢", RETYPE)
        text = squash(tidy(given)).lstrip("'‘’").upper()
        if re.fullmatch(r"\d(\.\d+)?E\+\d+", text):
            raise BadCell("身份证号被表格软件改成了科学计数，原号已丢", RETYPE)
        return text

    def says(self) -> str:
        return "18位身份证号" if self.kept else "18位身份证号，只留编码，不留号码"


@dataclass(frozen=True)
class Firm(SubjectCell):
    """An organisation by its unified social credit code."""

    word: ClassVar[str] = "统一社会信用代码"
    kind: str = SubjectKind.ENTERPRISE

    def parse(self, given: object) -> Named | None:
        if isinstance(given, float):
            raise BadCell("代码被表格软件改成了科学计数，原码已丢", "把该列设为“文本”，重新输入18位代码")
        text = squash(tidy(given)).upper()
        return _firm(text, self.kind) if text else None

    def says(self) -> str:
        return "18位统一社会信用代码"


@lru_cache(maxsize=50_000)
def _firm(text: str, kind: str) -> Named:
    try:
        code = read_uscc(text)
    except WrongNumber as wrong:
        raise BadCell(str(wrong), "请对照营业执照改正") from None
    return Named(kind, code, code)


@dataclass(frozen=True)
class School(SubjectCell):
    """A school by its ten-digit code (学校标识码)."""

    word: ClassVar[str] = "学校标识码"
    kind: str = SubjectKind.SCHOOL

    def parse(self, given: object) -> Named | None:
        text = squash(tidy(given))
        if not text:
            return None
        if not re.fullmatch(r"\d{10}", text):
            raise BadCell("学校标识码应为10位数字", "请对照学校（机构）代码改正")
        return Named(self.kind, text, text)

    def says(self) -> str:
        return "10位学校标识码"


@dataclass(frozen=True)
class Numbered(SubjectCell):
    """A thing by the number that the reporting unit gives it; with ``shared``, by one that all know it by."""

    word: ClassVar[str] = "编号"
    shared: bool = False
    size: int = 40
    pattern: str = ""
    form: str = ""  # what the pattern asks for: 6位数字

    def parse(self, given: object) -> Named | None:
        refuse_ruined(given)
        number = squash(tidy(given)).upper()
        if not number:
            return None
        if len(number) > self.size:
            raise BadCell(f"编号有{len(number)}位，最多{self.size}位", "请写短一些")
        if self.pattern and not re.fullmatch(self.pattern, number):
            raise BadCell(f"应为{self.form}", "请对照原件改正")
        return Named(self.kind, number, number, own=not self.shared)

    def says(self) -> str:
        return self.form or f"编号，最多{self.size}位"


@dataclass(frozen=True)
class TheDistrict(SubjectCell):
    """The unit's own district: nothing to fill in."""

    word: ClassVar[str] = "地区"
    kind: str = SubjectKind.DISTRICT

    def parse(self, given: object) -> Named | None:  # noqa: ARG002  there is no cell
        return None
