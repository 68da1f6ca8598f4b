import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaodi.reading.strength import find_strength
from gaodi.reading.targets import find_targets


def read(text):
    strength, span = find_strength(text, find_targets(text))
    return strength, text[span.start : span.end] if span else ""


@pytest.mark.parametrize(
    ("text", "strength", "words"),
    [
        ("确保整改率达到100%。", "must", "确保"),
        ("合格率达到98%以上。", "must", "达到"),
        ("必须在6月底前完成30个项目。", "must", "必须"),
        ("争取1所学校进入省级名单。", "strive", "争取"),
        ("力争覆盖率达到60%。", "strive", "力争"),
        ("探索建立2个体验中心。", "explore", "探索"),
        ("鼓励企业建设3个实训基地。", "encourage", "鼓励"),
        ("支持2家企业上市。", "encourage", "支持"),
        ("大力支持企业上云。", "encourage", "支持"),
        ("新建学校3所。", "plain", ""),
        ("完善管理制度。", "plain", ""),
    ],
)
def test_strength_of_one_word(text, strength, words):
    assert read(text) == (strength, words)


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        # the strongest that governs a figure
        ("鼓励各地先行先试，确保办结率98%。", "must"),
        ("支持学校办专业。力争新增学位500个。", "strive"),
        ("确保安全。探索建设2个示范点。", "explore"),
        # none governs one: the first
        ("深入探索有效途径，确保落实。", "explore"),
        ("新增床位300张，鼓励社会力量参与。", "encourage"),
    ],
)
def test_strength_of_several_words(text, strength):
    assert read(text)[0] == strength


@pytest.mark.parametrize("text", ["加强资金支持。", "积极争取上级资金3000万元。", "提供技术支持，完善机制。"])
def test_words_that_are_no_strength(text):
    assert read(text) == ("plain", "")


@settings(deadline=None)  # a busy machine is no failure
@given(
    st.lists(
        st.sampled_from(["确保", "达到", "力争", "探索", "支持", "5个", "3%", "，", "。", "学校", "建设"]),
        max_size=12,
    ).map("".join)
)
def test_any_text_has_a_strength(text):
    strength, span = find_strength(text, find_targets(text))

    assert (strength == "plain") == (span is None)
    assert span is None or text[span.start : span.end]
