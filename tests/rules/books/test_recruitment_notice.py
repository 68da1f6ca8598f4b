"""招聘公告检查: the cases hold, invented notices are read as marked, quotes are exact, the effect follows."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaodi.rules import book as books
from gaodi.rules.books.recruitment_notice.formula import FACTS, Judged, judge

BOOK = books.load("recruitment_notice")
NOTICES = sorted(Path(__file__).with_name("notices").glob("*.txt"))
# in the notices ⟦+…⟧ must be flagged and ⟦-…⟧ must not
MARKED = re.compile(r"⟦([+-])(.*?)⟧", re.DOTALL)
CASES = [
    pytest.param(facts, expected, id=f"{case['case']}-{number}")
    for case in BOOK.cases()
    for number, (facts, expected) in enumerate(zip(case["facts"], case["expect"], strict=True), 1)
]


def judged(text: str, **facts: object) -> Judged:
    return judge({"text": text, **facts}, BOOK.sources)


def institution(text: str, **facts: object) -> Judged:
    known = {"issuer_kind": "institution", "on": date(2024, 3, 1), "on_establishment": True}
    return judged(text, **{**known, **facts})


def unmarked(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The bare text, and each marked stretch with its sign and its place in it."""
    text, stretches, last = "", [], 0
    for found in MARKED.finditer(marked):
        text += marked[last : found.start()]
        stretches.append((found[1], len(text), len(text) + len(found[2])))
        text += found[2]
        last = found.end()
    return text + marked[last:], stretches


# ------------------------------------------------------------------ cases and notices


@pytest.mark.parametrize(("facts", "expected"), CASES)
def test_the_case_holds(facts, expected):
    outcome = judge(facts, BOOK.sources)

    for name, wanted in expected.items():
        got = getattr(outcome, name)
        if name == "lawful":
            assert set(wanted) <= set(got)
        else:
            assert (got if isinstance(got, str) else list(got)) == wanted


def test_every_source_is_in_force_in_a_case_and_cited_or_named():
    outcomes = [judge(facts, BOOK.sources) for case in BOOK.cases() for facts in case["facts"]]
    named = {citation.label for citation in BOOK.sources.values() if citation.values}
    said = {str(citation) for outcome in outcomes for citation in outcome.citations}
    said |= {
        part for outcome in outcomes for clause in outcome.clauses for part in clause.article.split("；")
    }

    unused = {source.label for source in BOOK.sources.values() if str(source.values[-1].citation) not in said}

    assert named
    assert unused == set()


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_what_limits_is_found_and_what_only_looks_like_it_is_not(path):
    text, stretches = unmarked(path.read_text(encoding="utf8"))
    flagged = [(clause.start, clause.end) for clause in judged(text).clauses if clause.flagged]

    def meets(start: int, end: int) -> bool:
        return any(start < last and first < end for first, last in flagged)

    missed = [text[start:end] for sign, start, end in stretches if sign == "+" and not meets(start, end)]
    alarms = [text[start:end] for sign, start, end in stretches if sign == "-" and meets(start, end)]

    assert stretches
    assert missed == []
    assert alarms == []


# ------------------------------------------------------------------ what is handed over


def test_a_quote_stands_in_the_text_as_it_is_typed():
    text = "条件：\n（1）国 民 教 育 系 列 全 日 制 本 科 及 以 上 学 历；\n（2）６０岁以下。"

    [clause] = [clause for clause in judged(text).clauses if clause.flagged]

    assert clause.quote == "国 民 教 育 系 列 全 日 制 本 科 及 以 上 学 历"
    assert text[clause.start : clause.end] == clause.quote


def test_full_width_and_half_width_say_the_same():
    for text in ("要求:毕业于９８５、２１１院校", "要求：毕业于985、211院校", "要求：毕业于 985 、 211 院校"):
        assert [clause.kind for clause in judged(text).clauses if clause.flagged] == ["school"]


def test_the_same_limit_in_two_posts_is_quoted_twice():
    outcome = judged("一、会计：全日制本科以上学历。\n二、出纳：全日制本科以上学历。")

    assert len({clause.start for clause in outcome.clauses if clause.flagged}) == 2


def test_as_json_says_all_that_was_promised():
    said = institution("具有全日制本科及以上学历；党员优先。").as_json()

    assert set(said) == {"clauses", "effect", "effect_why", "missing", "citations"}
    assert set(said["clauses"][0]) == {"quote", "flagged", "kind", "why", "article", "confidence"}
    assert {"document", "article", "confidence"} <= set(said["citations"][0])


def test_an_empty_notice_says_nothing():
    outcome = judged("")

    assert (outcome.clauses, outcome.effect, outcome.missing) == ((), "none", ())


def test_the_facts_have_names_for_people():
    assert dict(FACTS)["text"] == "全文"
    assert [name for name, _ in FACTS] == ["text", "issuer", "issuer_kind", "on", "on_establishment"]


def test_a_finding_names_the_article_that_fits_the_issuer():
    text = "具有全日制本科及以上学历。"

    [of_institution] = institution(text).clauses
    [of_firm] = judged(text, issuer_kind="private", on=date(2024, 3, 1)).clauses

    assert "人社部发〔2021〕82号" in of_institution.article
    assert "第五十三条" in of_institution.article
    assert of_firm.article == "中华人民共和国职业教育法第五十三条"


WORDS = st.sampled_from(
    [
        "全日制",
        "本科",
        "不限",
        "优先",
        "985",
        "“",
        "”",
        "（",
        "）",
        "，",
        "；",
        "。",
        "：",
        "\n",
        "\t",
        " ",
        "1.",
        "笔试",
        "占",
        "40%",
        "实操",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=40).map("".join))
def test_any_text_is_read_and_every_quote_is_exact(text):
    for clause in institution(text).clauses:
        assert text[clause.start : clause.end] == clause.quote
        assert clause.quote
        assert clause.why.endswith("。")


# ------------------------------------------------------------------ effect


LIMIT = "具有全日制本科及以上学历。"


@pytest.mark.parametrize(
    ("kind", "on", "on_establishment", "effect"),
    [
        ("institution", "2021-11-01", True, "none"),
        ("institution", "2021-11-02", True, "violation"),
        ("institution", "2021-12-01", False, "advice"),
        ("institution", "2024-01-01", None, "unknown"),
        ("institution", "2021-01-01", None, "none"),
        ("civil_service", "2022-04-30", None, "none"),
        ("civil_service", "2022-05-01", None, "law_53"),
        ("state_owned", "2022-05-01", None, "law_53"),
        ("government", "2022-05-01", None, "law_53"),
        ("private", "2022-04-30", None, "none"),
        ("private", "2022-05-01", None, "law_53"),
        ("", "2021-01-01", None, "none"),
        ("", "2024-01-01", True, "unknown"),
        ("private", "", None, "unknown"),
        ("private", "2022", None, "unknown"),
        ("private", "2022-04", None, "none"),
        ("private", "2022-05", None, "law_53"),
        ("private", "2023", None, "law_53"),
        ("private", "not a day", None, "unknown"),
        ("private", "2023-13-40", None, "unknown"),
    ],
)
def test_the_effect_follows_issuer_day_and_establishment(kind, on, on_establishment, effect):
    outcome = judged(LIMIT, issuer_kind=kind, on=on, on_establishment=on_establishment)

    assert outcome.effect == effect
    assert bool(outcome.missing) == (effect == "unknown")
    assert outcome.flagged == ("具有全日制本科及以上学历",)


def test_a_limit_for_those_who_studied_abroad_is_advice_to_a_firm_and_a_violation_of_an_institution():
    text = "要求：海外留学须学校排名QS前100名。"

    assert judged(text, issuer_kind="state_owned", on=date(2025, 3, 1)).effect == "advice"
    assert institution(text).effect == "violation"


def test_a_catalogue_alone_is_advice_and_beside_a_limit_is_part_of_the_violation():
    catalogue = "本科及以上学历，专业参照《普通高等学校本科专业目录》。"

    assert institution(catalogue).effect == "advice"
    assert institution("第一学历为本科。" + catalogue).effect == "violation"


def test_a_university_catalogue_shuts_nobody_out_of_posts_for_researchers():
    text = "博士研究生学历，专业参照《研究生教育学科专业目录》。"

    assert institution(text).flagged == ()


def test_majors_and_exams_are_no_matter_of_firms():
    text = "招聘电工1名。大专以上学历，机电类专业。笔试占60%，实操占40%。"

    assert judged(text, issuer_kind="private", on=date(2024, 3, 1)).flagged == ()
    assert len(institution(text).flagged) == 2


def test_a_lower_share_set_for_a_trial_lets_the_notice_pass():
    text = "招聘电工1名。笔试占60%，实操占40%。"
    tried = BOOK.sources.trying({"practice_share": "0.4"})

    facts = {"text": text, "issuer_kind": "institution", "on": date(2024, 3, 1), "on_establishment": True}

    assert judge(facts, BOOK.sources).effect == "violation"
    assert judge(facts, tried).effect == "none"
    assert tried.value("practice_share", date(2024, 3, 1)) == Decimal("0.4")


def test_a_finding_about_the_exam_or_the_catalogue_cites_its_own_wording():
    outcome = institution("招聘电工1名。大专以上学历，机电类专业。笔试占60%，实操占40%。")

    articles = {citation.article for citation in outcome.citations}

    assert {"关于专业设置和目录的规定", "关于完善事业单位公开招聘考试的规定"} <= articles
