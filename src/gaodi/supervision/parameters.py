"""Numbers that no paper gives: our own defaults, each with its reason, shown on the page 怎么算的."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number with its unit, why it is so, and how sure we are: D is our own default."""

    name: str
    value: int
    unit: str
    basis: str
    confidence: Literal["printed", "S", "M", "D"] = "D"


WARN_BEFORE = Parameter(
    "离时限多少个工作日起预警", 20, "个工作日", "文件未规定；约一个月，够补一次材料、开一次协调会。"
)
URGE_EVERY = Parameter(
    "同一单位同一事项几个工作日内只催一次", 3, "个工作日", "文件未规定；为基层减负，不重复催办。"
)
ANSWER_WITHIN = Parameter(
    "交办后应在几个工作日内签收", 3, "个工作日", "文件未规定；只用来排工作台的先后，不影响状态。"
)
VERIFY_WITHIN = Parameter(
    "填报后应在几个工作日内审核", 3, "个工作日", "文件未规定；只用来排工作台的先后，不影响状态。"
)

PARAMETERS = (WARN_BEFORE, URGE_EVERY, ANSWER_WITHIN, VERIFY_WITHIN)
