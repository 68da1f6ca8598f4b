"""Entering a school: its listing, its school years and its teachers, each verified by the education bureau."""

from __future__ import annotations

from typing import Any

from gaodi.ground.models import Post
from gaodi.registers.actions.subjects import link_unit
from gaodi.registers.models import Fact, Subject
from tests.registers.entering import know

CODE = "9371002001"
ANOTHER_CODE = "9371002002"


def school_of(by: Post, verifier: Post, system: Post, code: str = CODE, **more: Any) -> Subject:
    """The school that a post works for, as the bureau knows it, linked to its unit."""
    typed = {
        "subject": code,
        "label": by.unit.name,
        "valid_from": "1985-9-1",
        "kind": "中职",
        "opened_year": "1985",
        "attached_class_only": "否",
    }
    row = know("schools", by, verifier, **typed | more)
    return link_unit(row.subject, by.unit, by=system)


def measured(by: Post, verifier: Post, code: str = CODE, **more: Any) -> Fact:
    """A school year in which land, teachers and equipment are wanting: the example of the standard."""
    typed = {
        "subject": code,
        "period": "2023-2024",
        "students": "1350",
        "land_area": "40000",
        "land_tenure": "自有",
        "building_area": "27400",
        "building_tenure": "自有",
        "teachers": "66",
        "major_teachers": "46",
        "dual_teachers": "29",
        "equipment_value": "300",
        "books": "41850",
    }
    return know("school-years", by, verifier, **typed | more)


def taught(by: Post, verifier: Post, number: str, **more: Any) -> Fact:
    """A full-time teacher of a profession with a recognition of the national standard."""
    typed = {
        "subject": number,
        "label": "毕安然",
        "valid_from": "2015-9-1",
        "kind": "专业课",
        "employment": "编制",
        "dual_level": "初级",
        "dual_on": "2023-6-1",
        "dual_basis": "国家标准",
        "ethics": "合格",
        "joined_on": "2015-9-1",
    }
    return know("teachers", by, verifier, **typed | more)
