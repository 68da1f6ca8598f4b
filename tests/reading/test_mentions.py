"""Years and quarters that a sentence only speaks of, and those it is due by although a thing is named beside them."""

import pytest

from gaodi.reading.deadlines import find_deadlines

YEARS = [None, 2022, 2026]


def values(text, *, year):
    return [deadline.value for deadline in find_deadlines(text, year=year, cell=False)]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    "text",
    [
        # an object of that year
        "推进2022年省运会场馆改造。",
        "开展2021年度审计整改“回头看”。",
        "编制2020年城市体检报告。",
        "兑现2019年度惠企资金。",
        "申办2029年亚洲冬季运动会，结合2021年国土变更调查成果划定边界。",
        # a name
        "2022年中央预算内投资项目全部开工。",
        "用好2021年第一批专项债项目资金。",
        "2021年新增专项债券项目管理。",
        "2021年国考成绩居全省前列。",
        "执行2020年版目录。",
        "对照《淘汰类设备目录》（2019年本）开展排查。",
        "对照《节能设备目录》（2019年版）、《用水定额》（2018—2020年）开展排查。",
        "巩固2022年北山冬奥会保障成果，场馆免费开放。",
        # a base
        "收费不高于2017年标准。",
        "恢复到与2019年同期相当的水平。",
        "能耗低于2020年水平。",
        "（即所属期为2021年度）。",
        "在2020年产值基础上提高5%。",
        "落实2021年度评估意见，用好2020年考核结果。",
        "改造2005年以后建成的小区、2010年建成投用的校舍。",
        "清理2009—2015年批而未供土地，补贴2020年1月1日以后新注册企业。",
        "投入强度高于“十三五”时期实际。",
        # quarters compared
        "四季度贷款平均利率比一季度降低1个百分点。",
        "三季度用电量较上季度增长5%。",
    ],
)
def test_year_is_spoken_of(text, year):
    assert values(text, year=year) == []


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(
    "done", ["建成", "建成投用", "建成并投入使用", "投产", "通车", "竣工", "开工", "启用", "达产"]
)
@pytest.mark.parametrize("before", ["", "到", "力争", "确保", "计划在", "，项目一期"])
def test_year_before_a_result(before, done, year):
    assert values(f"{before}2026年{done}学校10所。", year=year) == ["2026"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026年建成区绿化覆盖率达到42%。", ["2026"]),
        ("到2027年建成投用的泊位达到100个。", ["2027"]),
        ("2026年评估学校10所，考核站点6个。", ["2026"]),
        ("2026年举办世界园艺博览会。", ["2026"]),
        ("2026年筹办好第三届全运会。", ["2026"]),
        ("到2026年国考断面优良比例达到90%。", ["2026"]),
        ("2026年度完成投资50亿元。", ["2026"]),
        ("一期2026年建成、二期2028年投产。", ["2026", "2028"]),
        ("于“十五五”末建成枢纽。", ["2030-12-31"]),
        ("从2026年秋季学期起提高标准。", ["from:2026-09-01"]),
        ("从2026年春季学期起提高标准。", ["from:2026"]),
        ("处理能力达到每日2000吨，补贴每月300元。", []),
        ("每月通报1次，每天校内活动1小时。", ["every:1m", "every:1d"]),
        ("按照2026年完成30%、2027年全部完成的目标推进。", ["2026", "2027"]),
        ("推动2026年工业增长6%。", ["2026"]),
        ("四季度完成验收。", ["2026-12-31"]),
        ("争取在2026年获批，在2027年底前建成。", ["2026", "2027-12-31"]),
    ],
)
def test_year_is_meant(text, found):
    assert values(text, year=2026) == found
