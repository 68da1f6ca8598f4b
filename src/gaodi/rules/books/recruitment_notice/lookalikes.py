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
    r"(?!院校|学校|高校|形式|方式|学历|类型|性质|途径|学位|制)[\u4e00-\u9fff]{2}(?:均|皆|都)?不限(?:制)?"
    r"|(?:专业|性别|户籍|年龄|经验|经历|职称|地域|民族|面貌|政治)(?:均|皆|都)?不作(?:限制|要求)|不限(?:制)?(?!制|于|定|毕业|院校|学校|高校|学历|学习|全日制|非全|统招|985|211|双一流|形式|类型|$|[”\"、，,;)])[\u4e00-\u9fff]{2}"
)
DENIED = compiled(
    r"不(?:仅)?限(?:于|制|定|毕业|全日制|学历|院校|学校|学习)?(?!$)|不限(?:制)?$|不(?:再)?作(?:为)?(?:限制|限定|要求|硬性|必要|前置)"
    r"|不(?:再)?(?:做|设|设置)(?:任何)?(?:限制|限定|要求|门槛)|不(?:再)?(?:要求|区分|强调|看重?|问)|不受[^，,;]{0,14}(?:限制|影响)"
    r"|不得(?:将|以|把|因|对|设置|限制|限定|歧视|要求|拒绝|仅|在|有)|不将|不以|不把|不因|不唯|严禁|禁止|杜绝|取消[^，,;]{0,14}(?:限制|要求|门槛)"
    r"|不论|无论|不拘|不管|破除|打破|纠正|清理|防止|避免|无[^，,;]{0,6}(?:要求|限制)|非必须|(?:并非|不是)(?:必|硬|限)"
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


DENIED_NEXT = compiled(r"^(?:毕业)?(?:院校|学校|高校|学历|学习|类型|性质)?(?:形式|方式|类型|性质)?(?:均|皆|都)?不(?:限|作限制|作要求)(?:制)?$")


def is_denied(piece: Piece, limit: Limit) -> bool:
    del limit
    if DENIED.search(OF_OTHER_THINGS.sub("", piece.plain)):
        return True
    return any(DENIED_NEXT.search(text) for text in piece.rest[:1])


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
    r"优先|优选|[者历的](?:为)?[更最尤]?佳|(?:为|更|尤)佳|(?:可|予以|给予|适当|酌情)[^，,;]{0,6}(?:加分|倾斜|照顾)|加\d+分|加分|优势|prefer"
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
    text = _beside_brackets(piece.plain, limit.start)
    found = PREFERRED.search(text) or EASED.search(text)
    if found is None:
        return _goes_on(piece)
    if found.start() < limit.start:
        return not re.search(MUST, text[found.end() :])
    return not OTHER_SUBJECT.search(text[limit.start : found.end()])


# 统招本科以上学历有经验者优先: what is preferred begins behind the demand
OTHER_SUBJECT = compiled(
    r"以上(?:学历|学位|文化程度|毕业)*(?!毕业|应届|学历|学位|的|者|人员|考生|同等|可|予|给|或|、|优|和|及|且)[^，,;]{2,}"
)
BRACKET = compiled(r"\([^()]*\)")


def _beside_brackets(text: str, place: int) -> str:
    """What stands in other brackets than the limit is an aside: 全日制本科（优秀者可放宽）."""
    return BRACKET.sub(
        lambda found: found[0] if found.start() < place < found.end() else "·" * len(found[0]), text
    )


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


BY_AGE = compiled(
    r"(?:生|者|人员|学历的?|学位的?|硕士|博士|本科)(?:的)?(?:年龄)?(?:一般|原则上)?(?:应|须|要求)?(?:不|未)?(?:得)?(?:超过|大于|满|在)?\d{2}(?:周)?岁"
)
ALLOWED_TO = compiled(r"^(?:也|均|亦)?(?:可|可以|允许)(?:按|凭|持|先|暂|延|以[^，,;]{0,12}(?:身份|学历))")


def is_about_age(piece: Piece, limit: Limit) -> bool:
    """全日制硕士研究生不超过35周岁: the mode decides the age, and shuts out nobody."""
    return limit.kind != REFUSAL and bool(BY_AGE.search(piece.plain)) and not OWN_DEMAND.search(piece.plain)


def is_allowed(piece: Piece, limit: Limit) -> bool:
    """全日制应届毕业生，可凭就业推荐表报名: an ease for some."""
    subject = MERE_SUBJECT.search(BRACKET.sub("", piece.plain))
    return limit.kind != REFUSAL and bool(
        subject and any(ALLOWED_TO.search(text) for text in piece.rest[:1])
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
WHILE_STUDYING = compiled(r"期间|在校|就读|在读|时间|阶段")
NOT_COUNTED = compiled(
    r"实习|实践|兼职|不(?:计|作为|算|视|能)(?!少)|工作(?:经[历验]|年限)[^，,;]{0,10}(?:不(?!限|少|低|要)|从|起算|计算)"
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
    r"提供|提交|上传|携带|出示|递交|出具|复印件|原件|扫描件|学历学?位?认证|认证(?:书|报告|材料|证书|$)|(?:取得|经|办理|附|须|完成)[^，,;]{0,16}认证|证明(?!能)|注明|填写|填报|核发|推荐表|凭[^，,;]{0,20}(?:证|表|材料|报名)|报到证|档案(?:转|存|在|须|保管)|成绩单|标题|命名|主题|备案表"
)
PAPER_DEADLINE = compiled(
    r"(?:须|应|需)?(?:在|于)[^，,;]{0,24}(?:前|之前)(?:取得|获得|毕业|提供|提交|办理|拿到)|(?:可|须)?(?:延后|延迟|暂缓|推迟)"
)
HOLDS_DEGREE = compiled(
    rf"(?:须|必须|应当?|需)(?:为|是|具有|具备|取得|毕业于)(?![^，,;]{{0,20}}(?:认证|证明|报告|成绩))|及?以上(?!材料)|{MUST}[^，,;]{{0,6}}(?:全日制|统招)"
)
MERE_SUBJECT = compiled(r"(?:毕业生|人员|应届生|留学生|者|研究生)(?:应聘|报考|报名)?(?:的)?$")

DEFINES = compiled(r"(?:所称|本公告中|上述|其中)?[^，,;]{0,24}(?:是指|系指|指的?是|(?<![限特])指(?![定导标])|即指|释义|包括以下|的定义)")
DEFINED_DEGREE = compiled(
    r"(?:学历|本科|大专|专科|研究生|硕士|毕业证书)[”\"]?(?:要求)?(?:均|都|一律)?(?:是指|系指|指|即)|(?:是|系)?指[^，,;]{0,6}(?:仅|只)"
)
BY_WHICH_LIST = compiled(r"以[^，,;]{0,30}(?:为准|公布|名单|最新)|名单(?:以|见|参照|详见)|参照[^，,;]{0,20}(?:排名|名单)|排名以")
BY_REGISTER = compiled(r"以(?:学信网|毕业证|学历证|教育部)[^，,;]{0,12}为准")
SELF = compiled(r"我(?:校|院|单位|公司|所|中心|馆|集团|县|区|市|局|园|们)|(?<!毕业)(?<!就读)(?:大学|学院|学校|医院)(?:现)?(?:是|系)(?:一所)?(?:公办|民办|省|国家|全国|教育部|首批|以|我|经|由|直属|三级|综合)|(?:批准|升格|更名|改建|认定|组建)[^，,;]{0,4}为|^(?:学校|学院|医院|公司|单位|集团)(?:现有|拥有|是|为|系|设有)|现有|拥有[^，,;]{0,16}(?:生|名|人|个|家|所)")
BOASTS = compiled(
    r"本(?:校|院|单位|公司|所|中心|馆|集团|县|区|市|局|园)|(?:是|为|系|作为)(?:一所|一家|国家|全国|全省|省属|省|我国|教育部|我省|首批|所在|某|山东|浙江|江苏|[^，,;]{0,12}(?:基地|单位|医院|平台|企业))"
    r"|入选|获批|跻身|位列|位居|进入[^，,;]{0,12}(?:行列|名单|前|排名|建设)|共建|联合培养(?!经)|(?:建设|打造|创建|致力|迈向|争创)[^，,;]{0,14}(?:一流|高水平|知名)|合作(?:关系|单位|协议|办学|院校|高校|建立)|战略合作|培养基地|实习基地|专业技术团队|博士点|硕士点|创建于|始建于|前身"
    r"|(?:建设|承担|运维|参与|获得)[^，,;]{0,14}(?:项目|工程|奖)|建立(?:了)?[^，,;]{0,8}(?:关系|合作)"
)
STRICT = compiled(r"须|必须|仅限|只限|仅|只招|要求|限(?!制)|应为|应当|及?以上学历")
QUIET = {"treatment", "duty", "intro"}
MONEY = compiled(r"(?:给予|发放|享受|安家|补助|补贴|奖励|年薪|月薪|薪酬|工资|住房|津贴|租房|\d(?:万|千)?元|元/)")
PAID = compiled(r"^(?:可|将)?(?:一次性|每[月年人])?(?:给予|发放|享受|提供|补助|奖励)")
AT_OFFICE = compiled(r"担任(?:过)?[^，,;]{0,14}(?:大学|高校|院校)|(?:达到|相当于|参照|具有)[^，,;]{0,24}(?:相当|同等)(?:学术)?水平")
WORKED_THERE = compiled(
    r"(?:在|于|从)[^，,;]{0,30}(?:大学|高校|院校|机构|实验室|医院|企业)[^，,;]{0,16}(?:工作|任职|任教|从事|访学|访问|博士后|进修(?!学历))[^，,;]{0,8}(?:经[历验]|以上|年)?"
)
OVERSEAS_WORK = compiled(
    r"(?:海外|国\(境\)外|境外|国外)[^，,;]{0,6}(?:工作|教学|任教|项目|市场|销售|派驻|实习|施工|营销)[^，,;]{0,6}(?:经[历验]|背景)?"
)
HAS_STUDY = compiled(r"留学|学习|求学|就读|深造|学历|学位|教育背景")
COMPANY_SERVICE = compiled(r"^(?:负责|服务|针对|对接|承担|开展|从事|维护|拓展)[^，,;]{0,16}(?:留学|海归|双一流|985|211|名校|高校|院校)")
GIVES = compiled(r"机会$|配偶|子女|家属|^(?:我们|公司|学校|单位)?(?:提供|安排|资助|选派|支持)|(?:提供|资助|选派|支持|享有|安排)[^，,;]{0,16}(?:留学|进修|深造|机会|学习)")


def is_about_papers(piece: Piece, limit: Limit) -> bool:
    if limit.kind == REFUSAL or limit.kind == TIER:
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
    if DEFINED_DEGREE.search(piece.plain) or REFUSAL_WORD.search(piece.plain):
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


def is_treatment(piece: Piece, limit: Limit) -> bool:
    del limit
    if GIVES.search(piece.plain) and not STRICT.search(piece.plain):
        return True
    return bool((MONEY.search(piece.plain) or any(PAID.search(text) for text in piece.rest[:1])) and not STRICT.search(piece.plain)) or "treatment" in piece.sections


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
    Excuse("age", "只用于确定年龄要求，不排除其他学习方式", is_about_age),
    Excuse("allowed", "是对部分人员的便利安排，不排除其他人员", is_allowed),
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
