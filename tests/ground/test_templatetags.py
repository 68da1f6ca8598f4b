"""The template tags: what they show, and above all that nothing a user wrote is ever taken for markup."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils.safestring import SafeString

from gaodi.ground import gallery
from gaodi.ground.lights import LIGHTS, URGENCY
from gaodi.ground.templatetags import gaodi as tags

EVIL = "<script>alert('1')</script>"


def drawn(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


class ReturnForm(forms.Form):
    reached = forms.CharField(label="已建<b>专业</b>", help_text="按2023年9月25日")
    note = forms.CharField(label="备注", required=False)
    unit = forms.ChoiceField(label="单位", choices=[("1", "区财政局")])
    way = forms.ChoiceField(label="方式", choices=[("a", "新建")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="属实", required=False)

    def clean(self) -> None:
        self.add_error("reached", "比上次<少>。请写明原因。")


# --- lights and marks ------------------------------------------------------------------------------------
@pytest.mark.parametrize("lit", LIGHTS, ids=lambda lit: lit.key)
def test_each_light_shows_its_word_and_its_shape(lit):
    shown = tags.light(lit.key)

    assert shown.startswith(
        f'<span class="light light-{lit.key}"><svg viewBox="0 0 16 16" aria-hidden="true"><'
    )
    assert shown.endswith(f"</svg>{lit.word}</span>")


def test_lights_stand_in_the_order_of_urgency():
    assert sorted(URGENCY, key=URGENCY.__getitem__) == [
        "overdue",
        "at_risk",
        "unknown",
        "not_started",
        "on_track",
        "done_on_time",
        "done_late",
    ]


def test_an_unknown_light_is_a_fault_and_not_a_grey_spot():
    with pytest.raises(KeyError):
        tags.light("red")


def test_a_tag_escapes_its_word():
    assert tags.tag("doubt", "<待点名>") == '<span class="tag doubt">&lt;待点名&gt;</span>'


def test_a_tag_of_no_known_kind_is_refused():
    with pytest.raises(ValueError, match="loud"):
        tags.tag("loud", "x")


def test_a_verdict_says_its_word_besides_its_colour():
    assert "不达标" in drawn('{% verdict False "不达标" %}')
    assert 'class="no' in drawn('{% verdict False "不达标" %}')
    assert 'class="yes' in drawn('{% verdict True "达标" %}')


@pytest.mark.parametrize(("done", "total", "share"), [(1, 3, 33), (0, 2, 0), (3, 3, 100), (0, 0, 0)])
def test_a_meter_gives_the_figures_and_the_share(done, total, share):
    shown = drawn("{% meter done total %}", done=done, total=total)

    assert f"{done}/{total}" in shown
    assert f'width="{share}"' in shown


# --- dates and figures -----------------------------------------------------------------------------------
def test_a_date_is_written_as_offices_write_it():
    assert tags.day(date(2023, 1, 9)) == '<time datetime="2023-01-09">2023年1月9日</time>'
    assert tags.short_day(date(2023, 1, 9)) == '<time datetime="2023-01-09">1月9日</time>'


def test_a_moment_is_told_in_local_time():
    assert tags.moment(datetime(2023, 10, 19, 17, 5, tzinfo=UTC)).endswith(">2023年10月20日 1:05</time>")


def test_a_moment_in_utc_falls_on_the_local_day():
    assert ">2023年10月20日<" in tags.day(datetime(2023, 10, 19, 17, 5, tzinfo=UTC))


def test_no_date_leaves_room_for_a_word():
    assert drawn('{{ due|day|default:"未定时限" }}', due=None) == "未定时限"


def test_dates_in_running_text_are_kept_on_one_line():
    assert tags.dates("应于2023年10月16日前填报，9月1日退回；到2022年") == (
        '应于<span class="keep">2023年10月16日</span>前填报，<span class="keep">9月1日</span>退回；'
        '到<span class="keep">2022年</span>'
    )


def test_dates_escapes_what_a_user_wrote():
    assert drawn("{{ text|dates }}", text=f"{EVIL}9月1日") == (
        '&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt;<span class="keep">9月1日</span>'
    )


def test_dates_leaves_the_attributes_of_safe_markup_alone():
    safe = SafeString('<b title="9月1日">9月1日</b>')

    assert tags.dates(safe) == '<b title="9月1日"><span class="keep">9月1日</span></b>'


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (1286, "人", "1,286人"),
        (Decimal(375000), "元", "375,000.00元"),
        (Decimal("25.720"), "", "25.72"),
        (Decimal("30.00"), "%", "30%"),
        (Decimal("1E+3"), "人", "1,000人"),
        (100, "人", "100人"),
        (0, "人", "0人"),
        (-4550, "㎡", "-4,550㎡"),
        (4.5, "年", "4.5年"),
        (1, "<b>", "1&lt;b&gt;"),
    ],
)
def test_a_figure_has_thousands_and_its_unit(value, unit, shown):
    assert tags.figure(value, unit) == f'<span class="figure">{shown}</span>'


@pytest.mark.parametrize("nothing", [None, ""])
def test_what_is_not_known_is_not_nought(nothing):
    assert tags.figure(nothing, "人") == "未填"


# --- quotes ----------------------------------------------------------------------------------------------
def test_a_quote_underlines_what_was_taken_out():
    assert tags.quote("争取1所进入", [(0, 2, "taken"), (2, 4, "taken")]) == (
        '<blockquote class="quote"><mark class="taken">争取</mark><mark class="taken">1所</mark>进入</blockquote>'
    )


def test_marks_may_come_in_any_order():
    marks = [(4, 5, "doubt"), (0, 1, "taken")]

    assert tags.quote("甲乙丙丁戊", marks) == tags.quote("甲乙丙丁戊", reversed(marks))


def test_doubt_wins_where_marks_overlap():
    assert tags.quote("甲乙丙丁", [(0, 3, "taken"), (1, 2, "doubt")], "span") == (
        '<span class="quote"><mark class="taken">甲</mark><mark class="doubt">乙</mark>'
        '<mark class="taken">丙</mark>丁</span>'
    )


def test_marks_beyond_the_text_or_empty_are_dropped():
    assert tags.quote("甲乙", [(-3, 1, "taken"), (1, 1, "doubt"), (2, 9, "doubt")], "p") == (
        '<p class="quote"><mark class="taken">甲</mark>乙</p>'
    )


def test_a_quote_escapes_the_paper_piece_by_piece():
    shown = tags.quote("<b>&甲</b>", [(0, 3, "taken")], "p")

    assert shown == '<p class="quote"><mark class="taken">&lt;b&gt;</mark>&amp;甲&lt;/b&gt;</p>'


def test_a_quote_keeps_the_lines_of_the_cell():
    assert tags.quote("社会保障\n局", (), "p") == '<p class="quote">社会保障<br>局</p>'


def test_a_quote_of_nothing_is_an_empty_quote():
    assert tags.quote("") == '<blockquote class="quote"></blockquote>'


def test_a_mark_of_no_known_kind_is_refused():
    with pytest.raises(KeyError):
        tags.quote("甲乙", [(0, 1, "x")])


def test_a_quote_in_a_strange_element_is_refused():
    with pytest.raises(ValueError, match="script"):
        tags.quote("甲", (), "script")


# --- forms -----------------------------------------------------------------------------------------------
def test_a_field_names_every_sentence_that_describes_it():
    shown = drawn(
        '{% field form.reached unit="个" last="上次：7个" doubt="存" %}', form=ReturnForm({"reached": "6"})
    )

    described = "id_reached_error id_reached_helptext id_reached_doubt id_reached_last"
    assert f'aria-describedby="{described}"' in shown
    for name in described.split():
        assert shown.count(f'id="{name}"') == 1
    assert 'aria-invalid="true"' in shown
    assert "form-control is-invalid" in shown
    assert "<span>个</span>" in shown


def test_a_field_escapes_label_value_and_error():
    shown = drawn("{% field form.reached %}", form=ReturnForm({"reached": EVIL}))

    assert "<script" not in shown
    assert "已建&lt;b&gt;专业" in shown
    assert "比上次&lt;少&gt;" in shown


def test_a_field_that_may_be_left_out_says_so():
    assert "可不填" in drawn("{% field form.note %}", form=ReturnForm())
    assert "可不填" not in drawn("{% field form.reached %}", form=ReturnForm())


def test_a_form_drawn_by_django_looks_the_same_as_by_the_tag():
    form = ReturnForm({"reached": "6"})

    assert (
        drawn("{{ form.reached.as_field_group }}", form=form).split()
        == drawn("{% field form.reached %}", form=form).split()
    )


def test_each_kind_of_control_gets_its_class():
    form = ReturnForm()

    assert 'class="form-select"' in str(form["unit"])
    assert 'class="tick"' in str(form["sure"])
    assert 'class="form-control"' in str(form["note"])


def test_choices_stand_in_a_group_with_a_name():
    assert "<legend" in drawn("{% field form.way %}", form=ReturnForm())


def test_the_summary_counts_the_errors_and_links_to_the_fields():
    form = ReturnForm({"reached": "6", "unit": "1", "way": "a"})

    shown = drawn('{% error_summary form act="报送" %}', form=form)

    assert "有1处要改，改好再报送。" in shown
    assert '<a href="#id_reached">已建&lt;b&gt;专业&lt;/b&gt;：比上次&lt;少&gt;</a>' in shown


def test_the_summary_lists_errors_that_belong_to_no_field():
    form = ReturnForm({"reached": "6", "unit": "1", "way": "a"})
    form.add_error(None, "期别已关闭")

    assert "<li>期别已关闭</li>" in drawn("{% error_summary form %}", form=form)


def test_the_summary_does_not_promise_what_a_password_form_cannot_keep():
    form = ReturnForm({"reached": "6"})

    assert "您填的内容都在" in drawn("{% error_summary form %}", form=form)
    assert "您填的内容都在" not in drawn("{% error_summary form kept=False %}", form=form)


def test_there_is_no_summary_while_nothing_is_wrong():
    assert drawn("{% error_summary form %}", form=ReturnForm()).strip() == ""


# --- parts of a page -------------------------------------------------------------------------------------
def test_a_panel_is_named_by_its_heading():
    shown = drawn("{% panel title %}<i>内</i>{% endpanel %}", title="<经过>")

    name = shown.split('aria-labelledby="')[1].split('"')[0]
    assert f'<h2 id="{name}">&lt;经过&gt;</h2>' in shown
    assert '<div class="inside"><i>内</i></div>' in shown


def test_what_stands_in_a_panel_is_escaped_as_ever():
    assert "<script" not in drawn('{% panel "经过" %}{{ evil }}{% endpanel %}', evil=EVIL)


def test_a_flush_panel_lets_its_table_touch_the_edges():
    assert "inside" not in drawn('{% panel "甲" flush=True %}<table></table>{% endpanel %}')


def test_the_next_step_escapes_the_reason():
    shown = drawn('{% next_step "轮到您" why %}<button>签收</button>{% endnext_step %}', why=EVIL)

    assert "<script" not in shown
    assert "<button>签收</button>" in shown


def test_the_pager_has_words_at_either_end():
    shown = drawn('{% pager "" following "本页9条" %}', following="?after=9&unit=1")

    assert "已是第一页" in shown
    assert 'href="?after=9&amp;unit=1"' in shown
    assert "已是最后一页" not in shown


def test_every_component_of_the_gallery_can_be_drawn():
    for sample in gallery.SAMPLES:
        assert drawn(sample.source, **gallery.sample_context()).strip()
