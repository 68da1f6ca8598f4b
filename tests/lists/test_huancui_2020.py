"""The list as data: it says what the paper says, and nothing of our own without a mark."""

import hashlib
import re
from collections import Counter
from datetime import date
from pathlib import Path

import docx
import pytest
import python_calamine
import yaml

FOLDER = Path(__file__).parents[2] / "lists" / "huancui_2020"


def words(text):
    return set(text.split())


LIST_KEYS = words(
    "slug title district year issuer document_number issued_on ends_on unknown parent_document source "
    "task_count tasks"
)
TASK_KEYS = words("number title text leads responsible open_end")
UNIT_KEYS = words(
    "key name full_name full_name_confidence short_names aliases kind printed may_be_ranked may_be_urged "
    "reason name_history doubts"
)
COMMITMENT_KEYS = words(
    "key task title kind strength quote target begins due due_basis rhythm owner consolidator leads "
    "responsible basis judged_by doubts"
)
OPEN_END_KEYS = words("task column quote kind question")

KINDS = {"quantity", "standard", "recurring", "entitlement", "third_party", "mechanism"}
STRENGTH_WORDS = {
    "must": ("必须", "达到", "确保"),
    "strive": ("争取",),
    "explore": ("探索",),
    "encourage": ("鼓励", "支持"),
}
NEVER_RANKED_OR_URGED = {
    "party_department",
    "peoples_congress",
    "cppcc",
    "mass_organisation",
    "vertically_managed",
    "collective",
    "supervision_office",
}


class StrictLoader(yaml.SafeLoader):
    """A key written twice is a mistake, not a choice of the last."""

    def construct_mapping(self, node, deep=False):  # noqa: FBT002 - the signature is PyYAML's
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        twice = [key for key, times in Counter(keys).items() if times > 1]
        assert not twice, f"{node.start_mark}: {twice}"
        return super().construct_mapping(node, deep=deep)


def load(name):
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), StrictLoader)  # noqa: S506 - a SafeLoader


LIST = load("list.yaml")
TASKS = {task["number"]: task for task in LIST["tasks"]}
UNITS = load("units.yaml")["units"]
PAPER = load("commitments.yaml")
COMMITMENTS = PAPER["commitments"]


def rows_of_the_text():
    """The flattened table: an empty line between rows, a tab before a cell, none before its second line."""
    rows = {}
    for block in (FOLDER / "source/huancui-2020.txt").read_text(encoding="utf-8").split("\n\n"):
        cells = ["".join(cell.split("\n")).strip() for cell in block.strip("\n").split("\t")[1:]]
        if cells and cells[0].isdigit():
            rows[int(cells[0])] = cells[1:]
    return rows


def names_in(cell):
    closed = re.sub(r"等$", "", cell).replace("及有关", "、有关")
    return [name for name in closed.split("、") if name]


def names_of(unit):
    return {unit["name"], *unit["short_names"], *(alias["name"] for alias in unit["aliases"])}


def units_called(name):
    return [unit["key"] for unit in UNITS if name in names_of(unit)]


def commitments_of(number):
    return [c for c in COMMITMENTS if c["task"] == number]


def each(things, key="key"):
    return pytest.mark.parametrize("thing", [pytest.param(t, id=str(t[key])) for t in things])


def test_source_files_are_the_ones_named_by_their_checksum():
    named = {entry["file"]: entry["sha256"] for entry in LIST["source"]}
    files = (FOLDER / "source").iterdir()
    found = {f"source/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    assert named == found


def test_word_and_excel_hold_the_same_table_as_the_text():
    def squeezed(cells):
        return ["".join(str(cell).split()) for cell in cells]

    text = [squeezed([number, *cells]) for number, cells in rows_of_the_text().items()]
    table = docx.Document(str(FOLDER / "source/huancui-2020.docx")).tables[0]
    word = [squeezed(cell.text for cell in row.cells) for row in table.rows]
    book = python_calamine.CalamineWorkbook.from_path(str(FOLDER / "source/huancui-2020.xlsx"))
    sheet = book.get_sheet_by_index(0).to_python()
    excel = [squeezed(str(cell).removesuffix(".0") for cell in row) for row in sheet]
    assert [row for row in word if row[0].isdigit()] == text
    assert [row[:4] for row in excel if row[0].isdigit()] == text


def test_list_has_known_keys_only():
    assert set(LIST) == LIST_KEYS
    assert all(set(task) == TASK_KEYS for task in LIST["tasks"])


def test_what_is_unknown_about_the_list_is_null_with_a_reason():
    unknown = {key for key in ("issuer", "document_number", "issued_on", "ends_on") if LIST[key] is None}
    assert unknown == {"issuer", "document_number", "issued_on", "ends_on"}
    assert unknown <= set(LIST["unknown"])


def test_region_codes_are_text():
    assert LIST["district"]["region_code"] == "371002"
    assert LIST["district"]["parent"]["region_code"] == "371000"


def test_tasks_say_what_the_paper_says():
    rows = rows_of_the_text()
    assert list(TASKS) == list(range(1, 17)) == list(rows)
    assert LIST["task_count"] == len(TASKS)
    for number, (text, leads, responsible) in rows.items():
        task = TASKS[number]
        assert task["text"] == text
        assert task["leads"] == names_in(leads)
        assert task["responsible"] == names_in(responsible)


def test_counts_of_the_paper():
    assert len(TASKS) == 16
    assert sum(len(task["leads"]) == 2 for task in TASKS.values()) == 11
    assert [n for n, task in TASKS.items() if not task["responsible"]] == [5, 7, 13, 14]
    assert [n for n, task in TASKS.items() if task["open_end"]] == [3, 6, 8, 16]


def test_open_ends_are_quoted_from_the_paper():
    rows = rows_of_the_text()
    assert [end["task"] for end in PAPER["open_ends"]] == [3, 6, 8, 16]
    for end in PAPER["open_ends"]:
        assert set(end) == OPEN_END_KEYS
        assert end["column"] == "responsible"
        assert end["kind"] == ("and_others" if end["quote"].endswith("等") else "unnamed_bodies")
        assert end["quote"] in rows[end["task"]][2]
        assert end["quote"] == TASKS[end["task"]]["open_end"]


@each(UNITS)
def test_unit_has_known_keys_only(thing):
    assert set(thing) == UNIT_KEYS
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", thing["key"])
    assert all(set(alias) == {"name", "basis"} for alias in thing["aliases"])
    assert all(alias["basis"] in {"printed", "usual"} for alias in thing["aliases"])
    assert all(set(entry) == {"name", "since", "until", "basis"} for entry in thing["name_history"])
    assert (thing["full_name"] is None) == (thing["full_name_confidence"] is None)


@each(UNITS)
def test_bodies_outside_the_government_are_neither_ranked_nor_urged(thing):
    allowed = thing["kind"] not in NEVER_RANKED_OR_URGED
    assert thing["kind"] in NEVER_RANKED_OR_URGED | {"government_department", "public_institution"}
    assert thing["may_be_ranked"] is allowed
    assert thing["may_be_urged"] is allowed
    assert thing["reason"].endswith("。")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("区税务局", "vertically_managed"),
        ("税务局", "vertically_managed"),
        ("区人大", "peoples_congress"),
        ("区政协", "cppcc"),
        ("区委组织部", "party_department"),
        ("区委统战部", "party_department"),
        ("区总工会", "mass_organisation"),
        ("团区委", "mass_organisation"),
        ("区妇联", "mass_organisation"),
        ("有关行业主管部门", "collective"),
        ("区国有资产服务中心", "public_institution"),
        ("区教体局", "government_department"),
        ("区政府督查室", "supervision_office"),
    ],
)
def test_kind_of_a_unit(name, kind):
    (key,) = units_called(name)
    assert next(u["kind"] for u in UNITS if u["key"] == key) == kind


def test_every_name_belongs_to_one_unit():
    names = Counter()
    for unit in UNITS:
        names.update(names_of(unit))
    assert [name for name, times in names.items() if times > 1] == []
    assert len({unit["key"] for unit in UNITS}) == len(UNITS)


def test_every_printed_name_resolves_and_every_printed_unit_is_printed():
    printed = {name for task in TASKS.values() for name in task["leads"] + task["responsible"]}
    assert {name: len(units_called(name)) for name in printed} == dict.fromkeys(printed, 1)
    assert {u["key"] for u in UNITS if u["printed"]} == {units_called(name)[0] for name in printed}
    said_to_be_printed = {a["name"] for u in UNITS for a in u["aliases"] if a["basis"] == "printed"}
    assert said_to_be_printed <= printed


def test_commitment_keys_run_from_one_in_each_task():
    for number in TASKS:
        mine = commitments_of(number)
        assert [c["key"] for c in mine] == [f"{number:02d}-{n}" for n in range(1, len(mine) + 1)]
        assert 1 <= len(mine) <= 4
    assert [c["task"] for c in COMMITMENTS] == sorted(c["task"] for c in COMMITMENTS)


@each(COMMITMENTS)
def test_commitment_has_known_keys_and_words_only(thing):
    assert set(thing) == COMMITMENT_KEYS
    assert thing["kind"] in KINDS
    assert len(thing["title"]) <= 24
    assert thing["due_basis"] in {"printed", "year_end", "set", None}
    assert thing["rhythm"] in {"year", None}
    assert thing["judged_by"].endswith("。")
    assert all(doubt.endswith("。") for doubt in thing["doubts"])
    for entry in thing["basis"]:
        assert set(entry) == {"rule", "note", "confidence"}
        assert re.fullmatch(r"[RI](\d+)\.\d+", entry["rule"])
        assert entry["confidence"] in {"printed", "S", "M", "D"}


@each(COMMITMENTS)
def test_quote_is_found_in_its_task(thing):
    assert thing["quote"] in rows_of_the_text()[thing["task"]][0]


@each(COMMITMENTS)
def test_strength_has_its_word_in_the_task(thing):
    signs = STRENGTH_WORDS.get(thing["strength"])
    if thing["strength"] != "plain":
        text = TASKS[thing["task"]]["text"]
        upto = text[: text.index(thing["quote"]) + len(thing["quote"])]
        assert any(sign in upto for sign in signs)
    else:
        assert not any(thing["quote"].startswith(signs) for signs in STRENGTH_WORDS.values())


@each(COMMITMENTS)
def test_target_is_a_figure_of_the_quote(thing):
    target = thing["target"]
    assert thing["kind"] != "quantity" or target is not None
    if target is not None:
        assert set(target) == {"value", "unit", "of", "direction"}
        assert f"{target['value']}{target['unit']}" in thing["quote"]
        assert target["of"] is None or target["of"] in thing["quote"]
        assert target["direction"] in {"at_least", "exactly", "at_most"}


@each(COMMITMENTS)
def test_date_rests_on_the_paper_or_says_that_it_does_not(thing):
    text = TASKS[thing["task"]]["text"]
    assert (thing["due"] is None) == (thing["due_basis"] is None)
    assert (thing["kind"] == "recurring") == (thing["rhythm"] is not None)
    if thing["due_basis"] == "year_end":
        assert (thing["due"].month, thing["due"].day) == (12, 31)
        yearly = thing["rhythm"] and re.search("每年|年度", thing["quote"])
        assert yearly or f"{thing['due'].year}年" in text
    if thing["due_basis"] == "set":
        assert any(entry["confidence"] == "D" for entry in thing["basis"])
        assert any("暂定" in doubt for doubt in thing["doubts"])
    if thing["due"] is None:
        assert not re.search(r"\d{4}年达到|到\d{4}年", text)


@each(COMMITMENTS)
def test_who_is_bound_comes_from_the_task(thing):
    task = TASKS[thing["task"]]
    assert thing["owner"] in thing["leads"]
    assert thing["consolidator"] == task["leads"][0]
    assert thing["leads"] == task["leads"]
    assert set(thing["responsible"]) <= set(task["responsible"])
    named = [units_called(name)[0] for name in thing["leads"] + thing["responsible"]]
    assert len(named) == len(set(named))
    assert "sector_authorities" not in named


@pytest.mark.parametrize("number", TASKS)
def test_no_body_and_no_lead_gets_lost_between_the_commitments(number):
    task, mine = TASKS[number], commitments_of(number)
    covered = {name for c in mine for name in c["responsible"]}
    assert covered == set(task["responsible"]) - {"有关行业主管部门"}
    if len(mine) > 1:
        assert {c["owner"] for c in mine} == set(task["leads"])


def test_every_figure_of_the_paper_is_a_target():
    found = [(c["task"], *list(c["target"].values())[:3]) for c in COMMITMENTS if c["target"]]
    assert found == [
        (3, 30, "%", "投资额"),
        (6, 1, "个", None),
        (8, 2, "%", "职工总数"),
        (9, 1, "所", None),
        (9, 1, "所", None),
        (12, 2, "个", None),
    ]


def test_every_date_of_the_paper_is_a_date():
    by_end = {c["task"]: c["due"] for c in COMMITMENTS if c["due"] and not c["rhythm"]}
    assert by_end == {
        1: date(2022, 12, 31),
        6: date(2023, 12, 31),
        9: date(2023, 12, 31),
        12: date(2023, 12, 31),
    }
    assert [(c["task"], c["begins"]) for c in COMMITMENTS if c["begins"]] == [(3, date(2019, 1, 1))]
    assert [c["key"] for c in COMMITMENTS if c["rhythm"]] == ["05-1", "13-1", "13-2", "16-3"]
    assert [c["key"] for c in COMMITMENTS if c["due_basis"] == "set"] == ["13-2"]
