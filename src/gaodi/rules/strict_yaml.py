"""YAML as the books need it: numbers are exact decimals, no word is secretly a truth, no key stands twice."""

from __future__ import annotations

import re
from collections.abc import Hashable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

NUMBER = re.compile(r"[-+]?(?:\d[\d_]*)(?:\.\d+)?")


class Unreadable(ValueError):
    """A file of a book that is not as the format asks; the sentence names the file and the place."""


def load_yaml(path: Path) -> Any:
    """The content of a file; a mistake in its form is Unreadable."""
    try:
        return yaml.load(path.read_text(encoding="utf8"), Loader=_Loader)  # noqa: S506  made from SafeLoader
    except yaml.YAMLError as error:
        raise Unreadable(f"{path.parent.name}/{path.name}：{error}") from error


class _Loader(yaml.SafeLoader):
    """Knows text, whole numbers, decimals, days, true, false and null; 1.1's yes, on, 0o17 and 1:30 are text."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    for key, (at, _) in zip(keys, node.value, strict=True):
        if keys.count(key) > 1:
            raise yaml.constructor.ConstructorError(None, None, f"两次写了 {key}", at.start_mark)
    return {
        key: loader.construct_object(value, deep=True)
        for key, (_, value) in zip(keys, node.value, strict=True)
    }


def _number(loader: _Loader, node: yaml.ScalarNode) -> int | Decimal:
    text = str(loader.construct_scalar(node)).replace("_", "")
    return Decimal(text) if "." in text else int(text)


def _day(loader: _Loader, node: yaml.ScalarNode) -> date:
    return date.fromisoformat(str(loader.construct_scalar(node)))


_Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("tag:yaml.org,2002:bool", re.compile("true|false"), "tf"),
    ("tag:yaml.org,2002:null", re.compile("null|~|"), ["n", "~", ""]),
    ("!number", re.compile(NUMBER.pattern + "$"), "-+0123456789"),
    ("!day", re.compile(r"\d{4}-\d\d-\d\d$"), "0123456789"),
):
    # the resolver asks the patterns by match(), so each must end where the scalar ends
    ends = re.compile(rf"(?:{pattern.pattern})\Z")
    _Loader.add_implicit_resolver(tag, ends, list(first))
_Loader.add_constructor("!number", _number)
_Loader.add_constructor("!day", _day)
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
