"""变动 — the verbs that lead from one figure to another: 由20个工作日压减至10个工作日以内, 占比从8%提高到10%."""

from __future__ import annotations

FALL = r"(?:压减|压缩|压降|缩减|缩短|缩|精简|削减|减少|递减|减|降低|下降|下调|降)"
RISE = r"(?:提高|提升|提速|提|增加|增长|增|扩大|扩充|扩展|扩|延长|上升|上调|升|拓展|放宽|调整)"
TO = r"了?(?:[至到为成])"
# 由 or 从 A: what was; and what it has become
FELL_TO = FALL + TO
ROSE_TO = RISE + TO
CHANGED_TO = rf"(?:{FALL}|{RISE}){TO}"
