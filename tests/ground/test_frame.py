"""The frame of the pages: what stands on each of them, and that the error pages need nothing to be well."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.template.loader import get_template, render_to_string

import gaodi

PACKAGE = Path(gaodi.__file__).parent
TEMPLATES = sorted(PACKAGE.glob("templates/**/*.html"))
STYLES = (PACKAGE / "static/gaodi/gaodi.css").read_text()
POST = SimpleNamespace(unit="区教育体育局", get_role_display="经办人", person="宋怡然")
ENTRIES = [
    {"label": "工作台", "url": "/", "current": True},
    {"label": "任务清单", "url": "/t/", "current": False},
]


def frame(**context: object) -> str:
    return render_to_string("frame.html", {"navigation": ENTRIES, "post": POST, **context})


def test_the_navigation_stands_twice_so_that_the_menu_needs_no_script():
    shown = frame()

    assert shown.count('<a href="/" aria-current="page">工作台</a><a href="/t/">任务清单</a>') == 2
    assert '<details class="menu">' in shown


def test_the_frame_says_who_acts():
    assert "区教育体育局　经办人　宋怡然" in frame()


def test_a_stranger_sees_neither_navigation_nor_a_way_out():
    shown = frame(post=None)

    assert "main-nav" not in shown
    assert "退出" not in shown


def test_one_leaves_by_a_button_and_not_by_a_link():
    assert re.search(r'<form method="post" action="[^"]+"><button type="submit" class="link">退出', frame())


def test_another_post_is_offered_only_to_who_has_one():
    assert "换岗位" not in frame(posts=[])
    assert "换岗位" in frame(posts=[POST])


@pytest.mark.parametrize(
    ("demo", "pretended", "shown", "hidden"),
    [
        (True, False, "演示数据", "今天按"),
        (False, True, "（星期五）计。", "演示数据"),
        (False, False, "高地", 'class="demo"'),
    ],
)
def test_invented_data_and_a_pretended_day_are_said_on_every_page(demo, pretended, shown, hidden):
    page = frame(demo=demo, pretended=pretended, today=date(2023, 10, 20))

    assert shown in page
    assert hidden not in page


def test_a_skip_link_leads_to_the_only_main():
    shown = frame()

    assert shown.index('<a class="skip" href="#main">') < shown.index("<header>")
    assert shown.count('id="main"') == 1


def test_htmx_sends_the_token_from_everywhere_and_writes_no_style():
    shown = frame(csrf_token="t0ken")

    assert """hx-headers:inherited='{"X-CSRFToken": "t0ken"}'""" in shown
    assert '{"includeIndicatorCSS": false}' in shown


def test_messages_are_told_to_screen_readers_and_escaped():
    shown = frame(messages=["<b>已保存</b>"])

    assert '<div class="note no-print" role="status">&lt;b&gt;已保存&lt;/b&gt;</div>' in shown


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "413", "500", "registration/locked"])
def test_an_error_page_can_be_drawn_with_nothing_given(name):
    shown = get_template(f"{name}.html").render()

    assert shown.count("<h1>") == 1
    assert '<html lang="zh-CN">' in shown


def test_the_page_of_our_own_fault_asks_nothing_of_anybody():
    source = (PACKAGE / "templates/500.html").read_text()

    assert "{% extends" not in source
    assert "{% load" not in source
    assert "编号0417" in get_template("500.html").render({"number": "0417"})


def test_a_refusal_says_why_and_that_nothing_changed():
    refusal = SimpleNamespace(
        sentence="填报人不能审核<自己>报的材料。", remedy="请等负责人审核。", who="林卫东"
    )

    shown = render_to_string("refusal.html", {"refusal": refusal})

    assert "<b>填报人不能审核&lt;自己&gt;报的材料。</b>内容没有改动。" in shown
    assert "请等负责人审核。" in shown
    assert "<dd>林卫东</dd>" in shown


# --- what the browser's policy and old browsers would punish ----------------------------------------------
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_style_or_script_of_its_own(path):
    source = path.read_text()

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|href=\"javascript:", source)


def test_the_stylesheet_uses_no_colour_an_old_browser_does_not_know():
    rules = re.sub(r"/\*.*?\*/", "", STYLES, flags=re.DOTALL)

    assert not re.search(r"light-dark\(|oklch\(|color-mix\(|https?:|@import", rules)


def test_braces_of_the_stylesheet_are_even():
    assert STYLES.count("{") == STYLES.count("}")
