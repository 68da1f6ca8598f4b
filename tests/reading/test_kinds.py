"""Figures with units that are in no table, units that hold another, and times counted from an event."""

import pytest

from gaodi.reading.deadlines import find_deadlines
from gaodi.reading.targets import find_targets


def figures(text):
    return [(target.value, target.unit) for target in find_targets(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("更新市政消火栓120具，开行航线不少于30航次。", [(120, "具"), (30, "航次")]),
        ("增殖放流苗种2.4亿单位。", [(240_000_000, "单位")]),
        ("捐献志愿者入库六十人份，新增席位200席位。", [(60, "人份"), (200, "席位")]),
        ("治理河道300米段，覆盖12网格。", [(300, "米段"), (12, "网格")]),
        ("办会27届，采集血样3罐。", [(27, "届"), (3, "罐")]),
        ("绿道长度3.5 km，道路宽30m。", [(3.5, "km"), (30, "m")]),
        ("装机20 MW、存储500 GB。", [(20, "MW"), (500, "GB")]),
    ],
)
def test_units(text, found):
    assert figures(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("改造完成35村。", [(35, "村")]),
        ("新建充电站45站，整治背街28段。", [(45, "站"), (28, "段")]),
        ("创建示范社区12社区；培育链主6链。", [(12, "社区"), (6, "链")]),
        ("发放宣传品3.5万包。", [(35_000, "包")]),
    ],
)
def test_noun_counts_at_the_end_of_its_clause(text, found):
    assert figures(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "完成12345热线。",
        "开展315活动。",
        "打造3核、2轴。",
        "实施631模式。",
        "改造国道318沿线。",
        "完成2026攻坚。",
        "完成12项目。",
        "完成5家庭。",
        "建设3号楼。",
        "建设110指挥中心。",
        "开展120急救。",
        "按照27村。",
        "完成率27村。",
    ],
)
def test_number_of_a_name_counts_nothing(text):
    assert figures(text) == []


def test_share_in_tenths_before_a_change():
    assert figures("由上年的八成提高到九成五以上。") == [(80, "%"), (95, "%")]


def test_threshold_before_a_count_is_no_approximation():
    found = find_targets("引进10亿元以上3个、50亿元以上1个。")
    assert [(target.value, target.cmp) for target in found] == [(10, "ge"), (3, None), (50, "ge"), (1, None)]


@pytest.mark.parametrize("cell", [True, False])
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("完成时限：自印发之日起90日内", "within:90d"),
        ("牵头单位：区民政局\n完成时限：自印发之日起90日内", "within:90d"),
        ("完成时限：持续推进", "ongoing"),
        ("开工后18个月", "within:18m"),
        ("签约后6个月内", "within:6m"),
    ],
)
def test_time_behind_a_label_or_an_event(text, value, cell):
    assert [deadline.value for deadline in find_deadlines(text, year=2026, cell=cell)] == [value]
    assert find_targets(text) == []


def test_time_that_measures_is_no_deadline():
    assert find_deadlines("办理时限压缩至3个工作日内。", year=2026, cell=False) == []
    assert find_deadlines("办理时限：压缩至3个工作日内。", year=2026, cell=False) == []
