import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaodi.reading.time_phrases import is_time_phrase


@pytest.mark.parametrize(
    "text",
    [
        # a date can be told
        *("2026年6月底前", "２０２６年６月底前", "2026年6月底前完成，并长期坚持", "2026年底前取得阶段性成效"),
        *(
            "2026年3月启动，10月完成",
            "年底前完成并长期坚持",
            "上半年完成",
            "30日内",
            "印发之日起30日内",
            "2026",
        ),
        *("6月、12月", "2026年Q3", "1-3季度", "2025—2026年", "“十五五”期间", "2026.6底前", "6.30", "三年内"),
        *("年底前基本建成", "2026年10月底前完成首批任务", "6月底前完成评估、12月底前完成整改"),
        *(
            "2026年6月底前完成方案，长期推进",
            "2026年底前完成60%",
            "2026年春季开学前",
            "高考前",
            "今冬明春",
            "年中",
        ),
        # a recurrence or no end
        *(
            "每季度通报一次",
            "每季度调度",
            "每半年调度",
            "每半年评估一次",
            "每月调度",
            "每年至少开展1次",
            "双月",
        ),
        *("长期坚持", "持续推进", "即日起", "常态化推进", "月调度、季通报", "每学期", "贯穿全年"),
        # no date at all
        *(
            "立行立改",
            "立即整改",
            "按计划推进",
            "按序时进度推进",
            "按进度要求",
            "按时间节点完成",
            "分年度实施",
        ),
        # what is done by then, whatever it is done to
        *("6月底前出台相关政策", "年内形成规划纲要草案", "2026年6月底前公布第一批目录", "年底前建成服务中心"),
        *("上半年启动招标", "2026年出台管理办法", "11月30日前报市政府办公室", "每季度向市政府报告进展"),
        *(
            "2026年建成投用",
            "3个月内提出意见",
            "印发后30日内制定细则",
            "汛期前完成除险加固",
            "即时推进",
            "全年推进",
        ),
        *("10月份召开现场会", "5月上旬部署", "持续深化改革", "2026年9月底前研究提出意见", "三季度前明确清单"),
        *("列入年度计划", "纳入年度计划，分步实施", "汛期前", "每轮", "适时", "定期调度", "全年", "按期完成"),
    ],
)
def test_phrase_says_when(text):
    assert is_time_phrase(text)


@pytest.mark.parametrize(
    "text",
    [
        # bodies with words of time in their names
        *(
            "县长效办",
            "市季度调度中心",
            "区长热线办公室",
            "年鉴编辑部",
            "日报社",
            "月亮湾街道",
            "市长公开电话受理中心",
        ),
        *(
            "常年镇",
            "春节联欢晚会筹备组",
            "2026年世园会执委会",
            "百年老街管委会",
            "十四五规划专班",
            "季节性用工服务站",
        ),
        *("年度考核办", "日常事务科", "时代广场社区", "周庄镇", "月度评估专班", "九月菊公司", "市督查室"),
        *("县发改局", "县发改局、县财政局，2026年6月底前", "各镇", "等", "有关单位"),
        *("年鉴社", "月坛街道", "季华实验室", "春城街道", "五一街道", "十月路街道", "七一社区", "三月三酒店"),
        *(
            "四季青街道",
            "双月湾管委会",
            "长期规划处",
            "季度考核科",
            "一季度专班",
            "每日新报社",
            "三月街筹委会",
        ),
        *(
            "2026年全运会组委会",
            "十月建设集团",
            "2026年上线专班",
            "九月完成专班",
            "长期护理保险中心",
            "八一实施办",
        ),
        # tasks, figures and nothing
        *("完成", "推进落实", "新建学校3所", "2026年新建学校", "12", "3.5", "15分钟", "第二", "", "　", "、"),
    ],
)
def test_phrase_says_something_else(text):
    assert not is_time_phrase(text)


@settings(deadline=None)  # a busy machine is no failure
@given(st.text())
def test_any_text_is_judged(text):
    assert is_time_phrase(text) in {True, False}


@pytest.mark.parametrize("piece", ["完成并", "2026年6月底前", "新的", "本完印发", "每季度", "一二"])
def test_long_fragment_is_judged_at_once(piece):
    begun = time.perf_counter()

    is_time_phrase((piece * 40)[:80] + "局")
    is_time_phrase((piece * 40)[:79] + "局")

    assert time.perf_counter() - begun < 1
