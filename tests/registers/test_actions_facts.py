from __future__ import annotations

import pytest

from gaodi.ground.refusals import Refused
from gaodi.registers.declaration import REGISTERS
from gaodi.registers.queries.scope import standing, visible_rows
from tests.registers.entering import enter, id_number, settle

WANG = {"subject": id_number(), "label": "王安宁", "valid_from": "2015年9月1日", "kind": "专业课"}


def test_a_correction_counts_from_its_verification_on(教务员, 科员):
    teachers = REGISTERS["teachers"]
    settle("teachers", enter("teachers", 教务员, **WANG, dual_level="未认定"), 科员)
    correction = enter("teachers", 教务员, **WANG, dual_level="中级", dual_on="2023-06-01")
    assert [row.dual_level for row in standing(visible_rows(teachers, 科员))] == ["none"]
    settle("teachers", correction, 科员)
    assert [row.dual_level for row in standing(visible_rows(teachers, 科员))] == ["middle"]


def test_what_is_the_same_is_no_correction(教务员, 科员):
    settle("teachers", enter("teachers", 教务员, **WANG), 科员)
    with pytest.raises(Refused, match="一样"):
        enter("teachers", 教务员, **WANG)
