"""另有所指 — the words of a limit where the matter is another: pupils, work, papers, meanings, praise, pay."""

from __future__ import annotations

import re

from .denials import REFUSAL_WORD
from .limits import ABROAD, MODE, REFUSAL, TIER, Limit
from .preferences import MERE_SUBJECT
from .sentences import Piece
from .wording import MUST, OTHER_MODE, OTHER_SCHOOL, compiled, one_of

AT_SCHOOL = compiled(
    one_of(
        r"""
    全日制[^，,;]{0,20}(?:在校|在读|就读|未毕业)(?!于) (?:在校|在读|就读于?)[^，,;]{0,8}全日制
    全日制(?:普通)?(?:高校|高等学校|院校)?(?:在校)?学生(?!学)
    """
    )
)
AT_WORK = compiled(
    one_of(
        r"""
    全日制(?:用工|劳动|工作|坐班|上班|托管|寄宿|班|幼儿园|小学|中小学|普通中小学|公益|岗位|合同|护理|保姆|服务|聘用|就业|投入|在岗|值班|教学岗|公办幼|驻|陪护|学校(?:任教|工作|教师)|早教|培训班|托育)
    在岗全日制 以全日制(?:方式|形式)(?:工作|用工|聘用)
    """
    )
)
TEACHING = compiled(
    r"(?:从事|承担|负责|讲授|协助|面向|指导|开展)[^，,;]{0,14}全日制[^，,;]{0,14}(?:教学|授课|课程|管理|招生|培养|教育(?:工作|管理))"
    r"|全日制[^，,;]{0,16}(?:任教|教学工作|授课|教学管理|执教|带班)"
)
WHILE_STUDYING = compiled(r"期间|在校|就读|在读|时间|阶段")
NOT_COUNTED = compiled(
    one_of(
        r"""
    实习 实践 兼职 不(?:计|作为|算|视|能)(?!少)
    工作(?:经[历验]|年限)[^，,;]{0,10}(?:不(?!限|少|低|要)|从|起算|计算)
    """
    )
)
HOW_COUNTED = compiled(
    r"(?:工作|基层|服务)(?:经[历验]|年限)[^，,;]{0,16}全日制|全日制[^，,;]{0,12}(?:工作|基层)(?:经[历验]|年限)[^，,;]{0,8}(?:不(?!限|少|低|要)|计算|起算|起)"
)


def is_about_students(piece: Piece, limit: Limit) -> bool:
    if limit.name not in {"full_time", "refusal", "ordinary_school"}:
        return False
    return bool(
        AT_SCHOOL.search(piece.plain)
        or (
            limit.kind == REFUSAL
            and re.search(
                r"(?:在校|在读|在编|在职|在岗)(?:的|非应届)?(?:学生|生|人员|教师|职工|毕业生)", piece.plain
            )
        )
    )


def is_about_work(piece: Piece, limit: Limit) -> bool:
    if limit.kind == REFUSAL:
        return bool(
            re.search(
                rf"(?:{OTHER_MODE}|{OTHER_SCHOOL})(?:用工|工作|任教|任职|教师|教职|岗位|劳动|从教|经历|招生)",
                piece.plain,
            )
        )
    if limit.name == "full_time":
        return bool(AT_WORK.search(piece.plain) or TEACHING.search(piece.plain))
    return False


def is_about_a_time(piece: Piece, limit: Limit) -> bool:
    if limit.kind not in {MODE, ABROAD}:
        return False
    around = "，".join([piece.plain, *piece.rest[:1]])
    is_counted = WHILE_STUDYING.search(piece.plain) and NOT_COUNTED.search(around)
    return bool(is_counted or HOW_COUNTED.search(piece.plain))


# ------------------------------------------------------------------ 材料、释义、介绍、待遇

PAPERS = compiled(
    one_of(
        r"""
    提供 提交 上传 携带 出示 递交 出具 复印件 原件 扫描件 学历学?位?认证 认证(?:书|报告|材料|证书|$)
    (?:取得|经|办理|附|须|完成)[^，,;]{0,16}认证 证明(?!能) 注明 填写 填报 核发 推荐表
    凭[^，,;]{0,20}(?:证|表|材料|报名) 报到证 档案(?:转|存|在|须|保管) 成绩单 标题 命名 主题 备案表
    """
    )
)
PAPER_DEADLINE = compiled(
    r"(?:须|应|需)?(?:在|于)[^，,;]{0,24}(?:前|之前)(?:取得|获得|毕业|提供|提交|办理|拿到)|(?:可|须)?(?:延后|延迟|暂缓|推迟)"
)
HOLDS_DEGREE = compiled(
    one_of(
        rf"""
    (?:须|必须|应当?|需)(?:为|是|具有|具备|取得|毕业于)(?![^，,;]{{0,20}}(?:认证|证明|报告|成绩))
    及?以上(?!材料) {MUST}[^，,;]{{0,6}}(?:全日制|统招)
    """
    )
)

DEFINES = compiled(
    one_of(
        r"""
    所称 本公告中 上述 其中)?[^，,;]{0,24}(?:是指 系指 指的?是 (?<![限特])指(?![定导标]) 即指 释义
    包括以下 的定义
    """
    )
)
DEFINED_DEGREE = compiled(
    r"(?:学历|本科|大专|专科|研究生|硕士|毕业证书)[”\"]?(?:要求)?(?:均|都|一律)?(?:是指|系指|指|即)|(?:是|系)?指[^，,;]{0,6}(?:仅|只)"
)
BY_WHICH_LIST = compiled(
    r"以[^，,;]{0,30}(?:为准|公布|名单|最新)|名单(?:以|见|参照|详见)|参照[^，,;]{0,20}(?:排名|名单)|排名以"
)
BY_REGISTER = compiled(r"以(?:学信网|毕业证|学历证|教育部)[^，,;]{0,12}为准")
SELF = compiled(
    one_of(
        r"""
    我(?:校|院|单位|公司|所|中心|馆|集团|县|区|市|局|园|们)
    (?<!毕业)(?<!就读)(?:大学|学院|学校|医院)(?:现)?(?:是|系)(?:一所)?(?:公办|民办|省|国家|全国|教育部|首批|以|我|经|由|直属|三级|综合)
    (?:批准|升格|更名|改建|认定|组建)[^，,;]{0,4}为
    ^(?:学校|学院|医院|公司|单位|集团)(?:现有|拥有|是|为|系|设有) 现有
    拥有[^，,;]{0,16}(?:生|名|人|个|家|所)
    """
    )
)
BOASTS = compiled(
    one_of(
        r"""
    本(?:校|院|单位|公司|所|中心|馆|集团|县|区|市|局|园)
    (?:是|为|系|作为)(?:一所|一家|国家|全国|全省|省属|省|我国|教育部|我省|首批|所在|某|山东|浙江|江苏|[^，,;]{0,12}(?:基地|单位|医院|平台|企业))
    入选 获批 跻身 位列 位居 进入[^，,;]{0,12}(?:行列|名单|前|排名|建设) 共建 联合培养(?!经)
    (?:建设|打造|创建|致力|迈向|争创)[^，,;]{0,14}(?:一流|高水平|知名)
    合作(?:关系|单位|协议|办学|院校|高校|建立) 战略合作 培养基地 实习基地 专业技术团队 博士点 硕士点
    创建于 始建于 前身 (?:建设|承担|运维|参与|获得)[^，,;]{0,14}(?:项目|工程|奖)
    建立(?:了)?[^，,;]{0,8}(?:关系|合作)
    """
    )
)
STRICT = compiled(r"须|必须|仅限|只限|仅|只招|要求|限(?!制)|应为|应当|及?以上学历")
QUIET = {"treatment", "duty", "intro"}
MONEY = compiled(
    r"(?:给予|发放|享受|安家|补助|补贴|奖励|年薪|月薪|薪酬|工资|住房|津贴|租房|\d(?:万|千)?元|元/)"
)
PAID = compiled(r"^(?:可|将)?(?:一次性|每[月年人])?(?:给予|发放|享受|提供|补助|奖励)")
AT_OFFICE = compiled(
    r"担任(?:过)?[^，,;]{0,14}(?:大学|高校|院校)|(?:达到|相当于|参照|具有)[^，,;]{0,24}(?:相当|同等)(?:学术)?水平"
)
WORKED_THERE = compiled(
    r"(?:在|于|从)[^，,;]{0,30}(?:大学|高校|院校|机构|实验室|医院|企业)[^，,;]{0,16}(?:工作|任职|任教|从事|访学|访问|博士后|进修(?!学历))[^，,;]{0,8}(?:经[历验]|以上|年)?"
)
OVERSEAS_WORK = compiled(
    r"(?:海外|国\(境\)外|境外|国外)[^，,;]{0,6}(?:工作|教学|任教|项目|市场|销售|派驻|实习|施工|营销)[^，,;]{0,6}(?:经[历验]|背景)?"
)
HAS_STUDY = compiled(r"留学|学习|求学|就读|深造|学历|学位|教育背景")
COMPANY_SERVICE = compiled(
    r"^(?:负责|服务|针对|对接|承担|开展|从事|维护|拓展)[^，,;]{0,16}(?:留学|海归|双一流|985|211|名校|高校|院校)"
)
GIVES = compiled(
    one_of(
        r"""
    机会$ ^(?:我们|公司|学校|单位)?(?:提供|安排|资助|选派|支持)
    (?:提供|资助|选派|支持|享有|安排|协助)[^，,;]{0,16}(?:留学|进修|深造|机会|学习|攻读|高考|提升)
    """
    )
)


def is_about_papers(piece: Piece, limit: Limit) -> bool:
    if limit.kind in {REFUSAL, TIER}:
        return bool(PAPERS.search(piece.plain)) and not STRICT.search(piece.plain) and not _demands(piece)
    if _demands(piece):
        return False
    return bool(
        PAPERS.search(piece.plain)
        or PAPER_DEADLINE.search(piece.plain)
        or (MERE_SUBJECT.search(piece.plain) and any(_is_a_paper(text) for text in piece.rest[:1]))
        or ("papers" in piece.sections and not STRICT.search(piece.plain))
    )


def _is_a_paper(text: str) -> bool:
    return bool(PAPERS.search(text) or PAPER_DEADLINE.search(text))


def _demands(piece: Piece) -> bool:
    return bool(HOLDS_DEGREE.search(piece.plain))


def is_defined(piece: Piece, limit: Limit) -> bool:
    """全日制是指…… explains a word; 本科是指全日制本科 limits by its explanation."""
    if DEFINED_DEGREE.search("".join([*piece.before[-1:], piece.plain])) or REFUSAL_WORD.search(piece.plain):
        return False
    by_list = BY_WHICH_LIST.search(piece.plain) if limit.kind == TIER else BY_REGISTER.search(piece.plain)
    return bool(DEFINES.search(piece.plain) or by_list)


def is_description(piece: Piece, limit: Limit) -> bool:
    del limit
    if STRICT.search(piece.plain):
        return False
    so_far = "，".join([*piece.before, piece.plain])
    boasts = SELF.search(so_far) or ("condition" not in piece.sections and BOASTS.search(so_far))
    return bool(piece.sections & QUIET or boasts or COMPANY_SERVICE.search(piece.plain))


OF_FAMILY = compiled(r"配偶|子女|家属|随迁")


def is_treatment(piece: Piece, limit: Limit) -> bool:
    del limit
    if OF_FAMILY.search(piece.plain):
        return True
    if GIVES.search(piece.plain) and not STRICT.search(piece.plain):
        return True
    return (
        bool(
            (MONEY.search(piece.plain) or any(PAID.search(text) for text in piece.rest[:1]))
            and not STRICT.search(piece.plain)
        )
        or "treatment" in piece.sections
    )


ASKS = compiled(r"怎么|如何|能不能|可不可以|吗$|什么意思|是不是")


CATALOGUE = compiled(r"(?:专业|学科)[^，,;]{0,10}(?:目录|分类)")


def is_about_catalogues(piece: Piece, limit: Limit) -> bool:
    return limit.kind != REFUSAL and bool(CATALOGUE.search(piece.text))


def is_question(piece: Piece, limit: Limit) -> bool:
    del limit
    return bool(ASKS.search(piece.plain))


def is_about_an_office(piece: Piece, limit: Limit) -> bool:
    if limit.kind == TIER:
        return bool(AT_OFFICE.search(piece.plain) or WORKED_THERE.search(piece.plain))
    if limit.kind == ABROAD:
        work = OVERSEAS_WORK.search(piece.plain) or WORKED_THERE.search(piece.plain)
        return bool(work) and not HAS_STUDY.search(piece.plain)
    return False
