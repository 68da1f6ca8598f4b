"""Who leads, who else, and whether the list is closed: all the ways a cell or a bracket says it."""

from __future__ import annotations

import pytest

from gaodi.reading.bodies import Manner, read_bodies
from gaodi.reading.heads import Role
from gaodi.reading.paper import Line
from gaodi.reading.passages import Passage


def read(text: str, role: Role = Role.BODIES, *, first_leads: bool = False, manner: Manner | None = None):
    found = read_bodies(Passage.of(Line(text.replace("⏎", "\n"), "line 1")), role, manner or Manner())
    found.settle(first_leads=first_leads)
    return [name.text for name in found.lead], [name.text for name in found.others], bool(found.open)


@pytest.mark.parametrize(
    ("text", "lead", "others"),
    [
        ("县教育局（牵头）、县财政局", "县教育局", "县财政局"),
        ("县财政局、县教育局（牵头单位）", "县教育局", "县财政局"),
        ("（牵头）县教育局、县财政局", "县教育局", "县财政局"),
        ("县教育局牵头，县财政局、各乡镇配合", "县教育局", "县财政局 各乡镇"),
        ("由县教育局牵头负责，会同县财政局、县水利局落实", "县教育局", "县财政局 县水利局"),
        ("县教育局会同县财政局", "县教育局", "县财政局"),
        ("牵头单位：县教育局；配合单位：县财政局，县水利局", "县教育局", "县财政局 县水利局"),
        ("责任单位：县财政局；牵头单位：县教育局", "县教育局", "县财政局"),
        ("牵头：县教育局⏎配合：县财政局", "县教育局", "县财政局"),
        ("主办：县教育局 协办：县财政局 县水利局", "县教育局", "县财政局 县水利局"),
        ("牵头：县教育局配合：县财政局", "县教育局", "县财政局"),
        ("牵头单位⏎县教育局⏎配合单位⏎县财政局", "县教育局", "县财政局"),
        ("【牵头单位】县教育局【责任单位】县财政局", "县教育局", "县财政局"),
        ("县教育局为牵头单位，县财政局为配合单位", "县教育局", "县财政局"),
        ("县教育局、县体育局共同牵头，县财政局参加", "县教育局 县体育局", "县财政局"),
        ("县教育局负责，县财政局配合", "县教育局", "县财政局"),
        ("县教育局负责统筹协调，县财政局保障经费", "", "县教育局 县财政局"),
        ("县教育局、县财政局按职责分工负责", "", "县教育局 县财政局"),
        ("县教育局，各乡镇按照各自职责负责", "", "县教育局 各乡镇"),
    ],
)
def test_says_who_leads_and_who_else(text: str, lead: str, others: str) -> None:
    assert read(text) == (lead.split(), others.split(), False)


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("县教育局、县财政局等", "县教育局 县财政局"),
        ("县教育局、县财政局等12个部门", "县教育局 县财政局"),
        ("县教育局、县财政局等有关部门和单位负责", "县教育局 县财政局"),
        ("清江轴承有限公司等企业", "清江轴承有限公司"),
        ("县公安局、县法院等政法单位", "县公安局 县法院"),
        ("县教育局、县财政局等和各乡镇人民政府", "县教育局 县财政局 各乡镇人民政府"),
        ("县教育局及有关行业主管部门", "县教育局 有关行业主管部门"),
        ("县教育局、各有关单位", "县教育局 各有关单位"),
        ("县直有关部门", "县直有关部门"),
        ("县教育局、……", "县教育局"),
    ],
)
def test_an_open_list_says_so(text: str, others: str) -> None:
    assert read(text) == ([], others.split(), True)


@pytest.mark.parametrize(
    "text",
    [
        "各镇、街道",
        "各区、县级市",
        "各省、自治区、直辖市人民政府",
        "区委、区政府督查室",
        "各镇党委、政府",
        "高新区党工委、管委会",
    ],
)
def test_a_name_with_a_sign_inside_is_one_name(text: str) -> None:
    assert read(f"{text}，区财政局")[1] == [text, "区财政局"]


@pytest.mark.parametrize(
    "name",
    [
        "县工业和信息化局",
        "县文化和旅游局",
        "中央和国家机关工委",
        "县委组织部（县公务员局）",
        "清江县中等职业学校",
        "市“两新”组织党工委",
        "县第一人民医院",
        "国网清江县供电公司",
    ],
)
def test_a_name_keeps_what_belongs_to_it(name: str) -> None:
    assert read(f"{name}、县财政局")[1] == [name, "县财政局"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县委组织部、县人力资源社会保障⏎局", "县委组织部 县人力资源社会保障局"),
        ("县消防救援⏎大队", "县消防救援大队"),
        ("国网清江县⏎供电公司", "国网清江县供电公司"),
        ("县人力资源和社会⏎保障局、县财政局", "县人力资源和社会保障局 县财政局"),
        ("农业银行⏎清江县支行", "农业银行清江县支行"),
        ("县公安局⏎交警大队", "县公安局交警大队"),
        ("县委⏎宣传部", "县委宣传部"),
        ("县教育局⏎县财政局", "县教育局 县财政局"),
        ("县教育局 人民银行清江县支行", "县教育局 人民银行清江县支行"),
        ("1.县教育局⏎2.县财政局", "县教育局 县财政局"),
    ],
)
def test_a_broken_name_is_joined_and_two_names_are_not(text: str, names: str) -> None:
    assert read(text)[1] == names.split()


@pytest.mark.parametrize("text", ["无", "—", "/", "——", "－", "暂无", ""])
def test_a_sign_for_none_is_nobody(text: str) -> None:
    assert read(text) == ([], [], False)


def test_the_first_body_leads_where_the_list_says_so() -> None:
    assert read("财政部、商务部负责", first_leads=True) == (["财政部"], ["商务部"], False)


def test_a_collective_body_never_leads() -> None:
    assert read("各镇、街道", Role.LEAD) == ([], ["各镇、街道"], False)
    assert read("各有关部门、财政部", first_leads=True)[0] == []


def test_the_rule_itself_names_nobody() -> None:
    text = "财政部、商务部负责。列第一位者为牵头单位，下同"

    assert read(text, first_leads=True) == (["财政部"], ["商务部"], False)


def test_a_deadline_among_the_bodies_is_put_aside() -> None:
    found = read_bodies(Passage.of(Line("县教育局牵头，县财政局配合；2025年10月底前完成", "line 1")))

    assert [name.text for name in found.names] == ["县教育局", "县财政局"]
    assert [due.text for due in found.due] == ["2025年10月底前完成"]


def test_the_area_of_a_measure_is_no_body() -> None:
    found = read_bodies(Passage.of(Line("负责部门：民航局，适用范围：河南自贸试验区", "line 1")))

    assert [name.text for name in found.names] == ["民航局"]
    assert found.scope is not None
    assert found.scope.text == "河南自贸试验区"


def test_a_sign_marks_the_lead_where_the_list_explains_it() -> None:
    assert read("★县教育局、县财政局", manner=Manner(lead_sign="★")) == (["县教育局"], ["县财政局"], False)
    assert read("★县教育局、县财政局") == ([], ["县教育局", "县财政局"], False)


def test_a_section_in_brackets_is_no_label() -> None:
    assert read("县教育局（责任科室：基教科）、县财政局") == ([], ["县教育局", "县财政局"], False)


def test_a_body_that_bears_the_word_of_a_duty_leads_nothing() -> None:
    assert read("牵头单位：县委组织部，配合单位：各项目牵头单位，各镇") == (
        ["县委组织部"],
        ["各项目牵头单位", "各镇"],
        False,
    )


def test_persons_beside_bodies_are_left_out() -> None:
    assert read("县教育局 王强、县财政局（李丽）", manner=Manner(persons=True)) == (
        [],
        ["县教育局", "县财政局"],
        False,
    )


def test_a_label_that_a_narrow_cell_broke_is_still_a_label() -> None:
    assert read("牵头单位：县教育局；配合单⏎位：县财政局") == (["县教育局"], ["县财政局"], False)
