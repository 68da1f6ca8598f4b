"""Who was the last to do something to a thing: told to whom they overtook."""

from __future__ import annotations

from django.db.models import Model, Q

from gaodi.ground.models import AuditRow
from gaodi.supervision.models import Commitment, Report


def last_act(thing: Model) -> str:
    """周明远（区委区政府督查室）：调整承诺; a verdict on its report moves a commitment, too. Empty if nobody did."""
    about = _rows_of(thing, thing.pk)
    if isinstance(thing, Commitment):
        for report in Report.objects.filter(duty__commitment=thing).values_list("pk", flat=True):
            about |= _rows_of(Report, report)
    row = AuditRow.objects.filter(about, outcome="done").order_by("-at", "-pk").first()
    return f"{row.person}（{row.unit}）：{row.word}" if row else ""


def _rows_of(kind: type[Model] | Model, pk: int) -> Q:
    return Q(subject=kind._meta.label_lower, subject_id=str(pk))
