"""不限、同等对待 — the words of a limit inside its denial, or with the other ways beside it."""

from __future__ import annotations

import re

from .limits import REFUSAL, TIER, Limit
from .sentences import Piece
from .wording import DEGREE, OTHER_MODE, OTHER_SCHOOL, REFUSED, compiled, near, one_of

# 专业不限 denies another limit than the one looked at
OF_OTHER_THINGS = compiled(
    one_of(
        r"""
    (?!院校|学校|高校|形式|方式|学历|类型|性质|途径|学位|制)[\u4e00-\u9fff]{2}(?:均|皆|都)?不限(?:制)?
    (?:专业|性别|户籍|年龄|经验|经历|职称|地域|民族|面貌|政治)(?:均|皆|都)?不作(?:限制|要求)
    不限(?:制)?(?!制|于|定|毕业|院校|学校|高校|学历|学习|全日制|非全|统招|985|211|双一流|形式|类型|$|[”\"、，,;)])[\u4e00-\u9fff]{2}
    """
    )
)
DENIED = compiled(
    one_of(
        r"""
    不(?:仅)?限(?:于|制|定|毕业|全日制|学历|院校|学校|学习)?(?!$) 不限(?:制)?$
    不(?:再)?作(?:为)?(?:限制|限定|要求|硬性|必要|前置)
    不(?:再)?(?:做|设|设置)(?:任何)?(?:限制|限定|要求|门槛) 不(?:再)?(?:要求|区分|强调|看重?|问)
    不受[^，,;]{0,14}(?:限制|影响) 不得(?:将|以|把|因|对|设置|限制|限定|歧视|要求|拒绝|仅|在|有) 不将
    不以 不把 不因 不唯 严禁 禁止 杜绝 取消[^，,;]{0,14}(?:限制|要求|门槛) 不论 无论 不拘 不管 破除 打破
    纠正 清理 防止 避免 无[^，,;]{0,6}(?:要求|限制) 非必须 (?:并非|不是)(?:必|硬|限)
    """
    )
)
EQUAL = compiled(
    one_of(
        r"""
    同等(?!条件(?!报)|学[历力]|情况|水平) 享[有受]同等 同(?:等)?享 一视同仁 视同 视为
    等同 平等(?:对待|报考|竞争|参与) 与[^，,;]{0,14}(?:一样|相同|同样|等效)
    """
    )
)
ALLOWED = r"(?:均可|都可|皆可|亦可|也可|可以?报[考名]|可以?应聘|可以?参加|均能|也能|均符合|都行|均接受|均视)"
OPEN_TO_ALL = compiled(
    near(OTHER_MODE, ALLOWED, "{0,30}")
    + rf"|(?:含|包括|包含|以及|或者?|和|及|与|、|/)(?:{OTHER_MODE})(?!以?外)"
)
SCHOOLS_TOO = compiled(near(OTHER_SCHOOL, ALLOWED, "{0,30}"))
HAS_OTHER_MODE = compiled(OTHER_MODE)
REFUSAL_WORD = compiled(REFUSED)
# 全日制大专或者非全日制本科: both may come, but not on the same terms
UNEVEN = compiled(
    rf"(?<!非)全日制[^，,;、或和及]{{0,10}}?(?P<full>{DEGREE})[^，,;]{{0,10}}?(?:{OTHER_MODE})[^，,;、或和及]{{0,6}}?(?P<other>{DEGREE})"
)
DENIED_NEXT = compiled(
    r"^(?:毕业)?(?:院校|学校|高校|学历|学习|类型|性质)?(?:形式|方式|类型|性质)?(?:均|皆|都)?不(?:限|作限制|作要求)(?:制)?$"
)


def is_denied(piece: Piece, limit: Limit) -> bool:
    del limit
    if DENIED.search(OF_OTHER_THINGS.sub("", piece.plain)):
        return True
    return any(DENIED_NEXT.search(text) for text in piece.rest[:1])


OF_STUDY = compiled(r"全日制|学历|院校|学习|统招")


def is_equal(piece: Piece, limit: Limit) -> bool:
    del limit
    goes_on = any(EQUAL.search(text) and OF_STUDY.search(text) for text in piece.rest[:1])
    return goes_on or bool(EQUAL.search(piece.plain))


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
