import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaodi.reading.targets import find_targets

PIECES = st.sampled_from(
    "3 5 1.2 — - 至 万 亿 余 百 两 三分之二 八成 翻一番 个 家 元 人次 % ‰ 个百分点 年 小时 以上 以内 不少于 达到 新建 学校 ， 。 “ ” 每千人 第 +".split()
)


def figures(text):
    return [(target.value, target.unit) for target in find_targets(text)]


def only(text):
    (target,) = find_targets(text)
    return target


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # what is counted
        ("新增公办幼儿园学位3000个，新建中小学5所。", [(3000, "个"), (5, "所")]),
        ("放映电影120场次，参与群众5万人次。", [(120, "场次"), (50_000, "人次")]),
        ("检定计量器具2000台件，抽检每千人2批次。", [(2000, "台件"), (2, "批次")]),
        ("淘汰柴油货车200辆，报废老旧农机300台套。", [(200, "辆"), (300, "台套")]),
        ("处置闲置土地20宗、600亩。", [(20, "宗"), (600, "亩")]),
        ("推出作品2部，编印年鉴1卷，征集歌曲10首。", [(2, "部"), (1, "卷"), (10, "首")]),
        ("举办培训班4期，每期不少于16学时。", [(4, "期"), (16, "学时")]),
        ("组建队伍三支，新开线路两条，建成养老院一所。", [(3, "支"), (2, "条"), (1, "所")]),
        ("新建三所学校，引进十二名专家。", [(3, "所"), (12, "名")]),
        # what is measured
        ("新建管网26.8公里、绿道35千米。", [(26.8, "公里"), (35, "千米")]),
        ("完成造林2万亩，新增湿地200公顷。", [(20_000, "亩"), (200, "公顷")]),
        ("浓度不高于35微克/立方米，削减排放1200吨。", [(35, "微克/立方米"), (1200, "吨")]),
        ("装机50万千瓦，年发电60亿千瓦时。", [(500_000, "千瓦"), (6_000_000_000, "千瓦时")]),
        ("煤炭消费控制在800万吨标准煤以内。", [(8_000_000, "吨标准煤")]),
        ("算力规模达到1000P，全省时延5ms。", [(1000, "P"), (5, "ms")]),
        ("建筑面积1.2万平方米，库容5万立方米。", [(12_000, "平方米"), (50_000, "立方米")]),
        ("满意度得分90分以上。", [(90, "分")]),
        # money keeps the unit it is printed in
        ("完成投资3.2亿元，补助500万元，每人1200元。", [(3.2, "亿元"), (500, "万元"), (1200, "元")]),
        ("安排资金叁拾万元，奖励伍仟元。", [(30, "万元"), (5000, "元")]),
        ("资金1亿2000万元，其中三千五百万元。", [(1.2, "亿元"), (3500, "万元")]),
        ("利用外资5000万美元，水价3.5元/立方米。", [(5000, "万美元"), (3.5, "元/立方米")]),
        ("补贴标准为900元/人·月。", [(900, "元/人·月")]),
        # shares, growth, multiples
        ("覆盖率90%，死亡率2.5‰，提高2个百分点。", [(90, "%"), (2.5, "‰"), (2, "个百分点")]),
        ("覆盖三分之二以上的行政村。", [(66.67, "%")]),
        ("减排百分之十五，发生率千分之三。", [(15, "%"), (3, "‰")]),
        ("八成以上企业完成注册，九成五用户满意。", [(80, "%"), (95, "%")]),
        ("半数以上村建成服务站。", [(50, "%")]),
        ("产值翻两番，利润增长1.5倍。", [(4, "倍"), (1.5, "倍")]),
        # ages, lengths of time, thresholds
        ("为80周岁以上老人和35—64岁妇女服务。", [(80, "周岁"), (35, "岁")]),
        ("有效期5年，公示不少于5个工作日。", [(5, "年"), (5, "个工作日")]),
        ("连续三年给予补助，见习6个月的人员优先。", [(3, "年"), (6, "个月")]),
        ("普通留言5个工作日内答复。", [(5, "个工作日")]),
        ("招引亿元以上项目30个。", [(1, "亿元"), (30, "个")]),
        ("百余场讲座，惠及三百余家企业、1500余户。", [(100, "场"), (300, "家"), (1500, "户")]),
        ("每村配备一名村医，每季度调度一次。", [(1, "名"), (1, "次")]),
        ("不少于一次，一家以上。", [(1, "次"), (1, "家")]),
        ("新增學位1200個，惠及兩萬戶。", [(1200, "个"), (20_000, "户")]),
        ("达到3.9\n人，占比 ９０ ％。", [(3.9, "人"), (90, "%")]),
    ],
)
def test_figures_of_a_sentence(text, found):
    assert figures(text) == found


@pytest.mark.parametrize(
    "text",
    [
        # names and slogans
        "推进“1+X”证书和1+3+N模式。",
        "开展“三个一”活动，落实“六个百分之百”。",
        "增强“四个意识”，健全三项机制，构建两个体系。",
        "拓展两个市场，坚持一个窗口受理、一次性告知、一站式服务。",
        "按照“成熟一个、启动一个”实施。",
        "开展万名干部进万企活动，走进千家万户。",
        "实施三年行动计划，推进万卡集群、千亿级产业。",
        "建设15分钟便民生活圈，设24小时自助图书馆。",
        "落实四方责任，防止二次污染。",
        "提升PM2.5监测能力，建设5G网络，创建5A级景区。",
        "淘汰国三车辆，消除Ⅴ类水体，创建三级医院。",
        "完成G318国道改线、1号线二期工程。",
        '开展"三个一"活动，打造"两中心"。',
        # ranks, ordinals, dates, telephones, documents, ratios
        "进入全市前10名，位居第3位，公布第六批名录。",
        "用好12345热线，电话8123456。",
        "落实国办发〔2025〕12号文件和《十条措施20项》。",
        "2026年6月30日前完成，每月5日前报送，三年内见效。",
        "庆祝建党105周年。",
        "师生比达到1:12，配比1∶7。",
        # no figures at all
        "确保零事故、零发生，实现全覆盖、动态清零。",
        "形成一批成果，分三批实施。",
        "千方百计稳就业，十分重视。",
        "",
    ],
)
def test_sentence_without_figures(text):
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "value", "most", "unit"),
    [
        ("培育龙头企业3—5家。", 3, 5, "家"),
        ("培育龙头企业3-5家。", 3, 5, "家"),
        ("培育龙头企业3至5家。", 3, 5, "家"),
        ("培育龙头企业三到五家。", 3, 5, "家"),
        ("占比30%至40%。", 30, 40, "%"),
        ("占比30—40%。", 30, 40, "%"),
        ("奖励50万元—80万元。", 50, 80, "万元"),
        ("奖励5—8万元。", 5, 8, "万元"),
        ("奖励50万-80万元。", 50, 80, "万元"),
        ("奖励8000—10000元。", 8000, 10000, "元"),
        ("培训1—1.5万人。", 10_000, 15_000, "人"),
        ("提高5—8个百分点。", 5, 8, "个百分点"),
    ],
)
def test_range(text, value, most, unit):
    target = only(text)

    assert (target.value, target.value_max, target.unit) == (value, most, unit)


@pytest.mark.parametrize(
    ("text", "cmp"),
    [
        ("不低于20%。", "ge"),
        ("至少组织1次。", "ge"),
        ("3000个以上。", "ge"),
        ("80%（含）以上。", "ge"),
        ("100家+。", None),
        ("100+家。", "ge"),
        ("年满18周岁。", "ge"),
        ("超过60%。", "gt"),
        ("突破50亿元。", "gt"),
        ("不超过15天。", "le"),
        ("最高给予1000万元补助。", "le"),
        ("控制在38微克/立方米以内。", "le"),
        ("缩短至8分钟。", "le"),
        ("3岁以下。", "le"),
        ("每人只能享受一次。", "le"),
        ("不满1年。", "le"),
        ("增长12%左右。", "approx"),
        ("近百场。", "approx"),
        ("约200家。", "approx"),
        ("二十余公里。", "approx"),
        ("节约100万元。", None),
        ("达到98%。", None),
    ],
)
def test_how_it_is_meant(text, cmp):
    assert only(text).cmp == cmp


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("可按投资额的30%抵免。", "投资额"),
        ("按职工总数的2%设置岗位。", "职工总数"),
        ("不高于合同金额的30%。", "合同金额"),
        ("覆盖三分之二以上的行政村。", "行政村"),
        ("增加值占地区生产总值比重达到10%。", "地区生产总值"),
        ("村干部中党员比例达到30%。", "村干部"),
        ("每千人口拥有医师达到3.4人。", "每千人口"),
        ("每10万人精神科医生数达到4名。", "每10万人"),
        ("每千名老年人配备社工1.5人以上。", "每千名老年人"),
        ("数量较2020年翻一番。", "2020年"),
        ("用水量比上年下降5%。", "上年"),
        ("充电泊位占比不低于15%。", None),
        ("合格率达到98%。", None),
    ],
)
def test_base_of_a_share(text, base):
    assert only(text).of == base


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("建设1个示范性企业学徒基地。", "示范性企业学徒基地"),
        ("新增社区养老床位500张。", "社区养老床位"),
        ("重大隐患整改率达到100%。", "重大隐患整改率"),
        ("道路交通死亡人数下降5%以上。", "道路交通死亡人数下降"),
        ("开展对接活动，每季度不少于2次。", "对接活动"),
        ("设立转贷资金，单户额度最高叁佰万元。", "单户额度"),
    ],
)
def test_what_is_counted(text, what):
    assert only(text).what == what


def test_several_of_one_clause_are_told_apart():
    found = find_targets("污水治理率、垃圾分类覆盖率分别达到65%和55%。")

    assert [target.what for target in found] == ["污水治理率", "垃圾分类覆盖率"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("培训1.2万人次。", "1.2万人次"),
        ("讲座百余场。", "百余场"),
        ("三分之二以上的村。", "三分之二以上"),
        ("培训1,200人。", "1,200人"),
        ("新增充电桩3000个以上。", None),
        ("投资1.26亿元。", None),
    ],
)
def test_printed_form_is_kept_where_it_differs(text, printed):
    assert only(text).printed == printed


def test_span_is_where_the_figure_stands():
    text = "按投资额的 30 %比例抵免。"

    target = only(text)

    assert text[target.span.start : target.span.end] == "30 %"


@given(st.one_of(st.text(), st.lists(PIECES, max_size=14).map("".join)))
def test_any_text_is_read(text):
    found = find_targets(text)

    assert all(0 <= target.span.start < target.span.end <= len(text) for target in found)
    assert all(text[target.span.start : target.span.end].strip() for target in found)
    assert all(before.span.end <= after.span.start for before, after in zip(found, found[1:], strict=False))
    assert all(target.value_max is None or target.value < target.value_max for target in found)


@pytest.mark.parametrize(
    "piece", ["建设3家企业，覆盖率达到5%以上。", "2026年6月底前，", "三百", "1,000,", "“《", "每", "亿万"]
)
def test_long_line_is_read_in_time(piece):
    text = piece * (20_000 // len(piece))

    assert len(find_targets(text)) <= len(text)
