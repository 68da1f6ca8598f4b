"""Which letters the bytes of a text mean: UTF-8, GB18030, UTF-16 or Big5, and a refusal where lines disagree."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from gaodi.reading.paper import RefusedPaper
from gaodi.reading.papers.guard import MAX_TEXT

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PLAUSIBLE = re.compile("[\t\n\r -~、。《》「」（），：；！？％—“”·\u4e00-\u9fff]")
# characters that stand in any list of tasks, simplified or traditional: the wrong table of letters gives none of them
COMMON = re.compile("[的和及在年月日一二三人局政府工作任单位責责務务時时限，。、：；（）]")
WRONG_LETTERS = re.compile("[\ue000-\uf8ff\ufffd]")
LINE_END = re.compile(rb"\r\n|\r|\n")


def read_text(path: Path) -> tuple[str, list[str]]:
    """The whole text, its line ends as they are, and warnings where the encoding was guessed."""
    if path.stat().st_size > MAX_TEXT:
        raise RefusedPaper(f"文本超过 {MAX_TEXT >> 20} MB，不像是任务清单，请只上传清单部分。")
    return decode(path.read_bytes())


def decode(data: bytes) -> tuple[str, list[str]]:
    """The text of the bytes, and a warning if they did not say which letters they mean."""
    for mark, marked in MARKS:
        if data.startswith(mark):
            return decode_marked(data, marked), []
    if encoding := wide_encoding(data):
        order = "小端" if encoding.endswith("le") else "大端"
        return data.decode(encoding), [f"文件没有注明编码，按 UTF-16（{order}）识读，请核对文字。"]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return decode_chinese(data)


def decode_marked(data: bytes, encoding: str) -> str:
    """A text whose first bytes name its encoding, and which keeps to it."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8-sig":
            raise RefusedPaper("文件的编码有损坏，无法识读，请另存为 UTF-8 后重新上传。") from error
        raise refuse_mixed(first_line_against(data, utf8=True)) from error


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: its line ends and ASCII letters have a NUL on one side, and the text makes sense."""
    if len(data) % 2 or b"\0" not in data:
        return None
    for encoding, odd in (("utf-16-le", 1), ("utf-16-be", 0)):
        if data[1 - odd :: 2].count(0) > data[odd::2].count(0) // 50:
            continue
        text = data.decode(encoding, errors="replace")
        if len(PLAUSIBLE.findall(text)) > 0.9 * len(text) and "\ufffd" not in text:
            return encoding
    return None


def decode_chinese(data: bytes) -> tuple[str, list[str]]:
    """GB18030, or Big5 where that alone makes sense; first it is made sure that no line is UTF-8."""
    if (line := first_line_against(data, utf8=None)) is not None:
        raise refuse_mixed(line)
    national = try_decode(data, "gb18030")
    island = try_decode(data, "big5hkscs")
    if island and len(COMMON.findall(island)) > 2 * len(COMMON.findall(national or "")):
        return island, ["文件没有注明编码，按繁体 Big5 识读，请核对文字。"]
    if national is None:
        raise RefusedPaper(f"第{first_undecodable(data)}行有无法识别的编码，请另存为 UTF-8 后重新上传。")
    if len(WRONG_LETTERS.findall(national)) * 50 > len(national):
        raise RefusedPaper("无法识别文件的文字编码，请用记事本另存为 UTF-8 后重新上传。")
    return national, []


def try_decode(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def first_undecodable(data: bytes) -> int:
    """The number of the first line that GB18030 cannot read."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError as error:
        return len(LINE_END.findall(data[: error.start])) + 1
    return 1


def first_line_against(data: bytes, *, utf8: bool | None) -> int | None:
    """The first line in other letters than the lines before it; ``utf8`` says what the file claims to be.

    A short line of GB18030 may be UTF-8 by chance; four or more Chinese characters never are.
    """
    for number, line in enumerate(LINE_END.split(data), 1):
        if line.isascii():
            continue
        text = try_decode(line, "utf-8")
        if text is not None and len(re.findall("[\u4e00-\u9fff，。、；：（）]", text)) < 4:
            continue
        if utf8 is None:
            utf8 = text is not None
        elif utf8 != (text is not None):
            return number
    return None


def refuse_mixed(line: int | None) -> RefusedPaper:
    return RefusedPaper(
        f"第{line}行的编码与前面各行不同（UTF-8 与 GB18030 混用或有损坏），请整份另存为 UTF-8 后重新上传。"
        if line
        else "文件的编码有损坏，无法识读，请另存为 UTF-8 后重新上传。"
    )
