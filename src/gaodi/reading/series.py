"""Numbered items that gave no row though those beside them did: a person is told, nothing is lost in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gaodi.reading.items import Item

# 本措施自印发之日起施行，由市人社局负责解释: the last article of many papers, and no task
PROVISION = re.compile(
    r"\s*本(?:政策|若干|实施|工作)*(?:措施|意见|办法|方案|规定|细则|政策|清单|通知|条例|计划)[^。]*(?:施行|实施|解释|执行|有效期)"
)


@dataclass(slots=True)
class Node:
    """An item and the items of the next kind below it."""

    item: Item | None
    below: list[Node] = field(default_factory=list)


def unread(items: Sequence[Item]) -> list[Item]:
    """The items without bodies that stand beside rows. Headings and chapters of aims stand beside headings."""
    return list(lost(tree(items)))


def tree(items: Sequence[Item]) -> Node:
    """The items by the kinds of their numbers: a kind that is new stands below, one known goes back to its level."""
    root = Node(None)
    path = [root]
    kinds: list[str] = []
    for item in items:
        if item.kind in kinds:
            level = kinds.index(item.kind)
            del kinds[level:], path[level + 1 :]
        node = Node(item)
        path[-1].below.append(node)
        path.append(node)
        kinds.append(item.kind)
    return root


def lost(node: Node) -> Iterator[Item]:
    """The unread items from the one before the first row to the one behind the last."""
    rows = [n for n, leaf in enumerate(node.below) if is_row(leaf)]
    for n, leaf in enumerate(node.below):
        if leaf.item and rows and rows[0] - 1 <= n <= rows[-1] + 1 and is_unread(leaf):
            yield leaf.item
        yield from lost(leaf)


def is_unread(node: Node) -> bool:
    item = node.item
    return item is not None and not item.used and not node.below and not PROVISION.match(item.passage.text)


def is_row(node: Node) -> bool:
    return node.item is not None and node.item.used and not node.below
