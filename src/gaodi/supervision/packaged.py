"""Loading a list that comes with Gaodi as data (``lists/<slug>/``): its paper is read by the reader, its units are
entered, and its commitments are drawn up as somebody who knows the policy wrote them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from gaodi.ground.acting import acting
from gaodi.ground.actions.units import add_alias, add_unit
from gaodi.ground.models import District, Post, Unit
from gaodi.ground.queries.units import Matcher
from gaodi.ground.refusals import Refused
from gaodi.reading import read
from gaodi.supervision.actions.commitments import draw_up
from gaodi.supervision.actions.drafts import confirm_draft, correct_rows, keep_reading, settle_name, take_in
from gaodi.supervision.actions.editions import Bearers
from gaodi.supervision.models import Draft, DutyRole, Task, TaskList

Data = dict[str, Any]


def folder_of(slug: str) -> Path:
    """The folder of a packaged list; an unknown one is refused."""
    folder = Path(settings.LISTS) / slug.replace("-", "_")
    if not (folder / "list.yaml").exists():
        known = "、".join(
            sorted(path.parent.name.replace("_", "-") for path in Path(settings.LISTS).glob("*/list.yaml"))
        )
        raise Refused(f"没有名为 {slug} 的清单。", f"随高地提供的有：{known}。")
    return folder


def data_of(folder: Path, name: str) -> Data:
    """One of the list's YAML files."""
    data: Data = yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf8"))
    return data


def load_units(folder: Path, *, by: Post) -> District:
    """The district and the units of a packaged list; what is there already stays as it is."""
    spec = data_of(folder, "list")["district"]
    with acting("load_units", "登记清单单位", None, by=by) as act:
        district = _district(spec)
        act.label = f"{district}单位"
        known = set(Unit.objects.filter(district=district).values_list("key", flat=True))
        for each in data_of(folder, "units")["units"]:
            if each["key"] not in known and each["kind"] != "collective":
                _unit(district, each, by)
    return district


def load_list(slug: str, *, by: Post) -> TaskList:
    """Read the paper of a packaged list from its Word document and confirm it, as ``by`` would on the site."""
    folder = folder_of(slug)
    spec = data_of(folder, "list")
    if TaskList.objects.filter(slug=spec["slug"]).exists():
        raise Refused(f"清单“{spec['title']}”已经入库。")
    with acting("load_list", "载入清单", None, by=by) as act:
        draft = _read_paper(folder / spec["source"][0]["file"], spec, by)
        drawing = data_of(folder, "commitments")["commitments"]
        edition = confirm_draft(draft, by=by, seen=draft.revision, draw=_drawer(drawing))
        task_list = edition.task_list
        task_list.slug, task_list.title = spec["slug"], spec["title"]
        task_list.issuer, task_list.document_number = spec["issuer"] or "", spec["document_number"] or ""
        task_list.save()
        act.subject = task_list
    return task_list


def _read_paper(paper: Path, spec: Data, by: Post) -> Draft:
    draft = take_in([paper.read_bytes()], paper.name, by=by)
    draft = keep_reading(draft, read(paper), by=by)
    titles = {str(task["number"]): task["title"] for task in spec["tasks"]}
    draft.rows = [row | {"short_title": titles.get(row["no"] or "", "")} for row in draft.rows]
    draft.save()
    for name, means in list(draft.names.items()):
        if not means.get("unit"):
            draft = settle_name(draft, name, by=by, seen=draft.revision, unit=None)
    looked_at: dict[int, Data] = {place: {} for place, row in enumerate(draft.rows) if row.get("doubts")}
    return correct_rows(draft, looked_at, by=by, seen=draft.revision)


def _drawer(drawing: list[Data]) -> Callable[[Task, Data, Bearers, Post], None]:
    def draw(task: Task, _row: Data, _bearers: Bearers, by: Post) -> None:
        units = _Units(Matcher(task.task_list.district))
        own = [each for each in drawing if str(each["task"]) == task.no]
        for order, each in enumerate(own, start=1):
            _draw(task, order, each, units, by)

    return draw


class _Units(dict[str, Unit]):
    """Units by the names the data writes, aliases too; an unknown one is a fault in the data."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher

    def __missing__(self, name: str) -> Unit:
        unit = self.matcher.match(name).unit
        if unit is None:
            raise LookupError(f"commitments.yaml names a unit that units.yaml does not have: {name}")
        self[name] = unit
        return unit


def _draw(task: Task, order: int, spec: Data, units: _Units, by: Post) -> None:
    target = spec["target"] or {}
    duties = [(units[name], DutyRole.LEAD) for name in spec["leads"]]
    duties += [(units[name], DutyRole.RESPONSIBLE) for name in spec["responsible"]]
    duties = [
        (unit, DutyRole.CONSOLIDATOR if unit.name == spec["consolidator"] else role) for unit, role in duties
    ]
    draw_up(
        task,
        by=by,
        key=spec["key"],
        duties=duties,
        order=order,
        title=spec["title"],
        kind=spec["kind"],
        strength=spec["strength"],
        quote=spec["quote"],
        owner=units[spec["owner"]],
        target_value=target.get("value"),
        target_unit=target.get("unit") or "",
        target_of=target.get("of") or "",
        direction=target.get("direction") or "at_least",
        judged_by=spec["judged_by"],
        begins=spec["begins"],
        due=spec["due"],
        due_basis=spec["due_basis"] or "",
        rhythm=spec["rhythm"] or "",
        basis=spec["basis"],
        doubts=spec["doubts"],
    )


def _district(spec: Data) -> District:
    parent = None
    if above := spec.get("parent"):
        parent, _ = District.objects.get_or_create(
            code=above["region_code"], defaults={"name": above["name"]}
        )
    district, _ = District.objects.get_or_create(
        code=spec["region_code"], defaults={"name": spec["name"], "parent": parent}
    )
    return district


def _unit(district: District, spec: Data, by: Post) -> None:
    unit = add_unit(
        by=by,
        district=district,
        key=spec["key"],
        name=spec["name"],
        kind=spec["kind"],
        full_name=spec.get("full_name") or "",
        urged_and_ranked=spec.get("may_be_urged"),
        protected_because=spec.get("reason") or "",
    )
    aliases = [(name, "通行简称") for name in spec.get("short_names", [])]
    aliases += [
        (alias["name"], "清单所印" if alias["basis"] == "printed" else "通行简称")
        for alias in spec.get("aliases", [])
    ]
    for name, basis in aliases:
        add_alias(unit, by=by, alias=name, basis=basis)
