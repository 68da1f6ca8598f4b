"""Head words: what a column is for."""

from __future__ import annotations

import pytest

from gaodi.reading.heads import Role, head_of


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.NUMBER, "序号 编号 项次 任务编号"),
        (Role.TASK, "任务内容 工作任务 具体举措 整治任务 建设内容及规模 目标任务 整改措施 指标名称"),
        (Role.LEAD, "牵头单位 主办单位 主责部门 市级牵头单位 牵头（责任）单位 牵头"),
        (Role.ASSIST, "配合单位 协办部门 协同单位 参与单位"),
        (Role.BODIES, "责任单位 责任部门（单位） 承办科室 实施主体 区级责任部门 责任分工 行业主管部门"),
        (Role.DUE, "完成时限 时间节点 办结时限 整改期限 完成时间 进度安排"),
        (Role.SPAN, "2025年目标 2026年度计划 一季度目标 上半年 2024年"),
        (Role.TARGET, "工作目标 年度目标 工作要求"),
        (Role.CATEGORY, "类别 任务分类 板块"),
        (
            Role.NOTHING,
            "备注 责任人 分管领导 联系电话 成果形式 进展情况 2023年完成情况 启动时间 督办单位 计划投资",
        ),
    ],
)
def test_head_words_have_their_roles(role: Role, words: str) -> None:
    for word in words.split():
        head = head_of(word)
        assert head is not None, word
        assert head.role is role, word


@pytest.mark.parametrize(
    "text",
    [
        "清江县2026年民政领域重点任务清单",
        "县教育局",
        "新建公园3个，绿地率达到40%。",
        "长期坚持",
        "2030",
        "县教育局牵头，县财政局配合",
        "",
    ],
)
def test_other_words_are_no_heads(text: str) -> None:
    head = head_of(text)

    assert head is None or head.role is Role.SPAN
