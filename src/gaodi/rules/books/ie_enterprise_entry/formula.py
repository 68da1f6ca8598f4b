"""Entry of a firm into the building library (R3.1), its certification (R3.2), its removal and review (R3.3)."""

from __future__ import annotations

from polars import Expr, col, lit

from gaodi.rules.arithmetic import ZERO, above_zero, choose, count_of, total, verdict, years_after
from gaodi.rules.books.ie_enterprise_entry.staying import CERTIFICATION, REMOVAL, REVIEW
from gaodi.rules.formulas import Fact, Formula, InForce, Step
from gaodi.rules.kinds import CODE, COUNT, DATE, MONEY, STATE, TEXT, TRUTH, Kind

USCC = Fact("uscc", "统一社会信用代码", TEXT)
APPLIED = Fact("applied_on", "申请日期", DATE)
FACTS = (
    USCC,
    APPLIED,
    Fact("independent", "在册的独立法人企业", TRUTH),
    Fact("taxed_in_province", "在省内纳税", TRUTH),
    Fact("accident", "发生过重大环保、安全、质量事故", TRUTH),
    Fact("good_credit", "信用良好", TRUTH),
    Fact("violation", "有涉税或其他违法违规", TRUTH),
    Fact("training_firm", "主营业务是教育培训", TRUTH),
    Fact("national_giant", "中央企业或全国性特大型企业", TRUTH),
    Fact("ever_removed", "曾被取消资格", TRUTH),
    Fact("removed_on", "取消资格的日期", DATE),
    Fact("runs_school", "办学、面向社会培训或牵头组建教育集团", TRUTH),
    Fact("apprentice_pilots", "承担的学徒制试点数", COUNT, "项"),
    Fact("students_3y", "近三年接收实习学生数（每年三个月以上）", COUNT, "人"),
    Fact("certificate_pilot", "承担1+X证书制度试点", TRUTH),
    Fact("joint_majors", "与学校共建的专业数", COUNT, "个"),
    Fact("investment_3y", "近三年共建基地和捐赠设备金额", MONEY, "元"),
    Fact("ip_certificates_3y", "近三年与合作学校共有的知识产权证书数", COUNT, "件"),
)


def steps(p: InForce) -> tuple[Step, ...]:
    """All general conditions, and at least one of six kinds of cooperation."""
    return (*_general(), _waiting(p), *_six(p), *_concluded(), *_gaps(p))


def _condition(name: str, label: str, truth: Expr, clause: str, refuses: str) -> Step:
    return Step(name, label, TRUTH, truth, clauses=(clause,), refuses=refuses)


def _general() -> tuple[Step, ...]:
    return (
        _condition(
            "is_independent", "是在册的独立法人", col("independent"), "standing", "不是在册的独立法人企业"
        ),
        _condition(
            "pays_here", "在省内纳税", col("taxed_in_province"), "standing", "不在省内纳税，不能在本省申报"
        ),
        _condition(
            "no_accident",
            "没有重大环保、安全、质量事故",
            ~col("accident"),
            "standing",
            "发生过重大环保、安全或质量事故",
        ),
        _condition("trusted", "信用良好", col("good_credit"), "standing", "信用不良"),
        _condition("lawful", "没有涉税和其他违法违规", ~col("violation"), "standing", "有涉税或其他违法违规"),
        _condition(
            "not_training",
            "主营业务不是教育培训",
            ~col("training_firm"),
            "no_training",
            "主营业务是教育培训的，原则上不纳入，其他条件满足也不行",
        ),
        _condition(
            "by_province",
            "由省里受理",
            ~col("national_giant"),
            "by_province",
            "中央企业和全国性特大型企业按国家渠道申报，省里不受理",
        ),
    )


def _waiting(p: InForce) -> Step:
    over = years_after(col("removed_on"), p.value("block_years")) <= col("applied_on")
    return Step(
        "not_blocked",
        "不在取消资格后的禁报期内",
        TRUTH,
        choose(col("ever_removed"), over, lit(value=True)),
        refuses="取消资格后还没有满禁报年限，不能再次申报",
    )


def _six(p: InForce) -> tuple[Step, ...]:
    apprentices = col("apprentice_pilots") >= p.value("apprentice_pilots_min")
    students = col("students_3y") >= p.value("students_min")
    return (
        _kind("school", "（一）办学、社会培训或教育集团", col("runs_school")),
        _kind("trainees", "（二）学徒制试点或接收实习学生", apprentices | students),
        _kind("certificates", "（三）1+X证书制度试点", col("certificate_pilot")),
        _kind("majors", "（四）与学校共建专业", col("joint_majors") >= p.value("joint_majors_min")),
        _kind("spending", "（五）共建基地或捐赠设备", col("investment_3y") >= p.value("investment_min")),
        _kind(
            "property", "（六）共有知识产权证书", col("ip_certificates_3y") >= p.value("ip_certificates_min")
        ),
    )


def _kind(name: str, label: str, truth: Expr) -> Step:
    return Step(name, label, TRUTH, truth, clauses=("one_of_six",))


def _concluded() -> tuple[Step, ...]:
    one = (
        col("school")
        | col("trainees")
        | col("certificates")
        | col("majors")
        | col("spending")
        | col("property")
    )
    standing = col("is_independent") & col("pays_here") & col("no_accident") & col("trusted") & col("lawful")
    admitted = col("not_training") & col("by_province") & col("not_blocked")
    return (
        _condition("cooperates", "六类合作至少有一类", one, "one_of_six", "六类校企合作一类也没有达到"),
        Step("entry", "能否入库", STATE, verdict(standing & admitted & col("cooperates"))),
    )


def _gaps(p: InForce) -> tuple[Step, ...]:
    """What each counted kind of cooperation still lacks."""
    return (
        _gap("students_gap", "接收学生还差", COUNT, p.value("students_min") - col("students_3y"), "人"),
        _gap("majors_gap", "共建专业还差", COUNT, p.value("joint_majors_min") - col("joint_majors"), "个"),
        _gap(
            "investment_gap",
            "共建基地和捐赠还差",
            MONEY,
            p.value("investment_min") - col("investment_3y"),
            "元",
        ),
        _gap(
            "ip_gap",
            "知识产权证书还差",
            COUNT,
            p.value("ip_certificates_min") - col("ip_certificates_3y"),
            "件",
        ),
    )


def _gap(name: str, label: str, kind: Kind, lacking: Expr, unit: str) -> Step:
    return Step(name, label, kind, above_zero(lacking), unit)


ENTRY = Formula(
    name="ie_enterprise_entry",
    label="产教融合型企业入库条件",
    facts=FACTS,
    key=("uscc", "applied_on"),
    steps=steps,
    outs=("entry",),
    dated_by="applied_on",
)


# ------------------------------------------------------------------ evidence of three years

KINDS = {
    "students": "接收实习学生",
    "base": "共建实训基地",
    "equipment": "捐赠设备",
    "certificate": "知识产权证书",
}
EVIDENCE_FACTS = (
    USCC,
    APPLIED,
    Fact("evidence", "材料编号", TEXT),
    Fact("evidence_kind", "材料类别", CODE, words=KINDS),
    Fact("happened_on", "发生日期（实习填当年结束日）", DATE),
    Fact("persons", "学生人数", COUNT, "人"),
    Fact("months", "当年实习月数", COUNT, "个月"),
    Fact("amount", "金额", MONEY, "元"),
)


def evidence_steps(p: InForce) -> tuple[Step, ...]:
    """What of each paper lies within the years before the application and counts."""
    happened, kind = col("happened_on"), col("evidence_kind")
    in_time = years_after(happened, p.value("window_years")) >= col("applied_on")
    long_enough = col("months") >= p.value("students_months")
    spent = kind.is_in(["base", "equipment"])
    return (
        Step("recent", "在申请前的年限以内", TRUTH, in_time & (happened <= col("applied_on"))),
        _counted("students", "计入的学生", COUNT, (kind == lit("students")) & long_enough, "persons", "人"),
        _counted("spending", "计入的金额", MONEY, spent, "amount", "元"),
        Step("certificate", "计入的证书", TRUTH, col("recent") & (kind == lit("certificate"))),
    )


def _counted(name: str, label: str, kind: Kind, counts: Expr, amount: str, unit: str) -> Step:
    return Step(name, label, kind, choose(col("recent") & counts, col(amount), ZERO), unit)


def evidence_totals(_p: InForce) -> tuple[Step, ...]:
    """The three numbers that the entry asks for."""
    return (
        Step("students_3y", "近三年接收实习学生数（每年三个月以上）", COUNT, total(col("students")), "人"),
        Step("investment_3y", "近三年共建基地和捐赠设备金额", MONEY, total(col("spending")), "元"),
        Step(
            "ip_certificates_3y",
            "近三年与合作学校共有的知识产权证书数",
            COUNT,
            count_of(col("certificate")),
            "件",
        ),
    )


EVIDENCE = Formula(
    name="three_years",
    label="近三年材料合计",
    facts=EVIDENCE_FACTS,
    key=("uscc", "applied_on", "evidence"),
    steps=evidence_steps,
    gathered=evidence_totals,
    outs=("students_3y", "investment_3y", "ip_certificates_3y"),
    dated_by="applied_on",
    per=("uscc", "applied_on"),
)
FORMULAS = (ENTRY, EVIDENCE, CERTIFICATION, REMOVAL, REVIEW)
