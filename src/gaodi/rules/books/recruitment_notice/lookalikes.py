"""形似 — the words of a limit where they limit nobody: preference, denial, equal treatment, status, papers, names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .limits import ABROAD, MODE, REFUSAL, TIER, Limit
from .sentences import Piece
from .wording import DEGREE, MUST, OTHER_MODE, OTHER_SCHOOL, REFUSED, compiled, near

Test = Callable[[Piece, Limit], bool]


@dataclass(frozen=True, slots=True)
class Excuse:
    """A context in which a limiting expression limits nobody."""

    name: str
    why: str
    holds: Test


# ------------------------------------------------------------------ 不限、同等对待

# 专业不限 denies another limit than the one looked at
OF_OTHER_THINGS = compiled(
    r"(?:专业|性别|户籍|户口|年龄|学科|地域|籍贯|民族|经验|工作经[历验]|政治面貌|生源地?|婚否|住址)(?:均)?不(?:限|作限制|作要求)(?:制)?"
    r"|不限(?:制)?(?:专业|性别|户籍|户口|年龄|学科|地域|籍贯|民族|经验|工作经[历验]|生源)"
)
DENIED = compiled(
    r"不(?:仅)?限(?:于|制|定|毕业|全日制|学历|院校|学校|学习)?(?!$)|不限(?:制)?$|不(?:再)?作(?:为)?(?:限制|限定|要求|硬性|必要|前置)"
    r"|不(?:再)?(?:做|设|设置)(?:任何)?(?:限制|限定|要求|门槛)|不(?:再)?(?:要求|区分|强调|看重?|问)|不受[^，,;]{0,14}(?:限制|影响)"
    r"|不得(?:将|以|把|因|对|设置|限制|限定|歧视|要求|拒绝|仅|在|有)|不将|不以|不把|不因|不唯|严禁|禁止|杜绝|取消[^，,;]{0,14}(?:限制|要求|门槛)"
    r"|不论|无论|不拘|不管|破除|打破|纠正|清理|防止|避免|无[^，,;]{0,6}(?:要求|限制)|非必须|并非|不是"
)
EQUAL = compiled(
    r"同等(?:对待|效力|资格|待遇|报[考名]|条件报|权利|适用|享)|享[有受]同等|同(?:等)?享|一视同仁|视同|视为|等同|平等(?:对待|报考|竞争|参与)|与[^，,;]{0,14}(?:一样|相同|同样|等效)"
)
ALLOWED = r"(?:均可|都可|皆可|亦可|也可|可以?报[考名]|可以?应聘|可以?参加|均能|也能|均符合|都行|均接受|均视)"
OPEN_TO_ALL = compiled(
    near(OTHER_MODE, ALLOWED, "{0,30}") + rf"|(?:含|包括|包含|以及|或者?|和|及|与|、|/)(?:{OTHER_MODE})(?!以?外)"
)
SCHOOLS_TOO = compiled(near(OTHER_SCHOOL, ALLOWED, "{0,30}"))
HAS_OTHER_MODE = compiled(OTHER_MODE)
REFUSAL_WORD = compiled(REFUSED)
# 全日制大专或者非全日制本科: both may come, but not on the same terms
UNEVEN = compiled(
    rf"(?<!非)全日制[^，,;、或和及]{{0,10}}?(?P<full>{DEGREE})[^，,;]{{0,10}}?(?:{OTHER_MODE})[^，,;、或和及]{{0,6}}?(?P<other>{DEGREE})"
)
MANY_KINDS = compiled(r"各(?:类|级)|不同(?:类型|形式)|学习形式\(|学习方式\(")


def is_denied(piece: Piece, limit: Limit) -> bool:
    del limit
    text = OF_OTHER_THINGS.sub("", piece.plain)
    if DENIED.search(text):
        return True
    return bool(re.search(r"不限(?:制)?$", OF_OTHER_THINGS.sub("", piece.rest[0]))) if piece.rest else False


def is_equal(piece: Piece, limit: Limit) -> bool:
    del limit
    return bool(EQUAL.search(piece.plain) or any(EQUAL.search(text) for text in piece.rest[:1]))


def is_open_to_all(piece: Piece, limit: Limit) -> bool:
    """全日制、非全日制均可: the other way is named beside and not refused, for the same degree."""
    text = piece.plain
    if limit.kind == REFUSAL or REFUSAL_WORD.search(text):
        return False
    if limit.kind == TIER:
        return bool(SCHOOLS_TOO.search(text))
    if uneven := UNEVEN.search(text):
        return uneven["full"] == uneven["other"] or {uneven["full"], uneven["other"]} <= {"学历", "学位"}
    if not HAS_OTHER_MODE.search(text):
        return False
    return bool(OPEN_TO_ALL.search(text) or re.search(ALLOWED, text + "".join(piece.rest[:1])))


# ------------------------------------------------------------------ 优先、放宽

PREFERRED = compiled(
    r"优先|优选|择优|[者历的](?:为)?[更最尤]?佳|(?:为|更|尤)佳|(?:可|予以|给予|适当|酌情)[^，,;]{0,6}(?:加分|倾斜|照顾)|加\d+分|加分|优势|prefer"
)
EASED = compiled(
    r"放宽|可(?:以)?(?:直接|免|不受|适当|不参加|减免|采取|破格|简化|提前)|免(?:笔试|面试|试|初试|考)|直接(?:面试|考察|进入|聘用|考核)"
)
SUBJECTLESS = compiled(
    r"^(?:的|者)?(?:在)?(?:同等条件(?:下)?|同等|同等情况下)?(?:的|者)?(?:可|可以|将|予以|给予|应当?|一律|也可|可适当|择优|酌情|年龄|学历|均|并)*"
    r"(?:优先|适当放宽|放宽|免|直接|破格|倾斜|加分)"
)
JOINED = compiled(r"^(?:且|并|或|或者|以及|及|和)")
OWN_DEMAND = compiled(rf"及?以上(?:学历|学位|文化|毕业)?|{MUST}|均为|都为")


def is_preferred(piece: Piece, limit: Limit) -> bool:
    """优先 in the clause itself, carried on by the next, or over the whole list."""
    if {"preference"} & piece.sections or PREFERRED.search(piece.label):
        return True
    text = piece.plain
    found = PREFERRED.search(text) or EASED.search(text)
    if found:
        return found.start() >= limit.start or not re.search(rf"{MUST}", text[found.end() :])
    return _goes_on(piece)


def _goes_on(piece: Piece) -> bool:
    """Whether the next clauses, without a subject of their own, make a preference of this one."""
    if not piece.rest:
        return False
    following = piece.rest[0]
    if SUBJECTLESS.search(following):
        return not OWN_DEMAND.search(piece.plain) or piece.plain.endswith(("的", "者", "人员", "生"))
    return bool(
        JOINED.search(following) and PREFERRED.search(following) and not OWN_DEMAND.search(piece.plain)
    )


# ------------------------------------------------------------------ 在读、用工、期间

AT_SCHOOL = compiled(
    r"全日制[^，,;]{0,20}(?:在校|在读|就读|未毕业)(?!于)|(?:在校|在读|就读于?)[^，,;]{0,8}全日制|全日制(?:普通)?(?:高校|高等学校|院校)?(?:在校)?学生(?!学)"
)
AT_WORK = compiled(
    r"全日制(?:用工|劳动|工作|坐班|上班|托管|寄宿|班|幼儿园|小学|中小学|普通中小学|公益|岗位|合同|护理|保姆|服务|聘用|就业|投入|在岗|值班|教学岗|公办幼|驻|陪护|学校(?:任教|工作|教师)|早教|培训班|托育)"
    r"|在岗全日制|以全日制(?:方式|形式)(?:工作|用工|聘用)"
)
TEACHING = compiled(
    r"(?:从事|承担|负责|讲授|协助|面向|指导|开展)[^，,;]{0,14}全日制[^，,;]{0,14}(?:教学|授课|课程|管理|招生|培养|教育(?:工作|管理))"
    r"|全日制[^，,;]{0,16}(?:任教|教学工作|授课|教学管理|执教|带班)"
)
WHILE_STUDYING = compiled(
    r"(?:期间|阶段|时间|年限)[^，,;]{0,20}(?:实习|实践|兼职|不(?:计|作|算|视|能)|社会|参加)|工作(?:经[历验]|年限)[^，,;]{0,10}(?:不|从|起|计算|不含)|不(?:计|作为|视为|算)(?:入|为)?(?:工作|基层)"
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
    return limit.kind in {MODE, ABROAD} and bool(
        WHILE_STUDYING.search(piece.plain) or any(WHILE_STUDYING.search(text) for text in piece.rest[:1])
    )


# ------------------------------------------------------------------ 材料、释义、介绍、待遇

PAPERS = compiled(
    r"提供|提交|上传|携带|出示|递交|出具|复印件|原件|扫描件|认证|证明(?!能)|注明|填写|填报|核发|推荐表|凭[^，,;]{0,20}(?:证|表|材料|报名)|报到证|档案|成绩单|标题|命名|主题|学信网|备案表"
)
PAPER_DEADLINE = compiled(
    r"(?:须|应|需)?(?:在|于)[^，,;]{0,24}(?:前|之前)(?:取得|获得|毕业|提供|提交|办理|拿到)|(?:可|须)?(?:延后|延迟|暂缓|推迟)"
)
HOLDS_DEGREE = compiled(rf"(?:须|必须|应当?|需)(?:为|是|具有|具备|取得|毕业于)|及?以上学历|{MUST}[^，,;]{{0,6}}(?:全日制|统招)")
DEFINES = compiled(r"(?:所称|本公告中|上述|其中)?[^，,;]{0,24}(?:是指|系指|指的?是|(?<![限特])指(?![定导标])|即指|释义|包括以下|的定义)")
DEFINED_DEGREE = compiled(
    r"(?:学历|本科|大专|专科|研究生|硕士|毕业证书)[”\"]?(?:要求)?(?:均|都|一律)?(?:是指|系指|指|即)|(?:是|系)?指[^，,;]{0,6}(?:仅|只)"
)
BY_WHICH_LIST = compiled(r"以[^，,;]{0,30}(?:为准|公布|名单|最新)|名单(?:以|见|参照|详见)|参照[^，,;]{0,20}(?:排名|名单)|排名以")
BOASTS = compiled(
    r"(?:我|本)(?:校|院|单位|公司|所|中心|馆|集团|县|区|市|局|园)|现有|拥有[^，,;]{0,16}(?:生|名|人|个|家|所)|(?:是|为|系|作为)(?:一所|一家|国家|全国|全省|省属|省|我国|教育部|我省|首批|所在|某|山东|浙江|江苏|[^，,;]{0,12}(?:基地|单位|医院|平台|企业))"
    r"|入选|获批|跻身|位列|位居|进入[^，,;]{0,12}(?:行列|名单|前|排名|建设)|共建|联合培养|合作(?:关系|单位|协议|办学|院校|高校|建立)|战略合作|培养基地|实习基地|专业技术团队|博士点|硕士点|创建于|始建于|前身"
    r"|(?:建设|承担|运维|参与|获得)[^，,;]{0,14}(?:项目|工程|奖)|建立(?:了)?[^，,;]{0,8}(?:关系|合作)"
)
STRICT = compiled(r"须|必须|仅限|只限|仅|只招|要求|限(?!制)|应为|应当|及?以上学历")
QUIET = {"treatment", "duty", "intro"}
MONEY = compiled(r"(?:给予|发放|享受|安家|补助|补贴|奖励|年薪|月薪|薪酬|工资|住房|津贴|租房|\d(?:万|千)?元|元/)")
AT_OFFICE = compiled(r"担任(?:过)?[^，,;]{0,14}(?:大学|高校|院校)|(?:达到|相当于|参照|具有)[^，,;]{0,24}(?:相当|同等)(?:学术)?水平")
WORKED_THERE = compiled(
    r"(?:在|于|从)[^，,;]{0,30}(?:大学|高校|院校|机构|实验室|医院|企业)[^，,;]{0,16}(?:工作|任职|任教|从事|访学|访问|博士后|进修(?!学历))[^，,;]{0,8}(?:经[历验]|以上|年)?"
)
OVERSEAS_WORK = compiled(
    r"(?:海外|国\(境\)外|境外|国外)[^，,;]{0,6}(?:工作|教学|任教|项目|市场|销售|派驻|实习|施工|营销)[^，,;]{0,6}(?:经[历验]|背景)?"
)
HAS_STUDY = compiled(r"留学|学习|求学|就读|深造|学历|学位|教育背景")
COMPANY_SERVICE = compiled(r"(?:面向|服务|针对|负责|对接|承担|开展|从事)[^，,;]{0,16}(?:留学|海归|双一流|985|211|名校|高校|院校)")
GIVES = compiled(r"^(?:我们|公司|学校|单位)?(?:提供|安排|资助|选派|支持)|(?:提供|资助|选派|支持|享有|安排)[^，,;]{0,16}(?:留学|进修|深造|机会|学习)")


def is_about_papers(piece: Piece, limit: Limit) -> bool:
    if limit.kind == REFUSAL or limit.kind == TIER:
        return bool(PAPERS.search(piece.plain)) and not STRICT.search(piece.plain) and not _demands(piece)
    if _demands(piece):
        return False
    around = piece.plain + "".join(piece.rest[:1])
    return bool(
        PAPERS.search(piece.plain)
        or PAPER_DEADLINE.search(around)
        or (limit.kind == ABROAD and PAPERS.search(around))
        or ("papers" in piece.sections and not STRICT.search(piece.plain))
    )


def _demands(piece: Piece) -> bool:
    return bool(HOLDS_DEGREE.search(piece.plain))


def is_defined(piece: Piece, limit: Limit) -> bool:
    """全日制是指…… explains a word; 本科是指全日制本科 limits by its explanation."""
    del limit
    if DEFINED_DEGREE.search(piece.plain) or REFUSAL_WORD.search(piece.plain):
        return False
    return bool(DEFINES.search(piece.plain) or BY_WHICH_LIST.search(piece.plain))


def is_description(piece: Piece, limit: Limit) -> bool:
    del limit
    if STRICT.search(piece.plain):
        return False
    so_far = "，".join([*piece.before, piece.plain])
    boasts = BOASTS.search(so_far) and "condition" not in piece.sections
    return bool(piece.sections & QUIET or boasts or BOASTS.search(piece.plain) or COMPANY_SERVICE.search(piece.plain))


def is_treatment(piece: Piece, limit: Limit) -> bool:
    del limit
    around = piece.plain + "".join(piece.rest[:1])
    if GIVES.search(piece.plain) and not STRICT.search(piece.plain):
        return True
    return bool(MONEY.search(around) and not STRICT.search(piece.plain)) or "treatment" in piece.sections


def is_about_an_office(piece: Piece, limit: Limit) -> bool:
    if limit.kind == TIER:
        return bool(AT_OFFICE.search(piece.plain) or WORKED_THERE.search(piece.plain))
    if limit.kind == ABROAD:
        work = OVERSEAS_WORK.search(piece.plain) or WORKED_THERE.search(piece.plain)
        return bool(work) and not HAS_STUDY.search(piece.plain)
    return False


EXCUSES = (
    Excuse("preferred", "属于优先或放宽条件，不是报考限制；建议发布单位斟酌", is_preferred),
    Excuse("equal", "规定同等对待，不构成限制", is_equal),
    Excuse("open", "其他学习方式或院校一并列入，不构成限制", is_open_to_all),
    Excuse("denied", "是对限制的否定，不构成限制", is_denied),
    Excuse("student", "按是否在校在读划线，不按所持学历的学习方式划线", is_about_students),
    Excuse("work", "说的是用工、任教或培养对象，不是应聘人的学历", is_about_work),
    Excuse("time", "说的是经历或时间如何计算，不排除任何学历", is_about_a_time),
    Excuse("papers", "说的是证明材料及其提交时间，不构成限制", is_about_papers),
    Excuse("office", "说的是任职经历或水平参照，不是毕业院校", is_about_an_office),
    Excuse("treatment", "说的是待遇，不是报考条件", is_treatment),
    Excuse("definition", "是名词解释或名单口径，本身不设限", is_defined),
    Excuse("description", "是单位介绍或工作内容，不是报考条件", is_description),
)


def excuse(piece: Piece, limit: Limit) -> Excuse | None:
    """The first context that makes the words harmless here, or none."""
    return next((one for one in EXCUSES if one.holds(piece, limit)), None)


# words worth a remark even where no limit is seen: 985号水厂, “211工程”泵站, 985工程数据库
LOOKS_LIKE = compiled(
    r"全日制|统招|(?<!\d)(?:985|211)(?!\d)|双一流|留学|国\(境\)外学习|毕业院校|第一学历|高水平大学|(?<![A-Za-z])QS(?![A-Za-z])"
)
