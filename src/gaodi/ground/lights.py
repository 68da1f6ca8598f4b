"""The seven lights: key, word and shape, once for pages, filters, counts and the command line.

The order is that of urgency: what needs a hand comes first.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Light:
    """A light: shown by word and shape as well as colour. ``shape`` is the inside of a 16 × 16 SVG."""

    key: str
    word: str
    shape: str


LIGHTS = (
    Light("overdue", "逾期", '<path d="M8 .5 15.5 8 8 15.5.5 8z"/>'),
    Light("at_risk", "预警", '<path d="M8 1 15.5 15H.5z"/>'),
    Light(
        "unknown",
        "情况不明",
        '<path d="M4 5.5C4 0 12 0 12 5.2 12 8.4 8 8 8 11.2M8 13.2V15.6" fill="none" stroke-width="2.6"/>',
    ),
    Light("not_started", "未启动", '<circle cx="8" cy="8" r="6" fill="none" stroke-width="2.5"/>'),
    Light("on_track", "正常推进", '<circle cx="8" cy="8" r="6.5"/>'),
    Light("done_on_time", "按期完成", '<path d="M1.5 8.5 6 13 14.5 3" fill="none" stroke-width="3"/>'),
    Light(
        "done_late",
        "逾期完成",
        '<path d="M1.5 6.5 6 11 14.5 1" fill="none" stroke-width="2.6"/>'
        '<path d="M2 14.7H14" fill="none" stroke-width="2"/>',
    ),
)
LIGHT = {light.key: light for light in LIGHTS}
URGENCY = {light.key: place for place, light in enumerate(LIGHTS)}
