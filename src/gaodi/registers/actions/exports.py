"""Verbs about exports: ask for one; keep the sheet that was written. The audit keeps who took what out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gaodi.bedrock import clock
from gaodi.ground import jobs
from gaodi.ground.actions.files import store_file
from gaodi.ground.models import Post
from gaodi.ground.refusals import NotYours
from gaodi.registers.actions.telling import acting_on
from gaodi.registers.declaration import Register, registers_of
from gaodi.registers.models import Export

SAID = 200  # as long as its column


def ask_export(register: Register, filters: Mapping[str, Any], said: str, *, by: Post) -> Export:
    """Ask for a sheet of the rows that a list's filters leave; ``said`` says the filters in words."""
    with acting_on(register, "ask_export", "申请导出", None, by=by, unit=by.unit) as act:
        if register not in registers_of(by):
            raise NotYours(f"{register.name}台账只由填报和审核单位查看。")
        export = Export.objects.create(
            register=register.slug, by=by, at=clock.now(), filters=dict(filters), said=said[:SAID]
        )
        page = f"/registers/{register.slug}/export/"
        export.job = jobs.ask("export_rows", by=by, export=export.pk, then=page, back=page)
        export.save(update_fields=["job"])
        act.subject, act.label = export, f"{register.name}：{said or '全部'}"
        act.change("filters", None, dict(filters))
    return export


def keep_export(
    export: Export, register: Register, chunks: Iterable[bytes], size: int, rows: int, *, by: Post
) -> Export:
    """Keep the sheet: from now on it can be taken out by who asked for it."""
    with acting_on(register, "export", "导出", export, by=by, unit=by.unit, note=export.said) as act:
        export.file, _ = store_file(chunks, "export.xlsx", limit=size)
        export.rows = rows
        export.save(update_fields=["file", "rows"])
        act.label = f"{register.name}：{export.said or '全部'}"
        act.change("filters", None, export.filters)
        act.change("rows", 0, rows)
        act.change("sha256", None, export.file.sha256)
    return export
