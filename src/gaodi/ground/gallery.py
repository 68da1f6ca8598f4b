"""The gallery: every component beside its source. Each is drawn from the very text shown, so neither can age alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import render
from django.template import engines

from gaodi.ground.lights import LIGHTS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAPER = "到2023年，职业学校按专业建立企业学徒基地，建设1个市级示范性企业学徒基地等。"
MARKED = (("到2023年", "taken"), ("1个市级示范性企业学徒基地", "taken"), ("等", "doubt"))


@dataclass(frozen=True, slots=True)
class Sample:
    """One entry: what it is for, and the template source that is both shown and drawn."""

    title: str
    note: str
    source: str


class SampleForm(forms.Form):
    """Fields of the usual kinds."""

    text = forms.CharField(label="进展情况", widget=forms.Textarea(attrs={"rows": 2}))
    reached = forms.CharField(label="已建专业", widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    on = forms.CharField(label="证据日期", required=False, help_text="写法：2023年9月25日 或 2023-9-25")
    unit = forms.ChoiceField(label="单位", choices=[("", "请选择"), ("1", "区教育体育局")])
    way = forms.ChoiceField(label="方式", choices=[("a", "新建"), ("b", "改建")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="材料与原件一致", required=False)


SAMPLES: tuple[Sample, ...] = (
    Sample(
        "灯",
        "词、形、色同在；旁边总有原因。",
        "{% for light_ in lights %}{% light light_.key %} {% endfor %}",
    ),
    Sample("标签", "不是灯的记号；虚线为待看。", '{% tag "plain" "年度" %} {% tag "doubt" "待点名" %}'),
    Sample("达标与否", "", '{% verdict True "达标" %} {% verdict False "不达标" %}'),
    Sample("进度", "", "{% meter 1 3 %}"),
    Sample(
        "日期",
        "不断行；没有日期时由 default 说明。",
        '{{ on|day }}　{{ on|short_day }}　{{ at|moment }}　{{ none|day|default:"未定时限" }}',
    ),
    Sample("行文里的日期", "", '{{ "应于2023年10月16日前填报，10月19日退回"|dates }}'),
    Sample(
        "数字",
        "元两位；未填不是0。",
        '{{ money|figure:"元" }}　{{ count|figure:"人" }}　{{ none|figure:"人" }}',
    ),
    Sample("原文", "仿宋；实线为已读出，虚线为存疑。", "{% quote paper marks %}"),
    Sample(
        "区块",
        "表格用 flush=True。",
        '{% panel "清单原文" "附件　表1第6行" %}{% quote paper %}{% endpanel %}',
    ),
    Sample(
        "下一步",
        "一页只有一个实心按钮。",
        '{% next_step "轮到您：修改三季度填报，今天（10月20日）报送" "林卫东10月19日退回" %}'
        '<a class="btn btn-primary" href="#main">修改后重报</a>{% endnext_step %}',
    ),
    Sample("经过", "", "{% timeline events %}"),
    Sample(
        "空页",
        "将放什么、几步、一个按钮。",
        '{% empty "从一份文件开始" %}<p>上传任务清单，逐条核对后入库。</p>'
        '<p><a class="btn" href="#main">上传任务清单</a></p>{% endempty %}',
    ),
    Sample("翻页", "两头用词代替按钮。", '{% pager "" "?after=50" "本页第1至50条" %}'),
    Sample("错误汇总", "链接到字段，打开即得焦点。", '{% error_summary wrong act="报送" %}'),
    Sample(
        "字段",
        "单位、上次审核值、存疑只由标签给。",
        '{% field wrong.reached unit="个专业" last="上次审核：7个专业（2023年7月14日）" %}'
        '{% field form.on %}{% field form.unit doubt="“税务局”按别名认作区税务局。" %}{% field form.sure %}',
    ),
    Sample("整张表单", "不用标签，样子相同。", "{{ form.text.as_field_group }}{{ form.way.as_field_group }}"),
    Sample(
        "筛选",
        "放在列表区块的头上。",
        '<form class="filters" method="get" role="search">{% filter_field filters.on grow=True %}'
        '{% filter_field filters.unit %}<button type="submit" class="btn">筛选</button></form>',
    ),
    Sample(
        "表格",
        "手机上一行成一张卡片；打印有全格线。",
        """<table class="rows pairs">
  <thead><tr><th scope="col">任务</th><th scope="col">状态</th><th scope="col">为什么</th>
    <th scope="col" class="num">已销号</th><th scope="col"><span class="visually-hidden">下一步</span></th></tr></thead>
  <tbody><tr>
    <th scope="row" class="key"><a href="#main">企业学徒基地</a><span class="sub">任务6</span></th>
    <td class="state">{% light "at_risk" %}</td>
    <td class="full" data-th="为什么">三季度填报被退回</td>
    <td class="num" data-th="已销号">{% meter 0 2 %}</td>
    <td class="act"><a class="btn btn-small" href="#main">填报</a></td>
  </tr></tbody>
</table>""",
    ),
    Sample("提示条", "", '<div class="note warn">4处存疑</div><div class="note bad">没有保存</div>'),
)


def found(words: str) -> tuple[int, int]:
    """Where the words stand in the sample paper."""
    start = PAPER.index(words)
    return start, start + len(words)


def sample_context() -> dict[str, object]:
    """What the samples speak of: invented, and the same on every load."""
    wrong = SampleForm({"text": "已建", "unit": "1", "way": "a"})
    wrong.fields["reached"].error_messages["required"] = "还没有填。请填已建学徒基地的专业个数。"
    return {
        "lights": LIGHTS,
        "on": date(2023, 10, 20),
        "at": datetime(2023, 10, 20, 1, 0, tzinfo=UTC),
        "money": Decimal(375000),
        "count": 1286,
        "none": None,
        "paper": PAPER,
        "marks": [(*found(words), kind) for words, kind in MARKED],
        "events": [SimpleNamespace(on=date(2023, 10, 19), what="退回", says="佐证日期早于建设起始日")],
        "form": SampleForm(auto_id="form_%s"),
        "filters": SampleForm(auto_id="filter_%s"),
        "wrong": wrong,
    }


def gallery_page(request: HttpRequest) -> HttpResponse:
    """All components on one page, for who writes pages and for who looks whether they still hold."""
    engine, context = engines["django"], sample_context()
    shown = [(sample, engine.from_string(sample.source).render(dict(context), request)) for sample in SAMPLES]
    return render(request, "ground/gallery.html", {"shown": shown})
