"""The ways to the files: one's own school or firm first, else the lists of schools, firms and bases."""

from __future__ import annotations

from django.urls import reverse

from gaodi.ground.models import Post
from gaodi.registers.models import Subject, SubjectKind
from gaodi.registers.queries.scope import own_subjects
from gaodi.registers.queries.subjects import LISTED, visible_subjects

OWN = {SubjectKind.SCHOOL: "本校档案", SubjectKind.ENTERPRISE: "本企业档案"}


def own_file(by: Post, kind: str = "") -> Subject | None:
    """The school or the firm that the post belongs to, if something visible is said of it."""
    kinds = [kind] if kind else list(OWN)
    for own in own_subjects(by).filter(kind__in=kinds, same_as=None).order_by("pk")[:1]:
        if visible_subjects(by, own.kind).filter(pk=own.pk).exists():
            return own
    return None


def files_for(by: Post) -> list[tuple[str, str]]:
    """What each way is called, and where it leads."""
    own = own_file(by)
    lists = [
        (file, reverse("subjects", args=[kind.value]))
        for kind, (_, file) in LISTED.items()
        if own is None or own.kind != kind
    ]
    first = [(OWN[SubjectKind(own.kind)], reverse("subject", args=[own.pk]))] if own else []
    return first + lists
