"""Figures that share a unit, that count what was named before, and sizes that are no more than a name."""

import pytest

from gaodi.reading.deadlines import find_deadlines
from gaodi.reading.targets import find_targets


def figures(text):
    return [(target.value, target.unit) for target in find_targets(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲类、乙类事项分别压缩至20个、30个工作日以内。", [(20, "个工作日"), (30, "个工作日")]),
        ("压缩至3个、5个和8个工作日。", [(3, "个工作日"), (5, "个工作日"), (8, "个工作日")]),
        ("分别提高5个、8个百分点。", [(5, "个百分点"), (8, "个百分点")]),
        ("分别奖励1万元、2万元、3万元。", [(1, "万元"), (2, "万元"), (3, "万元")]),
        ("分别奖励1万、2万、3万元。", [(1, "万元"), (2, "万元"), (3, "万元")]),
        ("分别奖励10、20、30万元。", [(10, "万元"), (20, "万元"), (30, "万元")]),
        ("分别奖励5000、8000元。", [(5000, "元"), (8000, "元")]),
        ("分别增长10%、15%和20%。", [(10, "%"), (15, "%"), (20, "%")]),
        ("分别增长10、15和20%。", [(10, "%"), (15, "%"), (20, "%")]),
        # each has its own
        ("建设学校3个、医院5个。", [(3, "个"), (5, "个")]),
        ("新建3个、改建5个站点。", [(3, "个"), (5, "个")]),
        ("完成1、2号线改造和3、4月检修。", []),
    ],
)
def test_unit_is_shared(text, found):
    assert figures(text) == found


def test_shared_length_of_time_is_no_deadline():
    assert find_deadlines("办理时间分别压缩至20个、30个工作日以内。", year=2026, cell=False) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("引进超亿美元外资项目20个。", [(20, "个")]),
        ("培育超百亿元企业5家。", [(5, "家")]),
        ("营业收入超百亿元企业达到80家。", [(100, "亿元"), (80, "家")]),
        ("招引亿元以上项目30个。", [(1, "亿元"), (30, "个")]),
        ("进出口额超亿元。", [(1, "亿元")]),
        ("推进百万千瓦级风电基地、5万吨级码头建设。", []),
        ("抓好80万吨乙烯改扩建项目，推进100万千瓦抽水蓄能电站建设。", []),
        ("新增100兆瓦储能电站，淘汰30万吨炼铁生产线。", [(100, "兆瓦"), (300_000, "吨")]),
        ("10千伏及以下配网工程审批不超过5个工作日。", [(10, "千伏"), (5, "个工作日")]),
    ],
)
def test_size_that_is_a_name(text, found):
    assert figures(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("对收费事项进行一次全面清理论证。", [(1, "次")]),
        ("年底前组织一次专项督查。", [(1, "次")]),
        ("开展一次性告知，做到一次办结，开展第一次普查。", []),
        ("推进甲县、乙区两个相对集中行政许可权改革试点。", [(2, "个")]),
        ("加快城东、城西两个片区更新。", [(2, "个")]),
        ("统筹教育、科技、人才三个方面，用好国内国际两个市场。", []),
        # the number of the item and its dot
        ("32.100%的乡镇建成站点。", [(100, "%")]),
        ("增长2.5%。", [(2.5, "%")]),
    ],
)
def test_figure_in_words(text, found):
    assert figures(text) == found
