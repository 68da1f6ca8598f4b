"""Words: docs/words.md is the treaty between Chinese and English, and every model keeps it."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from django.apps import apps

from tests.house.repository import ROOT, table

WORDS = ROOT / "docs" / "words.md"
MODELS = [model for model in apps.get_models() if model.__module__.startswith("gaodi.")]


def first_word(docstring: str | None) -> str:
    """The Chinese term that a docstring begins with: ``账号: a person …`` gives 账号."""
    match = re.match(r"([^\s:：]+)[:：]\s*\S", docstring or "")
    return match[1] if match else ""


def treaty() -> set[tuple[str, str]]:
    """Chinese term and English name."""
    return {(chinese, english.strip("`")) for chinese, english, _, _ in table(WORDS, 4)}


def test_the_table_is_whole():
    rows = table(WORDS, 4)
    empty = [row for row in rows if not all(row)]
    no_chinese = [row for row in rows if not re.search(r"[\u4e00-\u9fff]", row[0])]

    assert rows
    assert empty == []
    assert no_chinese == []


def test_one_word_has_one_meaning():
    """A term may be a noun and a verb (销号: Closure, close_out), never two nouns; an English name stands once."""
    rows = [(row[0], row[1].strip("`")) for row in table(WORDS, 4)]
    chinese = Counter((term, name[0].isupper()) for term, name in rows)
    english = Counter(name for _, name in rows)

    assert [term for (term, _), count in chinese.items() if count > 1] == []
    assert [name for name, count in english.items() if count > 1] == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_model_is_called_as_the_treaty_says(model):
    term = str(model._meta.verbose_name)

    assert (term, model.__name__) in treaty(), f"docs/words.md has no row | {term} | `{model.__name__}` |"
    assert first_word(model.__doc__) == term, f"the docstring of {model.__name__} begins with “{term}: ”"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_columns_of_a_model_have_chinese_names(model):
    fields = [
        field
        for field in model._meta.get_fields()
        if getattr(field, "editable", False) and not field.auto_created
    ]
    nameless = [
        field.name
        for field in fields
        if field.name not in {"id", "revision"} and not re.search(r"[\u4e00-\u9fff]", str(field.verbose_name))
    ]

    assert nameless == []


@pytest.mark.parametrize(
    ("docstring", "word"),
    [
        ("账号: a person who signs in.", "账号"),
        ("账号： a person who signs in.", "账号"),
        ("A person who signs in.", ""),
        ("账号", ""),
        (None, ""),
    ],
)
def test_the_first_word_of_a_docstring(docstring, word):
    assert first_word(docstring) == word
